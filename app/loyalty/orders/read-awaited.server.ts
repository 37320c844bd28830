import { acrossShops, inShop, type Tx } from "#app/lib/db.server.ts"
import { log } from "#app/lib/log.server.ts"
import { plainError } from "#app/lib/plain-error.ts"
import { deleteCustomers, saveCustomers, saveTags } from "#app/records/customers/customers.server.ts"
import { customerFromAdminApi } from "#app/records/customers/from-admin-api.ts"
import { lockOrders } from "#app/records/orders/orders.server.ts"
import { productFromAdminApi } from "#app/records/products/from-admin-api.ts"
import { deleteProducts, saveProducts } from "#app/records/products/products.server.ts"
import { readEach } from "#app/records/read-each.server.ts"
import { readCustomer } from "#app/shopify/operations/customers.server.ts"
import { readProduct } from "#app/shopify/operations/products.server.ts"
import { holdsPermission } from "#app/shopify/tokens.server.ts"
import { backoffMs } from "../sync/backoff.ts"
import { settleOrders } from "./settle-orders.server.ts"

/** Customers and products that an order's frozen context waits for (table OrderWait). */

const AT_ONCE = 50

const AWAITED = `FROM "OrderWait" AS w JOIN "Shop" AS s USING ("shop")
  WHERE w."nextTryAt" <= clock_timestamp() AND NOT w."discarded" AND s."uninstalledAt" IS NULL
    AND ${holdsPermission('w."shop"')}`

/** SQL that is true when something is to be read (for jobs.server.ts). */
export const AWAITED_DUE = `EXISTS (SELECT ${AWAITED})`

/**
 * Reads what orders wait for from the Admin API and settles them again. What cannot be read is tried again later, longer
 * each time.
 */
export async function readAwaited(at: () => Date, signal: AbortSignal): Promise<void> {
  const { rows } = await acrossShops().query<{ shop: string; ref: string }>(
    `SELECT w."shop", w."ref" ${AWAITED} GROUP BY 1, 2 ORDER BY min(w."nextTryAt") LIMIT ${AT_ONCE}`,
  )
  const read = async ({ shop, ref }: { shop: string; ref: string }) => {
    const save = await readOne(shop, ref, at())
    await inShop(shop, (tx) => settleWaiting(tx, shop, ref, save, at()))
  }
  await readEach(rows, signal, read, async ({ shop, ref }, error) => {
    log.warn({ shop, error: plainError(error) }, "what an order waits for could not be read")
    await inShop(shop, (tx) => putOff(tx, shop, ref, error))
  })
}

type Save = (tx: Tx) => Promise<void>

/** Asks Shopify; returns what is to be stored. What Shopify no longer knows is stored as deleted. */
async function readOne(shop: string, ref: string, at: Date): Promise<Save> {
  if (ref.startsWith("gid://shopify/Customer/")) {
    const node = await readCustomer(shop, ref)
    return async (tx) => {
      if (!node) return deleteCustomers(tx, shop, [ref], at)
      await saveCustomers(tx, shop, [customerFromAdminApi(node)])
      // Even if what is stored claims to be newer: it never said which tags there are.
      await saveTags(tx, shop, ref, node.tags)
    }
  }
  const node = await readProduct(shop, ref)
  return (tx) => (node ? saveProducts(tx, shop, [productFromAdminApi(node)], at) : deleteProducts(tx, shop, [ref], at))
}

async function settleWaiting(tx: Tx, shop: string, ref: string, save: Save, at: Date): Promise<void> {
  const { rows } = await tx.query<{ orderId: string }>(
    `SELECT "orderId" FROM "OrderWait" WHERE "shop" = $1 AND "ref" = $2`,
    [shop, ref],
  )
  const orderIds = rows.map((row) => row.orderId)
  await lockOrders(tx, shop, orderIds)
  await save(tx)
  await tx.query(`DELETE FROM "OrderWait" WHERE "shop" = $1 AND "ref" = $2 AND "orderId" = ANY($3)`, [
    shop,
    ref,
    orderIds,
  ])
  await settleOrders(tx, shop, orderIds, at)
}

async function putOff(tx: Tx, shop: string, ref: string, error: unknown): Promise<void> {
  const { rows } = await tx.query<{ tries: number }>(
    `SELECT max("tries") AS tries FROM "OrderWait" WHERE "shop" = $1 AND "ref" = $2`,
    [shop, ref],
  )
  const waitMs = backoffMs((rows[0]?.tries ?? 0) + 1)
  await tx.query(
    `UPDATE "OrderWait" SET "tries" = "tries" + 1, "nextTryAt" = clock_timestamp() + $3 * interval '1 ms',
       "failedSince" = coalesce("failedSince", clock_timestamp()), "error" = $4
     WHERE "shop" = $1 AND "ref" = $2`,
    [shop, ref, waitMs, plainError(error)],
  )
}
