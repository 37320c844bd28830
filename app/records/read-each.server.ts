import { UpstreamError } from "#app/lib/errors.ts"

/**
 * Reads things from the Admin API, one after the other, until `signal` says stop. What cannot be read is handed to `keep`,
 * and holds up no other; when Shopify does not answer, the rest of that shop is left to the next run.
 */
export async function readEach<T extends { shop: string }>(
  things: T[],
  signal: AbortSignal,
  read: (thing: T) => Promise<void>,
  keep: (thing: T, error: unknown) => Promise<void>,
): Promise<void> {
  const unanswered = new Set<string>()
  for (const thing of things) {
    if (signal.aborted) return
    if (unanswered.has(thing.shop)) continue
    try {
      await read(thing)
    } catch (error) {
      await keep(thing, error)
      if (error instanceof UpstreamError) unanswered.add(thing.shop)
    }
  }
}
