import type { Tx } from "#app/lib/db.server.ts"

/** A member who stops being one leaves their tier: the history ends below the first level. */
export async function endTier(tx: Tx, shop: string, customerId: string, at: Date): Promise<void> {
  await tx.query(
    `INSERT INTO "TierChange" ("shop", "customerId", "seq", "fromTierId", "toTierId", "reason", "measure", "at")
     SELECT $1, $2, 1 + (SELECT max(t."seq") FROM "TierChange" t WHERE t."shop" = $1 AND t."customerId" = $2),
       m."tierId", NULL, 'merged', 0, $3
     FROM "Member" m WHERE m."shop" = $1 AND m."customerId" = $2 AND m."tierId" IS NOT NULL`,
    [shop, customerId, at],
  )
}
