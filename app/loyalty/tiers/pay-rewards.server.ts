import { acrossShops, inShop, type Tx } from "#app/lib/db.server.ts"
import { type Award, award } from "../awards/award.server.ts"
import { withdrawAward } from "../awards/withdraw-award.server.ts"
import { lockCustomers } from "../orders/order-rows.server.ts"
import { getShopFacts } from "../orders/shop-facts.server.ts"
import { listVersionsByNumber } from "../programme/version.server.ts"
import { requestSync } from "../sync/request-sync.server.ts"
import { loadMemberTiers } from "./member-tiers.server.ts"
import { measureTier } from "./tier-measure.ts"

/** SQL that is true when somebody's reward for a tier is to be looked at; `$1` is world time. */
export const REWARDS_DUE = `EXISTS (SELECT FROM "TierReward" WHERE "checkAt" <= $1)`

const BATCH = 100
const DAY_MS = 86_400_000

type Row = {
  customerId: string
  key: string
  tierId: string
  programmeVersion: number
  points: number
  state: "waiting" | "paid"
  reachedAt: Date
}

/** What becomes of one. `checkAt` null: nothing more to look at, until its orders change; `reachedAt`: by what stands now. */
type Verdict = {
  row: Row
  state: "waiting" | "paid" | "dropped" | "withdrawn"
  checkAt: Date | null
  reachedAt?: Date
}

/**
 * Pays what was promised for reaching a tier when everything that reached it is past its pending days, drops it when that
 * was given back before, and takes it back when it was after; until none is due at `at` (world time) or `limit` were looked
 * at. Returns how many; safe to repeat and to run twice at once.
 */
export async function payRewardsDue(at: Date, limit: number): Promise<number> {
  let looked = 0
  while (looked < limit) {
    const due = await findDue(at)
    if (!due) break
    looked += await inShop(due.shop, (tx) => payBatch(tx, due.shop, due.customerIds, at))
  }
  return looked
}

async function findDue(at: Date): Promise<{ shop: string; customerIds: string[] } | null> {
  const { rows } = await acrossShops().query<{ shop: string; customerIds: string[] }>(
    `WITH due AS (SELECT "shop", "customerId", "checkAt" FROM "TierReward" WHERE "checkAt" <= $1 ORDER BY "checkAt" LIMIT $2)
     SELECT "shop", array_agg(DISTINCT "customerId") AS "customerIds" FROM due
     GROUP BY "shop" ORDER BY min("checkAt") LIMIT 1`,
    [at, BATCH],
  )
  return rows[0] ?? null
}

async function payBatch(tx: Tx, shop: string, customerIds: string[], at: Date): Promise<number> {
  await lockCustomers(tx, shop, customerIds)
  const rows = await findRows(tx, shop, customerIds, at)
  const judged = await judge(tx, shop, rows, at)
  const paid = await pay(
    tx,
    shop,
    judged.filter(({ row, state }) => row.state === "waiting" && state === "paid"),
    at,
  )
  for (const { row } of judged.filter(({ state }) => state === "withdrawn"))
    await withdrawAward(tx, shop, { customerId: row.customerId, key: row.key, basis: { tier: row.tierId }, at })
  await writeVerdicts(tx, shop, [...judged.filter(({ row }) => !paid.has(row)), ...paid.values()])
  const changed = judged.filter(({ row, state }) => row.state !== state).map(({ row }) => row.customerId)
  await requestSync(tx, shop, [...new Set(changed)].sort())
  return rows.length
}

async function findRows(tx: Tx, shop: string, customerIds: string[], at: Date): Promise<Row[]> {
  const { rows } = await tx.query<Row>(
    `SELECT "customerId", "key", "tierId", "programmeVersion", "points", "state", "reachedAt" FROM "TierReward"
     WHERE "shop" = $1 AND "customerId" = ANY($2) AND "checkAt" <= $3 ORDER BY "customerId", "key"`,
    [shop, customerIds, at],
  )
  return rows
}

