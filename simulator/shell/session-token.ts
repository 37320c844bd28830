import { createHmac } from "node:crypto"

export type SessionTokenInput = {
  /** "zrance.myshopify.com" */
  shop: string
  apiKey: string
  apiSecret: string
  userId: string
  sessionId: string
  /** Makes each token different. */
  tokenId: string
  /** Machine time, not world time: the app's library checks tokens against the machine's clock. */
  at: Date
}

const LIFETIME_SECONDS = 60

function base64Url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url")
}

/** The session token Shopify's admin hands to an embedded app: a JWT, HS256 with the app's secret, good for a minute. */
export function signSessionToken(input: SessionTokenInput): string {
  const issuedAt = Math.floor(input.at.getTime() / 1000)
  const payload = {
    iss: `https://${input.shop}/admin`,
    dest: `https://${input.shop}`,
    aud: input.apiKey,
    sub: input.userId,
    exp: issuedAt + LIFETIME_SECONDS,
    nbf: issuedAt,
    iat: issuedAt,
    jti: input.tokenId,
    sid: input.sessionId,
  }
  const signed = `${base64Url({ alg: "HS256", typ: "JWT" })}.${base64Url(payload)}`
  return `${signed}.${createHmac("sha256", input.apiSecret).update(signed).digest("base64url")}`
}
