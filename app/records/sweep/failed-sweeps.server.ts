import { wake } from "#app/queue/wake.server.ts"
import { changes, type WorkSource } from "#app/queue/work-source.server.ts"

/** Sweeps that fail again and again (being throttled once is none); a shop has one, `key` is its domain. */
export const FAILED_SWEEPS: WorkSource = {
  kind: "sweep",
  keyType: "text",
  rows: `SELECT w."shop", w."shop" AS "key", NULL AS "what", NULL AS "about", w."startedAt" AS "since", w."tries",
    w."nextTryAt", w."error", NULL AS "trace" FROM "ShopSweep" AS w WHERE w."error" IS NOT NULL AND w."tries" > 2`,
  retry: async (tx, shop, key) => {
    await wake(tx, "sweep")
    const sql = `UPDATE "ShopSweep" SET "nextTryAt" = clock_timestamp() WHERE "shop" = $1 AND $2 = $1 AND "tries" > 0`
    return changes(tx, sql, [shop, key])
  },
  // It rests for a day; what it was to find is found then.
  discard: (tx, shop, key) => {
    const sql = `UPDATE "ShopSweep" SET "tries" = 0, "nextTryAt" = clock_timestamp() + interval '1 day'
      WHERE "shop" = $1 AND $2 = $1 AND "tries" > 0`
    return changes(tx, sql, [shop, key])
  },
  bringBack: async (tx, shop, key) => {
    await wake(tx, "sweep")
    const sql = `UPDATE "ShopSweep" SET "tries" = 3, "nextTryAt" = clock_timestamp()
      WHERE "shop" = $1 AND $2 = $1 AND "tries" = 0 AND "error" IS NOT NULL`
    return changes(tx, sql, [shop, key])
  },
}
