import type { Tx } from "#app/lib/db.server.ts"
import { entitle, holderOf, type OrderRow, type PointsRow } from "./orders/entitlement.ts"
import { findMembers, findOrderPoints, findOrders } from "./orders/order-rows.server.ts"
import { findOwed } from "./orders/owed-settlements.server.ts"
import { evaluateFor } from "./orders/settlement.ts"
import { getShopFacts } from "./orders/shop-facts.server.ts"
import { listVersionsByNumber, listVersionsForOrders, listVersionsInForce } from "./programme/version.server.ts"
import { versionForOrder } from "./programme/version-in-force.ts"
import { loadMemberTiers } from "./tiers/member-tiers.server.ts"
import { measureTier } from "./tiers/tier-measure.ts"

/** Promises that take the rules themselves to check: every order evaluated again, every tier measured again. */

export type Difference = { promise: number; shop: string; subject: string; words: string }

const PAGE = 500

/** Each stored order's points against a fresh evaluation of its fact in its frozen context. Returns how many were read. */
export async function verifyOrders(tx: Tx, shop: string, differences: Difference[]): Promise<number> {
  let checked = 0
  let after = ""
  while (true) {
    const { rows } = await tx.query<{ orderId: string }>(
      `SELECT "orderId" FROM "Order" WHERE "shop" = $1 AND "orderId" > $2 ORDER BY "orderId" LIMIT $3`,
      [shop, after, PAGE],
    )
    const last = rows.at(-1)
    if (!last) return checked
    after = last.orderId
    checked += rows.length
    differences.push(
      ...(await verifyPage(
        tx,
        shop,
        rows.map((row) => row.orderId),
      )),
    )
  }
}

async function verifyPage(tx: Tx, shop: string, orderIds: string[]): Promise<Difference[]> {
  const { developmentStore } = await getShopFacts(tx, shop)
  const orders = await findOrders(tx, shop, orderIds)
  const rows = await findOrderPoints(tx, shop, orderIds)
  const numbers = rows.map((row) => row.programmeVersion)
  const pinned = await listVersionsByNumber(tx, shop, [...new Set(numbers)])
  const moments = orders.map((order) => order.processedAt)
  const inForce = await listVersionsForOrders(tx, shop, moments)
  const holders = orders.map((order) => order.claimedBy ?? order.customerId).filter((id) => id !== null)
  const members = await findMembers(tx, shop, holders)
  const owed = await findOwed(tx, shop, orderIds)
  const found: Difference[] = []
  const differ = (order: OrderRow, words: string) => found.push({ promise: 9, shop, subject: order.orderId, words })
  for (const order of orders) {
    if (owed.has(order.orderId)) continue // it will be settled (orders/settle-owed.server.ts)
    const own = rows.filter((row) => row.orderId === order.orderId)
    const holder = holderOf(order, own)
    const version = versionForOrder(inForce, order.processedAt)
    if (!own.some((row) => row.customerId === holder)) {
      const member = holder === null ? undefined : members.get(holder)
      if (entitle(order, holder, member, version).ok) differ(order, "deserves points but was never settled")
    }
    for (const row of own) {
      const rules = pinned.find((one) => one.version === row.programmeVersion)
      if (!rules) differ(order, `its programme version ${row.programmeVersion} is missing`)
      else compare(order, row, evaluateFor({ order, row, version: rules, developmentStore }, holder), differ)
    }
  }
  return found
}

function compare(
  order: OrderRow,
  row: PointsRow,
  now: { target: number; spendMinor: number },
  differ: (order: OrderRow, words: string) => void,
): void {
  if (now.target !== row.target) differ(order, `deserves ${now.target} points, has ${row.target} (${row.customerId})`)
  if (now.spendMinor !== row.spendMinor)
    differ(order, `counts ${now.spendMinor} minor units for tiers, has ${row.spendMinor} (${row.customerId})`)
}

/** Each member's tier against a fresh measure at `at`; whoever is due for review is passed over. Returns how many. */
export async function verifyTiers(tx: Tx, shop: string, at: Date, differences: Difference[]): Promise<number> {
  const programme = (await listVersionsInForce(tx, shop, [at]))[0]
  if (!programme) return 0
  const facts = await getShopFacts(tx, shop)
  let checked = 0
  let after = ""
  while (true) {
    const { rows } = await tx.query<{ customerId: string }>(
      `SELECT "customerId" FROM "Member" WHERE "shop" = $1 AND "customerId" > $2 ORDER BY "customerId" LIMIT $3`,
      [shop, after, PAGE],
    )
    const last = rows.at(-1)
    if (!last) return checked
    after = last.customerId
    checked += rows.length
    const ids = rows.map((row) => row.customerId)
    for (const member of await loadMemberTiers(tx, shop, ids)) {
      if (member.tierReviewAt !== null && member.tierReviewAt <= at) continue
      const { measure, levelId } = measureTier(member.orders ?? [], programme.rules.tiers, facts, at, member.manual)
      if (levelId === member.tierId && measure === member.tierMeasure) continue
      const words = `tier is ${member.tierId} at ${member.tierMeasure}, measured again ${levelId} at ${measure}`
      differences.push({ promise: 9, shop, subject: member.customerId, words })
    }
  }
}
