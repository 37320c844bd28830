import { inShop } from "#app/lib/db.server.ts"
import { moveTo } from "./redemption-rows.server.ts"
import { lockWithHolder, refuse } from "./return-redemption.server.ts"

/** What staff decide about a redemption. */

/** The merchant has done what a `custom` reward promised, or seen another one used, at `at` (world time). False: it is not open. */
export function markFulfilled(shop: string, redemptionId: string, at: Date): Promise<boolean> {
  return inShop(shop, async (tx) => {
    const row = await lockWithHolder(tx, shop, redemptionId)
    if (row?.state !== "issued" || row.made !== "nothing") return false
    await moveTo(tx, shop, redemptionId, "used", at)
    return true
  })
}

/**
 * What became of a redemption that is `unclear`, as staff have seen it in Shopify: it happened, or it did not, and the
 * points come back. False: it is not unclear (any more).
 */
export function decideUnclear(
  shop: string,
  redemptionId: string,
  decision: "happened" | "did_not",
  at: Date,
): Promise<boolean> {
  return inShop(shop, async (tx) => {
    const row = await lockWithHolder(tx, shop, redemptionId)
    if (row?.state !== "unclear") return false
    if (decision === "happened") await moveTo(tx, shop, redemptionId, "issued", at)
    else await refuse(tx, shop, row, "staff saw that Shopify did not make it", at)
    return true
  })
}
