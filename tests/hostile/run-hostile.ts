import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { adminAttacks } from "./admin-attacks.ts"
import { differences, fingerprint, logFaults, ordinaryLife, workedOff } from "./aftermath.ts"
import type { Attack, Attacker, Target } from "./attack.ts"
import { createConnection, type Outcome } from "./connection.ts"
import { pathAttacks } from "./path-attacks.ts"
import { createRandom } from "./random.ts"
import { rawAttacks } from "./raw-attacks.ts"
import { storefrontAttacks } from "./storefront-attacks.ts"
import { MARKER, openTarget } from "./target.ts"
import { memoryQuarters, startWatch, type Watch } from "./watch.ts"
import { webhookAttacks } from "./webhook-attacks.ts"

/**
 * Every public door of a real server and its worker, knocked at by requests that a seed decides. Nothing may answer 5xx,
 * end the process, show or change another shop's rows, keep memory, or leave the worker with something it cannot end.
 */
export type HostileOptions = {
  requests: number
  seed: number
  /** Sends this one alone and shows what came back. */
  only?: number
  tell?: (words: string) => void
  /** Sends no more once aborted; what was sent is judged. */
  stopping?: AbortSignal
}
export type HostileResult = { faults: string[]; table: string[]; seconds: number }

const CONNECTIONS = 24
/** The last ones come from one address, to meet the limits. */
const SHARE_FROM_ONE = 0.05
const LEAST_FROM_ONE = 800
const ONE_ADDRESS = "203.0.113.99"
const LONGEST_WAIT_MS = 3_000
const MEMORY_GROWTH = 1.2
const MEMORY_SLACK_MB = 48
/** With fewer requests, caches are still being filled at the end. */
const MEMORY_FROM_REQUESTS = 20_000
const MOST_FAULTS = 20

/** How often each kind of attack is chosen. */
const ATTACKERS: [number, Record<string, Attacker>][] = [
  [34, webhookAttacks],
  [24, storefrontAttacks],
  [18, adminAttacks],
  [14, pathAttacks],
  [10, rawAttacks],
]

const DRAWN = ATTACKERS.flatMap(([weight, kinds]) => Array<Record<string, Attacker>>(weight).fill(kinds))

type Row = { sent: number; statuses: Map<string, number> }
type Run = { options: HostileOptions; target: Target; table: Map<string, Row>; faults: string[]; limited: number }

