import { acrossShops } from "#app/lib/db.server.ts"
import { goOnWithBackfill } from "./backfill.server.ts"
import type { PastOrders } from "./settle-step.server.ts"

const AT_ONCE = 20
/** A shop's import goes on so long, then it is another's turn. */
const TURN_MS = 15_000

const DUE = `FROM "Backfill" AS b JOIN "Shop" AS s USING ("shop")
  WHERE b."state" = 'running' AND b."nextTryAt" <= clock_timestamp() AND s."uninstalledAt" IS NULL`

/** SQL that is true when an import can go on (for jobs.server.ts). */
export const BACKFILL_DUE = `EXISTS (SELECT ${DUE})`

/** Goes on with the imports of past orders, each shop's for a while. */
export async function goOnWithBackfills(past: PastOrders, now: () => Date, signal: AbortSignal): Promise<void> {
  const { rows } = await acrossShops().query<{ shop: string }>(
    `SELECT "shop" ${DUE} ORDER BY b."nextTryAt" LIMIT ${AT_ONCE}`,
  )
  for (const { shop } of rows) {
    if (signal.aborted) return
    await goOnWithBackfill(shop, past, now, AbortSignal.any([signal, AbortSignal.timeout(TURN_MS)]))
  }
}
