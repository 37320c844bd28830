import { createHmac, timingSafeEqual } from "node:crypto"

/** Bytes of a SHA-256 HMAC. */
const DIGEST_BYTES = 32

/** The value Shopify puts into X-Shopify-Hmac-Sha256: base64 of the HMAC-SHA256 of the raw body. */
export function signWebhook(rawBody: Buffer, secret: string): string {
  return createHmac("sha256", secret).update(rawBody).digest("base64")
}

/** True when `header` (X-Shopify-Hmac-Sha256) signs exactly these bytes. Compares in constant time. */
export function verifyWebhookSignature(rawBody: Buffer, header: string | undefined, secret: string): boolean {
  if (!header) return false
  const given = Buffer.from(header, "base64")
  if (given.length !== DIGEST_BYTES) return false
  return timingSafeEqual(given, createHmac("sha256", secret).update(rawBody).digest())
}
