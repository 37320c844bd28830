import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from "node:crypto"

/** The value Shopify puts into X-Shopify-Hmac-Sha256: base64 of the HMAC-SHA256 of the raw body. */
export function signWebhook(rawBody: Buffer, secret: string): string {
  return createHmac("sha256", keyOf(secret)).update(rawBody).digest("base64")
}

let known: { secret: string; key: KeyObject } | null = null

/** Made once: making a key of a text takes longer than signing with it. */
function keyOf(secret: string): KeyObject {
  if (known?.secret !== secret) known = { secret, key: createSecretKey(Buffer.from(secret)) }
  return known.key
}

/** True when `header` (X-Shopify-Hmac-Sha256) signs exactly these bytes. Compares in constant time. */
export function verifyWebhookSignature(rawBody: Buffer, header: string | undefined, secret: string): boolean {
  if (!header) return false
  const given = Buffer.from(header)
  const expected = Buffer.from(signWebhook(rawBody, secret))
  return given.length === expected.length && timingSafeEqual(given, expected)
}
