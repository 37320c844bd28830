import { shopDb } from "#app/lib/db.server.ts"
import { completeContext } from "../orders/complete-context.ts"
import { loadEarningFacts } from "../orders/earning-facts.server.ts"
import { entitle, type OrderRow } from "../orders/entitlement.ts"
import { freezeContext } from "../orders/freeze-context.ts"
import { findOrders } from "../orders/order-rows.server.ts"
import { evaluateFor, firstRow } from "../orders/settlement.ts"
import { getShopFacts } from "../orders/shop-facts.server.ts"
import { listVersionsForOrders } from "../programme/version.server.ts"
import { type ProgrammeVersion, versionForOrder } from "../programme/version-in-force.ts"
import { findGuestOrders } from "./guest-orders.server.ts"

/** Points that a signed-in customer who is no member would be credited for by joining now, and of how many orders. */
export type WaitingPoints = { points: number; orders: number }

/** The newest orders looked at: what is shown is an invitation, joining credits all. */
const MOST_ORDERS = 50

/**
 * What waits for a signed-in customer at `at` (world time): their own orders, and guests' orders with their verified
 * address. Nobody else is ever told, so that nothing can be learnt by trying addresses.
 */
export async function findWaitingPoints(shop: string, customerId: string, at: Date): Promise<WaitingPoints> {
  const door = shopDb(shop)
  const { rows } = await door.query<{ orderId: string }>(
    `SELECT "orderId" FROM "Order" WHERE "shop" = $1 AND "customerId" = $2 AND "deletedAt" IS NULL
     ORDER BY "processedAt" DESC LIMIT ${MOST_ORDERS}`,
    [shop, customerId],
  )
  const guests = await findGuestOrders(door, shop, customerId)
  const ids = [...rows.map((row) => row.orderId), ...guests].slice(0, MOST_ORDERS)
  if (ids.length === 0) return { points: 0, orders: 0 }
  const orders = await findOrders(door, shop, ids)
  const versions = await listVersionsForOrders(
    door,
    shop,
    orders.map((order) => order.processedAt),
  )
  const member = { customerId, joinedAt: at, joinedBy: "storefront" }
  const earners = orders.flatMap((order) => {
    const version = versionForOrder(versions, order.processedAt)
    // What somebody else was credited with waits for nobody.
    if (order.claimedBy !== null && order.claimedBy !== customerId) return []
    const counts = version && entitle(order, customerId, member, version).ok
    return counts ? [{ order, customerId, version, rules: version.rules }] : []
  })
  if (earners.length === 0) return { points: 0, orders: 0 }
  const { developmentStore, timezone } = await getShopFacts(door, shop)
  const facts = await loadEarningFacts(door, shop, earners, timezone)
  const points = earners.map((earner) => {
    const context = completeContext(freezeContext(earner.version, null), earner, facts, true)
    return worth(earner, firstRow(earner.order, customerId, context), developmentStore)
  })
  return { points: points.reduce((sum, one) => sum + one, 0), orders: points.filter((one) => one > 0).length }
}

function worth(
  { order, version }: { order: OrderRow; version: ProgrammeVersion },
  row: ReturnType<typeof firstRow>,
  developmentStore: boolean,
): number {
  return evaluateFor({ order, row, version, developmentStore }, row.customerId).target
}
