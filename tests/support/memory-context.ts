import type { Delivery, SimulatorContext } from "#simulator/context.ts"
import { createWorld, type WorldEvent } from "#simulator/world/world.ts"

/** A simulator context with nothing around it: an empty world, a clock set by hand, webhooks that all count as delivered. */
export function createMemoryContext(at: Date): SimulatorContext & { events: WorldEvent[] } {
  const world = createWorld()
  const events: WorldEvent[] = []
  world.listeners.push((event) => events.push(event))
  let time = at
  return {
    world,
    events,
    clock: {
      now: () => time,
      set: (moment) => {
        time = moment
        return time
      },
      advance: (duration) => {
        time = new Date(time.getTime() + readDurationMs(duration))
        return time
      },
    },
    config: {
      origin: "http://shell.test",
      storefrontOrigin: "http://storefront.test",
      appOrigin: "http://app.test",
      apiKey: "key",
      apiSecret: "secret",
      scopes: ["read_customers", "read_orders"],
    },
    deliveries: {
      list: ({ shop, topic, limit = 100 } = {}) =>
        events
          .flatMap(toDeliveries)
          .filter((delivery) => (!shop || delivery.shop === shop) && (!topic || delivery.topic === topic))
          .reverse()
          .slice(0, limit),
      find: (id) => events.flatMap(toDeliveries).find((delivery) => delivery.id === id) ?? null,
      open: () => 0,
      idle: async () => {},
    },
  }
}

function toDeliveries(event: WorldEvent): Delivery[] {
  return event.notices.map((notice, index) => ({
    id: `${event.eventId}-${index}`,
    shop: event.shop,
    topic: notice.topic,
    webhookId: `${event.eventId}-${index}`,
    eventId: event.eventId,
    triggeredAt: event.triggeredAt.toISOString(),
    state: "delivered",
    attempts: [{ at: event.triggeredAt.toISOString(), status: 200, error: null }],
  }))
}

function readDurationMs(duration: string): number {
  const match = /^(\d+)([hd])$/.exec(duration)
  if (!match) throw new Error(`this clock knows hours and days only: ${duration}`)
  return Number(match[1]) * (match[2] === "h" ? 3_600_000 : 86_400_000)
}
