import { join } from "node:path"
import { connectAcrossShops } from "#app/lib/scoped-statement.server.ts"
import { buildPagesIfStale } from "../bin/demo/build-pages.ts"
import { freePorts, type Running, startProcess, waitUntilReady } from "../bin/demo/processes.ts"
import type { Bench } from "./bench.ts"
import { type BenchPlace, openBenchPlace } from "./bench-place.ts"
import type { LoadResult } from "./load.ts"
import { peakMemoryMb } from "./process-memory.ts"
import { startReference } from "./reference/start-reference.ts"
import { type LoadOptions, startLoad } from "./run-load.ts"
import { API_SECRET, variablesFor } from "./variables.ts"

/**
 * Webhooks of 5 KB per second: our server, which verifies the signature and stores each durably before it answers, beside
 * the framework's own `authenticate.webhook` under remix-serve, which verifies and stores nothing. Both in one run, taking
 * turns, with the same load from a process of its own.
 */
const CONNECTIONS = 64
const WARM_UP_SECONDS = 3
const ROUND_SECONDS = 6
const ROUNDS = 3
const READY_MS = 60_000

type Contender = { port: number; running: Running; rounds: LoadResult[] }

export const ingress: Bench = async (tell) => {
  const place = await openBenchPlace()
  try {
    tell("building the pages of both")
    await buildPagesIfStale()
    const ours = await startOurs(place)
    const reference = await startTheReference(place)
    tell(`warming up, then ${ROUNDS} rounds of ${ROUND_SECONDS} s each, ${CONNECTIONS} connections`)
    const warmed = [await load(ours.port, WARM_UP_SECONDS), await load(reference.port, WARM_UP_SECONDS)]
    for (let round = 0; round < ROUNDS; round += 1)
      for (const contender of [ours, reference]) contender.rounds.push(await load(contender.port, ROUND_SECONDS))
    const median = medianOf(ours.rounds)
    const rate = Math.floor(median.value / 2)
    tell(`${ROUND_SECONDS} s at half of what it can: ${rate} webhooks/s, sent at their time whatever the answers`)
    const half = await load(ours.port, ROUND_SECONDS, { rate })
    const accepted = [warmed[0] as LoadResult, ...ours.rounds, half].reduce((sum, one) => sum + one.accepted, 0)
    await proveStored(place.databaseUrl, accepted)
    tell(`${accepted} answers of 200, all of them found in the database`)
    return {
      ours: { ...median, unit: "webhooks stored/s" },
      reference: {
        what: "authenticate.webhook under remix-serve (stores nothing)",
        ...medianOf(reference.rounds),
        unit: "webhooks answered/s",
      },
      rssPeakMb: peakMemoryMb(ours.running.pid),
      measures: { "p99 at half load, ms": half.p99Ms },
    }
  } finally {
    await place.end()
  }
}

async function startOurs({ databaseUrl, folder, started }: BenchPlace): Promise<Contender> {
  const [port] = (await freePorts(1)) as [number]
  const origin = `http://127.0.0.1:${port}`
  // Its log as a merchant's server writes it.
  const own = { PORT: String(port), SHOPIFY_APP_URL: origin, LOG_LEVEL: "info", WORKER: "off" }
  const variables = { ...variablesFor(databaseUrl), ...own }
  const running = startProcess("Regulars", "app/server.ts", variables, join(folder, "ours.log"))
  started.push(running)
  await waitUntilReady(`${origin}/readyz`, running, READY_MS)
  return { port, running, rounds: [] }
}

async function startTheReference({ folder, started }: BenchPlace): Promise<Contender> {
  const [port] = (await freePorts(1)) as [number]
  const running = await startReference(port, API_SECRET, join(folder, "reference.log"))
  started.push(running)
  await waitUntilReady(`http://127.0.0.1:${port}/`, running, READY_MS)
  return { port, running, rounds: [] }
}

function load(port: number, seconds: number, more: Partial<LoadOptions> = {}): Promise<LoadResult> {
  return startLoad({ port, secret: API_SECRET, seconds, connections: CONNECTIONS, ...more }).result
}

/** The round in the middle. */
function medianOf(rounds: LoadResult[]): { value: number; p99Ms: number } {
  const sorted = rounds
    .map((round) => ({ value: Math.round(round.accepted / round.seconds), p99Ms: round.p99Ms }))
    .sort((a, b) => a.value - b.value)
  return sorted[Math.floor(sorted.length / 2)] as { value: number; p99Ms: number }
}

async function proveStored(databaseUrl: string, accepted: number): Promise<void> {
  const client = await connectAcrossShops(databaseUrl)
  const { rows } = await client.query<{ n: string }>(`SELECT count(*) AS n FROM "WebhookEvent"`)
  await client.end()
  if (Number(rows[0]?.n) < accepted) throw new Error(`${accepted} were answered with 200, but ${rows[0]?.n} are stored`)
}
