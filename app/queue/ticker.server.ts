import { now } from "#app/lib/clock.server.ts"
import { acrossShops } from "#app/lib/db.server.ts"
import { log } from "#app/lib/log.server.ts"
import type { Job } from "./job.ts"
import { wake } from "./wake.server.ts"

export type Ticker = { stop: () => Promise<void> }

const TICK_MS = 1_000

/**
 * Once a second asks which jobs have something due by world time, and wakes them. That is how points become available when
 * their day comes, how a failed job is tried again, and why a lost wake loses nothing. `rests` tells which jobs failed
 * just now and are left alone for a while.
 */
export function startTicker(jobs: Job[], rests: (job: Job) => boolean): Ticker {
  const timed = jobs.filter((job) => job.due !== null)
  const question = `SELECT ${timed.map((job) => `(${job.due}) AS "${job.name}"`).join(", ")}, $1::timestamptz AS at`
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let ticking: Promise<void> = Promise.resolve()

  async function tick(): Promise<void> {
    try {
      const { rows } = await acrossShops().query<Record<string, unknown>>(question, [now()])
      for (const job of timed) if (rows[0]?.[job.name] === true && !rests(job)) await wake(acrossShops(), job.name)
    } catch (error) {
      log.warn({ error: String(error) }, "could not ask what is due; asking again")
    }
    if (!stopped) timer = setTimeout(start, TICK_MS)
  }
  function start(): void {
    ticking = tick()
  }
  async function stop(): Promise<void> {
    stopped = true
    clearTimeout(timer)
    await ticking
  }
  start()
  return { stop }
}
