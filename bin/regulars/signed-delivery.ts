import { randomUUID } from "node:crypto"
import { signWebhook } from "#app/shopify/webhook-signature.server.ts"

/** A webhook as it is delivered once; repeats share its ids. */
export type SignedDelivery = {
  shop: string
  topic: string
  body: string | Buffer
  /** Ids are made up where none are given. */
  eventId?: string
  webhookId?: string
  triggeredAt?: string
  /** More headers, or others than Shopify would send. */
  headers?: Record<string, string>
}

/** The headers Shopify would send, with the signature of the body. */
export function signedHeaders(delivery: SignedDelivery, apiSecret: string): Record<string, string> {
  const { shop, topic, body, eventId = randomUUID(), webhookId = randomUUID(), triggeredAt, headers } = delivery
  return {
    "content-type": "application/json",
    "x-shopify-topic": topic,
    "x-shopify-shop-domain": shop,
    "x-shopify-api-version": "2026-07",
    "x-shopify-webhook-id": webhookId,
    "x-shopify-event-id": eventId,
    ...(triggeredAt && { "x-shopify-triggered-at": triggeredAt }),
    "x-shopify-hmac-sha256": signWebhook(Buffer.from(body), apiSecret),
    ...headers,
  }
}

/** Delivers to the app's door at `origin`, as Shopify would. */
export function deliverSigned(origin: string, apiSecret: string, delivery: SignedDelivery): Promise<Response> {
  const headers = signedHeaders(delivery, apiSecret)
  return fetch(`${origin}/webhooks`, { method: "POST", body: new Uint8Array(Buffer.from(delivery.body)), headers })
}
