import "@fontsource-variable/inter/index.css"
import "@shopify/polaris/build/esm/styles.css"
import "#app/ui/admin.css"
import type { LoaderFunctionArgs } from "@remix-run/node"
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
import { localeOf } from "#app/i18n/locales.ts"
import { useOutsideLocale, useOutsideWords } from "#app/ui/outside-words.tsx"

export const loader = ({ request }: LoaderFunctionArgs) => ({
  locale: localeOf(request.headers.get("accept-language")),
})

// A browser's language does not change while a page is open.
export const shouldRevalidate = () => false

export function Layout({ children }: { children: ReactNode }) {
  const admin = useRouteLoaderData("routes/admin/layout") as { locale?: string } | undefined
  const outside = useOutsideLocale()
  return (
    <html lang={admin?.locale ?? outside}>
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
  const words = useOutsideWords()
  const refused = isRouteErrorResponse(error) && error.status < 500
  return (
    <main style={{ maxInlineSize: "34rem", margin: "20vh auto", paddingInline: "1.5rem" }}>
      <h1>{words.name}</h1>
      <p>{refused ? words.refused : words.failed}</p>
    </main>
  )
}
