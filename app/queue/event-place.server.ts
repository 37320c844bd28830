import type { PersonalPlace } from "#app/lib/personal-place.ts"
import { emptyEvents, findEventsOf } from "./personal-events.server.ts"

/** Raw webhooks, which may name anybody. */
export const EVENT_PLACE: PersonalPlace = {
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
    for await (const events of findEventsOf(person))
      await emptyEvents(
        person.shop,
        events.map((event) => event.id),
      )
  },
  eraseAll: (shop) => emptyEvents(shop, null),
}
