import { formatDecimal, parseMinor } from "#app/lib/money.ts"
import type { CustomerRecord } from "./customer.ts"
import type { Id, OrderRecord, RefundRecord, Transaction } from "./order.ts"
import { buildTransaction } from "./order-payload.ts"
import { moneySet, readPresentment } from "./presentment.ts"
import type { ProductRecord } from "./product.ts"
import { wholeFulfilment, wholeRefund } from "./whole-payload.ts"
import { fromWire, utcTime, wireTime } from "./wire.ts"
import { getShop, markChanged, nextId, type ShopWorld, type World } from "./world.ts"

type Stored = { kind: "order" | "customer" | "product"; id: Id }

/**
 * Makes a webhook's payload part of the world, so that the Admin API tells the same. Payloads that are not whole
 * (deltas, broken JSON) change nothing, except that refunds join their order and deletions delete. Returns what it stored.
 */
export function storePayload(world: World, shop: string, topic: string, body: string, at: Date): Stored | null {
  const payload = readObject(body)
  if (!payload || typeof payload.id !== "string" || !/^\d+$/.test(payload.id)) return null
  const place = getShop(world, shop)
  const id = payload.id
  if (topic.endsWith("/delete")) return forget(world, place, topic, id)
  if (topic === "refunds/create") return storeRefund(world, place, payload as unknown as RefundRecord, at)
  if (topic.startsWith("orders/") && Array.isArray(payload.line_items)) {
    storeOrder(world, place, payload as unknown as OrderRecord, at)
    return { kind: "order", id }
  }
  if (topic.startsWith("customers/") && "tax_exempt" in payload) {
    storeCustomer(world, place, payload as unknown as CustomerRecord, at)
    return { kind: "customer", id }
  }
  if (topic.startsWith("products/") && Array.isArray(payload.variants)) {
    const known = place.products.get(id)
    const product = { gift_card: false, collections: [], images: [], ...known, ...payload } as unknown as ProductRecord
    place.products.set(id, product)
    markChanged(world, "product", shop, id)
    return { kind: "product", id }
  }
  return null
}

