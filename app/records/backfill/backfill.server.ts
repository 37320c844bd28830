import { growingWaitMs } from "#app/lib/growing-wait.ts"
import { log } from "#app/lib/log.server.ts"
import { plainWords } from "#app/lib/plain-error.ts"
import { NoAccessError } from "#app/shopify/admin-api.server.ts"
import {
  type BulkOperation,
  cancelBulkOperation,
  readBulkOperation,
  startBulkOrders,
} from "#app/shopify/operations/bulk.server.ts"
import { unlessBusy } from "../unless-busy.server.ts"
import { type Backfill, failBackfill, findBackfill, finishBackfill, saveBackfill } from "./backfill-rows.server.ts"
import { readFile, UNSORTED } from "./read-step.server.ts"
import { type PastOrders, settleNext } from "./settle-step.server.ts"

const POLL_MS = 3_000
const RETRY = { firstMs: 5_000, longestMs: 600_000 }
/** After so many failures in a row somebody should look. */
const MAX_TRIES = 12
/** Shopify may cut a file short; what is missing is asked for again so many times. */
const MAX_CUT_SHORT = 5

/**
 * over: done, or ended by somebody. waiting: come again after `waitMs`. stopped: the signal said so. busy: another
 * process is at it. failed: its error is stored, and it can be taken up again. none: nothing is to be done.
 */
export type BackfillOutcome =
  | { kind: "over" | "stopped" | "busy" | "none" }
  | { kind: "waiting"; waitMs: number }
  | { kind: "failed"; error: string; waitMs: number | null }

export type OnBackfillProgress = (backfill: Backfill) => void

type Run = {
  backfill: Backfill
  past: PastOrders
  at: () => Date
  signal?: AbortSignal
  onProgress?: OnBackfillProgress
}

/**
 * Goes on with a shop's import as far as it goes now. Every batch is kept: whoever is killed, the next call goes on after
 * the last one. `at` is world time.
 */
export async function goOnWithBackfill(
  shop: string,
  past: PastOrders,
  at: () => Date,
  signal?: AbortSignal,
  onProgress?: OnBackfillProgress,
): Promise<BackfillOutcome> {
  return unlessBusy<BackfillOutcome>("backfill", shop, async () => {
    const backfill = await findBackfill(shop)
    if (backfill?.state !== "running") return { kind: "none" }
    try {
      return await runPhases({ backfill, past, at, signal, onProgress })
    } catch (error) {
      return await stopAt(backfill, error)
    }
  })
}

type Step = BackfillOutcome | "next"

async function runPhases(run: Run): Promise<BackfillOutcome> {
  for (;;) {
    if (run.signal?.aborted) return { kind: "stopped" }
    const step = await runPhase(run)
    run.onProgress?.(run.backfill)
    if (step !== "next") return step
  }
}

function runPhase(run: Run): Promise<Step> {
  switch (run.backfill.phase) {
    case "asking":
      return ask(run)
    case "waiting":
      return waitForFile(run)
    case "reading":
      return read(run)
    case "settling":
      return settle(run)
  }
}

/** What a file that was cut short did not hold is asked for from the last order it did (`cursor`, its creation). */
async function ask({ backfill }: Run): Promise<Step> {
  const { cursor } = backfill
  const since = cursor === null || cursor === UNSORTED ? backfill.since : new Date(cursor)
  const { id } = await startBulkOrders(backfill.shop, since)
  Object.assign(backfill, { bulkOperationId: id, phase: "waiting", byteOffset: 0, byteCount: null })
  return (await saveBackfill(backfill)) ? "next" : { kind: "over" }
}

async function waitForFile({ backfill }: Run): Promise<Step> {
  const operation = await readBulkOperation(backfill.shop, backfill.bulkOperationId as string)
  if (operation === null || operation.status === "EXPIRED") return startOver(backfill)
  backfill.orderCount = Number(operation.rootObjectCount)
  switch (operation.status) {
    case "COMPLETED":
      return moveTo(backfill, operation.url ? "reading" : "settling")
    case "FAILED":
    case "CANCELED":
      return readWhatThereIs(backfill, operation)
    default:
      return (await saveBackfill(backfill, POLL_MS)) ? { kind: "waiting", waitMs: POLL_MS } : { kind: "over" }
  }
}

