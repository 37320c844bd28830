import type { Tx } from "#app/lib/db.server.ts"
import { deleteCustomers, doubtTags } from "#app/records/customers/customers.server.ts"
import type { Merge } from "#app/records/customers/merge.ts"
import { findOwner, recordMerge } from "#app/records/customers/merges.server.ts"
import { noteCustomers } from "#app/records/customers/read-customers.server.ts"
import { moveOrders } from "#app/records/orders/orders.server.ts"
import { transferAccount } from "../ledger/transfer.server.ts"
import { lockCustomers, lockOrOwe, lockUnsettledOrdersOf, moveOrderPoints } from "../orders/order-rows.server.ts"
import { settleOrders } from "../orders/settle-orders.server.ts"
import { moveRedemptions } from "../redemptions/move-redemptions.server.ts"
import { requestWholeSync } from "../sync/request-sync.server.ts"
import { endTier } from "../tiers/end-tier.server.ts"
import { moveRewards } from "../tiers/entry-rewards.server.ts"
import { moveManualTiers } from "../tiers/manual-tiers.server.ts"
import { reviewTiers } from "../tiers/review-tiers.server.ts"
import { inheritDetails } from "./member-details.server.ts"
import { inheritMembership } from "./member-rows.server.ts"

/**
 * Two customers became one, at `at` (world time): whoever is kept takes over orders, points in every state, age of points
 * and membership; each order keeps its frozen context, so that later refunds come out as they would have. Safe to repeat,
 * and in any order with other merges. The caller holds the locks of `findOrdersOfMerged`.
 */
export async function mergeMembers(tx: Tx, shop: string, merge: Merge, at: Date): Promise<void> {
  const { goneId, keptId } = merge
  // Rows before locks, as whoever works off webhooks takes them: also of the one who stays. Shopify gives them the tags of
  // both, and need not tell which they are.
  await noteCustomers(tx, shop, [keptId])
  await doubtTags(tx, shop, [keptId])
  await deleteCustomers(tx, shop, [goneId], at)
  await lockParties(tx, shop, merge)
  const ownerId = await recordMerge(tx, shop, merge, at)
  const { moved, left } = await moveOrders(tx, shop, goneId, ownerId)
  // Also of orders that name the kept one already: judged before the merge was known, they may have earned nobody anything.
  const credited = await moveOrderPoints(tx, shop, goneId, ownerId)
  const locked = await lockOrOwe(tx, shop, [...new Set([...left, ...credited])])
  await transferAccount(tx, shop, { from: goneId, to: ownerId, at })
  await endTier(tx, shop, goneId, at)
  await inheritMembership(tx, shop, goneId, ownerId)
  await inheritDetails(tx, shop, goneId, ownerId)
  await moveManualTiers(tx, shop, goneId, ownerId, at)
  await moveRewards(tx, shop, goneId, ownerId)
  await moveRedemptions(tx, shop, goneId, ownerId)
  if (ownerId !== keptId) await doubtTags(tx, shop, [ownerId])
  // Also orders of the kept one that nobody could earn with before, or too early for the later of the two joinings.
  const unsettled = await lockUnsettledOrdersOf(tx, shop, [ownerId])
  await settleOrders(tx, shop, [...new Set([...moved, ...locked, ...unsettled])], at)
  await reviewTiers(tx, shop, [ownerId], at, { up: "merged", down: "merged" })
  await requestWholeSync(tx, shop, ownerId)
}

/** Locks both customers and whom they were merged into, until nobody can merge any of these at the same time. */
async function lockParties(tx: Tx, shop: string, { goneId, keptId }: Merge): Promise<void> {
  const locked: string[] = []
  for (let parties = [goneId, keptId]; parties.length > 0; ) {
    await lockCustomers(tx, shop, parties)
    locked.push(...parties)
    const owners = [await findOwner(tx, shop, goneId), await findOwner(tx, shop, keptId)]
    parties = owners.filter((owner) => owner !== null && !locked.includes(owner)) as string[]
  }
}

/** The orders a merge will move, to be locked before anything else is. */
export async function findOrdersOfMerged(tx: Tx, shop: string, goneIds: string[]): Promise<string[]> {
  if (goneIds.length === 0) return []
  const { rows } = await tx.query<{ orderId: string }>(
    `SELECT "orderId" FROM "Order" WHERE "shop" = $1 AND ("customerId" = ANY($2) OR "claimedBy" = ANY($2))
     UNION SELECT "orderId" FROM "OrderPoints" WHERE "shop" = $1 AND "customerId" = ANY($2)`,
    [shop, goneIds],
  )
  return rows.map((row) => row.orderId)
}