function readObject(body: string): Record<string, unknown> | null {
  try {
    const value = fromWire(body)
    return value !== null && typeof value === "object" && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

function forget(world: World, place: ShopWorld, topic: string, id: Id): Stored | null {
  const kind = topic.split("/")[0]?.slice(0, -1)
  if (kind !== "order" && kind !== "customer" && kind !== "product") return null
  const map = { order: place.orders, customer: place.customers, product: place.products }[kind]
  map.delete(id)
  markChanged(world, kind, place.shop.domain, id)
  return { kind, id }
}

/** An older copy of a known order stays out of the way: the world knows better. */
function storeOrder(world: World, place: ShopWorld, payload: OrderRecord, at: Date): void {
  const known = place.orders.get(payload.id)
  const order = withDefaults(payload, at)
  if (known && new Date(known.updated_at) > new Date(order.updated_at)) return
  order.transactions = payload.transactions ?? inferTransactions(world, order, known)
  place.orders.set(order.id, order)
  markChanged(world, "order", place.shop.domain, order.id)
  if (order.customer?.id && !place.customers.has(order.customer.id)) {
    storeCustomer(world, place, order.customer, at)
  }
}

/** Fields a partial file leaves out get the value that says nothing. */
function withDefaults(payload: OrderRecord, at: Date): OrderRecord {
  const now = wireTime(at)
  return {
    ...payload,
    name: payload.name ?? `#${payload.order_number ?? payload.id}`,
    currency: payload.currency ?? "EUR",
    created_at: payload.created_at ?? now,
    updated_at: payload.updated_at ?? payload.created_at ?? now,
    customer: payload.customer ?? null,
    financial_status: payload.financial_status ?? "pending",
    payment_gateway_names: payload.payment_gateway_names ?? [],
    line_items: payload.line_items.map((line) => ({
      ...line,
      current_quantity: line.current_quantity ?? line.quantity,
      fulfillable_quantity: line.fulfillable_quantity ?? line.current_quantity ?? line.quantity,
      requires_shipping: line.requires_shipping ?? true,
    })),
    shipping_lines: payload.shipping_lines ?? [],
    discount_applications: payload.discount_applications ?? [],
    refunds: (payload.refunds ?? []).map((refund) => wholeRefund(refund, payload.updated_at ?? now)),
    fulfillments: (payload.fulfillments ?? []).map((one) => wholeFulfilment(one, payload.updated_at ?? now)),
    tags: payload.tags ?? "",
    total_price: payload.total_price ?? "0.00",
  }
}

/** What must have been paid for the order to be in this state, by its first gateway; the refunds' own transactions beside it. */
function inferTransactions(world: World, order: OrderRecord, known: OrderRecord | undefined): Transaction[] {
  const refunds = order.refunds.flatMap((refund) => refund.transactions)
  const before = (known?.transactions ?? []).filter((t) => t.kind !== "refund" && t.status === "success")
  const total = parseMinor(order.total_price, order.currency)
  const paidStates = ["paid", "partially_refunded", "refunded"]
  const outstanding = parseMinor(order.total_outstanding ?? "0", order.currency)
  const paid = paidStates.includes(order.financial_status) ? total : 0
  const part = order.financial_status === "partially_paid" ? Math.max(0, total - outstanding) : 0
  if (before.length > 0 || paid + part === 0) return [...before, ...refunds]
  const sale = buildTransaction({
    id: nextId(world),
    orderId: order.id,
    orderName: order.name,
    kind: "sale",
    gateway: order.payment_gateway_names[0] ?? "manual",
    status: "success",
    amountMinor: paid + part,
    at: order.processed_at ?? order.created_at,
    test: order.test ?? false,
    parentId: null,
    presentment: readPresentment(order),
  })
  return [sale, ...refunds]
}

function storeCustomer(world: World, place: ShopWorld, payload: CustomerRecord, at: Date): void {
  const known = place.customers.get(payload.id)
  const empty = { tags: "", locale: place.shop.locale, addresses: [] }
  const customer = {
    ...empty,
    ...known,
    ...payload,
    created_at: payload.created_at ?? known?.created_at ?? wireTime(at),
    updated_at: payload.updated_at ?? known?.updated_at ?? wireTime(at),
  } as CustomerRecord
  place.customers.set(customer.id, customer)
  markChanged(world, "customer", place.shop.domain, customer.id)
}

/** A refund told by itself joins its order: lines lose units, money is given back. */
function storeRefund(world: World, place: ShopWorld, refund: RefundRecord, at: Date): Stored | null {
  const order = place.orders.get(refund.order_id)
  if (!order) return null
  if (order.refunds.some((known) => known.id === refund.id)) return { kind: "order", id: order.id }
  const whole = wholeRefund(refund, wireTime(at))
  order.refunds.push(whole)
  order.transactions.push(...whole.transactions)
  for (const refunded of whole.refund_line_items) {
    const line = order.line_items.find((l) => l.id === refunded.line_item_id)
    if (line) line.current_quantity = Math.max(0, line.current_quantity - refunded.quantity)
  }
  settleStatus(order)
  if (utcTime(whole.created_at) > utcTime(order.updated_at)) order.updated_at = whole.created_at
  markChanged(world, "order", place.shop.domain, order.id)
  return { kind: "order", id: order.id }
}

function settleStatus(order: OrderRecord): void {
  const done = order.transactions.filter((t) => t.kind === "refund" && t.status === "success")
  const minor = (t: Transaction) => parseMinor(t.amount_set?.shop_money.amount ?? t.amount, order.currency)
  const refunded = done.reduce((sum, t) => sum + minor(t), 0)
  if (refunded === 0) return
  const total = parseMinor(order.total_price, order.currency)
  order.financial_status = refunded >= total ? "refunded" : "partially_refunded"
  const left = Math.max(0, total - refunded)
  order.current_total_price = formatDecimal(left, order.currency)
  order.current_total_price_set = moneySet(left, readPresentment(order))
}
