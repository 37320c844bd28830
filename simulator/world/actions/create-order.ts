import { createHash } from "node:crypto"
import { parseMinor } from "#app/lib/money.ts"
import { emit, orderPayload } from "../emit.ts"
import type { Address, Id, OrderRecord, Transaction } from "../order.ts"
import {
  allocateDiscount,
  buildLineItem,
  buildShippingLine,
  type DiscountDraft,
  type LineDraft,
} from "../order-lines.ts"
import { buildOrder, buildTransaction } from "../order-payload.ts"
import { recomputeOrder } from "../order-totals.ts"
import { ownCurrency, type Presentment, type Ratio } from "../presentment.ts"
import type { ShopRecord } from "../shop.ts"
import { wireTime } from "../wire.ts"
import { getShop, markChanged, nextId, type World } from "../world.ts"
import { getCustomer } from "./customers.ts"
import { noteUse } from "./discounts.ts"
import { findVariant } from "./products.ts"

/** A line by variant, or a custom one by title and price. */
export type NewLine = {
  variantId?: Id
  title?: string
  quantity: number
  /** Overrides the variant's price. */
  unitPriceMinor?: number
  giftCard?: boolean
  tip?: boolean
  requiresShipping?: boolean
  taxable?: boolean
  properties?: { name: string; value: string }[]
}

export type NewOrder = {
  /** null: a guest whose order belongs to no customer. */
  customerId: Id | null
  email?: string | null
  lines: NewLine[]
  shipping?: { title: string; priceMinor: number; discountMinor?: number } | null
  discount?: DiscountDraft | null
  /** Default "shopify_payments". Cash on delivery: "Cash on Delivery (COD)" with `paid: false`. */
  gateway?: string
  /** Default true. */
  paid?: boolean
  /** Part of the total paid with a gift card (gateway "gift_card"), in minor units. */
  giftCardPaymentMinor?: number
  /** Sold in another currency; `rate` is its units per unit of the shop's currency. */
  presentment?: { currency: string; rate: Ratio } | null
  test?: boolean
  sourceName?: string
  tags?: string[]
  note?: string | null
  locale?: string
  attributes?: { name: string; value: string }[]
  shippingAddress?: Address | null
  /** When it was placed, for imported orders; default `at`. */
  processedAt?: Date
}

/** Places an order; tells orders/create, orders/paid when it is, and orders/updated, under one event id. */
export function createOrder(world: World, shop: string, input: NewOrder, at: Date): OrderRecord {
  const place = getShop(world, shop)
  const record = place.shop
  const customer = input.customerId ? structuredClone(getCustomer(world, shop, input.customerId)) : null
  const presentment: Presentment = input.presentment
    ? { shopCurrency: record.currency, ...input.presentment }
    : ownCurrency(record.currency)
  const id = nextId(world)
  record.lastOrderNumber += 1
  const time = wireTime(at, record.ianaTimezone)
  const order = buildOrder({
    id,
    number: record.lastOrderNumber,
    at: time,
    processedAt: input.processedAt ? wireTime(input.processedAt, record.ianaTimezone) : time,
    token: createHash("md5").update(`${shop} ${id}`).digest("hex"),
    presentment,
    taxesIncluded: record.taxesIncluded,
    test: input.test ?? false,
    sourceName: input.sourceName ?? "web",
    customer,
    email: input.email ?? customer?.email ?? "",
    locale: input.locale ?? customer?.locale ?? record.locale,
    tags: (input.tags ?? []).join(", "),
    note: input.note ?? null,
    attributes: input.attributes ?? [],
    ...buildParts(world, shop, input, presentment),
    discount: input.discount ?? null,
    shippingAddress: input.shippingAddress ?? (customer?.default_address as Address | undefined) ?? null,
    transactions: [],
  })
  order.transactions = firstTransactions(world, order, input, presentment)
  recomputeOrder(order, presentment)
  place.orders.set(id, order)
  markChanged(world, "order", shop, id)
  if (input.discount) noteUse(world, shop, input.discount.code, { order_id: id, customer_id: input.customerId })
  markChanged(world, "shop", shop, record.id)
  const payload = orderPayload(order)
  const topics = ["orders/create", ...(order.financial_status === "paid" ? ["orders/paid"] : []), "orders/updated"]
  emit(
    world,
    shop,
    at,
    topics.map((topic) => ({ topic, payload })),
  )
  return order
}

