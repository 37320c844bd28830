import { createHmac } from "node:crypto"
import { type SessionTokenInput, signSessionToken } from "./session-token.ts"

/** "zrance" of "zrance.myshopify.com": the shop's name in addresses of the admin. */
export function shopHandle(shop: string): string {
  return shop.replace(/\.myshopify\.com$/, "")
}

/** The `host` parameter: where the app is embedded, in base64. The library accepts only Shopify's own hosts here. */
function encodeHost(shop: string): string {
  return Buffer.from(`admin.shopify.com/store/${shopHandle(shop)}`)
    .toString("base64")
    .replace(/=+$/, "")
}

/** Query signature of app launches and OAuth: hex HMAC-SHA256 over the sorted, encoded pairs. */
function signQuery(query: URLSearchParams, apiSecret: string): string {
  const pairs = [...query].sort(([a], [b]) => (a < b ? -1 : 1))
  const text = pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&")
  return createHmac("sha256", apiSecret).update(text).digest("hex")
}

/**
 * The address the admin opens in the app's frame. `path` is the app's own path and query ("/app/members?q=x");
 * everything Shopify adds to it (who, where, the language, a session token, the signature) is added here.
 */
export function buildLaunchUrl(appOrigin: string, path: string, locale: string, token: SessionTokenInput): string {
  const url = new URL(path, appOrigin)
  const launch = {
    embedded: "1",
    host: encodeHost(token.shop),
    id_token: signSessionToken(token),
    locale,
    session: token.sessionId,
    shop: token.shop,
    timestamp: String(Math.floor(token.at.getTime() / 1000)),
  }
  for (const [name, value] of Object.entries(launch)) url.searchParams.set(name, value)
  url.searchParams.set("hmac", signQuery(url.searchParams, token.apiSecret))
  return url.href
}
