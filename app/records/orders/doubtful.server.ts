import { acrossShops, shopDb } from "#app/lib/db.server.ts"
import { growingWaitMs } from "#app/lib/growing-wait.ts"
import { log } from "#app/lib/log.server.ts"
import { plainError } from "#app/lib/plain-error.ts"
import { readOrder } from "#app/shopify/operations/orders.server.ts"
import { incomingFromAdminApi } from "./from-admin-api.ts"
import { type Answer, believe, createAnswerStore, type OnOrdersChanged } from "./store-answers.server.ts"

export type { OnOrdersChanged } from "./store-answers.server.ts"

type Doubtful = { shop: string; orderId: string; doubtfulSince: string; doubtfulTries: number }

const AT_ONCE = 10
/** Longer than a read can take: after it the order counts as not read and is taken up by somebody else. */
const LEASE_MS = 120_000
const RETRY = { firstMs: 2_000, longestMs: 3_600_000 }
/** Shopify's copies lag a little: an answer behind what we know (or none) is believed only after this many. */
const TRIES_UNTIL_BELIEVED = 4

/** SQL that is true when a doubtful order is due to be read (for jobs.server.ts). */
export const DOUBTFUL_DUE = `EXISTS (SELECT FROM "Order" AS o JOIN "Shop" AS s USING ("shop")
  WHERE o."doubtfulSince" IS NOT NULL AND o."doubtfulNextAt" <= clock_timestamp() AND s."uninstalledAt" IS NULL)`

/**
 * Reads doubtful orders from the Admin API until none is due or `signal` says stop. Each is leased first, so that no
 * transaction is held open while Shopify is asked, and several workers share them.
 */
export async function readDoubtfulOrders(onChanged: OnOrdersChanged, signal?: AbortSignal): Promise<number> {
  let read = 0
  const store = createAnswerStore(onChanged)
  while (!signal?.aborted) {
    const orders = await lease()
    if (orders.length === 0) break
    await Promise.all(orders.map((order) => readAgain(order, store)))
    read += orders.length
  }
  return read
}

async function lease(): Promise<Doubtful[]> {
  const { rows } = await acrossShops().query<Doubtful>(
    `UPDATE "Order" AS o SET "doubtfulTries" = o."doubtfulTries" + 1,
       "doubtfulNextAt" = clock_timestamp() + $2 * interval '1 ms'
     FROM (
       SELECT d."shop", d."orderId" FROM "Order" AS d JOIN "Shop" AS s USING ("shop")
       WHERE d."doubtfulSince" IS NOT NULL AND d."doubtfulNextAt" <= clock_timestamp() AND s."uninstalledAt" IS NULL
       ORDER BY d."doubtfulNextAt" LIMIT $1 FOR UPDATE OF d SKIP LOCKED
     ) AS due
     WHERE o."shop" = due."shop" AND o."orderId" = due."orderId"
     RETURNING o."shop", o."orderId", o."doubtfulSince"::text, o."doubtfulTries"`,
    [AT_ONCE, LEASE_MS],
  )
  return rows
}

async function readAgain(order: Doubtful, store: (answer: Answer) => Promise<void>): Promise<void> {
  try {
    const node = await readOrder(order.shop, order.orderId)
    if (node === null) return await notShown(order)
    const incoming = incomingFromAdminApi(node)
    if (await isBehind(order, incoming.fact.updatedAt))
      return await readLater(order, new Error("Shopify answered with older facts"))
    await store({ ...order, incoming })
  } catch (error) {
    await readLater(order, error)
  }
}

async function isBehind(order: Doubtful, updatedAt: string): Promise<boolean> {
  if (order.doubtfulTries >= TRIES_UNTIL_BELIEVED) return false
  const { rows } = await shopDb(order.shop).query<{ factAt: Date }>(
    `SELECT "factAt" FROM "Order" WHERE "shop" = $1 AND "orderId" = $2`,
    [order.shop, order.orderId],
  )
  return rows[0] !== undefined && rows[0].factAt > new Date(updatedAt)
}

/**
 * Shopify shows no such order: deleted (its own webhook says so) or older than the app may read. What we know stays as it
 * is, with a note; a missing answer is no proof that an order never was.
 */
async function notShown(order: Doubtful): Promise<void> {
  if (order.doubtfulTries < TRIES_UNTIL_BELIEVED) return readLater(order, new Error("Shopify does not show this order"))
  await believe(
    shopDb(order.shop),
    order.shop,
    [order],
    "Shopify does not show this order: it was deleted, or is older than the app may read",
  )
}

async function readLater(order: Doubtful, error: unknown): Promise<void> {
  const waitMs = growingWaitMs(RETRY, order.doubtfulTries, error)
  log.warn({ shop: order.shop, order: order.orderId, error: plainError(error) }, "a doubtful order could not be read")
  await shopDb(order.shop).query(
    `UPDATE "Order" SET "doubtfulError" = $4, "doubtfulNextAt" = clock_timestamp() + $5 * interval '1 ms'
     WHERE "shop" = $1 AND "orderId" = $2 AND "doubtfulSince" = $3::timestamptz`,
    [order.shop, order.orderId, order.doubtfulSince, plainError(error), waitMs],
  )
}
