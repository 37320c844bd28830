import { wake } from "#app/queue/wake.server.ts"
import { changes, type WorkSource } from "#app/queue/work-source.server.ts"

/** Imports of past orders that could not go on; `key` is the import's number. */
export const FAILED_BACKFILLS: WorkSource = {
  kind: "backfill",
  keyType: "bigint",
  rows: `SELECT b."shop", b."id"::bigint AS "key", NULL AS "what", NULL AS "about", b."createdAt" AS "since", b."tries",
    CASE WHEN b."state" = 'running' THEN b."nextTryAt" END AS "nextTryAt", b."error", NULL AS "trace" FROM "Backfill" AS b
    WHERE b."state" IN ('running', 'failed') AND b."error" IS NOT NULL`,
  retry: async (tx, shop, key) => {
    await wake(tx, "backfill")
    const sql = `UPDATE "Backfill" SET "state" = 'running', "tries" = 0, "nextTryAt" = clock_timestamp()
      WHERE "shop" = $1 AND "id" = $2::int AND "state" IN ('running', 'failed') AND "error" IS NOT NULL`
    return changes(tx, sql, [shop, key])
  },
  discard: (tx, shop, key) => {
    const sql = `UPDATE "Backfill" SET "state" = 'cancelled', "finishedAt" = clock_timestamp()
      WHERE "shop" = $1 AND "id" = $2::int AND "state" IN ('running', 'failed') AND "error" IS NOT NULL`
    return changes(tx, sql, [shop, key])
  },
  // One that was begun since stands in its way.
  bringBack: async (tx, shop, key) => {
    await wake(tx, "backfill")
    const sql = `UPDATE "Backfill" SET "state" = 'running', "finishedAt" = NULL, "tries" = 0, "nextTryAt" = clock_timestamp()
      WHERE "shop" = $1 AND "id" = $2::int AND "state" = 'cancelled' AND "error" IS NOT NULL
        AND NOT EXISTS (SELECT FROM "Backfill" WHERE "shop" = $1 AND "state" IN ('running', 'paused', 'failed'))`
    return changes(tx, sql, [shop, key])
  },
}
