import type { Tx } from "#app/lib/db.server.ts"
import { vaultOf } from "#app/lib/vault/vault.server.ts"
import type { CustomerFact } from "./customer-fact.ts"
import { sealPerson } from "./persons.server.ts"

/**
 * Stores customers where they are newer than what is stored; who they are, sealed. That an address is verified holds for
 * that address alone. Of somebody who asked to be forgotten nothing of the kind is stored again. Returns the gids that
 * changed.
 */
export async function saveCustomers(tx: Tx, shop: string, customers: CustomerFact[]): Promise<string[]> {
  const newest = new Map<string, CustomerFact>()
  for (const customer of customers) {
    const before = newest.get(customer.customerId)
    if (!before || customer.updatedAt >= before.updatedAt) newest.set(customer.customerId, customer)
  }
  if (newest.size === 0) return []
  const vault = await vaultOf(shop)
  const rows = [...newest.values()]
    .sort((a, b) => (a.customerId < b.customerId ? -1 : 1))
    .map(({ email, phone, firstName, lastName, ...row }) => {
      const { sealed, ...indexes } = sealPerson(vault, row.customerId, { email, phone, firstName, lastName })
      const hex = (bytes: Buffer | null) => bytes?.toString("hex") ?? null
      return { ...row, sealed: hex(sealed), emailIndex: hex(indexes.emailIndex), phoneIndex: hex(indexes.phoneIndex) }
    })
  const { rows: changed } = await tx.query<{ customerId: string }>(
    `INSERT INTO "Customer" AS c ("shop", "customerId", "sealed", "emailIndex", "phoneIndex", "locale", "state", "tags",
       "tagsKnown", "emailVerified", "createdAt", "factAt")
     SELECT $1, r."customerId", decode(r."sealed", 'hex'), decode(r."emailIndex", 'hex'), decode(r."phoneIndex", 'hex'),
       r."locale", r."state",
       ARRAY(SELECT jsonb_array_elements_text(CASE jsonb_typeof(r."tags") WHEN 'array' THEN r."tags" ELSE '[]' END)),
       r."customerId" = ANY($3), r."emailVerified", r."createdAt", r."updatedAt"
     FROM jsonb_to_recordset($2::jsonb) AS r("customerId" text, "sealed" text, "emailIndex" text, "phoneIndex" text,
       "locale" text, "state" text, "tags" jsonb, "emailVerified" boolean, "createdAt" timestamptz, "updatedAt" timestamptz)
     ON CONFLICT ("shop", "customerId") DO UPDATE SET "plain" = NULL,
       "sealed" = CASE WHEN c."erasedAt" IS NULL THEN excluded."sealed" END,
       "emailIndex" = CASE WHEN c."erasedAt" IS NULL THEN excluded."emailIndex" END,
       "phoneIndex" = CASE WHEN c."erasedAt" IS NULL THEN excluded."phoneIndex" END,
       "locale" = CASE WHEN c."erasedAt" IS NULL THEN coalesce(excluded."locale", c."locale") END, "state" = excluded."state",
       "tags" = CASE WHEN c."erasedAt" IS NOT NULL THEN '{}' WHEN excluded."customerId" = ANY($3) THEN excluded."tags"
         ELSE c."tags" END,
       "tagsKnown" = c."tagsKnown" OR excluded."tagsKnown",
       "emailVerified" = CASE WHEN excluded."emailIndex" IS DISTINCT FROM c."emailIndex" THEN excluded."emailVerified"
         ELSE coalesce(excluded."emailVerified", c."emailVerified") END,
       "createdAt" = coalesce(excluded."createdAt", c."createdAt"), "factAt" = excluded."factAt"
     WHERE c."deletedAt" IS NULL
       AND (excluded."factAt" > c."factAt" OR excluded."factAt" = c."factAt" AND c."factAt" > to_timestamp(0))
     RETURNING c."customerId"`,
    [shop, JSON.stringify(rows), rows.filter((row) => row.tags !== null).map((row) => row.customerId)],
  )
  return changed.map((row) => row.customerId)
}

/** What the Admin API says of a customer's tags, now. */
export async function saveTags(tx: Tx, shop: string, customerId: string, tags: string[]): Promise<void> {
  await tx.query(
    `UPDATE "Customer" SET "tags" = CASE WHEN "erasedAt" IS NULL THEN $3::text[] ELSE '{}' END, "tagsKnown" = true
     WHERE "shop" = $1 AND "customerId" = $2`,
    [shop, customerId, tags],
  )
}

/** Their tags have changed, to we do not know which: they are read again before the next order depends on them. */
export async function doubtTags(tx: Tx, shop: string, customerIds: string[]): Promise<void> {
  await tx.query(
    `WITH theirs AS (
       SELECT "customerId" FROM "Customer" WHERE "shop" = $1 AND "customerId" = ANY($2)
       ORDER BY "customerId" FOR NO KEY UPDATE
     )
     UPDATE "Customer" c SET "tagsKnown" = false FROM theirs
     WHERE c."shop" = $1 AND c."customerId" = theirs."customerId"`,
    [shop, customerIds],
  )
}

/** Records that customers are gone from Shopify, known or not (a late payload must not bring them back). */
export async function deleteCustomers(tx: Tx, shop: string, customerIds: string[], at: Date): Promise<void> {
  if (customerIds.length === 0) return
  await tx.query(
    `INSERT INTO "Customer" AS c ("shop", "customerId", "tags", "factAt", "deletedAt")
     SELECT $1, id, '{}', to_timestamp(0), $3 FROM (SELECT DISTINCT unnest($2::text[]) AS id ORDER BY 1) AS ids
     ON CONFLICT ("shop", "customerId") DO UPDATE SET "deletedAt" = coalesce(c."deletedAt", excluded."deletedAt")`,
    [shop, customerIds, at],
  )
}
