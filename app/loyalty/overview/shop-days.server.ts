import { shopDb } from "#app/lib/db.server.ts"
import { type Day, type DayFigures, isOver, lastDays } from "./days.ts"

/**
 * Figures of the last `count` days of the shop, the running one last. Days that are over are counted once and kept: nothing
 * that happened on them changes, since the book of points is only ever added to and carries the moment it was written.
 */
export async function getShopDays(shop: string, timezone: string, at: Date, count: number): Promise<DayFigures[]> {
  const days = lastDays(at, timezone, count)
  const kept = await findKept(shop, days)
  const uncounted = days.filter((day) => !kept.has(day.day))
  const over = uncounted.filter((day) => isOver(day, at))
  for (const figures of over.length > 0 ? await keepDays(shop, over) : []) kept.set(figures.day, figures)
  const running = uncounted.filter((day) => !isOver(day, at))
  for (const figures of await countDays(shop, running)) kept.set(figures.day, figures)
  return days.map(({ day }) => kept.get(day) ?? { day, points: 0, orders: 0, members: 0 })
}

const FIGURES = `"day"::text AS day, "points", "orders", "members"`

async function findKept(shop: string, days: Day[]): Promise<Map<string, DayFigures>> {
  const { rows } = await shopDb(shop).query<DayFigures>(
    `SELECT ${FIGURES} FROM "ShopDay" WHERE "shop" = $1 AND "day" BETWEEN $2 AND $3`,
    [shop, days[0]?.day, days.at(-1)?.day],
  )
  return new Map(rows.map((figures) => [figures.day, figures]))
}

/** $2 days, $3 their first moments, $4 the next ones. Points given count whole, also those that paid a debt first. */
const COUNTED = `SELECT $1 AS shop, d.day, e.points, e.orders, m.members
  FROM unnest($2::date[], $3::timestamptz[], $4::timestamptz[]) AS d(day, since, before)
  CROSS JOIN LATERAL (
    SELECT coalesce(sum("delta" + "pendingDelta" - "debtDelta"), 0)::bigint AS points,
      count(*) FILTER (WHERE "code" = 'order_earned') AS orders
    FROM "PointsEntry" WHERE "shop" = $1 AND "eventAt" >= d.since AND "eventAt" < d.before
      AND "code" IN ('order_earned', 'granted')) AS e
  CROSS JOIN LATERAL (
    SELECT count(*) AS members FROM "Member"
    WHERE "shop" = $1 AND "joinedAt" >= d.since AND "joinedAt" < d.before) AS m`

const valuesOf = (shop: string, days: Day[]) => [
  shop,
  days.map(({ day }) => day),
  days.map(({ from }) => from),
  days.map(({ to }) => to),
]

async function countDays(shop: string, days: Day[]): Promise<DayFigures[]> {
  const { rows } = await shopDb(shop).query<DayFigures>(
    `SELECT ${FIGURES} FROM (${COUNTED}) AS counted`,
    valuesOf(shop, days),
  )
  return rows
}

/** Two pages at once count the same; the second finds the rows there and changes nothing. */
async function keepDays(shop: string, days: Day[]): Promise<DayFigures[]> {
  const { rows } = await shopDb(shop).query<DayFigures>(
    `INSERT INTO "ShopDay" ("shop", "day", "points", "orders", "members") ${COUNTED}
     ON CONFLICT ("shop", "day") DO UPDATE SET "shop" = excluded."shop" RETURNING ${FIGURES}`,
    valuesOf(shop, days),
  )
  return rows
}
