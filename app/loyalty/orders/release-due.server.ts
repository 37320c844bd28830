import { acrossShops, inShop } from "#app/lib/db.server.ts"
import { settleOrders } from "./settle-orders.server.ts"

const BATCH_ORDERS = 100
/** So many of the longest waiting are looked at together; every shop among them has one batch before any has two. */
const WINDOW = 5_000

/**
 * Makes waiting points available whose release moment has come at `at` (world time), until none is due or about `limit`
 * orders were settled: in rounds, each shop a batch in its turn. Returns how many; safe to repeat and to run twice at once.
 * An order that cannot be settled does not hold up the others: the first such error is thrown when the rest is done.
 */
export async function releaseDue(at: Date, limit: number): Promise<number> {
  const failed: string[] = []
  let firstError: unknown
  let released = 0
  while (released + failed.length < limit) {
    const round = await findDue(at, failed)
    if (round.length === 0) break
    for (const { shop, orderIds } of round) {
      if (released + failed.length >= limit) break
      const together = await settleError(shop, orderIds, at)
      for (const orderId of together === null ? [] : orderIds) {
        const alone = await settleError(shop, [orderId], at)
        if (alone === null) continue
        firstError ??= alone
        failed.push(orderId)
      }
      released += orderIds.filter((id) => !failed.includes(id)).length
    }
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

/** A batch of each shop that has orders due, the longest waiting first. */
async function findDue(at: Date, except: string[]): Promise<Due[]> {
  const { rows } = await acrossShops().query<Due>(
    `WITH due AS MATERIALIZED (
       SELECT "shop", "orderId", "releaseAt" FROM "OrderPoints"
       WHERE "settledAt" IS NULL AND "pending" > 0 AND "releaseAt" <= $1 AND NOT ("orderId" = ANY($2))
       ORDER BY "releaseAt" LIMIT ${WINDOW}
     ), orders AS (
       SELECT "shop", "orderId", min("releaseAt") AS since FROM due GROUP BY "shop", "orderId"
     )
     SELECT "shop", (array_agg("orderId" ORDER BY since, "orderId"))[1:${BATCH_ORDERS}] AS "orderIds" FROM orders
     GROUP BY "shop" ORDER BY min(since)`,
    [at, except],
  )
  return rows
}
