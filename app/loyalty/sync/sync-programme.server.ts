import { now } from "#app/lib/clock.server.ts"
import { acrossShops, shopDb } from "#app/lib/db.server.ts"
import { plainError } from "#app/lib/plain-error.ts"
import { writeMetafields } from "#app/shopify/operations/metafields.server.ts"
import { getShopFacts } from "../orders/shop-facts.server.ts"
import { findRunningPause } from "../programme/pauses.server.ts"
import { findRunningTest } from "../programme/test-mode.server.ts"
import { loadVersionAt } from "../programme/version.server.ts"
import { backoffMs } from "./backoff.ts"
import { METAFIELD_NAMESPACE, type PauseValue, programmeValue } from "./metafield-values.ts"

type Claimed = { shop: string; wanted: number; tries: number; gid: string | null }

const LEASE_SECONDS = 120

/**
 * Writes the programme in force of each shop that published into its metafield, until none is due. Returns how many were
 * written; what fails waits longer each time and keeps its error.
 */
export async function syncProgramme(limit = 100): Promise<number> {
  let written = 0
  for (let tried = 0; tried < limit; tried += 1) {
    const claimed = await claim()
    if (!claimed) break
    try {
      await write(claimed)
      written += 1
    } catch (error) {
      await putOff(claimed, error)
    }
  }
  return written
}

async function claim(): Promise<Claimed | null> {
  const { rows } = await acrossShops().query<Claimed>(
    `WITH due AS (
       SELECT s."shop", p."gid" FROM "ProgrammeSync" s
       JOIN "Shop" p ON p."shop" = s."shop" AND p."uninstalledAt" IS NULL
       WHERE s."wanted" > s."written" AND s."nextTryAt" <= now()
       ORDER BY s."nextTryAt" LIMIT 1 FOR UPDATE OF s SKIP LOCKED
     )
     UPDATE "ProgrammeSync" s SET "nextTryAt" = now() + make_interval(secs => $1), "tries" = s."tries" + 1
     FROM due WHERE s."shop" = due."shop" RETURNING s."shop", s."wanted", s."tries", due."gid"`,
    [LEASE_SECONDS],
  )
  return rows[0] ?? null
}

async function write({ shop, wanted, gid }: Claimed): Promise<void> {
  const version = await loadVersionAt(shopDb(shop), shop, now())
  if (version) {
    if (gid === null) throw new Error("the shop's id is not known yet")
    const value = JSON.stringify(
      programmeValue(version, await getShopFacts(shopDb(shop), shop), await whatRests(shop, now())),
    )
    const metafield = { ownerId: gid, namespace: METAFIELD_NAMESPACE, key: "programme", type: "json", value }
    const outcome = await writeMetafields(shop, [metafield])
    if (!outcome.ok) throw new Error(`Shopify refused: ${outcome.faults.map((fault) => fault.message).join("; ")}`)
  }
  await shopDb(shop).query(
    `UPDATE "ProgrammeSync" SET "written" = greatest("written", $2), "tries" = 0, "error" = NULL, "failedSince" = NULL,
       "nextTryAt" = date_trunc('milliseconds', now())
     WHERE "shop" = $1`,
    [shop, wanted],
  )
}

async function whatRests(shop: string, at: Date): Promise<{ pause: PauseValue | null; testTag: string | null }> {
  const pause = await findRunningPause(shop, at)
  const test = await findRunningTest(shop)
  return {
    pause: pause && { earning: pause.earning, spending: pause.spending, notice: pause.notice },
    testTag: test?.tag.trim().toLowerCase() ?? null,
  }
}

async function putOff({ shop, tries }: Claimed, error: unknown): Promise<void> {
  const waitMs = backoffMs(tries, error)
  await shopDb(shop).query(
    `UPDATE "ProgrammeSync" SET "error" = $2, "failedSince" = coalesce("failedSince", now()),
       "nextTryAt" = now() + make_interval(secs => $3) WHERE "shop" = $1`,
    [shop, plainError(error), waitMs / 1000],
  )
}
