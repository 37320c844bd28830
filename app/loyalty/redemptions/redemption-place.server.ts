import { shopDb } from "#app/lib/db.server.ts"
import type { PersonalPlace } from "#app/lib/personal-place.ts"

/** What somebody redeemed. Like the ledger it belongs to, it names nobody once Shopify has erased the customer. */
export const REDEMPTION_PLACE: PersonalPlace = {
  name: "rewards redeemed",
  tables: ["Redemption"],
  holds: "which rewards somebody redeemed, when, for how many points, their codes and orders",
  kept: "with the ledger, for good",
  show: async ({ shop, customerIds }) => {
    const { rows } = await shopDb(shop).query<Record<string, unknown>>(
      `SELECT "redemptionId", "customerId", "terms" ->> 'name' AS reward, "state", "points", "code", "orderId",
         "redeemedAt", "issuedAt", "usedAt", "returnedAt", "expiresAt" FROM "Redemption"
       WHERE "shop" = $1 AND "customerId" = ANY($2) ORDER BY "redeemedAt", "redemptionId"`,
      [shop, customerIds],
    )
    return rows
  },
  erase: async ({ shop, customerIds }) => {
    await shopDb(shop).query(`UPDATE "Redemption" SET "error" = NULL WHERE "shop" = $1 AND "customerId" = ANY($2)`, [
      shop,
      customerIds,
    ])
  },
  eraseAll: async (shop) => {
    await shopDb(shop).query(`UPDATE "Redemption" SET "error" = NULL WHERE "shop" = $1`, [shop])
  },
}
