import type { Tx } from "#app/lib/db.server.ts"
import type { CustomerFact } from "./customer-fact.ts"

/** Stores customers where they are newer than what is stored. Returns the gids that changed. */
export async function saveCustomers(tx: Tx, shop: string, customers: CustomerFact[]): Promise<string[]> {
  const newest = new Map<string, CustomerFact>()
  for (const customer of customers) {
    const before = newest.get(customer.customerId)
    if (!before || customer.updatedAt >= before.updatedAt) newest.set(customer.customerId, customer)
  }
  if (newest.size === 0) return []
  const rows = [...newest.values()].sort((a, b) => (a.customerId < b.customerId ? -1 : 1))
  const { rows: changed } = await tx.query<{ customerId: string }>(
    `INSERT INTO "Customer" AS c ("shop", "customerId", "email", "phone", "firstName", "lastName", "locale", "state", "tags",
       "createdAt", "factAt")
     SELECT $1, r."customerId", r."email", r."phone", r."firstName", r."lastName", r."locale", r."state",
       ARRAY(SELECT jsonb_array_elements_text(CASE jsonb_typeof(r."tags") WHEN 'array' THEN r."tags" ELSE '[]' END)),
       r."createdAt", r."updatedAt"
     FROM jsonb_to_recordset($2::jsonb) AS r("customerId" text, "email" text, "phone" text, "firstName" text,
       "lastName" text, "locale" text, "state" text, "tags" jsonb, "createdAt" timestamptz, "updatedAt" timestamptz)
     ON CONFLICT ("shop", "customerId") DO UPDATE SET "email" = excluded."email", "phone" = excluded."phone",
       "firstName" = excluded."firstName", "lastName" = excluded."lastName",
       "locale" = coalesce(excluded."locale", c."locale"), "state" = excluded."state",
       "tags" = CASE WHEN excluded."customerId" = ANY($3) THEN excluded."tags" ELSE c."tags" END,
       "createdAt" = coalesce(excluded."createdAt", c."createdAt"), "factAt" = excluded."factAt"
     WHERE c."deletedAt" IS NULL
       AND (excluded."factAt" > c."factAt" OR excluded."factAt" = c."factAt" AND c."factAt" > to_timestamp(0))
     RETURNING c."customerId"`,
    [shop, JSON.stringify(rows), rows.filter((row) => row.tags !== null).map((row) => row.customerId)],
  )
  return changed.map((row) => row.customerId)
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