function buildParts(world: World, shop: string, input: NewOrder, presentment: Presentment) {
  const record = getShop(world, shop).shop
  const tax = taxOfShop(record)
  const gateway = input.gateway ?? "shopify_payments"
  const drafts = input.lines.map((line) => draftLine(world, shop, line))
  const discounts = allocateDiscount(drafts, input.discount ?? null)
  const lines = drafts.map((draft, index) =>
    buildLineItem(nextId(world), draft, discounts[index] ?? 0, tax, presentment, gateway),
  )
  const { shipping } = input
  const discountMinor = input.discount?.kind === "shipping" ? (shipping?.priceMinor ?? 0) : 0
  const shippingLines = shipping
    ? [buildShippingLine(nextId(world), { discountMinor, ...shipping }, tax, presentment)]
    : []
  return { lines, shippingLines }
}

/** The shop's tax as lines need it. */
export function taxOfShop(shop: ShopRecord) {
  return { title: shop.tax.title, rate: shop.tax.rate, included: shop.taxesIncluded }
}

/** Fills a line from its variant; throws when it names an unknown one or has neither title nor price. */
export function draftLine(world: World, shop: string, line: NewLine): LineDraft {
  const found = line.variantId ? findVariant(world, shop, line.variantId) : null
  if (line.variantId && !found) throw new Error(`no such variant in ${shop}: ${line.variantId}`)
  const title = line.title ?? found?.product.title ?? (line.tip ? "Tip" : undefined)
  const currency = getShop(world, shop).shop.currency
  const price = line.unitPriceMinor ?? (found ? parseMinor(found.variant.price, currency) : undefined)
  if (title === undefined || price === undefined) throw new Error("a line needs a variant, or a title and a price")
  const giftCard = line.giftCard ?? found?.product.gift_card ?? false
  const immaterial = giftCard || (line.tip ?? false)
  const onlyVariant = found?.product.variants.length === 1
  return {
    title,
    variantTitle: found && !onlyVariant ? found.variant.title : null,
    sku: found?.variant.sku ?? null,
    vendor: found?.product.vendor ?? null,
    productId: found?.product.id ?? null,
    variantId: found?.variant.id ?? null,
    quantity: line.quantity,
    unitPriceMinor: price,
    giftCard,
    tip: line.tip ?? false,
    requiresShipping: line.requiresShipping ?? found?.variant.requires_shipping ?? !immaterial,
    taxable: line.taxable ?? found?.variant.taxable ?? !immaterial,
    grams: found?.variant.grams ?? 0,
    properties: line.properties ?? [],
  }
}

function firstTransactions(world: World, order: OrderRecord, input: NewOrder, presentment: Presentment): Transaction[] {
  const total = parseMinor(order.total_price, order.currency)
  const byCard = Math.min(input.giftCardPaymentMinor ?? 0, total)
  const make = (gateway: string, amountMinor: number, status: Transaction["status"]) =>
    buildTransaction({
      id: nextId(world),
      orderId: order.id,
      orderName: order.name,
      kind: "sale",
      gateway,
      status,
      amountMinor,
      at: order.processed_at,
      test: order.test,
      parentId: null,
      presentment,
    })
  const list: Transaction[] = []
  if (byCard > 0) list.push(make("gift_card", byCard, "success"))
  if (total > byCard) {
    const paid = input.paid ?? true
    list.push(make(input.gateway ?? "shopify_payments", total - byCard, paid ? "success" : "pending"))
  }
  return list
}
