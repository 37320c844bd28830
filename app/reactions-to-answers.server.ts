import { now } from "#app/lib/clock.server.ts"
import { inShop, type Tx } from "#app/lib/db.server.ts"
import { ordersEarnFrom, pointsOfOrders } from "#app/loyalty/history/past-orders.server.ts"
import { findOrdersOfMerged, mergeMembers } from "#app/loyalty/members/merge-members.server.ts"
import type { PastOrders } from "#app/records/backfill/settle-step.server.ts"
import type { Merge } from "#app/records/customers/merge.ts"
import { lockOrders } from "#app/records/orders/orders.server.ts"
import { uninstallShop } from "#app/records/shops/shops.server.ts"
import { deleteSessions } from "#app/shopify/tokens.server.ts"
import { onOrdersChanged } from "./reactions.server.ts"

/** What follows from answers of the Admin API that no event told of: found by the sweep, or by the import of past orders. */

/** What past orders bring when they are imported (records/backfill). */
export const PAST_ORDERS: PastOrders = {
  earnsFrom: ordersEarnFrom,
  settle: (tx, shop, orderIds) => onOrdersChanged(tx, shop, orderIds, now()),
  pointsOf: pointsOfOrders,
}

/** A merge that no message told of was found in the Admin API. */
export async function onMergeFound(tx: Tx, shop: string, merge: Merge): Promise<void> {
  await lockOrders(tx, shop, await findOrdersOfMerged(tx, shop, [merge.goneId]))
  await mergeMembers(tx, shop, merge, now())
}

/** Nobody told us, but Shopify refuses our permission for good: what follows is as if it had. */
export async function onShopGone(shop: string, at: Date): Promise<void> {
  await inShop(shop, async (tx) => {
    await uninstallShop(tx, shop, at)
    await deleteSessions(shop, tx)
  })
}
