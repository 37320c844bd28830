import { execFile } from "node:child_process"
import { createReadStream, createWriteStream } from "node:fs"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { performance } from "node:perf_hooks"
import { pipeline } from "node:stream/promises"
import { promisify } from "node:util"
import pg from "pg"
import { from as copyFrom, to as copyTo } from "pg-copy-streams"
import { inShop } from "#app/lib/db.server.ts"
import { migrate } from "#app/lib/migrate.server.ts"
import { startBackfill } from "#app/records/backfill/backfill-rows.server.ts"
import type { Bench } from "./bench.ts"
import { openBenchPlace } from "./bench-place.ts"
import { openShop } from "./open-shop.ts"
import { writePastOrders } from "./past-orders.ts"
import { variablesFor } from "./variables.ts"

/**
 * Past orders imported from a bulk result over HTTP (parsed, mapped, with their customers sealed), beside COPY of the very
 * rows that came of it into a table with the same indexes, on the same server. Then the points of some of them.
 */
const ORDERS = Number(process.env.BENCH_BACKFILL_ORDERS ?? 200_000)
const SETTLED = Number(process.env.BENCH_BACKFILL_SETTLED ?? 20_000)
const ORDERS_A_CUSTOMER = 4
const SHOP = "bench-past.myshopify.com"
const OPENED = new Date("2024-01-01T00:00:00Z")

type Imported = {
  read: number
  written: number
  customers: number
  readMs: number
  settled: number
  settleMs: number
  points: number
  thirds: number[]
}

export const backfill: Bench = async (tell) => {
  const { folder, databaseUrl, adminUrl, end } = await openBenchPlace()
  let server: Server | undefined
  try {
    Object.assign(process.env, variablesFor(databaseUrl))
    await migrate(databaseUrl)
    await openShop(SHOP, 1, "USD", OPENED)
    await beginBackfill()
    tell(`writing a bulk result of ${ORDERS} orders`)
    const file = join(folder, "orders.jsonl")
    const bytes = await writePastOrders(file, ORDERS, Math.ceil(ORDERS / ORDERS_A_CUSTOMER))
    server = await serveFile(file, bytes)
    tell(`importing ${Math.round(bytes / 1_048_576)} MB`)
    const imported = await importIn(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    if (imported.written !== ORDERS) throw new Error(`${imported.written} of ${ORDERS} orders were stored`)
    const ours = Math.round((ORDERS * 1000) / imported.readMs)
    tell(`${ours} orders/s; COPY of the same rows`)
    const reference = await copyRows(adminUrl, join(folder, "rows"))
    const [first, , last] = imported.thirds as [number, number, number]
    return {
      ours: { value: ours, unit: "orders imported/s" },
      reference: { what: "COPY of the same rows into the same table", value: reference, unit: "rows/s" },
      rssPeakMb: Math.max(...imported.thirds),
      measures: {
        "memory, last third over first, MB": last - first,
        "past orders settled/s": Math.round((imported.settled * 1000) / imported.settleMs),
      },
      notes: [
        `${imported.customers} customers came with them; memory at most ${imported.thirds.join(", ")} MB by thirds`,
        `then ${imported.settled} orders brought ${imported.points} points in ${Math.round(imported.settleMs / 1000)} s`,
      ],
    }
  } finally {
    server?.close()
    await end()
  }
}

async function beginBackfill(): Promise<void> {
  const begun = await startBackfill(SHOP, { since: null, askedBy: "bench", wholeHistory: true }, new Date())
  await inShop(SHOP, (tx) => tx.query(`UPDATE "Backfill" SET "phase" = 'reading' WHERE "id" = $1`, [begun.id]))
}

function serveFile(file: string, bytes: number): Promise<Server> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-length": bytes })
    pipeline(createReadStream(file), response).catch(() => response.destroy())
  })
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)))
}

/** In a process of its own, so that the memory is that of an import. */
async function importIn(address: string): Promise<Imported> {
  const script = join(import.meta.dirname, "backfill-import.ts")
  const { stdout } = await promisify(execFile)(process.execPath, [script, SHOP, address, String(SETTLED)])
  return JSON.parse(stdout) as Imported
}

/** Rows a second of COPY into an empty table of the same shape and indexes; by a superuser, since RLS refuses it. */
async function copyRows(adminUrl: string, file: string): Promise<number> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await pipeline(client.query(copyTo(`COPY "Order" TO STDOUT`)), createWriteStream(file))
    await client.query(`CREATE TABLE reference_order (LIKE "Order" INCLUDING ALL)`)
    await client.query("CHECKPOINT")
    const begun = performance.now()
    await pipeline(createReadStream(file), client.query(copyFrom("COPY reference_order FROM STDIN")))
    return Math.round((ORDERS * 1000) / (performance.now() - begun))
  } finally {
    await client.end()
  }
}
