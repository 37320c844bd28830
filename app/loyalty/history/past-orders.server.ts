import { shopDb, type Tx } from "#app/lib/db.server.ts"
import { listFirstAndNewest } from "../programme/version.server.ts"
import { earnsFrom } from "../programme/version-in-force.ts"

/** The earliest moment at which an order of this shop can have earned; null: no programme was ever published. */
export async function ordersEarnFrom(shop: string): Promise<Date | null> {
  return earnsFrom(await listFirstAndNewest(shopDb(shop), shop))
}

/**
 * Points that all orders of these orders' customers have brought so far, pending ones too: settling one order may settle
 * others of a customer who becomes a member by it.
 */
export async function pointsOfOrders(tx: Tx, shop: string, orderIds: string[]): Promise<number> {
  const { rows } = await tx.query<{ points: number }>(
    `SELECT coalesce(sum("posted"), 0)::bigint AS points FROM "OrderPoints" WHERE "shop" = $1 AND "customerId" IN (
       SELECT "customerId" FROM "Order" WHERE "shop" = $1 AND "orderId" = ANY($2))`,
    [shop, orderIds],
  )
  return rows[0]?.points ?? 0
}
