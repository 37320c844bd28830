import { acrossShops, inShop } from "#app/lib/db.server.ts"
import { settleOrders } from "./settle-orders.server.ts"

const BATCH_ORDERS = 100

/**
 * Makes waiting points available whose release moment has come at `at` (world time), until none is due or `limit` orders
 * were settled. Returns how many; safe to repeat and to run twice at once. An order that cannot be settled does not hold
 * up the others: the first such error is thrown when the rest is done.
 */
export async function releaseDue(at: Date, limit: number): Promise<number> {
  const failed: string[] = []
  let firstError: unknown
  let released = 0
  while (released + failed.length < limit) {
    const batch = await findDue(at, Math.min(BATCH_ORDERS, limit - released - failed.length), failed)
    if (!batch) break
    const together = await settleError(batch.shop, batch.orderIds, at)
    for (const orderId of together === null ? [] : batch.orderIds) {
      const alone = await settleError(batch.shop, [orderId], at)
      if (alone === null) continue
      firstError ??= alone
      failed.push(orderId)
    }
    released += batch.orderIds.filter((id) => !failed.includes(id)).length
  }
  if (firstError !== undefined) throw firstError
  return released
}

async function settleError(shop: string, orderIds: string[], at: Date): Promise<unknown> {
  try {
    await inShop(shop, (tx) => settleOrders(tx, shop, orderIds, at))
    return null
  } catch (error) {
    return error
  }
}

type Due = { shop: string; orderIds: string[] }

/** Orders of one shop that are due, the longest waiting first. */
async function findDue(at: Date, limit: number, except: string[]): Promise<Due | null> {
  const { rows } = await acrossShops().query<Due>(
    `WITH due AS (
       SELECT "shop", "orderId", "releaseAt" FROM "OrderPoints"
       WHERE "settledAt" IS NULL AND "pending" > 0 AND "releaseAt" <= $1 AND NOT ("orderId" = ANY($3))
       ORDER BY "releaseAt" LIMIT $2
     )
     SELECT "shop", array_agg(DISTINCT "orderId") AS "orderIds" FROM due
     GROUP BY "shop" ORDER BY min("releaseAt") LIMIT 1`,
    [at, limit, except],
  )
  return rows[0] ?? null
}
