import { shopDb } from "#app/lib/db.server.ts"
import type { PersonalPlace } from "#app/lib/personal-place.ts"
import { openPersons, type PersonRow } from "./persons.server.ts"

type CustomerRow = PersonRow & { locale: string | null; state: string; tags: string[]; createdAt: Date | null }

/** Who a customer is. An erased one keeps a place: what Shopify tells later about who they are is not stored again. */
export const CUSTOMER_PLACE: PersonalPlace = {
  name: "customer",
  tables: ["Customer"],
  holds: "name, e-mail address, phone (sealed), language, tags, state of the account",
  kept: "until erased, or 30 days after the shop left",
  show: async ({ shop, customerIds }) => {
    const { rows } = await shopDb(shop).query<CustomerRow>(
      `SELECT "customerId", "sealed", "plain", "locale", "state", "tags", "createdAt" FROM "Customer"
       WHERE "shop" = $1 AND "customerId" = ANY($2) ORDER BY "customerId"`,
      [shop, customerIds],
    )
    const persons = await openPersons(shop, rows)
    return rows.map(({ sealed: _sealed, plain: _plain, ...row }, at) => ({ ...row, ...persons[at] }))
  },
  erase: async ({ shop, customerIds }) => {
    await shopDb(shop).query(
      `INSERT INTO "Customer" AS c ("shop", "customerId", "tags", "factAt", "erasedAt")
       SELECT $1, id, '{}', to_timestamp(0), clock_timestamp() FROM unnest($2::text[]) AS id ORDER BY id
       ON CONFLICT ("shop", "customerId") DO UPDATE SET "sealed" = NULL, "plain" = NULL, "emailIndex" = NULL,
         "phoneIndex" = NULL, "locale" = NULL, "tags" = '{}', "erasedAt" = coalesce(c."erasedAt", excluded."erasedAt")`,
      [shop, customerIds],
    )
  },
  // Should the shop come back (or be back), everybody is read anew, and no order is judged by tags that were emptied.
  eraseAll: async (shop) => {
    await shopDb(shop).query(
      `UPDATE "Customer" SET "sealed" = NULL, "plain" = NULL, "emailIndex" = NULL, "phoneIndex" = NULL, "locale" = NULL,
         "tags" = '{}', "tagsKnown" = false, "factAt" = CASE WHEN "erasedAt" IS NULL THEN to_timestamp(0) ELSE "factAt" END
       WHERE "shop" = $1`,
      [shop],
    )
  },
}
