import { inShop, type Tx } from "#app/lib/db.server.ts"
import { wake } from "#app/queue/wake.server.ts"
import { findOwner } from "#app/records/customers/merges.server.ts"
import { lockCustomers } from "../orders/order-rows.server.ts"
import { giveBack } from "./points.server.ts"
import type { ReturnOutcome } from "./redemption.ts"
import { findHolder, lockRedemption, moveTo, type RedemptionRow } from "./redemption-rows.server.ts"

/**
 * Takes back what was not used, at `at` (world time): a code is ended in Shopify first and its points return half an hour
 * later, if no order came; what the merchant does by hand returns at once. `customerId`: only if it is theirs; null: staff.
 */
export function returnRedemption(
  shop: string,
  redemptionId: string,
  { customerId, at }: { customerId: string | null; at: Date },
): Promise<ReturnOutcome> {
  return inShop(shop, async (tx): Promise<ReturnOutcome> => {
    const row = await lockWithHolder(tx, shop, redemptionId)
    if (!row) return { ok: false, reason: "not_found" }
    const asking = customerId === null ? null : ((await findOwner(tx, shop, customerId)) ?? customerId)
    if (asking !== null && asking !== row.customerId) return { ok: false, reason: "not_found" }
    return takeBack(tx, shop, row, at)
  })
}

async function takeBack(tx: Tx, shop: string, row: RedemptionRow, at: Date): Promise<ReturnOutcome> {
  switch (row.state) {
    case "drawn":
    case "unclear":
      return { ok: false, reason: "not_issued_yet" }
    case "used":
      return { ok: false, reason: "already_used" }
    case "returning":
      return { ok: true, state: "returning" }
    case "returned":
    case "refused":
      return { ok: false, reason: "already_returned" }
  }
  if (row.made === "discount") {
    await tx.query(
      `UPDATE "Redemption" SET "state" = 'returning', "nextTryAt" = clock_timestamp(), "tries" = 0
       WHERE "shop" = $1 AND "redemptionId" = $2`,
      [shop, row.redemptionId],
    )
    await wake(tx, "issue_redemptions")
    return { ok: true, state: "returning" }
  }
  if (row.terms.gives.kind !== "custom") return { ok: false, reason: "cannot_be_returned" }
  await returnPoints(tx, shop, row, at)
  return { ok: true, state: "returned" }
}

/** The row of a redemption, with its customer locked before it. */
export async function lockWithHolder(tx: Tx, shop: string, redemptionId: string): Promise<RedemptionRow | null> {
  const holder = await findHolder(tx, shop, redemptionId)
  if (holder === null) return null
  await lockCustomers(tx, shop, [holder])
  const row = await lockRedemption(tx, shop, redemptionId)
  // Merged while we waited.
  return row && row.customerId !== holder ? lockWithHolder(tx, shop, redemptionId) : row
}

/** The points come back, and the reward to its stock. The caller has locked the row and its customer. */
export async function returnPoints(tx: Tx, shop: string, row: RedemptionRow, at: Date): Promise<void> {
  await restock(tx, shop, row.rewardId)
  await giveBack(tx, shop, row, at)
  await moveTo(tx, shop, row.redemptionId, "returned", at)
}

/** Shopify would not make it: the points come back, with its words. */
export async function refuse(tx: Tx, shop: string, row: RedemptionRow, words: string, at: Date): Promise<void> {
  await restock(tx, shop, row.rewardId)
  await giveBack(tx, shop, row, at)
  await moveTo(tx, shop, row.redemptionId, "refused", at, { error: words })
}

async function restock(tx: Tx, shop: string, rewardId: string): Promise<void> {
  await tx.query(`UPDATE "Reward" SET "stock" = "stock" + 1 WHERE "shop" = $1 AND "rewardId" = $2`, [shop, rewardId])
}
