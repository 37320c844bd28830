import { parseMinor } from "#app/lib/money.ts"
import { toGid } from "#app/shopify/gid.ts"
import { faultsOf, readGid } from "../payload.ts"
import { codesOf } from "./discount-codes.ts"
import type { FulfilmentFact, LineFact, OrderFact, ShippingFact } from "./order-fact.ts"
import { type FulfilmentPayload, type LinePayload, type OrderPayload, orderPayload } from "./order-payload.ts"
import { readMinor, sumMinor } from "./payload-money.ts"
import { mapRefund } from "./refund-from-webhook.ts"

/**
 * What one order payload says. `partial`: something our rules need is missing or unreadable, so the order must be read
 * again; `missing` names it. `unusable`: it does not even say which order it is about.
 */
export type OrderReading =
  | { kind: "complete"; fact: OrderFact; email: string | null }
  | { kind: "partial"; orderId: string; missing: string[] }
  | { kind: "unusable"; missing: string[] }

/** An orders/* payload (parsed by parseJsonExact) → the order as a fact. `topic` tells when it was paid. */
export function readOrderPayload(topic: string, payload: unknown): OrderReading {
  const orderId = readOrderId(payload)
  if (!orderId) return { kind: "unusable", missing: ["id"] }
  const parsed = orderPayload.safeParse(payload)
  if (!parsed.success) return { kind: "partial", orderId, missing: faultsOf(parsed.error) }
  const missing = missingAmounts(parsed.data)
  if (missing.length > 0) return { kind: "partial", orderId, missing }
  const order = parsed.data
  return {
    kind: "complete",
    fact: toFact(orderId, topic, order),
    email: order.email ?? order.contact_email ?? order.customer?.email ?? null,
  }
}

const identity = orderPayload.pick({ id: true, admin_graphql_api_id: true })

/** The gid of the order a payload is: its own gid, else its digits. */
function readOrderId(payload: unknown): string | null {
  const shape = identity.safeParse(payload)
  return shape.success ? readGid("Order", shape.data) : null
}

function missingAmounts(order: OrderPayload): string[] {
  const bare = (line: { price?: string | null; price_set?: unknown }) => !line.price && !line.price_set
  const lines = order.line_items.flatMap((line, index) => [
    ...(bare(line) ? [`line_items.${index}.price`] : []),
    ...(readGid("LineItem", line) ? [] : [`line_items.${index}.id`]),
  ])
  const shipping = order.shipping_lines.flatMap((line, index) => (bare(line) ? [`shipping_lines.${index}.price`] : []))
  const refunds = order.refunds.flatMap((refund, index) => (readGid("Refund", refund) ? [] : [`refunds.${index}.id`]))
  return [...lines, ...shipping, ...refunds].slice(0, 20)
}

function toFact(id: string, topic: string, order: OrderPayload): OrderFact {
  const { currency } = order
  const total = order.current_total_price ?? order.total_price
  return {
    schema: 1,
    id,
    name: order.name,
    customerId: order.customer ? readGid("Customer", order.customer) : null,
    currency,
    taxesIncluded: order.taxes_included,
    test: order.test,
    channel: order.source_name ?? "",
    financialStatus: order.financial_status,
    gateways: [...new Set(order.payment_gateway_names.map((name) => name.trim().toLowerCase()))],
    tags: order.tags,
    ...codesOf(order.discount_codes.map(({ code }) => code)),
    ...(order.company && { company: true as const }),
    createdAt: order.created_at,
    processedAt: order.processed_at,
    updatedAt: order.updated_at,
    cancelledAt: order.cancelled_at ?? null,
    paidAt: paidAt(topic, order),
    totalMinor: readMinor(order.current_total_price_set, total, currency),
    lines: order.line_items.map((line) => mapLine(line, order)),
    shipping: mapShipping(order),
    refunds: order.refunds.map((refund) => mapRefund(refund, order)),
    fulfilments: order.fulfillments.map(mapFulfilment),
    payments: null,
  }
}

/** The payload has no moment of payment: only the topic that announces it does. */
function paidAt(topic: string, order: OrderPayload): string | null {
  if (order.financial_status !== "paid") return null
  if (topic === "orders/create") return order.processed_at
  if (topic === "orders/paid") return order.updated_at
  return null
}

function mapLine(line: LinePayload, order: OrderPayload): LineFact {
  const { currency } = order
  const refunded = order.refunds
    .flatMap((refund) => refund.refund_line_items)
    .filter((refundLine) => refundLine.line_item_id === line.id)
    .reduce((sum, refundLine) => sum + refundLine.quantity, 0)
  const currentQuantity = line.current_quantity ?? Math.max(0, line.quantity - refunded)
  return {
    id: readGid("LineItem", line) as string,
    productId: line.product_id ? toGid("Product", line.product_id) : null,
    variantId: line.variant_id ? toGid("ProductVariant", line.variant_id) : null,
    title: line.title ?? "",
    quantity: line.quantity,
    currentQuantity,
    unfulfilledQuantity: line.fulfillable_quantity ?? currentQuantity,
    unitPriceMinor: readMinor(line.price_set, line.price, currency),
    discountMinor: sumMinor(line.discount_allocations, (one) => readMinor(one.amount_set, one.amount, currency)),
    taxMinor: sumMinor(line.tax_lines, (one) => readMinor(one.price_set, one.price, currency)),
    dutyMinor: sumMinor(line.duties, (one) => readMinor(one.price_set, one.shop_money?.amount, currency)),
    giftCard: line.gift_card,
    tip: isTip(line, order),
    requiresShipping: line.requires_shipping,
  }
}

/** Newer payloads mark tips; older ones only show a line titled Tip, of no product, that equals the tip received. */
function isTip(line: LinePayload, order: OrderPayload): boolean {
  if (line.tip || line.tip_payment_gateway) return true
  if (line.product_id || line.title?.toLowerCase() !== "tip" || !order.total_tip_received) return false
  const received = parseMinor(order.total_tip_received, order.currency)
  return received > 0 && received === readMinor(line.price_set, line.price, order.currency) * line.quantity
}

function mapShipping(order: OrderPayload): ShippingFact {
  const { currency } = order
  const lines = order.shipping_lines.filter((line) => !line.is_removed)
  return {
    priceMinor: sumMinor(lines, (line) => readMinor(line.price_set, line.price, currency)),
    discountMinor: sumMinor(lines, (line) =>
      sumMinor(line.discount_allocations, (one) => readMinor(one.amount_set, one.amount, currency)),
    ),
    taxMinor: sumMinor(lines, (line) =>
      sumMinor(line.tax_lines, (one) => readMinor(one.price_set, one.price, currency)),
    ),
  }
}

/** Carrier's words after which nothing more is expected to happen to the parcel. */
const SHIPMENT_ENDS = new Set(["delivered", "failure"])

function mapFulfilment(fulfilment: FulfilmentPayload): FulfilmentFact {
  const shipmentStatus = fulfilment.shipment_status ?? null
  const ended = shipmentStatus !== null && SHIPMENT_ENDS.has(shipmentStatus)
  return {
    id: fulfilment.admin_graphql_api_id ?? `gid://shopify/Fulfillment/${fulfilment.id ?? "0"}`,
    status: fulfilment.status ?? "success",
    createdAt: fulfilment.created_at,
    shipmentStatus,
    shipmentAt: ended ? (fulfilment.updated_at ?? fulfilment.created_at) : null,
  }
}
