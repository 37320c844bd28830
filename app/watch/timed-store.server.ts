import { metrics } from "#app/lib/metrics.server.ts"
import type { EventStore } from "#app/queue/store-events.server.ts"

/** The same store, whose commits are timed. */
export function timedStore(store: EventStore): EventStore {
  return {
    ...store,
    add: async (event) => {
      const startedAt = performance.now()
      await store.add(event)
      metrics.storeSeconds.observe((performance.now() - startedAt) / 1000)
    },
  }
}
