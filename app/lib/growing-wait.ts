import { UpstreamError } from "./errors.ts"

/** What is tried again waits the first time so long, then twice as long each time, at most the longest. */
export type GrowingWait = { firstMs: number; longestMs: number }

/** How long to wait after the n-th failure in a row (from 1): no less than who failed us, if `error` says so, asked for. */
export function growingWaitMs({ firstMs, longestMs }: GrowingWait, failures: number, error?: unknown): number {
  const growingMs = Math.min(longestMs, firstMs * 2 ** (failures - 1))
  return error instanceof UpstreamError ? Math.max(growingMs, error.retryAfterMs) : growingMs
}

/** The same as an SQL interval, where the number of failures is an expression. */
export function growingWaitSql({ firstMs, longestMs }: GrowingWait, failures: string): string {
  return `(least(${longestMs}, ${firstMs} * 2 ^ least(${failures} - 1, 30)) * interval '1 ms')`
}
