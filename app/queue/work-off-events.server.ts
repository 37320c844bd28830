import { inShop, type Tx } from "#app/lib/db.server.ts"
import { log } from "#app/lib/log.server.ts"
import { metrics } from "#app/lib/metrics.server.ts"
import { plainError } from "#app/lib/plain-error.ts"
import { claimAgain, claimFresh, claimRetry, findDueShops, finishEvents, recordFailure } from "./claim-events.server.ts"
import { isPassing } from "./passing-failure.ts"
import type { EventVerdicts, StoredEvent } from "./stored-event.ts"
import { told } from "./told-batch.server.ts"

/** Does what follows from events of one shop, inside the transaction; throws when it cannot. */
export type React = (tx: Tx, shop: string, events: StoredEvent[]) => Promise<EventVerdicts>

const BATCH_EVENTS = 250
/** Batches under way at once: while some wait for the database, and for their end to be safe on its disk, others are read. */
const LANES = 4
const SHOPS_OF_A_ROUND = 100

/**
 * Works off stored events until none is due or `signal` says stop: round after round, in each of which every shop has one
 * batch, in one transaction (the events' locks, what follows from them, and their end). When a batch fails its halves are
 * tried, so that a poisoned event holds up nobody. Returns how many events were finished.
 */
export async function workOffEvents(
  react: React,
  signal?: AbortSignal,
  { batchEvents = BATCH_EVENTS, lanes = LANES } = {},
): Promise<number> {
  let finished = 0
  let served = ""
  while (!signal?.aborted) {
    const shops = await findDueShops(served, SHOPS_OF_A_ROUND)
    if (shops.length === 0) break
    served = shops.at(-1) as string
    const count = await workOffRound({ react, batchEvents, lanes, signal }, shops)
    // Everything due may be in other workers' hands: then it is their turn, not ours again.
    if (count === 0) break
    finished += count
  }
  return finished
}

type Round = { react: React; batchEvents: number; lanes: number; signal?: AbortSignal | undefined }

/** Serves each of these shops once. A lane that fails lets the others come to their end. */
async function workOffRound({ react, batchEvents, lanes, signal }: Round, shops: string[]): Promise<number> {
  let finished = 0
  // A shop that is alone has both lanes.
  const turns = shops.length === 1 ? Array.from({ length: lanes }, () => shops[0] as string) : [...shops]
  const lane = async () => {
    for (let shop = turns.shift(); shop !== undefined && !signal?.aborted; shop = turns.shift()) {
      const fresh = await workOffBatch(react, shop, (tx) => claimFresh(tx, shop, batchEvents))
      const again = await workOffBatch(react, shop, (tx) => claimRetry(tx, shop))
      finished += fresh + again
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: lanes }, lane))
  const failed = ends.find((end) => end.status === "rejected")
  if (failed) throw failed.reason
  return finished
}

type Claim = (tx: Tx) => Promise<StoredEvent[]>

/** A failure that passes by itself is no event's: the batch was undone as a whole, and the job's next run takes it up. */
async function workOffBatch(react: React, shop: string, claim: Claim): Promise<number> {
  let claimed: StoredEvent[] = []
  try {
    return await told(shop, (tell) =>
      inShop(shop, async (tx) => {
        claimed = await claim(tx)
        // Also that nothing was there: begun again, a batch may find its events in other hands.
        const verdicts = tell(claimed, claimed.length > 0 ? await react(tx, shop, claimed) : new Map())
        await finishEvents(tx, claimed, verdicts)
        return claimed.length
      }),
    )
  } catch (error) {
    if (isPassing(error) || claimed.length === 0) throw error
    return workOffFailed(react, shop, claimed, error)
  }
}

async function workOffFailed(react: React, shop: string, claimed: StoredEvent[], error: unknown): Promise<number> {
  const [event] = claimed as [StoredEvent]
  if (claimed.length === 1) {
    const { dedupKey, topic } = event
    metrics.events.inc({ outcome: "failed" })
    log.error({ shop, topic, ids: [dedupKey], error: plainError(error) }, "an event could not be worked off")
    await recordFailure(event, error)
    return 1
  }
  log.warn({ shop, events: claimed.length, error: plainError(error) }, "a batch of events failed; trying its halves")
  const ids = claimed.map((one) => one.id)
  const middle = Math.ceil(ids.length / 2)
  let finished = 0
  for (const half of [ids.slice(0, middle), ids.slice(middle)])
    finished += await workOffBatch(react, shop, (tx) => claimAgain(tx, shop, half))
  return finished
}
