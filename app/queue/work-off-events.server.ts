import { inShop, type Tx } from "#app/lib/db.server.ts"
import { log } from "#app/lib/log.server.ts"
import { metrics } from "#app/lib/metrics.server.ts"
import { plainError } from "#app/lib/plain-error.ts"
import { claimFresh, claimOne, findDueShop, finishEvents, recordFailure } from "./claim-events.server.ts"
import { isPassing } from "./passing-failure.ts"
import type { EventVerdicts, StoredEvent } from "./stored-event.ts"
import { told } from "./told-batch.server.ts"

/** Does what follows from events of one shop, inside the transaction; throws when it cannot. */
export type React = (tx: Tx, shop: string, events: StoredEvent[]) => Promise<EventVerdicts>

const BATCH_EVENTS = 100
const MOST_TRIES = 3

/**
 * Works off stored events until none is due or `signal` says stop: shop after shop, up to a hundred at a time, each batch
 * in one transaction (the events' locks, what follows from them, and their end). When a batch fails, its events are
 * tried one by one, so that a poisoned one holds up nobody. Returns how many events were finished.
 */
export async function workOffEvents(react: React, signal?: AbortSignal): Promise<number> {
  let finished = 0
  let served = ""
  while (!signal?.aborted) {
    const shop = await findDueShop(served)
    if (shop === null) break
    const count = (await workOffBatch(react, shop)) + (await workOffRetry(react, shop))
    // Everything due of this shop may be in other workers' hands: then it is their turn, not ours again.
    if (count === 0 && shop === served) break
    finished += count
    served = shop
  }
  return finished
}

/** A deadlock or a lost connection: the batch was undone as a whole, and is simply begun again. */
async function workOffBatch(react: React, shop: string, tries = 1): Promise<number> {
  let claimed: StoredEvent[] = []
  try {
    return await told(shop, (tell) =>
      inShop(shop, async (tx) => {
        claimed = await claimFresh(tx, shop, BATCH_EVENTS)
        if (claimed.length > 0) await finishEvents(tx, claimed, tell(claimed, await react(tx, shop, claimed)))
        return claimed.length
      }),
    )
  } catch (error) {
    if (isPassing(error) && tries < MOST_TRIES) return workOffBatch(react, shop, tries + 1)
    if (isPassing(error)) throw error
    log.warn(
      { shop, events: claimed.length, error: plainError(error) },
      "a batch of events failed; trying them one by one",
    )
  }
  let finished = 0
  for (const event of claimed) finished += await workOffOne(react, shop, event.id)
  return finished
}

function workOffRetry(react: React, shop: string): Promise<number> {
  return workOffOne(react, shop, null)
}

async function workOffOne(react: React, shop: string, id: number | null): Promise<number> {
  let claimed: StoredEvent | null = null
  try {
    return await told(shop, (tell) =>
      inShop(shop, async (tx) => {
        claimed = await claimOne(tx, shop, id)
        if (!claimed) return 0
        await finishEvents(tx, [claimed], tell([claimed], await react(tx, shop, [claimed])))
        return 1
      }),
    )
  } catch (error) {
    if (isPassing(error) || !claimed) throw error
    const { dedupKey, topic } = claimed as StoredEvent
    metrics.events.inc({ outcome: "failed" })
    log.error({ shop, topic, ids: [dedupKey], error: plainError(error) }, "an event could not be worked off")
    await recordFailure(claimed, error)
    return 1
  }
}