export async function runHostile(options: HostileOptions): Promise<HostileResult> {
  const { tell = () => {} } = options
  const folder = await mkdtemp(join(tmpdir(), "regulars-hostile-"))
  tell("starting a world with three shops")
  const { world, target } = await openTarget(folder)
  try {
    await workedOff(world)
    const before = await fingerprint(world, target.victim)
    if (options.only !== undefined) return await sendOnly(options, target, options.only)
    const run: Run = { options, target, table: new Map(), faults: [], limited: 0 }
    const watch = startWatch(world)
    const startedAt = performance.now()
    tell(`${options.requests} requests, seed ${options.seed}`)
    await knock(run)
    const seconds = (performance.now() - startedAt) / 1000
    run.faults.push(...(await ordinaryLife(world, target)))
    tell("waiting for the worker")
    const worked = await workedOff(world)
    await watch.stop()
    run.faults.push(
      ...worked.faults,
      ...differences(before, await fingerprint(world, target.victim)),
      ...logFaults(world),
    )
    run.faults.push(...watchFaults(watch, options.requests), ...(await processFaults(world.running)))
    const finished = run.faults.length < MOST_FAULTS && !options.stopping?.aborted
    if (finished && options.requests >= 1000 && run.limited === 0) run.faults.push("nobody was told to wait (429)")
    return { faults: run.faults, table: [...tableOf(run), "", ...worked.states, "", watchWords(watch)], seconds }
  } finally {
    await world.forget()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The attack that a seed and a number decide. */
function attackFor(target: Target, { seed, requests }: HostileOptions, index: number): Attack {
  const random = createRandom(seed, index)
  const fromOne = index >= requests - Math.max(requests * SHARE_FROM_ONE, LEAST_FROM_ONE)
  const kinds = random.pick(DRAWN)
  const kind = random.pick(Object.keys(kinds))
  const attack = (kinds[kind] as Attacker)(fromOne ? { ...target, from: ONE_ADDRESS } : target, random)
  return { ...attack, kind, expect: fromOne ? undefined : attack.expect }
}

async function knock(run: Run): Promise<void> {
  const { requests, stopping } = run.options
  const port = Number(run.target.host.split(":")[1])
  let next = 0
  const visitor = async () => {
    const connection = createConnection(port)
    while (next < requests && run.faults.length < MOST_FAULTS && !stopping?.aborted) {
      const index = next++
      const attack = attackFor(run.target, run.options, index)
      judge(run, index, attack, await connection.send(attack))
    }
    connection.close()
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, visitor))
}

function judge(run: Run, index: number, attack: Attack, outcome: Outcome): void {
  const status = typeof outcome === "string" ? outcome : String(outcome.status)
  const key = `${attack.door} · ${attack.kind}`
  const row = run.table.get(key) ?? { sent: 0, statuses: new Map() }
  row.sent += 1
  row.statuses.set(status, (row.statuses.get(status) ?? 0) + 1)
  run.table.set(key, row)
  if (status === "429") run.limited += 1
  const wrong = faultOf(attack, outcome)
  if (wrong) run.faults.push(`${wrong}\n    ${reproduce(run.options, index, attack)}`)
}

function faultOf(attack: Attack, outcome: Outcome): string | null {
  const what = `${attack.door} · ${attack.kind}`
  if (typeof outcome === "string") return attack.alone ? null : `${what}: no answer (${outcome})`
  if (outcome.status >= 500) return `${what}: HTTP ${outcome.status}: ${outcome.text.slice(0, 300)}`
  if (outcome.text.includes(MARKER)) return `${what}: the answer shows another shop's rows`
  if (/^x-injected:/im.test(outcome.text.split("\r\n\r\n", 1)[0] as string)) return `${what}: a header was injected`
  if (attack.expect && !attack.expect.includes(outcome.status))
    return `${what}: HTTP ${outcome.status} instead of ${attack.expect.join(" or ")}`
  return null
}

function reproduce({ seed, requests }: HostileOptions, index: number, attack: Attack): string {
  const bytes = Buffer.concat(attack.pieces.map((piece) => Buffer.from(piece)))
  const shown = JSON.stringify(bytes.subarray(0, 600).toString("latin1"))
  return `npm run test:hostile -- --requests ${requests} --seed ${seed} --only ${index}\n    ${shown}`
}

async function sendOnly(options: HostileOptions, target: Target, index: number): Promise<HostileResult> {
  const attack = attackFor(target, options, index)
  const connection = createConnection(Number(target.host.split(":")[1]))
  const outcome = await connection.send(attack)
  connection.close()
  const wrong = faultOf(attack, outcome)
  const said = typeof outcome === "string" ? outcome : outcome.text.slice(0, 3000)
  const sent = Buffer.concat(attack.pieces.map((piece) => Buffer.from(piece))).toString("latin1")
  return { faults: wrong ? [wrong] : [], table: [sent.slice(0, 6000), "", said], seconds: 0 }
}

function watchFaults(watch: Watch, requests: number): string[] {
  const { second, last } = memoryQuarters(watch.rssMb)
  const grew = requests >= MEMORY_FROM_REQUESTS && last > second * MEMORY_GROWTH + MEMORY_SLACK_MB
  return [
    ...(grew ? [`memory grew from ${second} MB to ${last} MB`] : []),
    ...(watch.longestWaitMs > LONGEST_WAIT_MS ? [`a health check waited ${watch.longestWaitMs} ms`] : []),
  ]
}

function watchWords(watch: Watch): string {
  const { second, last } = memoryQuarters(watch.rssMb)
  return `Memory: ${second} MB in the second quarter, ${last} MB in the last, at most ${Math.max(0, ...watch.rssMb)} MB. The longest wait of a health check: ${watch.longestWaitMs} ms.`
}

async function processFaults(running: { ended: Promise<string> }[]): Promise<string[]> {
  const ended = await Promise.all(running.map((one) => Promise.race([one.ended, Promise.resolve(null)])))
  return ended.filter((words) => words !== null)
}

function tableOf({ table }: Run): string[] {
  const rows = [...table].sort(([a], [b]) => (a < b ? -1 : 1))
  const width = Math.max(...rows.map(([key]) => key.length))
  return rows.map(([key, { sent, statuses }]) => {
    const answers = [...statuses].sort(([a], [b]) => (a < b ? -1 : 1)).map(([status, count]) => `${status} × ${count}`)
    return `${key.padEnd(width)}  ${String(sent).padStart(6)}  ${answers.join(", ")}`
  })
}
