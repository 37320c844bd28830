import { shopDb } from "#app/lib/db.server.ts"
import type { PersonalPlace } from "#app/lib/personal-place.ts"
import { findDetails, listConsents } from "./member-details.server.ts"

/** What a member told of themselves, and to which words they agreed. */
export const DETAILS_PLACES: PersonalPlace[] = [
  {
    name: "details told by the member",
    tables: ["MemberDetails"],
    holds: "birthday and name as the member gave them (sealed)",
    kept: "until erased, or 30 days after the shop left",
    show: async ({ shop, customerIds }) => {
      const details = await findDetails(shopDb(shop), shop, customerIds)
      return [...details].map(([customerId, told]) => ({ customerId, ...told }))
    },
    erase: async ({ shop, customerIds }) => {
      await shopDb(shop).query(`DELETE FROM "MemberDetails" WHERE "shop" = $1 AND "customerId" = ANY($2)`, [
        shop,
        customerIds,
      ])
    },
    eraseAll: async (shop) => {
      await shopDb(shop).query(`DELETE FROM "MemberDetails" WHERE "shop" = $1`, [shop])
    },
  },
  {
    name: "consent",
    tables: ["MemberConsent"],
    holds: "when somebody agreed to join, to which words and in which language: dates and ids",
    kept: "with the membership, for good: it proves that they agreed",
    show: async ({ shop, customerIds }) => listConsents(shop, customerIds),
    erase: async () => {},
    eraseAll: async () => {},
  },
]
