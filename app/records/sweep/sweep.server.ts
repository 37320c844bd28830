import { AppError, UpstreamError } from "#app/lib/errors.ts"
import { growingWaitMs } from "#app/lib/growing-wait.ts"
import { log } from "#app/lib/log.server.ts"
import { plainError } from "#app/lib/plain-error.ts"
import { NoAccessError } from "#app/shopify/admin-api.server.ts"
import { findShop, type InstalledShop } from "../shops/shops.server.ts"
import { unlessBusy } from "../unless-busy.server.ts"
import { nextNight } from "./next-night.ts"
import {
  beginSweep,
  failSweep,
  finishSweep,
  noteRefusal,
  releaseSweep,
  SWEEP_PHASES,
  type SweepCounts,
  type SweepState,
  saveProgress,
} from "./sweep-rows.server.ts"
import { SWEEP_STEPS, type SweepReactions } from "./sweep-steps.server.ts"

const RETRY = { firstMs: 30_000, longestMs: 3_600_000 }

/**
 * done: everything Shopify changed until `until` is known. stopped: the signal said so, the next call goes on from there.
 * busy: another process sweeps this shop. not_installed: nothing may be asked. no_access: Shopify refuses our permission.
 */
export type SweepOutcome =
  | { kind: "done"; since: Date; until: Date; counts: SweepCounts }
  | { kind: "stopped"; counts: SweepCounts }
  | { kind: "failed"; error: string }
  | { kind: "busy" | "not_installed" | "no_access" }

export type OnSweepProgress = (state: SweepState) => void

/**
 * Asks the Admin API for everything that changed in a shop since its last sweep and repairs what webhooks did not tell.
 * Every page is kept: a sweep that is killed goes on where it was. `at` is world time.
 */
export async function sweepShop(
  shop: string,
  reactions: SweepReactions,
  at: Date,
  signal?: AbortSignal,
  onProgress?: OnSweepProgress,
): Promise<SweepOutcome> {
  return unlessBusy<SweepOutcome>("sweep", shop, async () => {
    const record = await findShop(shop)
    const state = await beginSweep(shop, at)
    if (!record || !state) return { kind: "not_installed" }
    try {
      return await goOn({ record, state, reactions, at, signal, onProgress })
    } catch (error) {
      return await stopAt(shop, state, error)
    }
  })
}

type Run = {
  record: InstalledShop
  state: SweepState
  reactions: SweepReactions
  at: Date
  signal?: AbortSignal
  onProgress?: OnSweepProgress
}

async function goOn({ record, state, reactions, at, signal, onProgress }: Run): Promise<SweepOutcome> {
  const { shop } = record
  const readsAllOrders = record.scopes.split(",").includes("read_all_orders")
  for (;;) {
    if (signal?.aborted) {
      await releaseSweep(shop)
      return { kind: "stopped", counts: state.counts }
    }
    const { since, cursor, asked } = state
    const step = await SWEEP_STEPS[state.phase]({ shop, since, at, cursor, asked, readsAllOrders, ...reactions })
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
    await failSweep(shop, "Shopify refuses the app's permission", RETRY.longestMs)
    return { kind: "no_access" }
  }
  // What Shopify would not take at all (a cursor it no longer knows) is asked from the phase's beginning next time.
  if (!(error instanceof UpstreamError) && !(error instanceof AppError) && state.cursor !== null)
    await saveProgress(shop, { ...state, cursor: null })
  const words = plainError(error)
  log.warn({ shop, kind: state.phase, error: words }, "a sweep could not go on; it will be tried again")
  await failSweep(shop, words, growingWaitMs(RETRY, state.tries + 1, error))
  return { kind: "failed", error: error instanceof Error ? error.message : String(error) }
}
