import { shopDb } from "#app/lib/db.server.ts"
import { findLastSweep } from "#app/records/sweep/sweep-rows.server.ts"
import type { ProgrammeRules } from "../programme/programme-rules.ts"
import { programmeChanges } from "../programme/ui/programme-changes.ts"

/** What the home page shows. Points are points; counts are rows. */
export type Overview = {
  /** `unpublished`: the draft differs from what is in force. */
  programme: { version: number; publishedAt: string; unpublished: boolean } | null
  members: number
  /** In the order of the programme in force; `id` null: no tier yet. */
  tiers: { id: string | null; name: string | null; members: number }[]
  today: { orders: number; earned: number; waiting: number }
  outstanding: { available: number; pending: number }
  /** The last finished sweep: orders looked at, and put right; null: none yet. */
  sweep: { at: string; looked: number; repaired: number } | null
  attention: { failedEvents: number; doubtfulOrders: number; syncErrors: number }
}

/** Figures of a shop. `dayStart` is the shop's midnight in world time. */
export async function getOverview(shop: string, dayStart: Date): Promise<Overview> {
  const [version, draftRules, counts, today, outstanding, attention, sweep] = await Promise.all([
    findNewestVersion(shop),
    findDraftRules(shop),
    countMembersByTier(shop),
    todayFigures(shop, dayStart),
    sumOutstanding(shop),
    countAttention(shop),
    findLastSweep(shop),
  ])
  const rules = version?.rules
  return {
    programme: version && {
      version: version.version,
      publishedAt: version.publishedAt.toISOString(),
      unpublished: draftRules !== undefined && programmeChanges(rules ?? null, draftRules).length > 0,
    },
    members: [...counts.values()].reduce((sum, members) => sum + members, 0),
    tiers: tierShares(rules?.tiers.levels ?? [], counts),
    today,
    outstanding,
    attention,
    sweep,
  }
}

type Version = { version: number; rules: ProgrammeRules; publishedAt: Date }

async function findNewestVersion(shop: string): Promise<Version | null> {
  const { rows } = await shopDb(shop).query<Version>(
    `SELECT "version", "rules", "publishedAt" FROM "ProgrammeVersion" WHERE "shop" = $1 ORDER BY "version" DESC LIMIT 1`,
    [shop],
  )
  return rows[0] ?? null
}

async function findDraftRules(shop: string): Promise<ProgrammeRules | undefined> {
  const { rows } = await shopDb(shop).query<{ rules: ProgrammeRules }>(
    `SELECT "rules" FROM "ProgrammeDraft" WHERE "shop" = $1`,
    [shop],
  )
  return rows[0]?.rules
}

async function countMembersByTier(shop: string): Promise<Map<string | null, number>> {
  const { rows } = await shopDb(shop).query<{ tierId: string | null; members: number }>(
    `SELECT "tierId", count(*) AS members FROM "Member" WHERE "shop" = $1 GROUP BY "tierId"`,
    [shop],
  )
  return new Map(rows.map(({ tierId, members }) => [tierId, members]))
}

async function sumOutstanding(shop: string): Promise<Overview["outstanding"]> {
  const { rows } = await shopDb(shop).query<Overview["outstanding"]>(
    `SELECT coalesce(sum("available"), 0)::bigint AS available, coalesce(sum("pending"), 0)::bigint AS pending
     FROM "PointsAccount" WHERE "shop" = $1`,
    [shop],
  )
  return rows[0] as Overview["outstanding"]
}

/** The conditions are those of partial indexes: what needs no look is not looked at. */
async function countAttention(shop: string): Promise<Overview["attention"]> {
  const { rows } = await shopDb(shop).query<Overview["attention"]>(
    `SELECT
       (SELECT count(*) FROM "WebhookEvent" WHERE "shop" = $1 AND "state" = 'failed' AND "attempts" > 0) AS "failedEvents",
       (SELECT count(*) FROM "Order" WHERE "shop" = $1 AND "doubtfulSince" IS NOT NULL) AS "doubtfulOrders",
       (SELECT count(*) FROM "MemberSync" WHERE "shop" = $1 AND "failedSince" IS NOT NULL) AS "syncErrors"`,
    [shop],
  )
  return rows[0] as Overview["attention"]
}

/** Of entries that orders made since `dayStart`: how many orders earned, points that became usable, points that wait. */
async function todayFigures(shop: string, dayStart: Date): Promise<Overview["today"]> {
  const { rows } = await shopDb(shop).query<Overview["today"]>(
    `SELECT count(DISTINCT "sourceId") FILTER (WHERE "code" = 'order_earned')::bigint AS "orders",
      coalesce(sum("delta"), 0)::bigint AS "earned",
      coalesce(sum("pendingDelta") FILTER (WHERE "code" IN ('order_earned', 'order_adjusted')), 0)::bigint AS "waiting"
    FROM "PointsEntry"
    WHERE "shop" = $1 AND "sourceType" = 'order' AND "eventAt" >= $2`,
    [shop, dayStart],
  )
  return rows[0] as Overview["today"]
}

function tierShares(levels: ProgrammeRules["tiers"]["levels"], counts: Map<string | null, number>): Overview["tiers"] {
  const known = new Set(levels.map((level) => level.id))
  const without = [...counts].filter(([id]) => id === null || !known.has(id))
  return [
    ...[...levels].reverse().map(({ id, name }) => ({ id, name, members: counts.get(id) ?? 0 })),
    { id: null, name: null, members: without.reduce((sum, [, members]) => sum + members, 0) },
  ]
}
