import { acrossShops, inShop, shopDb } from "#app/lib/db.server.ts"
import { isPassing } from "#app/queue/passing-failure.ts"
import { lockOrders } from "#app/records/orders/orders.server.ts"
import { backoffMs } from "../sync/backoff.ts"
import { settleOrders } from "./settle-orders.server.ts"

const BATCH_ORDERS = 100
/** So many of the marks that are due are looked at together; every shop among them has its batch. */
const WINDOW = 1_000

/** SQL that is true when a settlement is owed (for jobs.server.ts). */
export const OWED_DUE = `EXISTS (SELECT FROM "OwedSettlement" WHERE "nextTryAt" <= clock_timestamp())`

type Mark = { id: number; orderId: string; tries: number }

/**
 * Works off settlements that are owed (owed-settlements.server.ts) at `at` (world time), a batch of each shop. It waits for
 * whoever holds the orders, before it has anything else locked; the mark goes in the transaction that settles. Returns how
 * many were worked off. One that cannot be settled waits, longer each time, and does not hold up the others: the first such
 * error that does not pass by itself is thrown when the rest is done.
 */
export async function settleOwed(at: Date): Promise<number> {
  const { rows } = await acrossShops().query<{ shop: string; marks: Mark[] }>(
    `WITH due AS MATERIALIZED (
       SELECT "shop", "id", "orderId", "tries" FROM "OwedSettlement" WHERE "nextTryAt" <= clock_timestamp()
       ORDER BY "nextTryAt" LIMIT ${WINDOW}
     )
     SELECT "shop", json_agg(json_build_object('id', "id", 'orderId', "orderId", 'tries', "tries") ORDER BY "id") AS marks
     FROM due GROUP BY "shop" ORDER BY "shop"`,
  )
  let firstError: unknown
  let settled = 0
  for (const { shop, marks } of rows) {
    const batch = marks.slice(0, BATCH_ORDERS)
    if ((await settleError(shop, batch, at)) === null) {
      settled += batch.length
      continue
    }
    for (const mark of batch) {
      const alone = await settleError(shop, [mark], at)
      if (alone === null) settled += 1
      else await putOff(shop, mark)
      if (alone !== null && !isPassing(alone)) firstError ??= alone
    }
  }
  if (firstError !== undefined) throw firstError
  return settled
}

async function settleError(shop: string, marks: Mark[], at: Date): Promise<unknown> {
  const orderIds = [...new Set(marks.map((mark) => mark.orderId))]
  try {
    await inShop(shop, async (tx) => {
      await lockOrders(tx, shop, orderIds)
      await tx.query(`DELETE FROM "OwedSettlement" WHERE "shop" = $1 AND "id" = ANY($2)`, [
        shop,
        marks.map((mark) => mark.id),
      ])
      await settleOrders(tx, shop, orderIds, at)
    })
    return null
  } catch (error) {
    return error
  }
}

async function putOff(shop: string, { id, tries }: Mark): Promise<void> {
  await shopDb(shop).query(
    `UPDATE "OwedSettlement" SET "tries" = "tries" + 1, "nextTryAt" = clock_timestamp() + $3 * interval '1 ms'
     WHERE "shop" = $1 AND "id" = $2`,
    [shop, id, backoffMs(tries + 1)],
  )
}
