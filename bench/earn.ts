import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { acrossShops } from "#app/lib/db.server.ts"
import { migrate } from "#app/lib/migrate.server.ts"
import { buildPagesIfStale } from "../bin/demo/build-pages.ts"
import { freePorts, type Running, startProcess, waitUntilReady } from "../bin/demo/processes.ts"
import type { Bench } from "./bench.ts"
import { type BenchPlace, openBenchPlace } from "./bench-place.ts"
import { peakMemoryMb } from "./process-memory.ts"
import { type PlainPosting, postPlainly } from "./reference/plain-ledger.ts"
import { startLoad } from "./run-load.ts"
import { countWaiting, openShops, proveEarned, storeOrders } from "./told-shops.ts"
import { API_SECRET, variablesFor } from "./variables.ts"

/**
 * Orders per second from "stored" to "points posted, tier checked, outbox written", through the real worker process and a
 * PostgreSQL that loses nothing; beside it a plain ledger that only posts the same amounts, on the same server. Then a
 * backlog that drains while webhooks keep coming in.
 */
const SHOPS = 8
const CUSTOMERS_PER_SHOP = 1_000
const WARM_UP = 4_000
const MEASURED = Number(process.env.BENCH_EARN_ORDERS ?? 20_000)
const BACKLOG = Number(process.env.BENCH_EARN_BACKLOG ?? 50_000)
const INGRESS_PER_SECOND = 200
const CONNECTIONS = 4
const PATIENCE_MS = 300_000
const READY_MS = 60_000

type Place = BenchPlace & { variables: Record<string, string> }

export const earn: Bench = async (tell) => {
  const opened = await openBenchPlace()
  const { databaseUrl } = opened
  try {
    const place = { ...opened, variables: variablesFor(databaseUrl) }
    Object.assign(process.env, place.variables)
    await migrate(databaseUrl)
    const shops = await openShops(SHOPS)
    const orders = WARM_UP + MEASURED
    tell(`storing ${orders} orders of ${SHOPS} shops, then one worker works them off`)
    await storeOrders(databaseUrl, { shops, orders, customersPerShop: CUSTOMERS_PER_SHOP, first: 0 })
    const worker = startWorker(place)
    await untilDrained()
    await proveEarned(orders)
    const ours = await measuredRate()
    tell(`${ours} orders/s; every order earned once`)
    const backlog = await drainBacklog(place, shops, orders, tell)
    const rssPeakMb = peakMemoryMb(worker.pid)
    await worker.stop()
    tell("the plain ledger posts the same amounts")
    const plain = await postPlainly(databaseUrl, await readPostings(MEASURED), CONNECTIONS)
    return {
      ours: { value: ours, unit: "orders earned/s" },
      reference: { what: "a plain ledger in SQL (posts only)", value: Math.round(plain), unit: "postings/s" },
      rssPeakMb,
      notes: [backlog],
    }
  } finally {
    await opened.end()
  }
}

function startWorker({ folder, started, variables }: Place): Running {
  const worker = startProcess("The worker", "app/worker.ts", variables, join(folder, "worker.log"))
  started.push(worker)
  worker.ended.then((words) => console.error(`· ${words}`))
  return worker
}

async function untilDrained(): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(500))
    if ((await countWaiting()) === 0) return
  throw new Error(`${await countWaiting()} events still wait after ${PATIENCE_MS / 1000} s`)
}

/** From the moment the warm-up was done to the last order's. */
async function measuredRate(): Promise<number> {
  const { rows } = await acrossShops().query<{ perSecond: string }>(
    `SELECT count(*) / extract(epoch FROM max("doneAt") - min("doneAt")) AS "perSecond"
     FROM (SELECT "doneAt" FROM "WebhookEvent" ORDER BY "doneAt" OFFSET $1) AS after_warm_up`,
    [WARM_UP],
  )
  return Math.round(Number(rows[0]?.perSecond))
}

/** Returns in words how a backlog drained while a server took in more. */
async function drainBacklog(
  place: Place,
  shops: string[],
  before: number,
  tell: (words: string) => void,
): Promise<string> {
  await buildPagesIfStale()
  const [port] = (await freePorts(1)) as [number]
  const server = startProcess(
    "The server",
    "app/server.ts",
    { ...place.variables, PORT: String(port), WORKER: "off" },
    join(place.folder, "server.log"),
  )
  place.started.push(server)
  await waitUntilReady(`http://127.0.0.1:${port}/readyz`, server, READY_MS)
  tell(`storing ${BACKLOG} more while the worker works, and ${INGRESS_PER_SECOND} webhooks/s come in`)
  const load = startLoad({
    port,
    secret: API_SECRET,
    seconds: PATIENCE_MS / 1000,
    connections: 16,
    rate: INGRESS_PER_SECOND,
    shops,
    first: before + BACKLOG,
  })
  const told = { shops, orders: BACKLOG, customersPerShop: CUSTOMERS_PER_SHOP, first: before }
  await storeOrders(place.databaseUrl, told)
  const waiting = await countWaiting()
  const storedAt = performance.now()
  const drainedTo = await untilFew(INGRESS_PER_SECOND)
  const seconds = (performance.now() - storedAt) / 1000
  load.stop()
  const { accepted, p99Ms, seconds: loadSeconds } = await load.result
  await untilDrained()
  await proveEarned(before + BACKLOG + accepted)
  const taken = accepted / loadSeconds
  const rate = Math.round((waiting - drainedTo) / seconds + taken)
  return (
    `a backlog of ${BACKLOG}: ${rate} orders earned/s while ${Math.round(taken)} webhooks/s were stored ` +
    `(p99 ${p99Ms} ms); ${waiting} waiting when the last was stored, drained ${Math.round(seconds)} s later; ` +
    `all ${accepted} answered 200 are stored and have earned`
  )
}

/** Waits until no more than a second's intake waits; returns how many do. */
async function untilFew(few: number): Promise<number> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until; await sleep(250)) {
    const waiting = await countWaiting()
    if (waiting <= few) return waiting
  }
  throw new Error(`the backlog did not drain in ${PATIENCE_MS / 1000} s`)
}

async function readPostings(count: number): Promise<PlainPosting[]> {
  const { rows } = await acrossShops().query<PlainPosting>(
    `SELECT "shop" || ' ' || "customerId" AS account, "delta" + "pendingDelta" AS amount, "shop" || ' ' || "key" AS reference
     FROM "PointsEntry" ORDER BY "createdAt", "shop", "key" LIMIT $1`,
    [count],
  )
  return rows
}
