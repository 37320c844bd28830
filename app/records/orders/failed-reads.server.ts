import { wake } from "#app/queue/wake.server.ts"
import { changes, type WorkSource } from "#app/queue/work-source.server.ts"
import { lockOrders, markDoubtful } from "./orders.server.ts"

/** Doubtful orders that the Admin API did not let us read. */
export const UNREADABLE_ORDERS: WorkSource = {
  kind: "order",
  keyType: "text",
  gid: "Order",
  rows: `SELECT "shop", "orderId" AS "key", "name" AS "what", "orderId" AS "about", "doubtfulSince" AS "since",
    "doubtfulTries" AS "tries", "doubtfulNextAt" AS "nextTryAt", "doubtfulError" AS "error", NULL AS "trace"
    FROM "Order" WHERE "doubtfulSince" IS NOT NULL AND "doubtfulError" IS NOT NULL`,
  retry: async (tx, shop, key) => {
    await wake(tx, "read_doubtful_orders")
    return changes(
      tx,
      `UPDATE "Order" SET "doubtfulNextAt" = clock_timestamp()
       WHERE "shop" = $1 AND "orderId" = $2 AND "doubtfulSince" IS NOT NULL`,
      [shop, key],
    )
  },
  // The order stays as we know it; its next webhook, or the nightly sweep, tells more.
  discard: (tx, shop, key) =>
    changes(
      tx,
      `UPDATE "Order" SET "doubtfulSince" = NULL, "doubtfulNextAt" = NULL, "doubtfulTries" = 0
       WHERE "shop" = $1 AND "orderId" = $2 AND "doubtfulSince" IS NOT NULL AND "doubtfulError" IS NOT NULL`,
      [shop, key],
    ),
  bringBack: async (tx, shop, key) => {
    await lockOrders(tx, shop, [key])
    const { rowCount } = await tx.query(
      `SELECT FROM "Order" WHERE "shop" = $1 AND "orderId" = $2 AND "deletedAt" IS NULL`,
      [shop, key],
    )
    if (!rowCount) return false
    await markDoubtful(tx, shop, [key])
    return true
  },
}
