import { performance } from "node:perf_hooks"
import { closeDb } from "#app/lib/db.server.ts"
import { PAST_ORDERS } from "#app/reactions-to-answers.server.ts"
import { findBackfill, saveBackfill } from "#app/records/backfill/backfill-rows.server.ts"
import { readFile } from "#app/records/backfill/read-step.server.ts"
import { settleNext } from "#app/records/backfill/settle-step.server.ts"
import type { ReadRefunds } from "#app/records/backfill/store-orders.server.ts"
import { refundOf } from "./past-orders.ts"

// The importing process of `npm run bench -- backfill`: reads the file at argv[3] for the shop argv[2], then settles
// argv[4] orders, and prints what both took. Its memory is its own.

const [shop, address, settle] = process.argv.slice(2) as [string, string, string]

/** Refunds come from Shopify's ordinary API at its own pace; here they are simply there. */
const readRefunds: ReadRefunds = async (_shop, asked) =>
  new Map(asked.map(({ orderId, refundIds }) => [orderId, refundIds.map((id) => refundOf(id, `${orderId}/1`))]))

const samples: { read: number; mb: number }[] = []

async function main(): Promise<void> {
  const backfill = await findBackfill(shop)
  if (!backfill) throw new Error("no import was begun")
  const sample = () => {
    samples.push({ read: backfill.counts.read, mb: Math.round(process.memoryUsage().rss / 1_048_576) })
  }
  const timer = setInterval(sample, 50)
  const begun = performance.now()
  const outcome = await readFile({
    backfill,
    address,
    readRefunds,
    onBatch: () => saveBackfill(backfill),
    onChanged: PAST_ORDERS.settle,
  })
  const readMs = performance.now() - begun
  clearInterval(timer)
  if (outcome !== "read") throw new Error(`the reading ended as ${outcome}`)
  const settled = await settleSome(Number(settle))
  console.log(JSON.stringify({ ...backfill.counts, readMs, ...settled, thirds: peaksOfThirds(backfill.counts.read) }))
}

async function settleSome(orders: number): Promise<{ settled: number; settleMs: number; points: number }> {
  const backfill = await findBackfill(shop)
  const from = await PAST_ORDERS.earnsFrom(shop)
  if (!backfill || !from) throw new Error("nothing earns here")
  backfill.cursor = null
  const begun = performance.now()
  while (backfill.counts.settled < orders && (await settleNext(backfill, PAST_ORDERS, from)));
  const { settled, points } = backfill.counts
  return { settled, points, settleMs: performance.now() - begun }
}

/** The most memory, in MB, while the first, second and last third of the orders were read. */
function peaksOfThirds(orders: number): number[] {
  return [0, 1, 2].map((third) => {
    const mine = samples.filter(({ read }) => Math.min(2, Math.floor((read * 3) / orders)) === third)
    return Math.max(0, ...mine.map(({ mb }) => mb))
  })
}

try {
  await main()
} finally {
  await closeDb()
}
