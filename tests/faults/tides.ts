import { setTimeout as sleep } from "node:timers/promises"
import type { Crew } from "./crew.ts"
import type { Kill } from "./happening.ts"

/**
 * Now and then every worker is away for a while, as in a deployment that goes slowly: what happens meanwhile is only
 * stored, and they come back to hundreds of events of days and weeks. In between everything is worked off as it comes.
 */
export type Tides = {
  /** Before each happening. */
  turn: (index: number) => Promise<void>
  areAway: () => boolean
  /** Strikes what is due; who dies as a worker dies at work, and so waits until they are back. */
  strike: (due: Kill[], index: number) => Kill[]
  /** The workers are here from now on. */
  back: () => void
}

const CYCLES = 5
const LONGEST_CYCLE = 1500
const SHORTEST_CYCLE = 150
/** Thousandths of a cycle. */
const AWAY = 600
/** Happenings between two kills that waited: whoever died shall be at work again before the next dies. */
const APART = 40
/** A kill comes this late after it was due at most. */
const LATEST_DEATH_MS = 100

export function openTides(crew: Pick<Crew, "stop" | "start">, happenings: number, kill: (kill: Kill) => void): Tides {
  const length = Math.max(SHORTEST_CYCLE, Math.min(LONGEST_CYCLE, Math.floor(happenings / CYCLES)))
  let away = false
  let struckFrom = 0
  const back = () => {
    if (away) crew.start("worker")
    away = false
  }
  return {
    turn: async (index) => {
      const share = ((index % length) * 1000) / length
      // The end of each cycle and so of the story finds them at work.
      if (index % length === 0 && index + length <= happenings) {
        await sleep(LATEST_DEATH_MS)
        await crew.stop("worker")
        away = true
      } else if (away && share >= AWAY) {
        back()
        struckFrom = index + APART
      }
    },
    areAway: () => away,
    strike: (due, index) =>
      due.filter((one) => {
        const waits = one.victims.includes("worker") && (away || index < struckFrom)
        if (waits) return true
        if (one.victims.includes("worker")) struckFrom = index + APART
        kill(one)
        return false
      }),
    back,
  }
}
