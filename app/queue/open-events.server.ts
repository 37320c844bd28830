import { openAllFor } from "#app/lib/vault/vault.server.ts"
import { eventPlace, type StoredEvent } from "./stored-event.ts"

/** An event as its row holds it. `sealed` false: stored before there were keys, or emptied because a person was erased. */
export type SealedEvent = StoredEvent & { sealed: boolean }

/** The columns of a SealedEvent. */
export const EVENT_COLUMNS = `"id", "shop", "topic", "dedupKey", "body", "sealed", "triggeredAt", "receivedAt", "attempts"`

/** Opens the bodies of one shop's events; a body whose key is gone is empty, and so nothing follows from it. */
export async function openEvents(shop: string, events: SealedEvent[]): Promise<StoredEvent[]> {
  const sealed = events.filter((event) => event.sealed)
  const opened = await openAllFor(
    shop,
    sealed.map((event) => ({ place: eventPlace(event.topic, event.dedupKey), sealed: event.body })),
  )
  const bodies = new Map(sealed.map((event, at) => [event.id, opened[at] ?? Buffer.alloc(0)]))
  return events.map(({ sealed: _sealed, ...event }) => ({ ...event, body: bodies.get(event.id) ?? event.body }))
}
