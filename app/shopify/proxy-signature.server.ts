import { createHmac, timingSafeEqual } from "node:crypto"

/**
 * The app proxy's signature (shopify.dev, "Authenticate app proxies"): hex HMAC-SHA256 of the decoded parameters without
 * `signature`, each as `key=value` (a repeated key's values joined by ","), sorted, joined by nothing.
 */
export function signProxyQuery(query: URLSearchParams, secret: string): string {
  const values = new Map<string, string[]>()
  for (const [key, value] of query) {
    if (key === "signature") continue
    values.set(key, [...(values.get(key) ?? []), value])
  }
  const pairs = [...values].map(([key, repeats]) => `${key}=${repeats.join(",")}`).sort()
  return createHmac("sha256", secret).update(pairs.join("")).digest("hex")
}

/** True when the query carries exactly one `signature` and it is right. Compares in constant time. */
export function verifyProxySignature(query: URLSearchParams, secret: string): boolean {
  const [given, ...others] = query.getAll("signature")
  if (given === undefined || others.length > 0) return false
  const expected = Buffer.from(signProxyQuery(query, secret))
  const actual = Buffer.from(given)
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}
