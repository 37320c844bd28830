import { acrossShops, inShop, type Tx } from "#app/lib/db.server.ts"
import { log } from "#app/lib/log.server.ts"
import { plainError } from "#app/lib/plain-error.ts"
import { wake } from "#app/queue/wake.server.ts"
import { readCustomer } from "#app/shopify/operations/customers.server.ts"
import { holdsPermission } from "#app/shopify/tokens.server.ts"
import { readEach } from "../read-each.server.ts"
import { forgetReadFailure, keepReadFailure, readableNow } from "../read-failures.server.ts"
import { deleteCustomers, saveCustomers } from "./customers.server.ts"
import { customerFromAdminApi } from "./from-admin-api.ts"

const AT_ONCE = 50

/** Customers of whom no payload of their own has told yet, in shops whose permission we hold; none waits after a failure. */
const UNREAD = `FROM "Customer" AS c JOIN "Shop" AS s USING ("shop")
  WHERE c."factAt" = TIMESTAMPTZ '1970-01-01 00:00:00+00' AND c."deletedAt" IS NULL AND s."uninstalledAt" IS NULL
    AND ${holdsPermission('c."shop"')}
    AND ${readableNow("customer", 'c."shop"', 'c."customerId"')}`

/** SQL that is true when a customer is to be read (for jobs.server.ts). */
export const CUSTOMERS_DUE = `EXISTS (SELECT ${UNREAD})`

/** Keeps a place for customers we only know to exist, and has them read; those we know already stay as they are. */
export async function noteCustomers(tx: Tx, shop: string, customerIds: string[]): Promise<void> {
  const { rowCount } = await tx.query(
    `INSERT INTO "Customer" ("shop", "customerId", "tags", "factAt")
     SELECT $1, id, '{}', to_timestamp(0) FROM (SELECT DISTINCT unnest($2::text[]) AS id ORDER BY 1) AS ids
     ON CONFLICT DO NOTHING`,
    [shop, customerIds],
  )
  if (rowCount) await wake(tx, "read_customers")
}

/** Somebody who was forgotten signs in and joins anew: who they are is read again. Nothing happens to anybody else. */
export async function knowAgain(tx: Tx, shop: string, customerId: string): Promise<void> {
  const { rowCount } = await tx.query(
    `UPDATE "Customer" SET "erasedAt" = NULL, "factAt" = to_timestamp(0)
     WHERE "shop" = $1 AND "customerId" = $2 AND "erasedAt" IS NOT NULL`,
    [shop, customerId],
  )
  if (rowCount) await wake(tx, "read_customers")
}

/** Has customers read whose tags somebody must know and nobody has told us. */
export async function wantTags(tx: Tx, shop: string, customerIds: string[]): Promise<void> {
  if (customerIds.length === 0) return
  const { rowCount } = await tx.query(
    `WITH unknown AS (
       SELECT "customerId" FROM "Customer" WHERE "shop" = $1 AND "customerId" = ANY($2) AND NOT "tagsKnown"
         AND "erasedAt" IS NULL AND "deletedAt" IS NULL ORDER BY "customerId" FOR NO KEY UPDATE
     )
     UPDATE "Customer" c SET "factAt" = to_timestamp(0) FROM unknown
     WHERE c."shop" = $1 AND c."customerId" = unknown."customerId"`,
    [shop, customerIds],
  )
  if (rowCount) await wake(tx, "read_customers")
}

/** Reads unread customers. One that cannot be read is kept as failed and waits by itself. */
export async function readCustomers(at: () => Date, signal: AbortSignal): Promise<void> {
  const { rows } = await acrossShops().query<{ shop: string; customerId: string }>(
    `SELECT c."shop", c."customerId" ${UNREAD} ORDER BY c."shop", c."customerId" LIMIT ${AT_ONCE}`,
  )
  const read = async ({ shop, customerId }: { shop: string; customerId: string }) => {
    const node = await readCustomer(shop, customerId)
    await inShop(shop, async (tx) => {
      if (node) await saveCustomers(tx, shop, [customerFromAdminApi(node)])
      else await deleteCustomers(tx, shop, [customerId], at())
      await forgetReadFailure(tx, "customer", shop, customerId)
    })
  }
  await readEach(rows, signal, read, async ({ shop, customerId }, error) => {
    log.warn({ shop, customer: customerId, error: plainError(error) }, "a customer could not be read")
    await keepReadFailure("customer", shop, customerId, error)
  })
}
