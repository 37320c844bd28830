import { inShop, shopDb } from "#app/lib/db.server.ts"

/** What a sweep asks, one after the other (sweep-steps.server.ts). */
export const SWEEP_PHASES = [
  "customers",
  "products",
  "orders",
  "lost_orders",
  "lost_customers",
  "lost_products",
] as const

export type SweepPhase = (typeof SWEEP_PHASES)[number]

/** What was looked at and what came of it. */
export type SweepCounts = {
  /** Orders that Shopify said had changed. */
  looked: number
  /** Of these, orders that we did not know so. */
  repaired: number
  /** Orders that keep changing or could not be read: they are read again soon. */
  doubtful: number
  deletedOrders: number
  customers: number
  deletedCustomers: number
  products: number
  deletedProducts: number
  /** Things Shopify did not show, but too many of them at once to believe it. */
  disbelieved: number
}

/** A sweep under way; `since` and `startedAt` are world time. */
export type SweepState = {
  startedAt: Date
  since: Date
  phase: SweepPhase
  cursor: string | null
  counts: SweepCounts
  /** Per kind, the last one asked whether it is still there, where the budget of the night before ended. */
  asked: Record<string, string | undefined>
  /** Failures in a row so far. */
  tries: number
}

const NOTHING: SweepCounts = {
  looked: 0,
  repaired: 0,
  doubtful: 0,
  deletedOrders: 0,
  customers: 0,
  deletedCustomers: 0,
  products: 0,
  deletedProducts: 0,
  disbelieved: 0,
}

/** Shopify's search index lags behind: what changed shortly before the last sweep is asked for once more. */
const OVERLAP_MS = 30 * 60_000

type Row = Omit<SweepState, "phase" | "since" | "startedAt"> & {
  phase: SweepPhase | null
  since: Date | null
  startedAt: Date | null
  sweptUntil: Date | null
  installedAt: Date
}

/** The sweep that was cut off, or a new one at `at` (world time); null when the app is not installed there. */
export async function beginSweep(shop: string, at: Date): Promise<SweepState | null> {
  return inShop(shop, async (tx) => {
    const { rows } = await tx.query<Row>(
      `SELECT w."phase", w."since", w."startedAt", w."cursor", w."counts", coalesce(w."asked", '{}') AS "asked",
         coalesce(w."tries", 0) AS "tries", w."sweptUntil", s."installedAt"
       FROM "Shop" AS s LEFT JOIN "ShopSweep" AS w USING ("shop") WHERE "shop" = $1 AND s."uninstalledAt" IS NULL`,
      [shop],
    )
    const row = rows[0]
    if (!row) return null
    const { phase, cursor, counts, asked, tries, startedAt, since } = row
    if (phase && startedAt && since)
      return { phase, cursor, counts: { ...NOTHING, ...counts }, asked, tries, startedAt, since }
    const lastKnown = Math.min((row.sweptUntil ?? row.installedAt).getTime(), at.getTime())
    const state: SweepState = {
      startedAt: at,
      since: new Date(lastKnown - OVERLAP_MS),
      phase: SWEEP_PHASES[0],
      cursor: null,
      counts: { ...NOTHING },
      asked,
      tries,
    }
    await tx.query(
      `INSERT INTO "ShopSweep" ("shop", "startedAt", "since", "phase", "counts", "nextTryAt")
       VALUES ($1, $2, $3, $4, $5, ${LEASE}) ON CONFLICT ("shop") DO UPDATE SET "startedAt" = excluded."startedAt", "since" = excluded."since",
         "phase" = excluded."phase", "cursor" = NULL, "counts" = excluded."counts",
         "nextTryAt" = excluded."nextTryAt"`,
      [shop, state.startedAt, state.since, state.phase, state.counts],
    )
    return state
  })
}

/** Whoever sweeps has it for so long after each page; then it counts as cut off, and another worker goes on. */
const LEASE = `clock_timestamp() + interval '60 seconds'`

/** What has been done so far stays done, whoever is killed next. */
export async function saveProgress(shop: string, state: SweepState): Promise<void> {
  await shopDb(shop).query(
    `UPDATE "ShopSweep" SET "phase" = $2, "cursor" = $3, "counts" = $4, "asked" = $5, "nextTryAt" = ${LEASE}
     WHERE "shop" = $1`,
    [shop, state.phase, state.cursor, state.counts, state.asked],
  )
}

/** Everything that changed until the sweep began is known now; the next one is due at `nextAt` (world time). */
export async function finishSweep(shop: string, state: SweepState, at: Date, nextAt: Date): Promise<void> {
  await shopDb(shop).query(
    `UPDATE "ShopSweep" SET "phase" = NULL, "cursor" = NULL, "counts" = $2, "asked" = $3, "sweptUntil" = $4,
       "finishedAt" = $5, "nextSweepAt" = $6, "error" = NULL, "tries" = 0, "nextTryAt" = clock_timestamp(),
       "refusedAt" = NULL
     WHERE "shop" = $1`,
    [shop, state.counts, state.asked, state.startedAt, at, nextAt],
  )
}

/** It was told to stop: any worker may go on at once. */
export async function releaseSweep(shop: string): Promise<void> {
  await shopDb(shop).query(`UPDATE "ShopSweep" SET "nextTryAt" = clock_timestamp() WHERE "shop" = $1`, [shop])
}

/** It could not go on: when to try again (real time), and in words why. Where it stood stays. */
export async function failSweep(shop: string, error: string, waitMs: number): Promise<void> {
  await shopDb(shop).query(
    `UPDATE "ShopSweep" SET "tries" = "tries" + 1, "error" = $2, "nextTryAt" = clock_timestamp() + $3 * interval '1 ms'
     WHERE "shop" = $1`,
    [shop, error, waitMs],
  )
}

/** Shopify refuses our permission; since when, is kept until it answers again. */
export async function noteRefusal(shop: string): Promise<void> {
  await shopDb(shop).query(
    `UPDATE "ShopSweep" SET "refusedAt" = coalesce("refusedAt", clock_timestamp()) WHERE "shop" = $1`,
    [shop],
  )
}

/** What the last finished sweep of a shop came to (`at`: world time); null: none was finished yet, or one is under way. */
export async function findLastSweep(shop: string): Promise<{ at: string; looked: number; repaired: number } | null> {
  const { rows } = await shopDb(shop).query<{ finishedAt: Date; counts: SweepCounts }>(
    `SELECT "finishedAt", "counts" FROM "ShopSweep" WHERE "shop" = $1 AND "phase" IS NULL AND "finishedAt" IS NOT NULL`,
    [shop],
  )
  const last = rows[0]
  return last ? { at: last.finishedAt.toISOString(), looked: last.counts.looked, repaired: last.counts.repaired } : null
}
