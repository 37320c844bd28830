import { shopDb } from "#app/lib/db.server.ts"
import type { Trade } from "./health-check.ts"

/** How far back what a shop sells is looked at. */
const DAYS = 90

/** So long a count is kept, for each order: with 1,000 orders a minute, with a hundred thousand two hours. */
const KEPT_MS_AN_ORDER = 60

/**
 * Orders of the last 90 days up to `at` (world time) that were paid, in the shop's currency of now, and what they came to.
 * Counted as seldom as there are many of them.
 */
export async function getTrade(shop: string, currency: string, at: Date): Promise<Trade> {
  const { rows } = await shopDb(shop).query<{ figures: Trade & { currency: string }; ageMs: number }>(
    `SELECT "figures", (extract(epoch FROM clock_timestamp() - "countedAt") * 1000)::bigint AS "ageMs"
     FROM "ShopTrade" WHERE "shop" = $1`,
    [shop],
  )
  const kept = rows[0]
  if (kept && kept.figures.currency === currency && kept.ageMs < kept.figures.orders * KEPT_MS_AN_ORDER)
    return kept.figures
  return countTrade(shop, currency, at)
}

/** One statement counts and keeps. */
async function countTrade(shop: string, currency: string, at: Date): Promise<Trade> {
  const { rows } = await shopDb(shop).query<{ figures: Trade }>(
    `INSERT INTO "ShopTrade" ("shop", "figures", "countedAt")
     SELECT $1, jsonb_build_object('orders', count(*), 'revenueMinor', coalesce(sum("totalMinor"), 0), 'currency', $2::text),
       clock_timestamp()
     FROM "Order" WHERE "shop" = $1 AND "processedAt" > $3::timestamptz - make_interval(days => ${DAYS})
       AND "processedAt" <= $3 AND "currency" = $2 AND "totalMinor" > 0
       AND "financialStatus" IN ('paid', 'partially_paid', 'partially_refunded')
     ON CONFLICT ("shop") DO UPDATE SET "figures" = excluded."figures", "countedAt" = excluded."countedAt"
     RETURNING "figures"`,
    [shop, currency, at],
  )
  return rows[0]?.figures ?? { orders: 0, revenueMinor: 0 }
}
