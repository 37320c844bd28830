import { growingWaitMs } from "#app/lib/growing-wait.ts"

/** How long to wait after the `tries`-th failure in a row (from 1): 5 s, doubled each time, at most six hours. */
export const backoffMs = (tries: number, error?: unknown): number =>
  growingWaitMs({ firstMs: 5_000, longestMs: 6 * 3_600_000 }, tries, error)
