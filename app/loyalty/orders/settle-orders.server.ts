import type { Tx } from "#app/lib/db.server.ts"
import { tally } from "#app/lib/tally.server.ts"
import { followMerges, lockOrders } from "#app/records/orders/orders.server.ts"
import { post } from "../ledger/ledger.server.ts"
import { insertMembers } from "../members/member-rows.server.ts"
import { tryHoldProgramme } from "../programme/programme-lock.server.ts"
import { listVersionsByNumber, listVersionsForOrders } from "../programme/version.server.ts"
import { type ProgrammeVersion, versionForOrder } from "../programme/version-in-force.ts"
import { requestSync } from "../sync/request-sync.server.ts"
import { reviewTiers } from "../tiers/review-tiers.server.ts"
import { startOfShopDay } from "../tiers/shop-day.ts"
import { completeContext, isIncomplete } from "./complete-context.ts"
import { awaitFacts, loadEarningFacts } from "./earning-facts.server.ts"
import { entitle, holderOf, type MemberRow, type OrderRow, type PointsRow } from "./entitlement.ts"
import { freezeContext } from "./freeze-context.ts"
import { grantRoom } from "./grant-room.server.ts"
import {
  findMembers,
  findOrderPoints,
  findOrders,
  findTiersAt,
  lockCustomers,
  lockUnsettledOrdersOf,
  writeOrderPoints,
} from "./order-rows.server.ts"
import { oweSettlements } from "./owed-settlements.server.ts"
import { firstRow, type Settlement, settleOne } from "./settlement.ts"
import { getShopFacts, type ShopFacts } from "./shop-facts.server.ts"

/**
 * Makes the ledger agree with these orders as they are stored now, at `at` (world time), inside the caller's transaction:
 * posts the differences, reviews tiers, and asks for the members' metafields to be written. Safe to repeat: an order that
 * agrees already changes nothing. Orders that are not stored are passed over.
 */
export async function settleOrders(tx: Tx, shop: string, orderIds: string[], at: Date): Promise<void> {
  await lockOrders(tx, shop, orderIds)
  const orders = await findOrders(tx, shop, orderIds)
  if (orders.length === 0) return
  tally("orders", orders.length)
  const batch = await loadBatch(tx, shop, orders)
  const enrolled = await freezeFirstContexts(tx, shop, batch, at)
  await completeContexts(tx, shop, batch)
  await grantRoom(tx, shop, batch)
  const settlements = batch.rows.map((row) => settlementOf(batch, row, at))
  const outcomes = await post(
    tx,
    shop,
    settlements.flatMap((settlement) => settlement.postings),
  )
  const wrong = outcomes.find((outcome) => !outcome.ok || outcome.replayed)
  if (wrong) throw new Error(`an order's posting was not new: ${JSON.stringify(wrong)}`)
  const changed = settlements.filter((settlement) => settlement.changed)
  await writeOrderPoints(
    tx,
    shop,
    changed.map((settlement) => settlement.row),
  )
  const customerIds = [...new Set([...changed.map((settlement) => settlement.row.customerId), ...enrolled])].sort()
  await reviewTiers(tx, shop, customerIds, at, { up: "order", down: "refund" })
  await requestSync(tx, shop, customerIds)
  // A new member's earlier orders; those in this batch have their rows by now.
  if (enrolled.length > 0) await settleOrders(tx, shop, await lockUnsettledOrdersOf(tx, shop, enrolled), at)
}

/** Orders that are settled together, locked, with all that they depend on. */
export type Batch = {
  facts: ShopFacts
  orders: Map<string, OrderRow>
  holders: Map<string, string | null>
  members: Map<string, MemberRow>
  versions: ProgrammeVersion[]
  rows: PointsRow[]
  /** Rows of this batch that are not stored yet, and those of which more was frozen now. */
  fresh: Set<PointsRow>
  completed: Set<PointsRow>
}

async function loadBatch(tx: Tx, shop: string, orders: OrderRow[]): Promise<Batch> {
  const ids = orders.map((order) => order.orderId)
  const before = await findOrderPoints(tx, shop, ids)
  const concerned = [
    ...orders.flatMap((order) => [order.customerId, order.claimedBy]),
    ...before.map((row) => row.customerId),
  ]
  const customerIds = [...new Set(concerned)].filter((id) => id !== null)
  await lockCustomers(tx, shop, customerIds)
  // A merge may have been finished while we waited for its customers.
  if (await followMerges(tx, shop, ids)) return loadBatch(tx, shop, await findOrders(tx, shop, ids))
  const rows = await findOrderPoints(tx, shop, ids)
  // Nor may what they were credited with have gone to somebody we have not locked.
  const strange = rows.some((row) => !customerIds.includes(row.customerId))
  if (strange) return loadBatch(tx, shop, orders)
  const holders = new Map(
    orders.map((order) => {
      const own = rows.filter((row) => row.orderId === order.orderId)
      return [order.orderId, holderOf(order, own)]
    }),
  )
  const pinned = await listVersionsByNumber(tx, shop, [...new Set(rows.map((row) => row.programmeVersion))])
  return {
    facts: await getShopFacts(tx, shop),
    orders: new Map(orders.map((order) => [order.orderId, order])),
    holders,
    members: await findMembers(tx, shop, customerIds),
    versions: await withVersionsInForce(tx, shop, orders, pinned),
    rows,
    fresh: new Set(),
    completed: new Set(),
  }
}

