import { shopDb, type Tx } from "#app/lib/db.server.ts"
import { env } from "#app/lib/env.server.ts"
import { UpstreamError } from "#app/lib/errors.ts"
import { log } from "#app/lib/log.server.ts"
import { exclusively } from "./exclusively.server.ts"
import { platformFetch } from "./platform-fetch.server.ts"
import { openToken, sealToken } from "./sealed-token.server.ts"

/** A shop's permission for work without a person at the screen. */
export type Access = { shop: string; accessToken: string; scopes: string[]; expiresAt: Date | null }

type StoredSession = {
  accessToken: string
  scope: string | null
  expires: Date | null
  refreshToken: string | null
}

type TokenAnswer = {
  access_token: string
  scope: string
  expires_in: number
  refresh_token: string
  refresh_token_expires_in: number
}

/** A minute earlier than Shopify's library (five), so that the library always finds a token it need not touch. */
const REFRESH_BEFORE_MS = 6 * 60_000
const TIMEOUT_MS = 10_000
const RETRY_AFTER_MS = 5_000

/** The id under which Shopify's library stores a shop's offline session. */
export function offlineSessionId(shop: string): string {
  return `offline_${shop}`
}

/** SQL that is true for shops whose permission we hold; `shop` is an expression. */
export function holdsPermission(shop: string): string {
  return `EXISTS (SELECT FROM "Session" AS t WHERE t."id" = '${offlineSessionId("")}' || ${shop})`
}

/**
 * A token that is good for some minutes at least, refreshed first when it is about to expire or when it is
 * `rejectedToken` (Shopify just refused it). Null: the shop has not installed the app, or its permission is gone and
 * comes back when the merchant opens the app. Refresh tokens rotate, so refreshing happens under the shop's lock and
 * whoever waited reads the new token. Throws UpstreamError when Shopify cannot be reached and no token is left.
 */
export async function freshAccess(shop: string, rejectedToken?: string): Promise<Access | null> {
  const stored = await findStored(shopDb(shop), shop)
  if (!stored) return null
  if (isGood(stored, rejectedToken)) return toAccess(shop, stored)
  return exclusively(shop, async (tx) => {
    const current = await findStored(tx, shop)
    if (!current) return null
    if (isGood(current, rejectedToken)) return toAccess(shop, current)
    return refresh(tx, shop, current, rejectedToken)
  })
}

/** Forgets every token of a shop (it uninstalled the app). */
export async function deleteSessions(shop: string, tx?: Tx): Promise<void> {
  await (tx ?? shopDb(shop)).query(`DELETE FROM "Session" WHERE shop = $1`, [shop])
}

async function findStored(at: Pick<Tx, "query">, shop: string): Promise<StoredSession | null> {
  const { rows } = await at.query<StoredSession>(
    `SELECT "accessToken", scope, expires, "refreshToken" FROM "Session" WHERE id = $1 AND "accessToken" <> ''`,
    [offlineSessionId(shop)],
  )
  return openStored(shop, rows[0])
}

async function openStored(shop: string, row: StoredSession | undefined): Promise<StoredSession | null> {
  if (!row) return null
  const accessToken = await openToken(shop, row.accessToken)
  const refreshToken = row.refreshToken === null ? null : await openToken(shop, row.refreshToken)
  return accessToken === null ? null : { ...row, accessToken, refreshToken }
}

/** Tokens live in real time, whatever the world's clock says. */
function isGood(stored: StoredSession, rejectedToken: string | undefined): boolean {
  if (stored.accessToken === rejectedToken) return false
  return stored.expires === null || stored.expires.getTime() - Date.now() > REFRESH_BEFORE_MS
}

function toAccess(shop: string, stored: StoredSession): Access {
  const { accessToken, scope, expires: expiresAt } = stored
  return { shop, accessToken, scopes: scope?.split(",").filter(Boolean) ?? [], expiresAt }
}

async function refresh(tx: Tx, shop: string, old: StoredSession, rejectedToken?: string): Promise<Access | null> {
  if (!old.refreshToken) return forget(tx, shop)
  try {
    const answer = await requestRefresh(shop, old.refreshToken)
    if (answer === "refused") return forget(tx, shop)
    const stored = await store(tx, shop, answer)
    return stored && toAccess(shop, stored)
  } catch (error) {
    // Shopify did not answer: the old refresh token stays valid until its successor is used, so it is simply tried again.
    const usable = old.accessToken !== rejectedToken && old.expires !== null && old.expires.getTime() > Date.now()
    if (!usable) throw new UpstreamError(`Shopify did not refresh the token of ${shop}`, RETRY_AFTER_MS)
    log.warn({ shop, error: String(error) }, "token not refreshed; the old one still serves")
    return toAccess(shop, old)
  }
}

async function requestRefresh(shop: string, refreshToken: string): Promise<TokenAnswer | "refused"> {
  const { shopifyApiKey, shopifyApiSecret } = env()
  const response = await platformFetch(`https://${shop}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({
      client_id: shopifyApiKey,
      client_secret: shopifyApiSecret,
      grant_type: "refresh_token",
      refresh_token: refreshToken,
    }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (response.ok) return (await response.json()) as TokenAnswer
  const { error } = (await response.json().catch(() => ({}))) as { error?: string }
  // Said of the token, it is for good. Our own wrong secret (invalid_client) is no reason to forget anybody's.
  if ([400, 401].includes(response.status) && error && error !== "invalid_client") return "refused"
  throw new Error(`answered ${response.status}`)
}

/** Null: the shop uninstalled meanwhile. */
async function store(tx: Tx, shop: string, answer: TokenAnswer): Promise<StoredSession | null> {
  const { rows } = await tx.query<StoredSession>(
    `UPDATE "Session" SET "accessToken" = $2, scope = $3, expires = $4, "refreshToken" = $5, "refreshTokenExpires" = $6
     WHERE id = $1 RETURNING "accessToken", scope, expires, "refreshToken"`,
    [
      offlineSessionId(shop),
      await sealToken(shop, answer.access_token),
      answer.scope,
      secondsFromNow(answer.expires_in),
      await sealToken(shop, answer.refresh_token),
      secondsFromNow(answer.refresh_token_expires_in),
    ],
  )
  return openStored(shop, rows[0])
}

function secondsFromNow(seconds: number): Date {
  return new Date(Date.now() + seconds * 1000)
}

/** A permission that is gone for good is removed: nothing asks again until the merchant opens the app. */
async function forget(tx: Tx, shop: string): Promise<null> {
  await tx.query(`DELETE FROM "Session" WHERE id = $1`, [offlineSessionId(shop)])
  log.warn({ shop }, "the shop's permission is gone; it comes back when the app is opened there")
  return null
}
