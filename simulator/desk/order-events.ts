import type { Delivery, SimulatorContext } from "../context.ts"
import type { Id } from "../world/order.ts"
import type { WorldEvent } from "../world/world.ts"

const KEPT = 5000

export type OrderEvents = { listDeliveries(shop: string, orderId: Id): Delivery[] }

/** Remembers which events spoke of which order, so that an order's page can show its webhooks. Last 5,000 events. */
export function watchOrderEvents(context: SimulatorContext): OrderEvents {
  const orderOfEvent = new Map<string, Id>()
  context.world.listeners.push((event) => {
    const orderId = findOrderId(event)
    if (!orderId) return
    orderOfEvent.set(event.eventId, orderId)
    const [oldest] = orderOfEvent.keys()
    if (orderOfEvent.size > KEPT && oldest) orderOfEvent.delete(oldest)
  })
  return {
    listDeliveries: (shop, orderId) =>
      context.deliveries
        .list({ shop, limit: KEPT })
        .filter((delivery) => orderOfEvent.get(delivery.eventId) === orderId),
  }
}

/** The order an event speaks of, read from the text: ids must keep every digit. */
function findOrderId(event: WorldEvent): Id | null {
  for (const { topic, body } of event.notices) {
    if (!/^(orders|refunds|fulfillments|fulfillment_events)\//.test(topic)) continue
    const match =
      /"gid:\/\/shopify\/Order\/(\d+)"/.exec(body) ?? /"order_id":(\d+)/.exec(body) ?? /^\{"id":(\d+)\}/.exec(body)
    if (match) return match[1] as Id
  }
  return null
}
