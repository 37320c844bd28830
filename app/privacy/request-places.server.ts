import { shopDb } from "#app/lib/db.server.ts"
import type { PersonalPlace } from "#app/lib/personal-place.ts"

/** What privacy itself writes down. */
export const REQUEST_PLACES: PersonalPlace[] = [
  {
    name: "privacy requests",
    tables: ["PrivacyRequest"],
    holds: "that somebody asked for their data or their erasure, and the file made for them (sealed)",
    kept: "the file 60 days; the request without a name for good, to repeat it after a restore",
    show: async ({ shop, customerIds }) => {
      const { rows } = await shopDb(shop).query(
        `SELECT "requestId", "kind", "receivedAt", "doneAt" FROM "PrivacyRequest"
         WHERE "shop" = $1 AND "customerId" = ANY($2) ORDER BY "receivedAt"`,
        [shop, customerIds],
      )
      return rows
    },
    // Of erasures the blind indexes stay: an older order that comes in late must not bring the address back.
    erase: async ({ shop, customerIds, contacts }) => {
      await shopDb(shop).query(
        `UPDATE "PrivacyRequest" SET "file" = NULL, "error" = NULL,
           "emailIndex" = CASE "kind" WHEN 'redact' THEN "emailIndex" END,
           "phoneIndex" = CASE "kind" WHEN 'redact' THEN "phoneIndex" END
         WHERE "shop" = $1 AND ("customerId" = ANY($2) OR encode("emailIndex", 'hex') = ANY($3))`,
        [shop, customerIds, contacts],
      )
    },
    eraseAll: async (shop) => {
      await shopDb(shop).query(
        `UPDATE "PrivacyRequest" SET "file" = NULL, "emailIndex" = NULL, "phoneIndex" = NULL WHERE "shop" = $1`,
        [shop],
      )
    },
  },
  {
    name: "views by staff",
    tables: ["AccessLog"],
    holds: "which of the shop's staff looked at whose data and when: ids only",
    kept: "180 days",
    show: async ({ shop, customerIds }) => {
      const { rows } = await shopDb(shop).query(
        `SELECT "what", "at" FROM "AccessLog" WHERE "shop" = $1 AND "subject" = ANY($2) ORDER BY "at"`,
        [shop, customerIds],
      )
      return rows
    },
    erase: async () => {},
    eraseAll: async (shop) => {
      await shopDb(shop).query(`DELETE FROM "AccessLog" WHERE "shop" = $1`, [shop])
    },
  },
]
