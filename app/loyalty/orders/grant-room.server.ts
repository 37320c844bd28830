import type { Tx } from "#app/lib/db.server.ts"
import type { EarningRule } from "../rules/earning-rules.ts"
import { wantedRoom } from "../rules/evaluate-order.ts"
import { periodOf } from "../rules/rule-window.ts"
import type { PointsRow } from "./entitlement.ts"
import type { Batch } from "./settle-orders.server.ts"

/** Room under caps per customer and in all. What an order was granted stays used, whatever becomes of the order. */

type Wish = { row: PointsRow; rule: EarningRule; points: number; from: Date; before: Date }

/**
 * Grants orders that earn by capped rules what they lack, as far as there is room, the earlier order first. The caller has
 * locked their customers, so nobody else takes of the same customer's room.
 */
export async function grantRoom(tx: Tx, shop: string, batch: Batch): Promise<void> {
  const wishes = wishesOf(batch)
  if (wishes.length === 0) return
  const ofCustomers = await roomOfCustomers(tx, shop, wishes)
  const inAll = new Map<string, number>()
  for (const rule of cappedInAll(wishes)) inAll.set(rule.id, await lockRoomInAll(tx, shop, rule))
  const taken = new Map<string, number>()
  for (const [index, { row, rule, points, from }] of wishes.entries()) {
    const earning = row.context.earning
    if (!earning) continue
    const key = `${row.customerId} ${rule.id} ${from.getTime()}`
    const left = Math.min(
      (ofCustomers[index] as number) - (taken.get(key) ?? 0),
      inAll.get(rule.id) ?? Number.POSITIVE_INFINITY,
    )
    const granted = Math.max(0, Math.min(points, left))
    const before = earning.room?.[rule.id]
    if (granted === 0 && before !== undefined) continue
    row.context = {
      ...row.context,
      earning: { ...earning, room: { ...earning.room, [rule.id]: (before ?? 0) + granted } },
    }
    batch.completed.add(row)
    taken.set(key, (taken.get(key) ?? 0) + granted)
    if (rule.caps.all !== null) inAll.set(rule.id, (inAll.get(rule.id) as number) - granted)
  }
  for (const rule of cappedInAll(wishes)) await writeRoomInAll(tx, shop, rule, inAll.get(rule.id) as number)
}

/** What orders want beyond what they were granted, the earlier order first. */
function wishesOf(batch: Batch): Wish[] {
  const { timezone, developmentStore } = batch.facts
  const rows = [...batch.rows].sort((a, b) => a.processedAt.getTime() - b.processedAt.getTime())
  return rows.flatMap((row) => {
    const order = batch.orders.get(row.orderId)
    const version = batch.versions.find((one) => one.version === row.programmeVersion)
    if (!order || !version || !row.context.earning || batch.holders.get(row.orderId) !== row.customerId) return []
    const shop = { developmentStore, deleted: order.deletedAt !== null }
    const wanted = wantedRoom(order.fact, version.rules, row.context, shop)
    return version.rules.earning.rules.flatMap((rule) => {
      const points = (wanted[rule.id] ?? 0) - (row.context.earning?.room?.[rule.id] ?? 0)
      if (points <= 0) return []
      const period = periodOf(rule.caps.customer?.per ?? "ever", order.processedAt, timezone)
      return [{ row, rule, points, ...period }]
    })
  })
}

/** What is left of each wish's own customer's room, before this batch; infinite where no cap is per customer. */
async function roomOfCustomers(tx: Tx, shop: string, wishes: Wish[]): Promise<number[]> {
  const capOf = ({ rule }: Wish) => rule.caps.customer?.points ?? Number.POSITIVE_INFINITY
  if (!wishes.some(({ rule }) => rule.caps.customer)) return wishes.map(capOf)
  const { rows } = await tx.query<{ used: number }>(
    `SELECT (SELECT coalesce(sum((p."context" #>> ARRAY['earning', 'room', q.rule])::bigint), 0) FROM "OrderPoints" p
       WHERE p."shop" = $1 AND p."customerId" = q.customer AND p."processedAt" >= q.starts AND p."processedAt" < q.ends
     )::float8 AS used
     FROM unnest($2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[]) WITH ORDINALITY
       AS q(customer, rule, starts, ends, place) ORDER BY q.place`,
    [
      shop,
      wishes.map(({ row }) => row.customerId),
      wishes.map(({ rule }) => rule.id),
      wishes.map(({ from }) => from),
      wishes.map(({ before }) => before),
    ],
  )
  return wishes.map((wish, index) => capOf(wish) - (rows[index]?.used ?? 0))
}

/** Each rule once, in one order, so that two who wait for each other's do not close a circle. */
function cappedInAll(wishes: Wish[]): EarningRule[] {
  const rules = new Map(wishes.filter(({ rule }) => rule.caps.all !== null).map(({ rule }) => [rule.id, rule]))
  return [...rules.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** What is left of a cap in all; nobody else takes of it until the transaction ends. */
async function lockRoomInAll(tx: Tx, shop: string, { id, caps }: EarningRule): Promise<number> {
  const { rows } = await tx.query<{ used: number }>(
    `INSERT INTO "EarningRuleUse" AS u ("shop", "ruleId", "used") VALUES ($1, $2, 0)
     ON CONFLICT ("shop", "ruleId") DO UPDATE SET "used" = u."used" RETURNING "used"::float8 AS used`,
    [shop, id],
  )
  return (caps.all as number) - (rows[0]?.used ?? 0)
}

async function writeRoomInAll(tx: Tx, shop: string, { id, caps }: EarningRule, left: number): Promise<void> {
  await tx.query(`UPDATE "EarningRuleUse" SET "used" = $3 WHERE "shop" = $1 AND "ruleId" = $2`, [
    shop,
    id,
    (caps.all as number) - left,
  ])
}
