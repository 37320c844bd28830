import { inShop, shopDb } from "#app/lib/db.server.ts"
import type { PersonalPlace, SoughtPerson } from "#app/lib/personal-place.ts"
import { lockOrders } from "./orders.server.ts"

const THEIRS = `("customerId" = ANY($2) OR "claimedBy" = ANY($2) OR "orderId" = ANY($3)
  OR encode("emailIndex", 'hex') = ANY($4))`

/** What a person bought. Orders stay, without the index of the address they were placed with. */
export const ORDER_PLACE: PersonalPlace = {
  name: "orders",
  tables: ["Order"],
  holds: "what was bought, when and for how much; the blind index of the order's e-mail address",
  kept: "with the ledger, for good; the index until erased",
  show: async (person) => {
    const { rows } = await shopDb(person.shop).query(
      `SELECT "orderId", "name", "processedAt", "totalMinor", "currency", "financialStatus", "fact" FROM "Order"
       WHERE "shop" = $1 AND ${THEIRS} ORDER BY "processedAt", "orderId"`,
      placesOf(person),
    )
    return rows
  },
  erase: async (person) => {
    const { shop } = person
    await inShop(shop, async (tx) => {
      const { rows } = await tx.query<{ orderId: string }>(
        `SELECT "orderId" FROM "Order" WHERE "shop" = $1 AND ${THEIRS}`,
        placesOf(person),
      )
      const ids = rows.map((row) => row.orderId)
      await lockOrders(tx, shop, ids)
      await tx.query(
        `UPDATE "Order" SET "emailIndex" = NULL, "plainEmail" = NULL WHERE "shop" = $1 AND "orderId" = ANY($2)`,
        [shop, ids],
      )
    })
  },
  eraseAll: async (shop) => {
    await shopDb(shop).query(`UPDATE "Order" SET "emailIndex" = NULL, "plainEmail" = NULL WHERE "shop" = $1`, [shop])
  },
}

const placesOf = (person: SoughtPerson) => [person.shop, person.customerIds, person.orderIds, person.contacts]
