import { inShop, shopDb, type Tx } from "#app/lib/db.server.ts"
import type { Backfill } from "./backfill-rows.server.ts"

/** What the capabilities make of past orders; records know nothing of points. */
export type PastOrders = {
  /** The earliest moment at which an order may have earned; null: nothing can have. */
  earnsFrom: (shop: string) => Promise<Date | null>
  /** Makes the ledger agree with these orders. */
  settle: (tx: Tx, shop: string, orderIds: string[]) => Promise<void>
  /** Points that these orders' customers have by their orders so far. */
  pointsOf: (tx: Tx, shop: string, orderIds: string[]) => Promise<number>
}

const BATCH = 500

/**
 * Settles the next orders after the cursor, oldest first, and moves the cursor in the same transaction. False: none is
 * left.
 */
export async function settleNext(backfill: Backfill, past: PastOrders, from: Date): Promise<boolean> {
  const { shop, id } = backfill
  const [at, orderId] = readCursor(backfill.cursor) ?? [from, null]
  // The index runs the other way round (newest first, then by gid): this reads it backwards.
  const { rows } = await shopDb(shop).query<{ orderId: string; processedAt: Date }>(
    `SELECT "orderId", "processedAt" FROM "Order"
     WHERE "shop" = $1 AND "processedAt" >= $2 AND ($3::text IS NULL OR "processedAt" > $2 OR "orderId" < $3)
       AND "deletedAt" IS NULL
     ORDER BY "processedAt", "orderId" DESC LIMIT ${BATCH}`,
    [shop, at, orderId],
  )
  const last = rows.at(-1)
  if (!last) return false
  const ids = rows.map((row) => row.orderId)
  const cursor = `${last.processedAt.toISOString()} ${last.orderId}`
  backfill.counts = await inShop(shop, async (tx) => {
    const before = await past.pointsOf(tx, shop, ids)
    await past.settle(tx, shop, ids)
    const points = backfill.counts.points + (await past.pointsOf(tx, shop, ids)) - before
    const counts = { ...backfill.counts, points, settled: backfill.counts.settled + ids.length }
    await tx.query(`UPDATE "Backfill" SET "cursor" = $3, "counts" = $4 WHERE "shop" = $1 AND "id" = $2`, [
      shop,
      id,
      cursor,
      counts,
    ])
    return counts
  })
  backfill.cursor = cursor
  return true
}

function readCursor(cursor: string | null): [Date, string] | null {
  if (cursor === null) return null
  const space = cursor.indexOf(" ")
  return [new Date(cursor.slice(0, space)), cursor.slice(space + 1)]
}
