import type { Tx } from "#app/lib/db.server.ts"
import { wake } from "#app/queue/wake.server.ts"

/**
 * Settlements that are owed (table OwedSettlement): whoever changed what an order's points depend on, and could not settle
 * it without waiting against the order of locks, leaves a mark in the same transaction. The job settle_owed works it off
 * (settle-owed.server.ts), so nothing depends on what the one who held the order did with it.
 */

/** Marks these orders to be settled soon. It never waits for anybody. */
export async function oweSettlements(tx: Tx, shop: string, orderIds: string[]): Promise<void> {
  if (orderIds.length === 0) return
  await tx.query(`INSERT INTO "OwedSettlement" ("shop", "orderId") SELECT $1, unnest($2::text[])`, [shop, orderIds])
  await wake(tx, "settle_owed")
}

/**
 * After a publication: the orders placed since `from` (world time) that were evaluated for nobody they name, as no rules
 * let them earn when they were looked at.
 */
export async function oweUnsettledSince(tx: Tx, shop: string, from: Date): Promise<void> {
  const { rowCount } = await tx.query(
    `INSERT INTO "OwedSettlement" ("shop", "orderId")
     SELECT o."shop", o."orderId" FROM "Order" o
     WHERE o."shop" = $1 AND o."processedAt" >= $2 AND coalesce(o."claimedBy", o."customerId") IS NOT NULL
       AND NOT EXISTS (SELECT FROM "OrderPoints" p WHERE p."shop" = o."shop" AND p."orderId" = o."orderId")`,
    [shop, from],
  )
  if (rowCount) await wake(tx, "settle_owed")
}

/** Which of these orders have a settlement owed. */
export async function findOwed(tx: Pick<Tx, "query">, shop: string, orderIds: string[]): Promise<Set<string>> {
  const { rows } = await tx.query<{ orderId: string }>(
    `SELECT DISTINCT "orderId" FROM "OwedSettlement" WHERE "shop" = $1 AND "orderId" = ANY($2)`,
    [shop, orderIds],
  )
  return new Set(rows.map((row) => row.orderId))
}
