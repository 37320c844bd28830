/** How far long work is: `done` of `total` at a moment (ms). */
export type Reading = { atMs: number; done: number }

/** Sooner than this two readings say nothing about how fast it goes. */
const LEAST_MS = 3_000

/** How long it will still take, by how fast it went since the first reading; null: nobody can say yet. */
export function remainingMs(first: Reading, now: Reading, total: number): number | null {
  const passed = now.atMs - first.atMs
  const did = now.done - first.done
  if (passed < LEAST_MS || did <= 0) return null
  return Math.max(0, Math.round(((total - now.done) * passed) / did))
}

/** In whole minutes, rounded up; "less than a minute" is 0. */
export function remainingMinutes(ms: number): number {
  return ms < 60_000 ? 0 : Math.ceil(ms / 60_000)
}

/** Percent without a fraction; it is 100 only when everything is done. */
export function percentOf(done: number, total: number): number {
  return total <= 0 ? 0 : Math.min(100, Math.floor((done * 100) / total))
}
