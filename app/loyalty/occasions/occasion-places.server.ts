import { shopDb } from "#app/lib/db.server.ts"
import type { PersonalPlace } from "#app/lib/personal-place.ts"

/** Marks of the days members keep, and gifts that were drawn. */
export const OCCASION_PLACES: PersonalPlace[] = [
  {
    name: "marks of days",
    tables: ["MemberOccasion"],
    holds: "keyed marks by which who has a birthday or name day is found; the days themselves stand with the details",
    kept: "until erased, or 30 days after the shop left",
    show: async () => [],
    erase: async ({ shop, customerIds }) => {
      await shopDb(shop).query(`DELETE FROM "MemberOccasion" WHERE "shop" = $1 AND "customerId" = ANY($2)`, [
        shop,
        customerIds,
      ])
    },
    eraseAll: async (shop) => {
      await shopDb(shop).query(`DELETE FROM "MemberOccasion" WHERE "shop" = $1`, [shop])
    },
  },
  {
    name: "surprise gifts",
    tables: ["SurpriseGift"],
    holds: "when somebody was drawn for a gift, and out of how many: dates, points and ids",
    kept: "with the ledger, for good",
    show: async ({ shop, customerIds }) => {
      const { rows } = await shopDb(shop).query(
        `SELECT "customerId", "day", "points", "drawnFrom", "at" FROM "SurpriseGift"
         WHERE "shop" = $1 AND "customerId" = ANY($2) ORDER BY "customerId", "day"`,
        [shop, customerIds],
      )
      return rows
    },
    erase: async () => {},
    eraseAll: async () => {},
  },
]
