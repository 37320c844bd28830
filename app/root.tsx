import "@fontsource-variable/inter/index.css"
import "@shopify/polaris/build/esm/styles.css"
import "#app/ui/admin.css"
import "#app/ui/chart.css"
import "#app/ui/outside.css"
import "#app/setup/ui/setup.css"
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node"
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteError, useRouteLoaderData } from "@remix-run/react"
import type { ReactNode } from "react"
import { askedLocale, localeOf } from "#app/i18n/locales.ts"
import { outsideWords } from "#app/i18n/outside-words.ts"
import { OutsideError } from "#app/ui/outside-error.tsx"
import { useOutsideLocale } from "#app/ui/outside-words.tsx"

export const loader = ({ request }: LoaderFunctionArgs) => ({ locale: localeOf(askedLocale(request)) })

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: outsideWords(data?.locale ?? "en").name }]

// A browser's language does not change while a page is open.
export const shouldRevalidate = () => false

/** What the document needs to know of the admin's pages; nothing of it is there when they could not be entered. */
type AdminDocument = { locale: string; apiKey: string; appBridgeUrl: string }

/** A script's type by which no browser runs it. */
const NOT_RUN: object = { type: "text/plain" }

export function Layout({ children }: { children: ReactNode }) {
  const admin = useRouteLoaderData("routes/admin/layout") as AdminDocument | undefined
  const outside = useOutsideLocale()
  return (
    <html lang={admin?.locale ?? outside}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        {/* None: browsers ask for one at an address of their own choice, where there is nothing. */}
        <link rel="icon" href="data:," />
        {/* Shopify asks for its script in the head of every embedded document, before every other script. */}
        {admin ? <script src={admin.appBridgeUrl} data-api-key={admin.apiKey} /> : null}
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        {/* Its inline script, of use after a reload only, would throw where third parties may keep nothing: it is not run. */}
        <ScrollRestoration {...NOT_RUN} />
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
  return <OutsideError error={useRouteError()} />
}
