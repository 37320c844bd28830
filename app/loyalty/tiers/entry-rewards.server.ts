import { shopDb, type Tx } from "#app/lib/db.server.ts"
import { wake } from "#app/queue/wake.server.ts"
import { getShopFacts } from "../orders/shop-facts.server.ts"
import type { ProgrammeVersion } from "../programme/version-in-force.ts"
import { levelsReached, periodBegan } from "./entry-rewards.ts"

/** Notes, with each change of tiers, what is owed for reaching one. `pay-rewards.server.ts` pays and takes back. */

/** A member whose tier was measured: what it was, what it is, and the word for the change. */
export type Moved = {
  customerId: string
  fromTierId: string | null
  tierId: string | null
  moved: boolean
  reason: string
}

type Reached = { customerId: string; tierId: string; points: number; key: string }

/** What somebody did themselves is rewarded: not what staff gave, what a new programme gave, nor what a merge brought. */
const REWARDED = ["joined", "order", "award", "time"]

/**
 * Notes the levels that these members reached, each once in a period, and lets those that orders may have taken be looked
 * at again. The members are locked.
 */
export async function noteRewards(
  tx: Tx,
  shop: string,
  { version, rules: { tiers } }: ProgrammeVersion,
  moved: Moved[],
  at: Date,
): Promise<void> {
  if (!tiers.levels.some((level) => level.entryPoints !== undefined)) return
  const since = periodBegan(tiers, (await getShopFacts(tx, shop)).timezone, at)
  const reached = moved.flatMap(({ customerId, fromTierId, tierId, reason, ...one }): Reached[] => {
    if (!one.moved || !REWARDED.includes(reason)) return []
    return levelsReached(tiers.levels, fromTierId, tierId).map((level) => ({
      customerId,
      tierId: level.id,
      points: level.entryPoints as number,
      key: `tier_entry:${level.id}:${at.toISOString()}`,
    }))
  })
  const noted = reached.length > 0 ? await insertReached(tx, shop, version, reached, at, since) : 0
  const ids = moved.map((one) => one.customerId)
  if (noted + (await lookAgain(tx, shop, ids, at, since)) > 0) await wake(tx, "pay_tier_rewards")
}

async function insertReached(
  tx: Tx,
  shop: string,
  version: number,
  reached: Reached[],
  at: Date,
  since: Date | null,
): Promise<number> {
  const { rowCount } = await tx.query(
    `INSERT INTO "TierReward" ("shop", "customerId", "key", "tierId", "programmeVersion", "points", "state", "reachedAt", "checkAt")
     SELECT $1, r."customerId", r."key", r."tierId", $3, r."points", 'waiting', $4, $4
     FROM jsonb_to_recordset($2::jsonb) AS r("customerId" text, "tierId" text, "points" bigint, "key" text)
     WHERE NOT EXISTS (
       SELECT FROM "TierReward" t WHERE t."shop" = $1 AND t."customerId" = r."customerId" AND t."tierId" = r."tierId"
         AND t."state" IN ('waiting', 'paid') AND ($5::timestamptz IS NULL OR t."reachedAt" >= $5))
     ORDER BY r."customerId", r."tierId"
     ON CONFLICT DO NOTHING`,
    [shop, JSON.stringify(reached), version, at, since],
  )
  return rowCount ?? 0
}

/** Orders may have been released, or given back: what waits and what was paid in this period is looked at with the next run of the job. */
async function lookAgain(tx: Tx, shop: string, customerIds: string[], at: Date, since: Date | null): Promise<number> {
  const { rowCount } = await tx.query(
    `WITH looked AS (
       SELECT "customerId", "key" FROM "TierReward"
       WHERE "shop" = $1 AND "customerId" = ANY($2) AND ("checkAt" IS NULL OR "checkAt" > $3)
         AND ("state" = 'waiting' OR ("state" = 'paid' AND ($4::timestamptz IS NULL OR "reachedAt" >= $4)))
       ORDER BY "customerId", "key" FOR NO KEY UPDATE
     )
     UPDATE "TierReward" t SET "checkAt" = $3 FROM looked l
     WHERE t."shop" = $1 AND t."customerId" = ANY($2) AND t."customerId" = l."customerId" AND t."key" = l."key"`,
    [shop, customerIds, at, since],
  )
  return rowCount ?? 0
}

/** Points that wait for what reached a tier to pass its pending days, by customer; who has none is left out. */
export async function findWaitingRewards(
  door: Pick<Tx, "query">,
  shop: string,
  customerIds: string[],
): Promise<Map<string, number>> {
  const { rows } = await door.query<{ customerId: string; points: number }>(
    `SELECT "customerId", sum("points")::bigint AS points FROM "TierReward"
     WHERE "shop" = $1 AND "customerId" = ANY($2) AND "state" = 'waiting' GROUP BY "customerId"`,
    [shop, customerIds],
  )
  return new Map(rows.map((row) => [row.customerId, row.points]))
}

/**
 * Two customers became one: what either was given or waits for stays theirs; of two that wait for the same level one is
 * dropped.
 */
export async function moveRewards(tx: Tx, shop: string, fromCustomerId: string, toCustomerId: string): Promise<void> {
  await tx.query(
    `UPDATE "TierReward" g SET "state" = 'dropped', "checkAt" = NULL
     WHERE g."shop" = $1 AND g."customerId" = $2 AND g."state" = 'waiting' AND EXISTS (
       SELECT FROM "TierReward" k WHERE k."shop" = $1 AND k."customerId" = $3 AND k."tierId" = g."tierId"
         AND k."state" IN ('waiting', 'paid'))`,
    [shop, fromCustomerId, toCustomerId],
  )
  await tx.query(
    `UPDATE "TierReward" g SET "customerId" = $3
     WHERE g."shop" = $1 AND g."customerId" = $2 AND NOT EXISTS (
       SELECT FROM "TierReward" k WHERE k."shop" = $1 AND k."customerId" = $3 AND k."key" = g."key")`,
    [shop, fromCustomerId, toCustomerId],
  )
}

/** The tiers whose reward a member waits for, the first reached first. */
export async function listWaitingRewards(
  shop: string,
  customerId: string,
): Promise<{ tierId: string; points: number }[]> {
  const { rows } = await shopDb(shop).query<{ tierId: string; points: number }>(
    `SELECT "tierId", "points" FROM "TierReward"
     WHERE "shop" = $1 AND "customerId" = $2 AND "state" = 'waiting' ORDER BY "reachedAt", "points"`,
    [shop, customerId],
  )
  return rows
}
