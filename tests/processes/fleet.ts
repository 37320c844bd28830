import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { acrossShops, closeDb } from "#app/lib/db.server.ts"
import { startEmbeddedDatabase } from "#app/lib/embedded-database/embedded-database.server.ts"
import { buildPagesIfStale } from "../../bin/demo/build-pages.ts"
import { freePorts, type Running, startProcess, waitUntilReady } from "../../bin/demo/processes.ts"

/** Servers and workers of one PostgreSQL, each in a process of its own, and what becomes of the orders they are told. */
export type Fleet = {
  databaseUrl: string
  secret: string
  servers: Member[]
  workers: Member[]
  close: () => Promise<void>
}

/** One process; `restart` asks it to stop, waits for its end and starts it again. */
export type Member = {
  port: number
  running: () => Running
  start: () => Promise<void>
  restart: () => Promise<string>
}

const READY_MS = 60_000

/** Starts everything at the same moment on an empty database. */
export async function openFleet(count: { servers: number; workers: number }): Promise<Fleet> {
  await buildPagesIfStale()
  const folder = await mkdtemp(join(tmpdir(), "regulars-fleet-"))
  const database = await startEmbeddedDatabase({ folder: join(folder, "postgres"), throwaway: true })
  const databaseUrl = await database.url("fleet")
  const secret = "fleet-secret"
  const variables = {
    NODE_ENV: "development",
    DATABASE_URL: databaseUrl,
    SHOPIFY_API_KEY: "fleet-key",
    SHOPIFY_API_SECRET: secret,
    SHOPIFY_APP_URL: "http://127.0.0.1:4001",
    LOG_LEVEL: "warn",
  }
  Object.assign(process.env, variables)
  const ports = await freePorts(count.servers)
  const log = (name: string) => join(folder, `${name}.log`)
  const servers = ports.map((port, index) =>
    member(port, () => {
      const own = { ...variables, PORT: String(port), WORKER: "off" }
      return startProcess(`server ${index}`, "app/server.ts", own, log(`server-${index}`))
    }),
  )
  const workers = Array.from({ length: count.workers }, (_, index) =>
    member(0, () => startProcess(`worker ${index}`, "app/worker.ts", variables, log(`worker-${index}`))),
  )
  const all = [...servers, ...workers]
  await Promise.all(all.map((one) => one.start()))
  await until("the workers take jobs", async () => (await countWorkers()) >= count.workers)
  return {
    databaseUrl,
    secret,
    servers,
    workers,
    close: async () => {
      await Promise.all(all.map((one) => one.running().stop()))
      await closeDb()
      await database.destroy()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function member(port: number, spawn: () => Running): Member {
  let running: Running
  const start = async () => {
    running = spawn()
    if (port > 0) await waitUntilReady(`http://127.0.0.1:${port}/readyz`, running, READY_MS)
  }
  const restart = async () => {
    const before = running
    await before.stop()
    const words = await before.ended
    await start()
    return words
  }
  return { port, running: () => running, start, restart }
}

/** Workers that announced themselves (app/queue/liveness.server.ts). */
export async function countWorkers(): Promise<number> {
  const { rows } = await acrossShops().query<{ n: number }>(
    `SELECT count(*) AS n FROM pg_locks WHERE locktype = 'advisory' AND classid = hashtext('worker')::oid AND granted`,
  )
  return rows[0]?.n ?? 0
}

export async function until(what: string, holds: () => Promise<boolean>, patienceMs = 60_000): Promise<void> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(50))
    if (await holds().catch(() => false)) return
  throw new Error(`never: ${what}`)
}

export type Standing = { stored: number; done: number; entries: number; orders: number }

/** How many events of a shop are stored and done, and how many entries how many orders of it have. */
export async function standingOf(shop: string): Promise<Standing> {
  const { rows } = await acrossShops().query<Standing>(
    `SELECT count(*) AS stored, count(*) FILTER (WHERE "state" = 'done') AS done,
       (SELECT count(*) FROM "PointsEntry" e WHERE e."shop" = $1) AS entries,
       (SELECT count(DISTINCT "sourceId") FROM "PointsEntry" e WHERE e."shop" = $1) AS orders
     FROM "WebhookEvent" WHERE "shop" = $1`,
    [shop],
  )
  return rows[0] as Standing
}
