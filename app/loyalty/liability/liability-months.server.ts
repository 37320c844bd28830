import { canonicalJson } from "#app/lib/canonical-json.ts"
import { shopDb, type Tx } from "#app/lib/db.server.ts"
import { type Month, monthsBetween } from "./months.ts"
import { type CodeSum, chainMonths, type Figures, figuresOf, type MonthOfPoints, noFigures } from "./movements.ts"

type Reader = Pick<Tx, "query">

/**
 * The shop's months since its first points, the running one last. Months that are over are counted once and kept; what is
 * posted later with an earlier moment takes them away again (docs/decisions/034-expiry-and-liability.md).
 */
export async function getLiabilityMonths(shop: string, zone: string, at: Date): Promise<MonthOfPoints[]> {
  const door = shopDb(shop)
  const first = await findFirstMoment(door, shop)
  if (!first) return []
  const months = monthsBetween(first, at, zone)
  const known = await findKept(shop)
  const isKnown = ({ from, to }: Month, row: Kept) =>
    row.startsAt.getTime() === from.getTime() && row.endsAt.getTime() === to.getTime()
  const kept = new Map<string, Kept>()
  for (const month of months) {
    const row = known.get(month.month)
    if (row && isKnown(month, row)) kept.set(month.month, row)
  }
  const open = months.filter(({ month }) => !kept.get(month)?.figures)
  const counted = await countMonths(door, shop, open)
  const over = open.filter(({ to }) => to <= at)
  const ripe = over.flatMap(({ month }) => {
    const row = kept.get(month)
    return row?.ripe ? [{ ...row, figures: counted.get(month) ?? noFigures() }] : []
  })
  await fill(shop, ripe)
  await claim(
    shop,
    over.filter(({ month }) => !kept.has(month)),
  )
  return chainMonths(
    months.map(({ month }) => ({ month, figures: kept.get(month)?.figures ?? counted.get(month) ?? noFigures() })),
  )
}

async function findFirstMoment(door: Reader, shop: string): Promise<Date | null> {
  const { rows } = await door.query<{ eventAt: Date }>(
    `SELECT "eventAt" FROM "PointsEntry" WHERE "shop" = $1 ORDER BY "eventAt" LIMIT 1`,
    [shop],
  )
  return rows[0]?.eventAt ?? null
}

type Kept = {
  month: string
  startsAt: Date
  endsAt: Date
  figures: Figures | null
  ripeAfter: number | null
  ripe: boolean | null
}

async function findKept(shop: string): Promise<Map<string, Kept>> {
  const { rows } = await shopDb(shop).query<Kept>(
    `SELECT to_char("month", 'YYYY-MM') AS month, "startsAt", "endsAt", "figures", "ripeAfter",
       "ripeAfter" <= pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS ripe
     FROM "LiabilityMonth" WHERE "shop" = $1`,
    [shop],
  )
  return new Map(rows.map((row) => [row.month, row]))
}

/** What was kept of the last months that are over; a shop's first look at its months keeps nothing yet. */
export async function listKeptMonths(shop: string, count: number): Promise<Figures[]> {
  const { rows } = await shopDb(shop).query<{ figures: Figures }>(
    `SELECT "figures" FROM "LiabilityMonth" WHERE "shop" = $1 AND "figures" IS NOT NULL ORDER BY "month" DESC LIMIT $2`,
    [shop, count],
  )
  return rows.map(({ figures }) => figures)
}

/** What the entries of these months say, by their moment in the world. */
async function countMonths(door: Reader, shop: string, months: Month[]): Promise<Map<string, Figures>> {
  if (months.length === 0) return new Map()
  const { rows } = await door.query<CodeSum & { month: string }>(
    `SELECT m.month, e.* FROM unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) AS m(month, since, before)
     CROSS JOIN LATERAL (
       SELECT "code", "delta" + "pendingDelta" - "debtDelta" > 0 AS adds, sum("delta")::bigint AS available,
         sum("pendingDelta")::bigint AS pending, sum("debtDelta")::bigint AS debt
       FROM "PointsEntry" WHERE "shop" = $1 AND "eventAt" >= m.since AND "eventAt" < m.before GROUP BY 1, 2) AS e`,
    [shop, months.map(({ month }) => month), months.map(({ from }) => from), months.map(({ to }) => to)],
  )
  return new Map(months.map(({ month }) => [month, figuresOf(rows.filter((row) => row.month === month))]))
}

