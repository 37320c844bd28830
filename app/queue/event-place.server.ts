import type { PersonalPlace } from "#app/lib/personal-place.ts"
import { emptyEvents, findEventsOf } from "./personal-events.server.ts"

/**
 * Raw webhooks, which may name anybody. `onLost` is told, before they are emptied, a person's events that were not
 * worked off yet: what they were to tell must be asked for again.
 */
export function eventPlaceOf(
  onLost: (shop: string, events: { topic: string; payload: unknown }[]) => Promise<void>,
): PersonalPlace {
  return {
    name: "messages from Shopify",
    tables: ["WebhookEvent"],
    holds: "what Shopify told us, as it came (sealed)",
    kept: "14 days after they were worked off",
    show: async (person) => {
      const shown: unknown[] = []
      for await (const events of findEventsOf(person))
        for (const { topic, receivedAt, payload } of events) shown.push({ topic, receivedAt, payload })
      return shown
    },
    erase: async (person) => {
      for await (const events of findEventsOf(person)) {
        const lost = events.filter((event) => event.state === "stored")
        if (lost.length > 0) await onLost(person.shop, lost)
        await emptyEvents(
          person.shop,
          events.map((event) => event.id),
        )
      }
    },
    eraseAll: (shop) => emptyEvents(shop, null),
  }
}
