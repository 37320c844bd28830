import { UpstreamError } from "#app/lib/errors.ts"
import { openBulkResult } from "#app/shopify/operations/bulk.server.ts"
import type { OnOrdersChanged } from "../orders/doubtful.server.ts"
import type { Backfill, BackfillCounts } from "./backfill-rows.server.ts"
import { createGrouping, type GroupedOrder } from "./group-orders.ts"
import { readLines } from "./read-lines.ts"
import { type ReadRefunds, type StoredCounts, storeOrders } from "./store-orders.server.ts"

/** Orders stored at a time: enough that a statement's own cost is nothing, few enough to be held twice in memory. */
const BATCH = 1_000
const RETRY_MS = 5_000
/** As a cursor: the file is not in the order asked for. */
export const UNSORTED = "unsorted"

/** read: to the end of the file. stopped: told to, at `byteOffset`. gone: Shopify no longer has the file. */
export type ReadOutcome = "read" | "stopped" | "gone"

/** A batch is stored for good: `byteOffset`, `counts` and `readUntil` have moved on. False: stop. */
export type OnBatch = () => Promise<boolean>

/** What a reading is about. `backfill` is moved on as it goes; `readRefunds` is asked for what refunds hold. */
export type Reading = {
  backfill: Backfill
  address: string
  onBatch: OnBatch
  /** What follows when an order that was known is other than we thought. */
  onChanged: OnOrdersChanged
  signal?: AbortSignal
  readRefunds?: ReadRefunds
}

/**
 * Reads a file from `byteOffset` on, stores its orders in batches, and moves `backfill` on with each. While one batch is
 * being stored the next is read; no more than these two are ever held.
 */
export async function readFile(reading: Reading): Promise<ReadOutcome> {
  // Ends the download when we stop before its end.
  const closing = new AbortController()
  try {
    const opened = await openBulkResult(reading.address, reading.backfill.byteOffset, closing.signal)
    if (opened === "gone") return "gone"
    if (opened === "end") return "read"
    reading.backfill.byteCount = opened.byteCount
    return await storeAll(reading, opened.body)
  } finally {
    closing.abort()
  }
}

type Stored = Promise<"on" | "stop">

async function storeAll(reading: Reading, body: AsyncIterable<Uint8Array>): Promise<ReadOutcome> {
  const { backfill, signal } = reading
  const grouping = createGrouping()
  let batch: GroupedOrder[] = []
  let storing: Stored = Promise.resolve("on")
  const flush = async (): Promise<boolean> => {
    const orders = batch
    batch = []
    if ((await storing) === "stop" || signal?.aborted) return false
    storing = store(reading, orders, grouping.takeStrays())
    storing.catch(() => {
      // Awaited by the next flush, or at the end.
    })
    return true
  }
  let end = backfill.byteOffset
  for await (const lines of connected(body, backfill.byteOffset))
    for (const line of lines) {
      end = line.end
      const complete = parse(grouping, line, backfill)
      if (complete) batch.push(complete)
      if (batch.length >= BATCH && !(await flush())) return await settled(storing, "stopped")
    }
  if (backfill.byteCount !== null && end < backfill.byteCount) {
    await storing
    throw new UpstreamError("the download was cut off", RETRY_MS)
  }
  const last = grouping.finish()
  if (last) batch.push(last)
  if (!(await flush())) return await settled(storing, "stopped")
  return await settled(storing, "read")
}

async function settled(storing: Stored, outcome: ReadOutcome): Promise<ReadOutcome> {
  return (await storing) === "stop" ? "stopped" : outcome
}

async function store(reading: Reading, orders: GroupedOrder[], strays: string[]): Stored {
  const { backfill, readRefunds, onBatch, onChanged } = reading
  if (orders.length > 0 || strays.length > 0) {
    count(backfill.counts, await storeOrders(backfill.shop, orders, strays, onChanged, readRefunds))
    backfill.byteOffset = orders.at(-1)?.end ?? backfill.byteOffset
    for (const { order } of orders) backfill.cursor = later(backfill.cursor, order.createdAt)
  }
  return (await onBatch()) ? "on" : "stop"
}

/** The creation of the last order so far, while the file is in that order; else it says nothing about what is missing. */
function later(cursor: string | null, createdAt: string): string {
  return cursor === UNSORTED || (cursor !== null && createdAt < cursor) ? UNSORTED : createdAt
}

function count(counts: BackfillCounts, stored: StoredCounts): void {
  for (const key of Object.keys(stored) as (keyof StoredCounts)[]) counts[key] += stored[key]
}

async function* connected(body: AsyncIterable<Uint8Array>, start: number) {
  try {
    yield* readLines(body, start)
  } catch (error) {
    throw new UpstreamError(`the download broke off (${(error as Error).message})`, RETRY_MS)
  }
}

function parse(
  grouping: ReturnType<typeof createGrouping>,
  line: { text: string; start: number; end: number },
  { byteCount }: Backfill,
): GroupedOrder | null {
  try {
    return grouping.take(line)
  } catch (error) {
    // The end of a file that did not arrive whole looks like this too.
    if (byteCount !== null && line.end < byteCount) throw new Error(`byte ${line.start} of the file begins no JSON`)
    throw new UpstreamError(`the file ends within a line (${(error as Error).message})`, RETRY_MS)
  }
}
