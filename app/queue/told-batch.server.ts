import { log } from "#app/lib/log.server.ts"
import { metrics } from "#app/lib/metrics.server.ts"
import { tallied } from "#app/lib/tally.server.ts"
import type { EventVerdicts, StoredEvent } from "./stored-event.ts"

/** What the transaction says of itself: these events, and what became of them. Gives the verdicts back. */
type Tell = (events: StoredEvent[], verdicts: EventVerdicts) => EventVerdicts

const MOST_IDS = 100

/**
 * Runs the transaction of a batch of one shop's events; once it is committed, counts it and writes one line into the log:
 * which events, and how many orders and entries followed. One line for a batch, so that a storm of webhooks does not
 * become a storm of lines.
 */
export async function told(shop: string, transaction: (tell: Tell) => Promise<number>): Promise<number> {
  const startedAt = performance.now()
  let batch: StoredEvent[] = []
  let verdicts: EventVerdicts = new Map()
  const { result, done } = await tallied(() =>
    transaction((events, became) => {
      batch = events
      verdicts = became
      return became
    }),
  )
  if (batch.length === 0) return result
  const ms = performance.now() - startedAt
  metrics.batchSeconds.observe(ms / 1000)
  metrics.events.inc({ outcome: "done" }, batch.length - verdicts.size)
  for (const verdict of verdicts.values()) metrics.events.inc({ outcome: verdict.kind })
  const ids = batch.slice(0, MOST_IDS).map((event) => event.dedupKey)
  log.info({ shop, events: batch.length, ...done, ms: Math.round(ms), ids }, "events were worked off")
  return result
}