/** `versions` and those by which these orders may earn, as they are published at this moment. */
async function withVersionsInForce(
  tx: Tx,
  shop: string,
  orders: Iterable<OrderRow>,
  versions: ProgrammeVersion[],
): Promise<ProgrammeVersion[]> {
  const moments = [...orders].map((order) => order.processedAt)
  const inForce = await listVersionsForOrders(tx, shop, moments)
  return [...new Map([...inForce, ...versions].map((version) => [version.version, version])).values()]
}

type Newcomers = {
  first: { order: OrderRow; customerId: string; version: ProgrammeVersion }[]
  enrolled: Set<string>
  /** Orders whose holder may not earn with them by the rules we know. */
  refused: string[]
}

/** The orders that were never evaluated for their holder. */
function findNewcomers(batch: Batch): Newcomers {
  const known = new Set(batch.rows.map((row) => `${row.orderId} ${row.customerId}`))
  const found: Newcomers = { first: [], enrolled: new Set(), refused: [] }
  for (const order of batch.orders.values()) {
    const customerId = batch.holders.get(order.orderId) ?? null
    if (customerId === null || known.has(`${order.orderId} ${customerId}`)) continue
    const version = versionForOrder(batch.versions, order.processedAt)
    const entitlement = entitle(order, customerId, batch.members.get(customerId), version)
    if (!entitlement.ok) {
      found.refused.push(order.orderId)
      continue
    }
    if (entitlement.enrol) found.enrolled.add(customerId)
    found.first.push({ order, customerId, version: version as ProgrammeVersion })
  }
  return found
}

/**
 * Like `findNewcomers`, but no refusal rests on rules that a publication is replacing at this moment: it either waits for
 * us, and then sees the orders (`oweUnsettledSince`), or has the lock, and then their settlement is owed.
 */
async function findNewcomersSurely(tx: Tx, shop: string, batch: Batch): Promise<Newcomers> {
  const found = findNewcomers(batch)
  if (found.refused.length === 0) return found
  if (!(await tryHoldProgramme(tx, shop))) {
    await oweSettlements(tx, shop, found.refused)
    return found
  }
  batch.versions = await withVersionsInForce(tx, shop, batch.orders.values(), batch.versions)
  return findNewcomers(batch)
}

/**
 * Gives each order that its holder may earn with, and that was never evaluated for them, its row with the frozen context.
 * Returns the customers who became members by it.
 */
async function freezeFirstContexts(tx: Tx, shop: string, batch: Batch, at: Date): Promise<string[]> {
  const { first, enrolled } = await findNewcomersSurely(tx, shop, batch)
  await insertMembers(tx, shop, [...enrolled].sort(), "order", at)
  const tiers = await findTiersAt(
    tx,
    shop,
    first.map(({ order, customerId }) => ({
      customerId,
      at: startOfShopDay(order.processedAt, batch.facts.timezone),
    })),
  )
  for (const [index, { order, customerId, version }] of first.entries()) {
    const row = firstRow(order, customerId, freezeContext(version, tiers[index] ?? null))
    batch.rows.push(row)
    batch.fresh.add(row)
  }
  return [...enrolled]
}

/** Freezes what contexts need beyond programme and tier, where it is known; the rest is asked for. */
async function completeContexts(tx: Tx, shop: string, batch: Batch): Promise<void> {
  const open = batch.rows.flatMap((row) => {
    const order = batch.orders.get(row.orderId)
    const version = batch.versions.find((one) => one.version === row.programmeVersion)
    if (!order || !version || batch.holders.get(row.orderId) !== row.customerId) return []
    const earner = { order, customerId: row.customerId, rules: version.rules }
    return batch.fresh.has(row) || isIncomplete(row.context, earner) ? [{ row, earner }] : []
  })
  if (open.length === 0) return
  const facts = await loadEarningFacts(
    tx,
    shop,
    open.map(({ earner }) => earner),
    batch.facts.timezone,
  )
  for (const { row, earner } of open) {
    row.context = completeContext(row.context, earner, facts, batch.fresh.has(row))
    batch.completed.add(row)
  }
  await awaitFacts(
    tx,
    shop,
    open.flatMap(({ row }) => (row.context.awaits ?? []).map((ref) => ({ orderId: row.orderId, ref }))),
  )
}

function settlementOf(batch: Batch, row: PointsRow, at: Date): Settlement {
  const order = batch.orders.get(row.orderId)
  const version = batch.versions.find((one) => one.version === row.programmeVersion)
  if (!order || !version) throw new Error(`order ${row.orderId} has lost its programme version`)
  const subject = { order, row, version, developmentStore: batch.facts.developmentStore }
  const settlement = settleOne(subject, batch.holders.get(row.orderId) ?? null, at)
  return { ...settlement, changed: settlement.changed || batch.fresh.has(row) || batch.completed.has(row) }
}
