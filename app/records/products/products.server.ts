import type { Tx } from "#app/lib/db.server.ts"
import type { ProductFact } from "./product-fact.ts"

/**
 * Stores products where they are at least as new as what is stored. `readAt`: when they were read from the Admin API (world
 * time); their collections are as of then.
 */
export async function saveProducts(tx: Tx, shop: string, products: ProductFact[], readAt?: Date): Promise<void> {
  const newest = new Map<string, ProductFact>()
  for (const product of products) {
    const before = newest.get(product.productId)
    if (!before || product.updatedAt >= before.updatedAt) newest.set(product.productId, product)
  }
  if (newest.size === 0) return
  const rows = [...newest.values()].sort((a, b) => (a.productId < b.productId ? -1 : 1))
  await tx.query(
    `INSERT INTO "Product" AS p ("shop", "productId", "title", "handle", "type", "vendor", "tags", "status", "saleVariants",
       "collections", "collectionsAt", "factAt")
     SELECT $1, r."productId", r."title", r."handle", r."type", r."vendor", ARRAY(SELECT jsonb_array_elements_text(r."tags")),
       r."status", CASE jsonb_typeof(r."saleVariants") WHEN 'array'
         THEN ARRAY(SELECT jsonb_array_elements_text(r."saleVariants")) END,
       CASE jsonb_typeof(r."collections") WHEN 'array'
         THEN ARRAY(SELECT jsonb_array_elements_text(r."collections")) END,
       CASE jsonb_typeof(r."collections") WHEN 'array' THEN $3::timestamptz END, r."updatedAt"
     FROM jsonb_to_recordset($2::jsonb) AS r("productId" text, "title" text, "handle" text, "type" text, "vendor" text,
       "tags" jsonb, "status" text, "saleVariants" jsonb, "collections" jsonb, "updatedAt" timestamptz)
     ON CONFLICT ("shop", "productId") DO UPDATE SET "title" = excluded."title", "handle" = excluded."handle",
       "type" = excluded."type", "vendor" = excluded."vendor", "tags" = excluded."tags", "status" = excluded."status",
       "saleVariants" = excluded."saleVariants",
       "collections" = coalesce(excluded."collections", p."collections"),
       "collectionsAt" = coalesce(excluded."collectionsAt", p."collectionsAt"), "factAt" = excluded."factAt"
     WHERE p."factAt" <= excluded."factAt" AND p."deletedAt" IS NULL`,
    [shop, JSON.stringify(rows), readAt ?? null],
  )
}

/** Records that products are gone from Shopify, known or not (a late payload must not bring them back). */
export async function deleteProducts(tx: Tx, shop: string, productIds: string[], at: Date): Promise<void> {
  if (productIds.length === 0) return
  await tx.query(
    `INSERT INTO "Product" AS p ("shop", "productId", "title", "handle", "tags", "factAt", "deletedAt")
     SELECT $1, id, '', '', '{}', to_timestamp(0), $3 FROM (SELECT DISTINCT unnest($2::text[]) AS id ORDER BY 1) AS ids
     ON CONFLICT ("shop", "productId") DO UPDATE SET "deletedAt" = coalesce(p."deletedAt", excluded."deletedAt")`,
    [shop, productIds, at],
  )
}
