import { UpstreamError } from "#app/lib/errors.ts"

/** How long Shopify is left alone after the n-th failure in a row: twice as long each time, and no less than it asked. */
export function retryWaitMs(error: unknown, failures: number, firstMs: number, longestMs: number): number {
  const growingMs = Math.min(longestMs, firstMs * 2 ** (failures - 1))
  return error instanceof UpstreamError ? Math.max(growingMs, error.retryAfterMs) : growingMs
}
