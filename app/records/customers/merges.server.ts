import type { Tx } from "#app/lib/db.server.ts"
import type { Merge } from "./merge.ts"

/** Which customers became one: facts that outlive the customers themselves (docs/decisions/019-merged-customers.md). */

/**
 * SQL for the customer whom `customerId` (an expression) stands for now, in the shop `$1`: an order told late still names
 * the customer who went.
 */
export const ownerSql = (customerId: string) =>
  `coalesce((SELECT m."ownerId" FROM "CustomerMerge" m WHERE m."shop" = $1 AND m."customerId" = ${customerId}), ${customerId})`

/** Those of these customers who went in a merge, with whom they are now. */
export async function findOwners(
  tx: Pick<Tx, "query">,
  shop: string,
  customerIds: string[],
): Promise<Map<string, string>> {
  const { rows } = await tx.query<{ customerId: string; ownerId: string }>(
    `SELECT "customerId", "ownerId" FROM "CustomerMerge" WHERE "shop" = $1 AND "customerId" = ANY($2)`,
    [shop, customerIds],
  )
  return new Map(rows.map((row) => [row.customerId, row.ownerId]))
}

/** Who became each of these customers, by them; those whom nobody became are left out. */
export async function findFormerIds(
  tx: Pick<Tx, "query">,
  shop: string,
  customerIds: string[],
): Promise<Map<string, string[]>> {
  const { rows } = await tx.query<{ ownerId: string; formerIds: string[] }>(
    `SELECT "ownerId", array_agg("customerId" ORDER BY "customerId") AS "formerIds" FROM "CustomerMerge"
     WHERE "shop" = $1 AND "ownerId" = ANY($2) GROUP BY "ownerId"`,
    [shop, customerIds],
  )
  return new Map(rows.map((row) => [row.ownerId, row.formerIds]))
}

/** Whom this customer is now, or null: was never merged into anybody. */
export async function findOwner(tx: Pick<Tx, "query">, shop: string, customerId: string): Promise<string | null> {
  return (await findOwners(tx, shop, [customerId])).get(customerId) ?? null
}

/**
 * Records a merge at `at` (world time) and returns who has what `goneId` had: the kept one, or whom that one went into
 * since. A customer goes once, so the first message about it stands. Only if the one who is kept now had gone into the
 * one who goes (never seen from Shopify, but possible to send) does that one live again.
 */
export async function recordMerge(tx: Tx, shop: string, { keptId, goneId }: Merge, at: Date): Promise<string> {
  const owners = await findOwners(tx, shop, [keptId, goneId])
  const already = owners.get(goneId)
  if (already !== undefined) return already
  const back = owners.get(keptId) === goneId
  const ownerId = back ? keptId : (owners.get(keptId) ?? keptId)
  if (back) await revive(tx, shop, keptId)
  await tx.query(
    `INSERT INTO "CustomerMerge" ("shop", "customerId", "keptId", "ownerId", "mergedAt") VALUES ($1, $2, $3, $4, $5)`,
    [shop, goneId, keptId, ownerId, at],
  )
  await tx.query(`UPDATE "CustomerMerge" SET "ownerId" = $3 WHERE "shop" = $1 AND "ownerId" = $2`, [
    shop,
    goneId,
    ownerId,
  ])
  return ownerId
}

async function revive(tx: Tx, shop: string, customerId: string): Promise<void> {
  await tx.query(`DELETE FROM "CustomerMerge" WHERE "shop" = $1 AND "customerId" = $2`, [shop, customerId])
  await tx.query(`UPDATE "Customer" SET "deletedAt" = NULL WHERE "shop" = $1 AND "customerId" = $2`, [shop, customerId])
}
