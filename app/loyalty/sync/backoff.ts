const FIRST_MS = 5_000
const LONGEST_MS = 6 * 3_600_000

/** How long to wait after the `tries`-th failure in a row (from 1): 5 s, doubled each time, at most six hours. */
export function backoffMs(tries: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries - 1, 20))
}
