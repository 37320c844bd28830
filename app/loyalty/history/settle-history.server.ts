import { shopDb } from "#app/lib/db.server.ts"
import { startBackfill } from "#app/records/backfill/backfill-rows.server.ts"
import { readsAllOrders } from "#app/records/shops/shops.server.ts"
import { listVersionsByNumber } from "../programme/version.server.ts"
import type { ProgrammeVersion } from "../programme/version-in-force.ts"

/**
 * After a publication that chose otherwise about past orders: has a worker settle those that are here. `at` is world time.
 * Points that were given stay, whatever the new choice is.
 */
export async function settleHistory(shop: string, staff: string, published: ProgrammeVersion, at: Date): Promise<void> {
  const { version, rules } = published
  if (rules.history.points === "none") return
  const [before] = await listVersionsByNumber(shopDb(shop), shop, [version - 1])
  if (JSON.stringify(before?.rules.history) === JSON.stringify(rules.history)) return
  const wholeHistory = await readsAllOrders(shop)
  await startBackfill(shop, { since: null, askedBy: staff, wholeHistory, phase: "settling" }, at)
}
