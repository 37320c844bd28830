import { shopDb } from "#app/lib/db.server.ts"
import type { PersonalPlace } from "#app/lib/personal-place.ts"

/** Work on many members at once. Whoever is erased is taken out of what is still to be done. */
export const BULK_PLACE: PersonalPlace = {
  name: "work of staff on many members at once",
  tables: ["BulkTask", "BulkTaskMember"],
  holds: "whom it was about and what became of it (ids); the reason in staff's words (sealed)",
  kept: "30 days; the reason until the work is done",
  show: async ({ shop, customerIds }) => {
    const { rows } = await shopDb(shop).query(
      `SELECT t."kind", t."points", t."startedAt", m."outcome" FROM "BulkTaskMember" m
       JOIN "BulkTask" t ON t."shop" = m."shop" AND t."taskId" = m."taskId"
       WHERE m."shop" = $1 AND m."customerId" = ANY($2) ORDER BY t."startedAt"`,
      [shop, customerIds],
    )
    return rows
  },
  erase: async ({ shop, customerIds }) => {
    await shopDb(shop).query(
      `DELETE FROM "BulkTaskMember" WHERE "shop" = $1 AND "customerId" = ANY($2) AND "outcome" IS NULL`,
      [shop, customerIds],
    )
  },
  eraseAll: async (shop) => {
    await shopDb(shop).query(`DELETE FROM "BulkTask" WHERE "shop" = $1`, [shop])
  },
}
