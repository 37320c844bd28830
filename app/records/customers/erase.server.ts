import type { Tx } from "#app/lib/db.server.ts"

const NOBODY = `"sealed" = NULL, "plain" = NULL, "emailIndex" = NULL, "phoneIndex" = NULL, "tags" = '{}'`

/**
 * Erases what the facts say about who a customer is; that there is one, and what was bought, stays. Of the stored events
 * every payload that names the customer is emptied.
 */
export async function erasePerson(tx: Tx, shop: string, customerId: string): Promise<void> {
  await tx.query(
    `UPDATE "Customer" SET ${NOBODY}, "erasedAt" = clock_timestamp() WHERE "shop" = $1 AND "customerId" = $2`,
    [shop, customerId],
  )
  await tx.query(
    `UPDATE "Order" SET "emailIndex" = NULL, "plainEmail" = NULL WHERE "shop" = $1 AND "customerId" = $2`,
    [shop, customerId],
  )
  await emptyEvents(tx, shop)
}

/** Erases every person of a shop (Shopify asks for it 48 hours after an uninstall). */
export async function eraseAllPersons(tx: Tx, shop: string): Promise<void> {
  await tx.query(`UPDATE "Customer" SET ${NOBODY} WHERE "shop" = $1`, [shop])
  await tx.query(`UPDATE "Order" SET "emailIndex" = NULL, "plainEmail" = NULL WHERE "shop" = $1`, [shop])
  await emptyEvents(tx, shop)
}

async function emptyEvents(tx: Tx, shop: string): Promise<void> {
  await tx.query(
    `UPDATE "WebhookEvent" SET "body" = '{}', "sealed" = false
     WHERE "shop" = $1 AND "state" IN ('done', 'ignored', 'failed')
       AND "topic" NOT IN ('customers/redact', 'customers/data_request')`,
    [shop],
  )
}
