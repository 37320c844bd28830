import { shopDb } from "#app/lib/db.server.ts"
import type { PersonalPlace, SoughtPerson } from "#app/lib/personal-place.ts"
import { readNotes } from "./notes.server.ts"

/** What the programme knows of a person. It is kept under their id at Shopify, which names nobody once Shopify erased them. */
export const MEMBER_PLACES: PersonalPlace[] = [
  {
    name: "membership",
    tables: ["Member", "PointsAccount", "TierChange", "ManualTier", "TierReward"],
    holds:
      "since when somebody is a member, consent, tier and its history, tiers given by hand and points for reaching one, balance",
    kept: "with the ledger, for good; the index of a proven address until erased",
    show: async (person) => [
      ...(await select(
        person,
        `SELECT m.*, a."available", a."pending", a."debt", a."lifetime" FROM "Member" m
         LEFT JOIN "PointsAccount" a ON a."shop" = m."shop" AND a."customerId" = m."customerId"
         WHERE m."shop" = $1 AND m."customerId" = ANY($2)`,
        ["shop", "provenEmail"],
      )),
      ...(await select(
        person,
        `SELECT "customerId", "fromTierId", "toTierId", "reason", "at" FROM "TierChange"
         WHERE "shop" = $1 AND "customerId" = ANY($2) ORDER BY "customerId", "seq"`,
      )),
      ...(await select(
        person,
        `SELECT "customerId", "tierId", "exact", "fromAt", "untilAt", "endedAt" FROM "ManualTier"
         WHERE "shop" = $1 AND "customerId" = ANY($2) ORDER BY "customerId", "fromAt"`,
      )),
      ...(await select(
        person,
        `SELECT "customerId", "tierId", "points", "state", "reachedAt" FROM "TierReward"
         WHERE "shop" = $1 AND "customerId" = ANY($2) ORDER BY "customerId", "reachedAt"`,
      )),
    ],
    erase: async ({ shop, customerIds }) => {
      await shopDb(shop).query(
        `UPDATE "Member" SET "provenEmail" = NULL WHERE "shop" = $1 AND "customerId" = ANY($2)`,
        [shop, customerIds],
      )
    },
    eraseAll: async (shop) => {
      await shopDb(shop).query(`UPDATE "Member" SET "provenEmail" = NULL WHERE "shop" = $1`, [shop])
    },
  },
  {
    name: "points",
    tables: ["PointsEntry", "PointsLot", "PointsDraw", "OrderPoints"],
    holds: "every movement of points and what it was counted from: numbers, dates and ids",
    kept: "for good: the ledger is never changed",
    show: (person) =>
      select(
        person,
        `SELECT "customerId", "version", "code", "delta", "pendingDelta", "debtDelta", "availableAfter", "pendingAfter",
           "debtAfter", "sourceType", "sourceId", "basis", "eventAt" FROM "PointsEntry"
         WHERE "shop" = $1 AND "customerId" = ANY($2) ORDER BY "customerId", "version"`,
      ),
    erase: async () => {},
    eraseAll: async () => {},
  },
  {
    name: "notes by staff",
    tables: ["Note"],
    holds: "why staff gave or took points, in their words (sealed)",
    kept: "until erased, or 30 days after the shop left",
    show: async (person) => {
      const rows = await select(
        person,
        `SELECT "noteId", "customerId", "createdAt" FROM "Note" WHERE "shop" = $1 AND "customerId" = ANY($2) ORDER BY "createdAt"`,
      )
      const words = await readNotes(
        person.shop,
        rows.map((row) => String(row.noteId)),
      )
      return rows.map((row) => ({ ...row, words: words.get(String(row.noteId)) ?? null }))
    },
    erase: async ({ shop, customerIds }) => {
      await shopDb(shop).query(`DELETE FROM "Note" WHERE "shop" = $1 AND "customerId" = ANY($2)`, [shop, customerIds])
    },
    eraseAll: async (shop) => {
      await shopDb(shop).query(`DELETE FROM "Note" WHERE "shop" = $1`, [shop])
    },
  },
  {
    name: "counts of who would move",
    tables: ["TierPreviewMove"],
    holds: "that a programme which is not published yet would change somebody's tier (ids only)",
    kept: "until the next count",
    show: async () => [],
    erase: async ({ shop, customerIds }) => {
      await shopDb(shop).query(`DELETE FROM "TierPreviewMove" WHERE "shop" = $1 AND "customerId" = ANY($2)`, [
        shop,
        customerIds,
      ])
    },
    eraseAll: async (shop) => {
      await shopDb(shop).query(`DELETE FROM "TierPreviewMove" WHERE "shop" = $1`, [shop])
    },
  },
  {
    name: "waiting to be written to Shopify",
    tables: ["MemberSync"],
    holds: "that balance and tier are still to be written, and why it failed (ids and words without values)",
    kept: "until it is written",
    show: async () => [],
    erase: async ({ shop, customerIds }) => {
      await shopDb(shop).query(`UPDATE "MemberSync" SET "error" = NULL WHERE "shop" = $1 AND "customerId" = ANY($2)`, [
        shop,
        customerIds,
      ])
    },
    eraseAll: async (shop) => {
      await shopDb(shop).query(`UPDATE "MemberSync" SET "error" = NULL WHERE "shop" = $1`, [shop])
    },
  },
]

async function select(
  { shop, customerIds }: SoughtPerson,
  sql: string,
  leftOut: string[] = [],
): Promise<Record<string, unknown>[]> {
  const { rows } = await shopDb(shop).query<Record<string, unknown>>(sql, [shop, customerIds])
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !leftOut.includes(name))))
}
