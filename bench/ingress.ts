import { execFile } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import pg from "pg"
import { startEmbeddedDatabase } from "#app/lib/embedded-database/embedded-database.server.ts"
import { buildPagesIfStale } from "../bin/demo/build-pages.ts"
import { freePorts, type Running, startProcess, waitUntilReady } from "../bin/demo/processes.ts"
import type { Bench } from "./bench.ts"
import type { LoadResult } from "./load.ts"
import { startReference } from "./reference/start-reference.ts"

/**
 * Webhooks of 5 KB per second: our server, which verifies the signature and stores each durably before it answers, beside
 * the framework's own `authenticate.webhook` under remix-serve, which verifies and stores nothing. Both in one run, taking
 * turns, with the same load from a process of its own.
 */
const SECRET = "bench-secret"
const CONNECTIONS = 64
const WARM_UP_SECONDS = 3
const ROUND_SECONDS = 6
const ROUNDS = 3
const READY_MS = 60_000

type Contender = { port: number; running: Running; rounds: LoadResult[] }

export const ingress: Bench = async (tell) => {
  const folder = mkdtempSync(join(tmpdir(), "regulars-bench-"))
  const database = await startEmbeddedDatabase({ folder: join(folder, "postgres") })
  const started: Running[] = []
  try {
    tell("building the pages of both")
    await buildPagesIfStale()
    const databaseUrl = await database.url("bench")
    const ours = await startOurs(databaseUrl, folder, started)
    const reference = await startTheReference(folder, started)
    tell(`warming up, then ${ROUNDS} rounds of ${ROUND_SECONDS} s each, ${CONNECTIONS} connections`)
    const warmed = [await load(ours.port, WARM_UP_SECONDS), await load(reference.port, WARM_UP_SECONDS)]
    for (let round = 0; round < ROUNDS; round += 1)
      for (const contender of [ours, reference]) contender.rounds.push(await load(contender.port, ROUND_SECONDS))
    const accepted = [warmed[0] as LoadResult, ...ours.rounds].reduce((sum, one) => sum + one.accepted, 0)
    await proveStored(databaseUrl, accepted)
    tell(`${accepted} answers of 200, all of them found in the database`)
    return {
      ours: { ...medianOf(ours.rounds), unit: "webhooks stored/s" },
      reference: {
        what: "authenticate.webhook under remix-serve (stores nothing)",
        ...medianOf(reference.rounds),
        unit: "webhooks answered/s",
      },
      rssPeakMb: peakMemoryMb(ours.running.pid),
    }
  } finally {
    for (const running of started.reverse()) await running.stop()
    await database.destroy()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function startOurs(databaseUrl: string, folder: string, started: Running[]): Promise<Contender> {
  const [port] = (await freePorts(1)) as [number]
  const origin = `http://127.0.0.1:${port}`
  const variables = {
    NODE_ENV: "production",
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    SHOPIFY_API_KEY: "bench-key",
    SHOPIFY_API_SECRET: SECRET,
    SHOPIFY_APP_URL: origin,
    WORKER: "off",
  }
  const running = startProcess("Regulars", "app/server.ts", variables, join(folder, "ours.log"))
  started.push(running)
  await waitUntilReady(`${origin}/readyz`, running, READY_MS)
  return { port, running, rounds: [] }
}

async function startTheReference(folder: string, started: Running[]): Promise<Contender> {
  const [port] = (await freePorts(1)) as [number]
  const running = await startReference(port, SECRET, join(folder, "reference.log"))
  started.push(running)
  await waitUntilReady(`http://127.0.0.1:${port}/`, running, READY_MS)
  return { port, running, rounds: [] }
}

async function load(port: number, seconds: number): Promise<LoadResult> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, "load.ts"), String(port), SECRET, String(seconds), String(CONNECTIONS)],
    { timeout: (seconds + 30) * 1000, cwd: join(import.meta.dirname, "..") },
  )
  const result = JSON.parse(stdout) as LoadResult
  if (result.accepted < result.answered * 0.999)
    throw new Error(`only ${result.accepted} of ${result.answered} were answered with 200 on port ${port}`)
  return result
}

/** The round in the middle. */
function medianOf(rounds: LoadResult[]): { value: number; p99Ms: number } {
  const sorted = rounds
    .map((round) => ({ value: Math.round(round.accepted / round.seconds), p99Ms: round.p99Ms }))
    .sort((a, b) => a.value - b.value)
  return sorted[Math.floor(sorted.length / 2)] as { value: number; p99Ms: number }
}

async function proveStored(databaseUrl: string, accepted: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM "WebhookEvent"`)
  await client.end()
  if (Number(rows[0]?.n) < accepted) throw new Error(`${accepted} were answered with 200, but ${rows[0]?.n} are stored`)
}

/** Linux keeps the high-water mark of a process. */
function peakMemoryMb(pid: number): number | null {
  const file = `/proc/${pid}/status`
  if (!existsSync(file)) return null
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(file, "utf8"))?.[1]
  return kilobytes ? Math.round(Number(kilobytes) / 1024) : null
}
