import { shopDb } from "#app/lib/db.server.ts"
import { findLastSweep } from "#app/records/sweep/sweep-rows.server.ts"
import { findRunningPause } from "../programme/pauses.server.ts"
import { findSavedDraft } from "../programme/programme.server.ts"
import type { ProgrammeRules } from "../programme/programme-rules.ts"
import { findRunningTest } from "../programme/test-mode.server.ts"
import { programmeChanges } from "../programme/ui/programme-changes.ts"
import { loadNewestVersion } from "../programme/version.server.ts"
import type { DayFigures } from "./days.ts"
import { getShopDays } from "./shop-days.server.ts"
import { countMembers, getShopTotals, type ShopTotals } from "./shop-totals.server.ts"

/** What the home page shows. Points are points; counts are rows. */
export type Overview = {
  /** `unpublished`: the draft differs from what is in force. */
  programme: { version: number; publishedAt: string; unpublished: boolean } | null
  members: number
  /** In the order of the programme in force; `id` null: no tier yet. */
  tiers: { id: string | null; name: string | null; members: number }[]
  /** The last thirty days of the shop, today last. */
  days: DayFigures[]
  outstanding: { available: number; pending: number }
  /** The last finished sweep: orders looked at, and put right; null: none yet. */
  sweep: { at: string; looked: number; repaired: number } | null
  /** What rests now. */
  pause: { earning: boolean; spending: boolean } | null
  /** The customers' tag of the test that is on. */
  testTag: string | null
  /** Past orders were brought in. */
  imported: boolean
  attention: { failedEvents: number; lateEvents: number; doubtfulOrders: number; syncErrors: number }
}

const DAYS_SHOWN = 30

/** How the shop stands at a moment of world time; days are those of `timezone`, the shop's. */
export async function getOverview(shop: string, timezone: string, at: Date): Promise<Overview> {
  const [version, draft, totals, days, attention, pause, test, imported, sweep] = await Promise.all([
    loadNewestVersion(shopDb(shop), shop),
    findSavedDraft(shop),
    getShopTotals(shop),
    getShopDays(shop, timezone, at, DAYS_SHOWN),
    countAttention(shop),
    findRunningPause(shop, at),
    findRunningTest(shop),
    hasImported(shop),
    findLastSweep(shop),
  ])
  return {
    programme: version && {
      version: version.version,
      publishedAt: version.publishedAt.toISOString(),
      unpublished: draft !== null && programmeChanges(version.rules, draft.rules).length > 0,
    },
    members: countMembers(totals),
    tiers: tierShares(version?.rules.tiers.levels ?? [], totals.tiers),
    days,
    outstanding: totals.outstanding,
    attention,
    pause: pause && { earning: pause.earning, spending: pause.spending },
    testTag: test?.tag ?? null,
    imported,
    sweep,
  }
}

async function hasImported(shop: string): Promise<boolean> {
  const { rows } = await shopDb(shop).query<{ imported: boolean }>(
    `SELECT EXISTS (SELECT FROM "Backfill" WHERE "shop" = $1 AND "state" = 'done') AS imported`,
    [shop],
  )
  return rows[0]?.imported ?? false
}

/**
 * The conditions are those of partial indexes: what needs no look is not looked at. Late are messages that nobody has
 * worked off for five minutes; counting ends at a hundred.
 */
async function countAttention(shop: string): Promise<Overview["attention"]> {
  const { rows } = await shopDb(shop).query<Overview["attention"]>(
    `SELECT
       (SELECT count(*) FROM "WebhookEvent" WHERE "shop" = $1 AND "state" = 'failed' AND "attempts" > 0) AS "failedEvents",
       (SELECT count(*) FROM (SELECT FROM "WebhookEvent" WHERE "shop" = $1 AND "state" = 'stored'
          AND "nextTryAt" < now() - interval '5 minutes' LIMIT 100) AS late) AS "lateEvents",
       (SELECT count(*) FROM "Order" WHERE "shop" = $1 AND "doubtfulSince" IS NOT NULL) AS "doubtfulOrders",
       (SELECT count(*) FROM "MemberSync" WHERE "shop" = $1 AND "failedSince" IS NOT NULL) AS "syncErrors"`,
    [shop],
  )
  return rows[0] as Overview["attention"]
}

function tierShares(levels: ProgrammeRules["tiers"]["levels"], counted: ShopTotals["tiers"]): Overview["tiers"] {
  const known = new Map(counted.map(({ id, members }) => [id, members]))
  const ids = new Set(levels.map((level) => level.id))
  const without = counted.filter(({ id }) => id === null || !ids.has(id))
  return [
    ...[...levels].reverse().map(({ id, name }) => ({ id, name, members: known.get(id) ?? 0 })),
    { id: null, name: null, members: without.reduce((sum, { members }) => sum + members, 0) },
  ]
}
