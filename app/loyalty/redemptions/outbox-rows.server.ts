import { acrossShops, shopDb } from "#app/lib/db.server.ts"
import { plainWords } from "#app/lib/plain-error.ts"
import { type RedemptionRow, ROW_COLUMNS, readRows } from "./redemption-rows.server.ts"

/**
 * Redemptions that Shopify still has to do something for: `drawn` ones are to be made, `returning` ones to be ended and,
 * half an hour later, given back. Rows are claimed for a while, so that a worker that dies leaves them to the next.
 */

/** `askedAt`: Shopify was asked for something that must not be asked twice, and nobody knows its answer. */
export type Claimed = RedemptionRow & { tries: number; askedAt: Date | null; newestBefore: string | null }

/** Longer than all the calls of one turn together, with their own patience. */
const LEASE_SECONDS = 300

/** After a lost answer about store credit Shopify has so long to show what it did, whoever is in a hurry. */
export const STORE_CREDIT_WAIT_MS = 60_000

/** How long an order that carries the code of an ended discount may still come in. */
const LATE_ORDERS_MINUTES = 30

const WAITS = `"state" IN ('drawn', 'returning')`
const isRipe = (moment: string) =>
  `("endedAt" IS NULL OR "state" <> 'returning' OR "endedAt" <= ${moment}::timestamptz - interval '${LATE_ORDERS_MINUTES} minutes')`

/** Whether something is due in an installed shop; `$1` is world time. */
export const REDEMPTIONS_DUE = `EXISTS (SELECT FROM "Redemption" r WHERE ${WAITS} AND "nextTryAt" <= clock_timestamp()
  AND ${isRipe("$1")} AND EXISTS (SELECT FROM "Shop" s WHERE s."shop" = r."shop" AND s."uninstalledAt" IS NULL))`

/** Up to `limit` installed shops with something due at `at` (world time), without those of `except`. */
export async function findShopsWithWork(at: Date, except: string[], limit: number): Promise<string[]> {
  const { rows } = await acrossShops().query<{ shop: string }>(
    `SELECT s."shop" FROM "Shop" s WHERE s."uninstalledAt" IS NULL AND s."shop" <> ALL($2) AND EXISTS (
       SELECT FROM "Redemption" r WHERE r."shop" = s."shop" AND ${WAITS} AND "nextTryAt" <= clock_timestamp()
         AND ${isRipe("$1")})
     ORDER BY random() LIMIT $3`,
    [at, except, limit],
  )
  return rows.map((row) => row.shop)
}

/**
 * Claims up to `limit` of a shop's due rows, the longest waiting first. A customer's store credits come one after the
 * other, and rest while one is unclear: else nobody could tell which of two calls a transaction in the account is of.
 */
export async function claimRedemptions(shop: string, at: Date, limit: number): Promise<Claimed[]> {
  const { rows } = await shopDb(shop).query(
    `WITH due AS MATERIALIZED (
       SELECT r."redemptionId" FROM "Redemption" r
       WHERE r."shop" = $1 AND ${WAITS} AND r."nextTryAt" <= clock_timestamp() AND ${isRipe("$2")}
         AND (r."askedAt" IS NULL OR r."askedAt" <= clock_timestamp() - make_interval(secs => $4))
         AND (r."made" <> 'store_credit' OR NOT EXISTS (
           SELECT FROM "Redemption" o WHERE o."shop" = r."shop" AND o."customerId" = r."customerId"
             AND o."made" = 'store_credit' AND o."redemptionId" <> r."redemptionId"
             AND (o."state" = 'unclear' OR (o."state" = 'drawn'
               AND (o."createdAt", o."redemptionId") < (r."createdAt", r."redemptionId")))))
       ORDER BY r."nextTryAt" LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED
     )
     UPDATE "Redemption" r SET "nextTryAt" = clock_timestamp() + interval '${LEASE_SECONDS} seconds',
       "tries" = r."tries" + 1
     FROM due WHERE r."shop" = $1 AND r."redemptionId" = due."redemptionId"
     RETURNING ${ROW_COLUMNS.replaceAll(/"(\w+)"/g, `r."$1"`)}, r."tries", r."askedAt", r."newestBefore"`,
    [shop, at, limit, STORE_CREDIT_WAIT_MS / 1000],
  )
  return readRows<Claimed>(rows)
}

/** Puts a row off for `waitMs` (real time), with the reason for whoever looks. */
export async function putOff(shop: string, redemptionId: string, error: string, waitMs: number): Promise<void> {
  await shopDb(shop).query(
    `UPDATE "Redemption" SET "error" = $3, "failedSince" = coalesce("failedSince", clock_timestamp()),
       "nextTryAt" = clock_timestamp() + make_interval(secs => $4)
     WHERE "shop" = $1 AND "redemptionId" = $2 AND ${WAITS}`,
    [shop, redemptionId, plainWords(error), waitMs / 1000],
  )
}

/** Notes, before Shopify is asked, that it is about to be, and what was the newest in the account. */
export async function noteAsking(shop: string, redemptionId: string, newestBefore: string | null): Promise<void> {
  await shopDb(shop).query(
    `UPDATE "Redemption" SET "askedAt" = clock_timestamp(), "newestBefore" = $3
     WHERE "shop" = $1 AND "redemptionId" = $2 AND "state" = 'drawn'`,
    [shop, redemptionId, newestBefore],
  )
}

/** Nobody can say whether Shopify did it: staff decide, the points are held. */
export async function markUnclear(shop: string, redemptionId: string, error: string): Promise<void> {
  await shopDb(shop).query(
    `UPDATE "Redemption" SET "state" = 'unclear', "error" = $3, "failedSince" = coalesce("failedSince", clock_timestamp())
     WHERE "shop" = $1 AND "redemptionId" = $2 AND "state" = 'drawn'`,
    [shop, redemptionId, plainWords(error)],
  )
}

/** Another code: somebody else's discount has the one we chose. */
export async function changeCode(shop: string, redemptionId: string, code: string): Promise<void> {
  await shopDb(shop).query(
    `UPDATE "Redemption" SET "code" = $3 WHERE "shop" = $1 AND "redemptionId" = $2 AND "state" = 'drawn'`,
    [shop, redemptionId, code],
  )
}

/** The code ceased to work at `at` (world time); its points return after a while. */
export async function noteEnded(shop: string, redemptionId: string, at: Date): Promise<void> {
  await shopDb(shop).query(
    `UPDATE "Redemption" SET "endedAt" = coalesce("endedAt", $3), "nextTryAt" = clock_timestamp(), "tries" = 0,
       "error" = NULL, "failedSince" = NULL
     WHERE "shop" = $1 AND "redemptionId" = $2 AND "state" = 'returning'`,
    [shop, redemptionId, at],
  )
}

/** Of these transactions (gids) those that are another redemption's. */
export async function findClaimedTransactions(shop: string, transactionIds: string[]): Promise<Set<string>> {
  const { rows } = await shopDb(shop).query<{ shopifyId: string }>(
    `SELECT "shopifyId" FROM "Redemption" WHERE "shop" = $1 AND "shopifyId" = ANY($2)`,
    [shop, transactionIds],
  )
  return new Set(rows.map((row) => row.shopifyId))
}
