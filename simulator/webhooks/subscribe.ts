import type { SimulatorConfig } from "../context.ts"
import { getShop, type World } from "../world/world.ts"
import type { DeliveryQueue } from "./deliveries.ts"
import { type AppConfiguration, isCompliance } from "./subscriptions.ts"

/** Sends the app what it subscribed to, of the shops where it is installed. Returns the unsubscribe. */
export function subscribeApp(
  world: World,
  queue: DeliveryQueue,
  config: SimulatorConfig,
  app: () => AppConfiguration,
): () => void {
  const listener: World["listeners"][number] = (event) => {
    const installed = getShop(world, event.shop).shop.installation !== null
    const { subscriptions } = app()
    for (const notice of event.notices) {
      if (!installed && !isCompliance(notice.topic)) continue
      for (const { uri } of subscriptions.filter((s) => s.topic === notice.topic)) {
        queue.send({
          shop: event.shop,
          topic: notice.topic,
          body: notice.body,
          url: webhookUrl(uri, config.appOrigin),
          eventId: event.eventId,
          triggeredAt: event.triggeredAt,
        })
      }
    }
  }
  world.listeners.push(listener)
  return () => {
    world.listeners = world.listeners.filter((known) => known !== listener)
  }
}

/** A subscription's address: absolute ones stay, paths are on the app. */
export function webhookUrl(uri: string, appOrigin: string): string {
  return new URL(uri, appOrigin).toString()
}
