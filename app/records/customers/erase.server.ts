import type { Tx } from "#app/lib/db.server.ts"

/**
 * Erases what the facts say about who a customer is; that there is one, and what was bought, stays. Of the stored events
 * every payload that names the customer's digits is emptied.
 */
export async function erasePerson(tx: Tx, shop: string, customerId: string): Promise<void> {
  await tx.query(
    `UPDATE "Customer" SET "email" = NULL, "phone" = NULL, "firstName" = NULL, "lastName" = NULL, "tags" = '{}'
     WHERE "shop" = $1 AND "customerId" = $2`,
    [shop, customerId],
  )
  await tx.query(`UPDATE "Order" SET "email" = NULL WHERE "shop" = $1 AND "customerId" = $2`, [shop, customerId])
  const digits = customerId.slice(customerId.lastIndexOf("/") + 1)
  await tx.query(
    `UPDATE "WebhookEvent" SET "body" = '{}' WHERE "shop" = $1 AND "state" IN ('done', 'ignored', 'failed')
       AND "topic" NOT IN ('customers/redact', 'customers/data_request') AND position($2::bytea IN "body") > 0`,
    [shop, Buffer.from(digits)],
  )
}

/** Erases every person of a shop (Shopify asks for it 48 hours after an uninstall). */
export async function eraseAllPersons(tx: Tx, shop: string): Promise<void> {
  await tx.query(
    `UPDATE "Customer" SET "email" = NULL, "phone" = NULL, "firstName" = NULL, "lastName" = NULL, "tags" = '{}'
     WHERE "shop" = $1`,
    [shop],
  )
  await tx.query(`UPDATE "Order" SET "email" = NULL WHERE "shop" = $1`, [shop])
  await tx.query(
    `UPDATE "WebhookEvent" SET "body" = '{}' WHERE "shop" = $1 AND "state" IN ('done', 'ignored', 'failed')`,
    [shop],
  )
}
