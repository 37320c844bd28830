import { wake } from "#app/queue/wake.server.ts"
import { changes, type WorkSource } from "#app/queue/work-source.server.ts"

/** Privacy requests that could not be answered yet. The law sets their day, so they rest at most a day and never go away. */
export const FAILED_PRIVACY_REQUESTS: WorkSource = {
  kind: "privacy_request",
  keyType: "text",
  rows: `SELECT "shop", "requestId" AS "key", "kind" AS "what", "customerId" AS "about", "receivedAt" AS "since", "tries",
    "nextTryAt", "error", NULL AS "trace" FROM "PrivacyRequest" WHERE "doneAt" IS NULL AND "tries" > 0`,
  retry: async (tx, shop, key) => {
    await wake(tx, "answer_privacy_requests")
    const sql = `UPDATE "PrivacyRequest" SET "nextTryAt" = clock_timestamp()
      WHERE "shop" = $1 AND "requestId" = $2 AND "doneAt" IS NULL AND "tries" > 0`
    return changes(tx, sql, [shop, key])
  },
  discard: (tx, shop, key) => {
    const sql = `UPDATE "PrivacyRequest" SET "tries" = 0, "nextTryAt" = clock_timestamp() + interval '1 day'
      WHERE "shop" = $1 AND "requestId" = $2 AND "doneAt" IS NULL AND "tries" > 0`
    return changes(tx, sql, [shop, key])
  },
  bringBack: async (tx, shop, key) => {
    await wake(tx, "answer_privacy_requests")
    const sql = `UPDATE "PrivacyRequest" SET "tries" = 1, "nextTryAt" = clock_timestamp()
      WHERE "shop" = $1 AND "requestId" = $2 AND "doneAt" IS NULL AND "tries" = 0 AND "error" IS NOT NULL`
    return changes(tx, sql, [shop, key])
  },
}
