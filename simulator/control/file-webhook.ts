import { randomUUID } from "node:crypto"
import type { Delivery, SimulatorContext } from "../context.ts"
import type { DeliveryQueue } from "../webhooks/deliveries.ts"
import { webhookUrl } from "../webhooks/subscribe.ts"
import type { AppConfiguration } from "../webhooks/subscriptions.ts"
import { storePayload } from "../world/store-payload.ts"

export type FileWebhook = {
  shop: string
  topic: string
  /** The raw text: delivered byte for byte. */
  body: string
  /** Copies; each is the same webhook told again (one webhook id, one event id). */
  repeat?: number
  webhookId?: string
  eventId?: string
}

/** Stores what the file tells in the world, so that the Admin API knows it too, then delivers it signed. */
export function deliverFile(
  context: SimulatorContext,
  queue: DeliveryQueue,
  app: AppConfiguration,
  file: FileWebhook,
): { deliveries: Delivery[]; stored: { kind: string; id: string } | null } {
  const stored = tryToStore(context, file)
  const uri = app.subscriptions.find((s) => s.topic === file.topic)?.uri ?? app.subscriptions[0]?.uri ?? "/webhooks"
  const eventId = file.eventId ?? randomUUID()
  const webhookId = file.webhookId ?? randomUUID()
  const request = {
    shop: file.shop,
    topic: file.topic,
    body: file.body,
    url: webhookUrl(uri, context.config.appOrigin),
    eventId,
    triggeredAt: context.clock.now(),
  }
  const copies = Math.max(1, file.repeat ?? 1)
  const deliveries = Array.from({ length: copies }, () => queue.send(request, webhookId))
  return { deliveries, stored }
}

/** A file that is no sensible order is delivered all the same: that is what it was written for. */
function tryToStore(context: SimulatorContext, file: FileWebhook): { kind: string; id: string } | null {
  try {
    return storePayload(context.world, file.shop, file.topic, file.body, context.clock.now())
  } catch {
    return null
  }
}