/**
 * Says that these months will be kept. Whoever posts into them from now on sees the row and takes it away; whoever began
 * before and may not have seen it has ended when every transaction below `ripeAfter` has.
 */
async function claim(shop: string, months: Month[]): Promise<void> {
  if (months.length === 0) return
  await shopDb(shop).query(
    `INSERT INTO "LiabilityMonth" AS l ("shop", "month", "startsAt", "endsAt")
     SELECT $1, (m.month || '-01')::date, m.since, m.before
     FROM unnest($2::text[], $3::timestamptz[], $4::timestamptz[]) AS m(month, since, before)
     ON CONFLICT ("shop", "month") DO UPDATE
       SET "startsAt" = excluded."startsAt", "endsAt" = excluded."endsAt", "figures" = NULL, "ripeAfter" = NULL
       WHERE (l."startsAt", l."endsAt") <> (excluded."startsAt", excluded."endsAt")`,
    [shop, months.map(({ month }) => month), months.map(({ from }) => from), months.map(({ to }) => to)],
  )
  // In a transaction of its own: by now the rows are there for everybody who begins.
  await shopDb(shop).query(
    `UPDATE "LiabilityMonth" SET "ripeAfter" = pg_snapshot_xmax(pg_current_snapshot())::text::bigint
     WHERE "shop" = $1 AND "ripeAfter" IS NULL`,
    [shop],
  )
}

/** Keeps what was counted after a month was ripe, if nobody has taken its row away meanwhile. */
async function fill(shop: string, ripe: (Kept & { figures: Figures })[]): Promise<void> {
  if (ripe.length === 0) return
  await shopDb(shop).query(
    `UPDATE "LiabilityMonth" l SET "figures" = m.figures
     FROM unnest($2::text[], $3::jsonb[], $4::bigint[]) AS m(month, figures, ripe)
     WHERE l."shop" = $1 AND l."month" = (m.month || '-01')::date AND l."ripeAfter" = m.ripe AND l."figures" IS NULL`,
    [
      shop,
      ripe.map(({ month }) => month),
      ripe.map(({ figures }) => JSON.stringify(figures)),
      ripe.map(({ ripeAfter }) => ripeAfter),
    ],
  )
}

/** What was kept against a fresh count, and all months together against the accounts. Returns what is wrong, in words. */
export async function verifyLiability(tx: Reader, shop: string): Promise<string[]> {
  const wrong: string[] = []
  const { rows } = await tx.query<Month & { figures: Figures }>(
    `SELECT to_char("month", 'YYYY-MM') AS month, "startsAt" AS from, "endsAt" AS to, "figures" FROM "LiabilityMonth"
     WHERE "shop" = $1 AND "figures" IS NOT NULL`,
    [shop],
  )
  const counted = await countMonths(tx, shop, rows)
  for (const { month, figures } of rows)
    if (canonicalJson(figures) !== canonicalJson(counted.get(month))) wrong.push(`${month} was counted otherwise`)
  const all = { month: "all", from: new Date(0), to: new Date(8.64e15) }
  const [sum] = chainMonths([{ month: "all", figures: (await countMonths(tx, shop, [all])).get("all") ?? noFigures() }])
  const owed = await tx.query<{ points: number }>(
    `SELECT coalesce(sum("available" + "pending" - "debt"), 0)::bigint AS points FROM "PointsAccount" WHERE "shop" = $1`,
    [shop],
  )
  if (sum?.closing !== owed.rows[0]?.points)
    wrong.push(`movements add up to ${sum?.closing} points, members are owed ${owed.rows[0]?.points}`)
  if (sum && sum.moves.merged !== 0) wrong.push(`merges add up to ${sum.moves.merged} points`)
  return wrong
}
