import type { Tx } from "#app/lib/db.server.ts"

/** After a merge: what one customer redeemed is the other's. Shopify takes their discounts and gift cards along itself. */
export async function moveRedemptions(tx: Tx, shop: string, goneId: string, ownerId: string): Promise<void> {
  await tx.query(
    `UPDATE "Redemption" r SET "customerId" = $3 FROM (
       SELECT "redemptionId" FROM "Redemption" WHERE "shop" = $1 AND "customerId" = $2
       ORDER BY "redemptionId" FOR NO KEY UPDATE) AS gone
     WHERE r."shop" = $1 AND r."redemptionId" = gone."redemptionId"`,
    [shop, goneId, ownerId],
  )
}
