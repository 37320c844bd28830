import { wake } from "#app/queue/wake.server.ts"
import { changes, type WorkSource } from "#app/queue/work-source.server.ts"

const MINE = `WHERE "shop" = $1 AND "orderId" = $2 AND "failedSince" IS NOT NULL`

/** Orders whose points wait for a customer or product that could not be read. Discarded: what waits never earns. */
export const FAILED_WAITS: WorkSource = {
  kind: "awaited",
  keyType: "text",
  gid: "Order",
  rows: `SELECT "shop", "orderId" AS "key", NULL AS "what", "orderId" AS "about", min("failedSince") AS "since",
    max("tries") AS "tries", min("nextTryAt") AS "nextTryAt", min("error") AS "error", NULL AS "trace"
    FROM "OrderWait" WHERE "failedSince" IS NOT NULL AND NOT "discarded" GROUP BY "shop", "orderId"`,
  retry: async (tx, shop, key) => {
    await wake(tx, "read_awaited")
    return changes(tx, `UPDATE "OrderWait" SET "nextTryAt" = clock_timestamp() ${MINE} AND NOT "discarded"`, [
      shop,
      key,
    ])
  },
  discard: (tx, shop, key) =>
    changes(tx, `UPDATE "OrderWait" SET "discarded" = true ${MINE} AND NOT "discarded"`, [shop, key]),
  bringBack: async (tx, shop, key) => {
    await wake(tx, "read_awaited")
    return changes(
      tx,
      `UPDATE "OrderWait" SET "discarded" = false, "nextTryAt" = clock_timestamp() ${MINE} AND "discarded"`,
      [shop, key],
    )
  },
}
