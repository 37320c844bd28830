import { randomUUID } from "node:crypto"
import type { CustomerRecord } from "./customer.ts"
import type { OrderRecord } from "./order.ts"
import type { ProductRecord } from "./product.ts"
import { toWire } from "./wire.ts"
import type { World } from "./world.ts"

/** Tells the listeners (webhook deliveries) what happened; the notices of one event share its id. */
export function emit(world: World, shop: string, at: Date, notices: { topic: string; payload: unknown }[]): void {
  const texts = new Map<unknown, string>()
  const write = (payload: unknown) => {
    const text = texts.get(payload) ?? toWire(payload)
    texts.set(payload, text)
    return text
  }
  const event = {
    shop,
    eventId: randomUUID(),
    triggeredAt: at,
    notices: notices.map(({ topic, payload }) => ({ topic, body: write(payload) })),
  }
  for (const listener of world.listeners) listener(event)
}

/** The order as webhooks carry it: without its transactions, with the customer as webhooks carry one. */
export function orderPayload(order: OrderRecord): Record<string, unknown> {
  const { transactions: _transactions, ...payload } = order
  return { ...payload, customer: order.customer ? customerInOrder(order.customer) : null }
}

/** The customer as webhooks carry one: no tags, no locale. */
export function customerPayload(customer: CustomerRecord): Record<string, unknown> {
  const { tags: _tags, locale: _locale, ...payload } = customer
  return payload
}

function customerInOrder(customer: CustomerRecord): Record<string, unknown> {
  const { addresses: _addresses, ...payload } = customerPayload(customer) as { addresses?: unknown }
  return payload
}

/** The product as webhooks carry it. */
export function productPayload(product: ProductRecord): Record<string, unknown> {
  const { gift_card: _giftCard, collections: _collections, variants, ...payload } = product
  const plain = variants.map(({ requires_shipping: _shipping, grams: _grams, ...variant }) => variant)
  return { ...payload, variants: plain, variant_gids: variants.map((v) => variantGid(v)) }
}

function variantGid(variant: ProductRecord["variants"][number]): Record<string, unknown> {
  return { admin_graphql_api_id: variant.admin_graphql_api_id, updated_at: variant.updated_at ?? null }
}