/** Shopify could not make the whole file. What it has is read, then the rest is asked for. */
async function readWhatThereIs(backfill: Backfill, operation: BulkOperation): Promise<Step> {
  backfill.counts.cutShort += 1
  const words = `Shopify's export ended as ${operation.status.toLowerCase()} (${operation.errorCode ?? "no reason given"})`
  const retry = operation.errorCode !== "ACCESS_DENIED" && backfill.counts.cutShort <= MAX_CUT_SHORT
  if (operation.partialDataUrl) {
    backfill.partial = true
    return moveTo(backfill, "reading")
  }
  Object.assign(backfill, { phase: "asking", bulkOperationId: null })
  if (!(await saveBackfill(backfill))) return { kind: "over" }
  const waitMs = retry ? RETRY.firstMs : null
  await failBackfill(backfill, words, waitMs)
  return { kind: "failed", error: words, waitMs }
}

async function startOver(backfill: Backfill): Promise<Step> {
  Object.assign(backfill, { bulkOperationId: null, byteOffset: 0, byteCount: null, partial: false })
  return moveTo(backfill, "asking")
}

async function moveTo(backfill: Backfill, phase: Backfill["phase"]): Promise<Step> {
  backfill.phase = phase
  if (phase === "settling") backfill.cursor = null
  return (await saveBackfill(backfill)) ? "next" : { kind: "over" }
}

async function read({ backfill, past, signal, onProgress }: Run): Promise<Step> {
  const onBatch = async () => {
    onProgress?.(backfill)
    return saveBackfill(backfill)
  }
  const operation = await readBulkOperation(backfill.shop, backfill.bulkOperationId as string)
  const address = operation?.url ?? operation?.partialDataUrl
  const outcome = address ? await readFile({ backfill, address, onBatch, onChanged: past.settle, signal }) : "gone"
  if (outcome === "stopped") return { kind: signal?.aborted ? "stopped" : "over" }
  if (outcome === "gone") return startOver(backfill)
  if (!backfill.partial) return moveTo(backfill, "settling")
  // The file was cut short: the rest is asked for, from the last order that it held.
  if (backfill.counts.cutShort > MAX_CUT_SHORT) return moveTo(backfill, "settling")
  return startOver(backfill)
}

async function settle({ backfill, past, at, signal, onProgress }: Run): Promise<Step> {
  const from = await past.earnsFrom(backfill.shop)
  while (from && (await settleNext(backfill, past, from))) {
    onProgress?.(backfill)
    if (signal?.aborted) return { kind: "stopped" }
    if (!(await saveBackfill(backfill))) return { kind: "over" }
  }
  // A publication meanwhile may let earlier orders earn.
  const earlier = await past.earnsFrom(backfill.shop)
  if (earlier && (!from || earlier < from)) return moveTo(backfill, "settling")
  await finishBackfill(backfill, at())
  return { kind: "over" }
}

async function stopAt(backfill: Backfill, error: unknown): Promise<BackfillOutcome> {
  const words = plainWords(error instanceof Error ? error.message : String(error))
  log.warn({ shop: backfill.shop, kind: backfill.phase, error: words }, "an import of past orders could not go on")
  const hopeless = error instanceof NoAccessError || backfill.tries + 1 >= MAX_TRIES
  const waitMs = hopeless ? null : growingWaitMs(RETRY, backfill.tries + 1, error)
  await failBackfill(backfill, words, waitMs)
  return { kind: "failed", error: words, waitMs }
}

/** Tells Shopify, too, that a cancelled import's file is not wanted any more; without an answer it is made for nothing. */
export async function dropBulkOperation({ shop, bulkOperationId }: Backfill): Promise<void> {
  if (!bulkOperationId) return
  await cancelBulkOperation(shop, bulkOperationId).catch((error: unknown) => {
    log.warn({ shop, error: String(error) }, "a bulk operation that is no longer wanted could not be cancelled")
  })
}
