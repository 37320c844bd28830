import { inShop } from "#app/lib/db.server.ts"
import { AppError, UpstreamError } from "#app/lib/errors.ts"
import { log } from "#app/lib/log.server.ts"
import { NoAccessError } from "#app/shopify/admin-api.server.ts"
import type { OnOrdersChanged } from "../orders/doubtful.server.ts"
import { findShop, type InstalledShop } from "../shops/shops.server.ts"
import { nextNight } from "./next-night.ts"
import {
  beginSweep,
  failSweep,
  finishSweep,
  releaseSweep,
  SWEEP_PHASES,
  type SweepCounts,
  type SweepState,
  saveProgress,
} from "./sweep-rows.server.ts"
import { SWEEP_STEPS } from "./sweep-steps.server.ts"
import type { OnMerged } from "./unheard-merges.server.ts"

/** First key of the advisory lock that keeps a shop's sweeps apart; the second is the shop. */
const SWEEP_LOCK = 41_200
const FIRST_RETRY_MS = 30_000
const LONGEST_RETRY_MS = 3_600_000

/**
 * done: everything Shopify changed until `until` is known. stopped: the signal said so, the next call goes on from there.
 * busy: another process sweeps this shop. not_installed: nothing may be asked. no_access: Shopify refuses our permission.
 */
export type SweepOutcome =
  | { kind: "done"; since: Date; until: Date; counts: SweepCounts }
  | { kind: "stopped"; counts: SweepCounts }
  | { kind: "failed"; error: string }
  | { kind: "busy" | "not_installed" | "no_access" }

/** What a sweep may be given besides: how far it is, and what follows from merges of customers that nobody told of. */
export type SweepExtras = { onProgress?: (state: SweepState) => void; onMerged?: OnMerged }

/**
 * Asks the Admin API for everything that changed in a shop since its last sweep and repairs what webhooks did not tell.
 * Every page is kept: a sweep that is killed goes on where it was. `at` is world time.
 */
export async function sweepShop(
  shop: string,
  onChanged: OnOrdersChanged,
  at: Date,
  signal?: AbortSignal,
  extras: SweepExtras = {},
): Promise<SweepOutcome> {
  // The lock ends with the transaction, so a killed process never keeps it; the work has connections of its own.
  return inShop(shop, async (lock) => {
    const { rows } = await lock.query<{ mine: boolean }>(`SELECT pg_try_advisory_xact_lock($1, hashtext($2)) AS mine`, [
      SWEEP_LOCK,
      shop,
    ])
    if (!rows[0]?.mine) return { kind: "busy" }
    const record = await findShop(shop)
    const state = await beginSweep(shop, at)
    if (!record || !state) return { kind: "not_installed" }
    try {
      return await goOn({ record, state, onChanged, at, signal, ...extras })
    } catch (error) {
      return await stopAt(shop, state, error)
    }
  })
}

type Run = SweepExtras & {
  record: InstalledShop
  state: SweepState
  onChanged: OnOrdersChanged
  at: Date
  signal?: AbortSignal
}

const NOTHING_FOLLOWS: OnMerged = async () => {}

async function goOn({ record, state, onChanged, at, signal, onProgress, onMerged }: Run): Promise<SweepOutcome> {
  const { shop } = record
  const follow = { onChanged, onMerged: onMerged ?? NOTHING_FOLLOWS }
  const readsAllOrders = record.scopes.split(",").includes("read_all_orders")
  for (;;) {
    if (signal?.aborted) {
      await releaseSweep(shop)
      return { kind: "stopped", counts: state.counts }
    }
    const { since, cursor, asked } = state
    const step = await SWEEP_STEPS[state.phase]({ shop, since, at, cursor, asked, readsAllOrders, ...follow })
    for (const key of Object.keys(step.counts) as (keyof SweepCounts)[]) state.counts[key] += step.counts[key] ?? 0
    state.asked = { ...state.asked, ...step.asked }
    state.cursor = step.cursor
    const next = step.cursor === null ? SWEEP_PHASES[SWEEP_PHASES.indexOf(state.phase) + 1] : state.phase
    if (next === undefined) break
    state.phase = next
    await saveProgress(shop, state)
    onProgress?.(state)
  }
  await finishSweep(shop, state, at, nextNight(state.startedAt, record.timezone, shop))
  return { kind: "done", since: state.since, until: state.startedAt, counts: state.counts }
}

async function stopAt(shop: string, state: SweepState, error: unknown): Promise<SweepOutcome> {
  if (error instanceof NoAccessError) {
    await noteRefusal(shop)
    return { kind: "no_access" }
  }
  // What Shopify would not take at all (a cursor it no longer knows) is asked from the phase's beginning next time.
  if (!(error instanceof UpstreamError) && !(error instanceof AppError) && state.cursor !== null)
    await saveProgress(shop, { ...state, cursor: null })
  log.warn({ shop, kind: state.phase, error: String(error) }, "a sweep could not go on; it will be tried again")
  const leastMs = error instanceof UpstreamError ? error.retryAfterMs : 0
  await failSweep(shop, String(error), (tries) =>
    Math.max(leastMs, Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** (tries - 1))),
  )
  return { kind: "failed", error: error instanceof Error ? error.message : String(error) }
}

async function noteRefusal(shop: string): Promise<void> {
  await inShop(shop, (tx) =>
    tx.query(`UPDATE "ShopSweep" SET "refusedAt" = coalesce("refusedAt", clock_timestamp()) WHERE "shop" = $1`, [shop]),
  )
  await failSweep(shop, "Shopify refuses the app's permission", () => LONGEST_RETRY_MS)
}
