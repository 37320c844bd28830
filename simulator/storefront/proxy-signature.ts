import { createHmac } from "node:crypto"

/**
 * Shopify's side of the app proxy: hex HMAC-SHA256 over the parameters but `signature`, as `key=value` with a repeated
 * key's values joined by commas, sorted, joined by nothing.
 */
export function signProxyQuery(query: URLSearchParams, secret: string): string {
  const keys = [...new Set(query.keys())].filter((key) => key !== "signature")
  const pairs = keys.map((key) => `${key}=${query.getAll(key).join(",")}`)
  return createHmac("sha256", secret).update(pairs.sort().join("")).digest("hex")
}
