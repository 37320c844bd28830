import { readFileSync } from "node:fs"
import { parse } from "smol-toml"

/** The parts of shopify.app.toml that tests look at. */
export type AppConfiguration = {
  application_url: string
  embedded: boolean
  access_scopes: { scopes: string; optional_scopes: string[] }
  auth: { redirect_urls: string[] }
  webhooks: { api_version: string; subscriptions: WebhookSubscription[] }
  app_proxy: { url: string; subpath: string; prefix: string }
  customer: { metafields: { app: Record<string, { type: string }> } }
  shop: { metafields: { app: Record<string, { type: string }> } }
}

type WebhookSubscription = { uri: string; topics?: string[]; compliance_topics?: string[] }

/** shopify.app.toml, read. */
export function readAppConfiguration(): AppConfiguration {
  return parse(readFileSync(new URL("../../shopify.app.toml", import.meta.url), "utf8")) as AppConfiguration
}
