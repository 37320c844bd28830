import { readFileSync } from "node:fs"

/**
 * World time. In production it is the machine's clock. In the simulator the whole world (app, worker, command line,
 * simulator) follows one file that holds an offset, so that months can pass in a second.
 */
const REREAD_MS = 50

let offsetMs = 0
let readAt = Number.NEGATIVE_INFINITY

function currentOffsetMs(): number {
  const file = process.env.REGULARS_CLOCK_FILE
  if (!file) return 0
  const at = performance.now()
  if (at - readAt < REREAD_MS) return offsetMs
  readAt = at
  try {
    offsetMs = Number(JSON.parse(readFileSync(file, "utf8")).offsetMs) || 0
  } catch {
    // Not written yet, or just being replaced: the last known offset stays.
  }
  return offsetMs
}

/** World time now. Rules never call this: they are given the moment. */
export function now(): Date {
  return new Date(Date.now() + currentOffsetMs())
}
