import { shopDb } from "#app/lib/db.server.ts"
import type { PersonalPlace } from "#app/lib/personal-place.ts"

/** That somebody was to be told of points that expire: numbers and dates under their id. */
export const WARNING_PLACE: PersonalPlace = {
  name: "warnings of expiry",
  tables: ["ExpiryWarning"],
  holds: "which points somebody was warned of before they expired, and when",
  kept: "until erased, or 30 days after the shop left",
  show: async ({ shop, customerIds }) => {
    const { rows } = await shopDb(shop).query(
      `SELECT "customerId", "expiresAt", "daysBefore", "points", "warnedAt", "mailedAt" FROM "ExpiryWarning"
       WHERE "shop" = $1 AND "customerId" = ANY($2) ORDER BY "customerId", "expiresAt", "daysBefore" DESC`,
      [shop, customerIds],
    )
    return rows
  },
  erase: async ({ shop, customerIds }) => {
    await shopDb(shop).query(`DELETE FROM "ExpiryWarning" WHERE "shop" = $1 AND "customerId" = ANY($2)`, [
      shop,
      customerIds,
    ])
  },
  eraseAll: async (shop) => {
    await shopDb(shop).query(`DELETE FROM "ExpiryWarning" WHERE "shop" = $1`, [shop])
  },
}
