import { createHmac } from "node:crypto"
import { wireTime } from "../world/wire.ts"

const API_VERSION = "2026-07"

/** What was signed last: one event tells the same body under several topics, one right after another. */
let last = { body: "", apiSecret: "", signature: "" }

/** base64 HMAC-SHA256 of the raw body, as X-Shopify-Hmac-Sha256 carries it. */
function signBody(body: string, apiSecret: string): string {
  if (body !== last.body || apiSecret !== last.apiSecret || last.signature === "")
    last = { body, apiSecret, signature: createHmac("sha256", apiSecret).update(body, "utf8").digest("base64") }
  return last.signature
}

/** The headers of a delivery. */
export function deliveryHeaders(of: {
  shop: string
  topic: string
  webhookId: string
  eventId: string
  triggeredAt: string
  body: string
  apiSecret: string
}): Record<string, string> {
  return {
    "content-type": "application/json",
    "user-agent": "Shopify-Captain-Hook",
    "x-shopify-topic": of.topic,
    "x-shopify-shop-domain": of.shop,
    "x-shopify-api-version": API_VERSION,
    "x-shopify-webhook-id": of.webhookId,
    "x-shopify-event-id": of.eventId,
    "x-shopify-triggered-at": of.triggeredAt,
    "x-shopify-hmac-sha256": signBody(of.body, of.apiSecret),
  }
}

/** With fractions of a second, as the header has them. */
export function triggeredAtHeader(at: Date): string {
  return wireTime(at).replace("Z", `.${String(at.getMilliseconds()).padStart(3, "0")}000000Z`)
}
