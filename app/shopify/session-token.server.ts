import { createHmac, timingSafeEqual } from "node:crypto"
import { isShopDomain } from "./shop-domain.ts"

/** Clock difference Shopify's library allows. */
const LEEWAY_SECONDS = 10

/**
 * The shop an App Bridge session token (JWT, HS256 with the app's secret) speaks for, or null when it is not ours, not
 * valid at `at` (real time), or broken. The library checks the token again; this only tells early whose it is.
 */
export function shopOfSessionToken(token: string, app: { key: string; secret: string }, at: Date): string | null {
  const [header, payload, signature, ...rest] = token.split(".")
  if (!header || !payload || !signature || rest.length > 0) return null
  const expected = createHmac("sha256", app.secret).update(`${header}.${payload}`).digest()
  const given = Buffer.from(signature, "base64url")
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  const { aud, exp, nbf, dest } = parseClaims(payload) ?? {}
  if (aud !== app.key || typeof exp !== "number" || typeof nbf !== "number" || typeof dest !== "string") return null
  const seconds = at.getTime() / 1000
  if (seconds > exp + LEEWAY_SECONDS || seconds < nbf - LEEWAY_SECONDS) return null
  const shop = dest.replace(/^https:\/\//, "")
  return isShopDomain(shop) ? shop : null
}

function parseClaims(payload: string): Record<string, unknown> | null {
  try {
    return JSON.parse(Buffer.from(payload, "base64url").toString("utf8"))
  } catch {
    return null
  }
}
