import { createHmac, randomBytes, timingSafeEqual } from "node:crypto"
import type { AccessToken } from "../world/shop.ts"
import { getShop, markChanged, type World } from "../world/world.ts"

const ACCESS_SECONDS = 3600
const REFRESH_SECONDS = 90 * 86_400
const LEEWAY_SECONDS = 10
const KEPT_TOKENS = 100

/** Shopify's answer to an exchange or a refresh. */
export type TokenAnswer = {
  access_token: string
  scope: string
  expires_in?: number
  refresh_token?: string
  refresh_token_expires_in?: number
}

/** The claims of a session token that is signed by us, for this app and shop, and not over; null otherwise. */
export function verifySessionToken(
  token: string,
  expected: { shop: string; apiKey: string; apiSecret: string; at: Date },
): { sub: string } | null {
  const [head, body, signature, ...rest] = token.split(".")
  if (!head || !body || !signature || rest.length > 0) return null
  const wanted = createHmac("sha256", expected.apiSecret).update(`${head}.${body}`).digest()
  const given = Buffer.from(signature, "base64url")
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return null
  const claims = readClaims(body)
  const seconds = expected.at.getTime() / 1000
  if (!claims || claims.aud !== expected.apiKey || claims.dest !== `https://${expected.shop}`) return null
  if (claims.exp + LEEWAY_SECONDS < seconds || claims.nbf - LEEWAY_SECONDS > seconds) return null
  return { sub: claims.sub }
}

type Claims = { aud: string; dest: string; exp: number; nbf: number; sub: string }

function readClaims(body: string): Claims | null {
  try {
    return JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as Claims
  } catch {
    return null
  }
}

/** A new pair of tokens beside those that exist: parallel exchanges do not spoil each other's. Lives in machine time. */
export function issueToken(world: World, shop: string, at: Date): TokenAnswer {
  const { shop: record } = getShop(world, shop)
  if (!record.installation) throw new Error(`the app is not installed: ${shop}`)
  const token: AccessToken = {
    token: `shpat_${randomBytes(16).toString("hex")}`,
    expiresAt: after(at, ACCESS_SECONDS),
    refreshToken: `shprt_${randomBytes(16).toString("hex")}`,
    refreshExpiresAt: after(at, REFRESH_SECONDS),
    refreshUsedAt: null,
    scopes: record.installation.scopes,
  }
  record.installation.tokens = [...record.installation.tokens, token].slice(-KEPT_TOKENS)
  markChanged(world, "shop", shop, record.id)
  return {
    access_token: token.token,
    scope: token.scopes.join(","),
    expires_in: ACCESS_SECONDS,
    refresh_token: token.refreshToken,
    refresh_token_expires_in: REFRESH_SECONDS,
  }
}

/** Rotates: the refresh token works once; null when it is unknown, used, or over. */
export function refreshToken(world: World, shop: string, refresh: string, at: Date): TokenAnswer | null {
  const { shop: record } = getShop(world, shop)
  const known = record.installation?.tokens.find((token) => token.refreshToken === refresh)
  if (!known || known.refreshUsedAt || new Date(known.refreshExpiresAt) <= at) return null
  known.refreshUsedAt = at.toISOString()
  return issueToken(world, shop, at)
}

/** Whether the token opens the Admin API of this shop now. */
export function isValidToken(world: World, shop: string, token: string, at: Date): boolean {
  const tokens = world.shops.get(shop)?.shop.installation?.tokens ?? []
  return tokens.some((known) => known.token === token && new Date(known.expiresAt) > at)
}

/** Lets every access token run out now, as if an hour had passed: for tests and demonstrations of the refresh. */
export function expireTokens(world: World, shop: string, at: Date): number {
  const { shop: record } = getShop(world, shop)
  const tokens = record.installation?.tokens ?? []
  for (const token of tokens) token.expiresAt = at.toISOString()
  markChanged(world, "shop", shop, record.id)
  return tokens.length
}

function after(at: Date, seconds: number): string {
  return new Date(at.getTime() + seconds * 1000).toISOString()
}
