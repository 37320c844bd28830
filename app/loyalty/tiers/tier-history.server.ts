import { shopDb } from "#app/lib/db.server.ts"

/** One change of a member's tier: level ids, null below the first, and the word for why. */
export type TierChange = { seq: number; fromTierId: string | null; toTierId: string | null; reason: string; at: Date }

/** A member's changes of tier, the newest first. */
export async function listTierChanges(shop: string, customerId: string, limit: number): Promise<TierChange[]> {
  const { rows } = await shopDb(shop).query<TierChange>(
    `SELECT "seq", "fromTierId", "toTierId", "reason", "at" FROM "TierChange"
     WHERE "shop" = $1 AND "customerId" = $2 ORDER BY "seq" DESC LIMIT $3`,
    [shop, customerId, limit],
  )
  return rows
}
