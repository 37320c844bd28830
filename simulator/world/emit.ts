import { randomUUID } from "node:crypto"
import type { CustomerRecord } from "./customer.ts"
import type { OrderRecord, RefundRecord } from "./order.ts"
import type { ProductRecord, ProductVariant } from "./product.ts"
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
  return {
    ...payload,
    refunds: order.refunds.map(refundPayload),
    customer: order.customer ? customerInOrder(order.customer) : null,
  }
}

/** The refund as webhooks carry it: its transactions tell only the amount in the buyer's currency. */
export function refundPayload(refund: RefundRecord): Record<string, unknown> {
  const transactions = refund.transactions.map(({ amount_set: _set, ...transaction }) => transaction)
  return { ...refund, transactions }
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
  const { gift_card: _giftCard, collections: _collections, variants, images, ...payload } = product
  return {
    ...payload,
    category: null,
    has_variants_that_requires_components: false,
    image: images[0] ?? null,
    images,
    media: [],
    variants: variants.map((variant) => variantPayload(product, variant)),
    variant_gids: variants.map((variant) => ({
      admin_graphql_api_id: variant.admin_graphql_api_id,
      updated_at: product.updated_at,
    })),
  }
}

function variantPayload(product: ProductRecord, variant: ProductVariant): Record<string, unknown> {
  const { requires_shipping: _shipping, grams: _grams, ...payload } = variant
  return {
    barcode: null,
    created_at: product.created_at,
    image_id: null,
    inventory_item_id: variant.id,
    inventory_policy: "deny",
    old_inventory_quantity: variant.inventory_quantity,
    updated_at: product.updated_at,
    ...payload,
  }
}