/** By the orders as they stand now and the programme of that day: was the tier reached then, and is it all settled? */
async function judge(tx: Tx, shop: string, rows: Row[], at: Date): Promise<Verdict[]> {
  const ids = [...new Set(rows.map((row) => row.customerId))]
  const facts = await getShopFacts(tx, shop)
  const members = new Map((await loadMemberTiers(tx, shop, ids)).map((member) => [member.customerId, member]))
  const versions = await listVersionsByNumber(tx, shop, [...new Set(rows.map((row) => row.programmeVersion))])
  const settledBy = await findSettledBy(tx, shop, rows, at)
  return rows.map((row): Verdict => {
    const tiers = versions.find(({ version }) => version === row.programmeVersion)?.rules.tiers
    const orders = members.get(row.customerId)?.orders ?? []
    const rankOf = (id: string | null) => tiers?.levels.findIndex((level) => level.id === id) ?? -1
    const reaches = (moment: Date) => {
      const { levelId } = tiers ? measureTier(orders, tiers, facts, moment) : { levelId: null }
      return rankOf(levelId) >= rankOf(row.tierId)
    }
    const [reachedThen, reachesNow] = [reaches(row.reachedAt), reaches(at)]
    if (row.state === "paid") return { row, state: reachedThen || reachesNow ? "paid" : "withdrawn", checkAt: null }
    if (!reachedThen && !reachesNow) return { row, state: "dropped", checkAt: null }
    // What reached it first was given back, but something else did since.
    if (!reachedThen) return { row, state: "waiting", checkAt: soonAfter(at), reachedAt: at }
    const waits = settledBy.get(`${row.customerId} ${row.key}`) ?? null
    return waits ? { row, state: "waiting", checkAt: waits } : { row, state: "paid", checkAt: null }
  })
}

/** When the last of the orders that counted at that time is settled, by reward; one whose day is not known is asked again. */
async function findSettledBy(tx: Tx, shop: string, rows: Row[], at: Date): Promise<Map<string, Date>> {
  const { rows: found } = await tx.query<{ name: string; releaseAt: Date | null }>(
    `SELECT r."customerId" || ' ' || r."key" AS name, max(coalesce(p."releaseAt", $3::timestamptz + interval '1 day')) AS "releaseAt"
     FROM jsonb_to_recordset($2::jsonb) AS r("customerId" text, "key" text, "reachedAt" timestamptz)
     JOIN "OrderPoints" p ON p."shop" = $1 AND p."customerId" = r."customerId" AND p."processedAt" <= r."reachedAt"
     WHERE p."settledAt" IS NULL AND (p."spendMinor" > 0 OR p."target" > 0)
       AND (p."pending" > 0 OR p."releaseAt" IS NULL OR p."releaseAt" > $3)
     GROUP BY 1`,
    [shop, JSON.stringify(rows), at],
  )
  // What is due to be released, but is not yet: a moment later.
  return new Map(found.map(({ name, releaseAt }) => [name, releaseAt && releaseAt > at ? releaseAt : soonAfter(at)]))
}

const soonAfter = (at: Date) => new Date(at.getTime() + 60_000)

/** Gives the points; whom the programme gives nothing at present waits another day. */
async function pay(tx: Tx, shop: string, verdicts: Verdict[], at: Date): Promise<Map<Row, Verdict>> {
  const awards = verdicts.map(({ row }): Award => {
    const { customerId, key, points, tierId, reachedAt } = row
    return {
      customerId,
      kind: "tier_entry",
      points,
      key,
      basis: { tier: tierId, reachedAt: reachedAt.toISOString() },
      at,
    }
  })
  const outcomes = await award(tx, shop, awards)
  return new Map(
    verdicts.map((verdict, index): [Row, Verdict] => {
      const outcome = outcomes[index]
      if (outcome?.ok) return [verdict.row, verdict]
      const isOver =
        outcome?.reason === "not_member" || outcome?.reason === "excluded" || outcome?.reason === "conflict"
      if (isOver) return [verdict.row, { row: verdict.row, state: "dropped", checkAt: null }]
      return [verdict.row, { row: verdict.row, state: "waiting", checkAt: new Date(at.getTime() + DAY_MS) }]
    }),
  )
}

async function writeVerdicts(tx: Tx, shop: string, verdicts: Verdict[]): Promise<void> {
  if (verdicts.length === 0) return
  const rows = verdicts.map(({ row, state, checkAt, reachedAt }) => {
    return { customerId: row.customerId, key: row.key, state, checkAt, reachedAt: reachedAt ?? row.reachedAt }
  })
  await tx.query(
    `UPDATE "TierReward" t SET "state" = v."state", "checkAt" = v."checkAt", "reachedAt" = v."reachedAt"
     FROM jsonb_to_recordset($2::jsonb) AS v("customerId" text, "key" text, "state" text, "checkAt" timestamptz,
       "reachedAt" timestamptz)
     WHERE t."shop" = $1 AND t."customerId" = v."customerId" AND t."key" = v."key"`,
    [shop, JSON.stringify(rows)],
  )
}
