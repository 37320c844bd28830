import { wake } from "./wake.server.ts"
import { changes, type WorkSource } from "./work-source.server.ts"

/** Events that cannot be worked off: tried again later, or given up. */
export const FAILED_EVENTS: WorkSource = {
  kind: "event",
  keyType: "bigint",
  rows: `SELECT "shop", "id" AS "key", "topic" AS "what", "about", "receivedAt" AS "since", "attempts" AS "tries",
    CASE WHEN "state" = 'stored' THEN "nextTryAt" END AS "nextTryAt", "error", "dedupKey" AS "trace"
    FROM "WebhookEvent" WHERE "attempts" > 0 AND "state" IN ('stored', 'failed')`,
  retry: async (tx, shop, key) => {
    await wake(tx, "work_off_events")
    return changes(
      tx,
      `UPDATE "WebhookEvent" SET "state" = 'stored', "nextTryAt" = clock_timestamp(), "doneAt" = NULL
       WHERE "shop" = $1 AND "id" = $2 AND "attempts" > 0 AND "state" IN ('stored', 'failed')`,
      [shop, key],
    )
  },
  discard: (tx, shop, key) =>
    changes(
      tx,
      `UPDATE "WebhookEvent" SET "state" = 'discarded', "doneAt" = clock_timestamp()
       WHERE "shop" = $1 AND "id" = $2 AND "attempts" > 0 AND "state" IN ('stored', 'failed')`,
      [shop, key],
    ),
  bringBack: async (tx, shop, key) => {
    await wake(tx, "work_off_events")
    return changes(
      tx,
      `UPDATE "WebhookEvent" SET "state" = 'stored', "nextTryAt" = clock_timestamp(), "doneAt" = NULL
       WHERE "shop" = $1 AND "id" = $2 AND "state" = 'discarded'`,
      [shop, key],
    )
  },
}
