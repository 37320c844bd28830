import type { HeadersFunction, LoaderFunctionArgs } from "@remix-run/node"
import { Outlet, useLoaderData, useNavigation } from "@remix-run/react"
import { NavMenu } from "@shopify/app-bridge-react"
import englishPolaris from "@shopify/polaris/locales/en.json" with { type: "json" }
import { AppProvider } from "@shopify/shopify-app-remix/react"
import { boundary } from "@shopify/shopify-app-remix/server"
import { askedLocale, localeOf } from "#app/i18n/locales.ts"
import { polarisWords } from "#app/i18n/polaris-words.ts"
import { messagesOf } from "#app/i18n/translate.ts"
import { env } from "#app/lib/env.server.ts"
import { AuthResponse } from "#app/ui/auth-response.tsx"
import { LoadingBar } from "#app/ui/loading-bar.tsx"
import { TextProvider, useText } from "#app/ui/text.tsx"
import { adminRequest } from "./admin-request.server.ts"

const APP_BRIDGE_URL = "https://cdn.shopify.com/shopifycloud/app-bridge.js"

export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, async ({ timezone }) => {
    const locale = localeOf(askedLocale(request))
    const { shopifyApiKey, appBridgeUrl } = env()
    return {
      apiKey: shopifyApiKey,
      appBridgeUrl: appBridgeUrl ?? APP_BRIDGE_URL,
      locale,
      timezone,
      messages: messagesOf(locale),
      polaris: polarisWords(locale),
    }
  })

// Language and keys hold while the frame is open; later requests no longer carry the language.
export const shouldRevalidate = () => false

export const headers: HeadersFunction = (args) => boundary.headers(args)

export default function AdminLayout() {
  const { apiKey, locale, timezone, messages, polaris } = useLoaderData<typeof loader>()
  return (
    <AppProvider
      // Its script stands in the head already (app/root.tsx).
      isEmbeddedApp={false}
      apiKey={apiKey}
      i18n={(polaris ? [polaris, englishPolaris] : englishPolaris) as typeof englishPolaris}
    >
      <TextProvider locale={locale} timezone={timezone} messages={messages}>
        <Menu />
        <LoadingBar busy={useNavigation().state !== "idle"} />
        <Outlet />
      </TextProvider>
    </AppProvider>
  )
}

function Menu() {
  const { t } = useText()
  return (
    <NavMenu>
      <a href="/app" rel="home">
        {t("nav.home")}
      </a>
      <a href="/app/programme">{t("nav.programme")}</a>
      <a href="/app/rewards">{t("nav.rewards")}</a>
      <a href="/app/appearance">{t("nav.appearance")}</a>
      <a href="/app/members">{t("nav.members")}</a>
      <a href="/app/orders">{t("nav.orders")}</a>
      <a href="/app/liability">{t("nav.liability")}</a>
      <a href="/app/privacy">{t("nav.privacy")}</a>
      <a href="/app/work">{t("nav.work")}</a>
    </NavMenu>
  )
}

export { AuthResponse as ErrorBoundary }
