import { readFileSync } from "node:fs"
import { setInterval } from "node:timers/promises"
import type { World } from "../../bin/demo/start-world.ts"

/** What the server's process does meanwhile: its memory, and how long it keeps somebody else waiting. */
export type Watch = {
  rssMb: number[]
  /** The longest a health check waited for its answer. */
  longestWaitMs: number
  stop: () => Promise<void>
}

const EVERY_MS = 200

export function startWatch(world: World): Watch {
  const watch: Watch = { rssMb: [], longestWaitMs: 0, stop: async () => {} }
  const ending = new AbortController()
  const running = (async () => {
    for await (const _tick of setInterval(EVERY_MS, null, { signal: ending.signal })) {
      const startedAt = performance.now()
      const answer = await fetch(`${world.appOrigin}/healthz`, {
        headers: { "x-forwarded-for": "198.51.100.2" },
      }).catch(() => null)
      await answer?.body?.cancel()
      watch.longestWaitMs = Math.max(watch.longestWaitMs, Math.round(performance.now() - startedAt))
      const rss = memoryMb(world.pids.app)
      if (rss !== null) watch.rssMb.push(rss)
    }
  })().catch(() => {}) // stopped
  watch.stop = async () => {
    ending.abort()
    await running
  }
  return watch
}

/** Resident memory of a process; null where the system does not tell (it is not Linux) or the process is gone. */
function memoryMb(pid: number): number | null {
  try {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]
    return kilobytes ? Math.round(Number(kilobytes) / 1024) : null
  } catch {
    return null
  }
}

/** The middle of the second quarter of a run (caches are warm by then) and of its last. */
export function memoryQuarters(rssMb: number[]): { second: number; last: number } {
  const quarter = Math.floor(rssMb.length / 4)
  return { second: median(rssMb.slice(quarter, 2 * quarter)), last: median(rssMb.slice(3 * quarter)) }
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
