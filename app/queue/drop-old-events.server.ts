import { acrossShops } from "#app/lib/db.server.ts"

const KEPT_DAYS = 14
const AT_ONCE = 1000

/** SQL that is true when stored deliveries are old enough to go (for jobs.server.ts); a day of grace, so it is rarely so. */
export const OLD_EVENTS_DUE = `(SELECT "receivedAt" < now() - interval '${KEPT_DAYS + 1} days' AND "state" <> 'stored'
  FROM "WebhookEvent" ORDER BY "id" LIMIT 1)`

/** Drops up to a thousand deliveries that were worked off (or given up) more than two weeks ago; returns how many. */
export async function dropOldEvents(): Promise<number> {
  const { rowCount } = await acrossShops().query(
    `DELETE FROM "WebhookEvent" WHERE "id" IN (
       SELECT "id" FROM "WebhookEvent" WHERE "receivedAt" < now() - $1 * interval '1 day' AND "state" <> 'stored'
       ORDER BY "id" LIMIT $2)`,
    [KEPT_DAYS, AT_ONCE],
  )
  return rowCount ?? 0
}
