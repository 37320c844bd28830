import "@fontsource-variable/inter/index.css"
import "@shopify/polaris/build/esm/styles.css"
import "#app/ui/admin.css"
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react"
import type { ReactNode } from "react"

export function Layout({ children }: { children: ReactNode }) {
  const admin = useRouteLoaderData("routes/admin/layout") as { locale?: string } | undefined
  return (
    <html lang={admin?.locale ?? "en"}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  )
}

export default function Root() {
  return <Outlet />
}

/** What no page of ours caught: an address used in a way it is not meant for, or a fault, which the log tells. */
export function ErrorBoundary() {
  const error = useRouteError()
  const refused = isRouteErrorResponse(error) && error.status < 500
  return (
    <main style={{ maxInlineSize: "34rem", margin: "20vh auto", paddingInline: "1.5rem" }}>
      <h1>Regulars</h1>
      <p>
        {refused
          ? "This address cannot be used that way."
          : "Something went wrong on our side. It has been noted; please try again in a moment."}
      </p>
    </main>
  )
}
