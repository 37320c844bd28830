import { inShop, shopDb } from "#app/lib/db.server.ts"
import type { PersonalPlace } from "#app/lib/personal-place.ts"
import { lockOrders } from "./orders.server.ts"

/** What a person bought. Orders stay, without the index of the address they were placed with. */
export const ORDER_PLACE: PersonalPlace = {
  name: "orders",
  tables: ["Order"],
  holds: "what was bought, when and for how much; the blind index of the order's e-mail address",
  kept: "with the ledger, for good; the index until erased",
  show: async ({ shop, orderIds }) => {
    const { rows } = await shopDb(shop).query(
      `SELECT "orderId", "name", "processedAt", "totalMinor", "currency", "financialStatus", "fact" FROM "Order"
       WHERE "shop" = $1 AND "orderId" = ANY($2) ORDER BY "processedAt", "orderId"`,
      [shop, orderIds],
    )
    return rows
  },
  erase: async ({ shop, orderIds }) => {
    await inShop(shop, async (tx) => {
      await lockOrders(tx, shop, orderIds)
      await tx.query(
        `UPDATE "Order" SET "emailIndex" = NULL, "plainEmail" = NULL WHERE "shop" = $1 AND "orderId" = ANY($2)`,
        [shop, orderIds],
      )
    })
  },
  eraseAll: async (shop) => {
    await shopDb(shop).query(`UPDATE "Order" SET "emailIndex" = NULL, "plainEmail" = NULL WHERE "shop" = $1`, [shop])
  },
}
