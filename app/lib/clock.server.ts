import { readFileSync } from "node:fs"

/**
 * World time. In production it is the machine's clock. In the simulator the whole world (app, worker, command line,
 * simulator) follows one file that holds an offset, so that months can pass in a second.
 */
let offsetMs = 0

function currentOffsetMs(): number {
  const file = process.env.REGULARS_CLOCK_FILE
  if (!file) return 0
  try {
    // Read each time: whatever happens after the clock was moved must happen in the new time.
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
