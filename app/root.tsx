import "@fontsource-variable/inter/index.css"
import "@shopify/polaris/build/esm/styles.css"
import "#app/ui/admin.css"
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "@remix-run/react"
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
