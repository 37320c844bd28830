import { formatDecimal, parseMinor } from "#app/lib/money.ts"
import type { Id, LineItem, OrderAdjustment, OrderRecord, RefundLineItem, RefundRecord, Transaction } from "./order.ts"
import { lineNetMinor, lineTaxMinor, portion } from "./order-lines.ts"
import { moneySet, readPresentment } from "./presentment.ts"

/** The next `quantity` units of a line, given back at their share of its price, discount and tax. */
export function buildRefundLine(
  id: Id,
  order: OrderRecord,
  line: LineItem,
  quantity: number,
  restockType: RefundLineItem["restock_type"],
): RefundLineItem {
  const gone = line.quantity - line.current_quantity
  const share = (total: number) => portion(total, gone, gone + quantity, line.quantity)
  const subtotal = share(lineNetMinor(line, order.currency))
  const tax = share(lineTaxMinor(line, order.currency))
  const presentment = readPresentment(order)
  return {
    id,
    quantity,
    line_item_id: line.id,
    location_id: null,
    restock_type: restockType,
    subtotal: Number(formatDecimal(subtotal, order.currency)),
    total_tax: Number(formatDecimal(tax, order.currency)),
    subtotal_set: moneySet(subtotal, presentment),
    total_tax_set: moneySet(tax, presentment),
    line_item: structuredClone(line),
  }
}

export type RefundParts = {
  lines: RefundLineItem[]
  note: string | null
  adjustments?: OrderAdjustment[]
  shippingLines?: Record<string, unknown>[]
  transactions?: Transaction[]
}

export function buildRefund(id: Id, order: OrderRecord, time: string, parts: RefundParts): RefundRecord {
  return {
    id,
    order_id: order.id,
    created_at: time,
    note: parts.note,
    user_id: null,
    processed_at: time,
    duties: [],
    total_duties_set: moneySet(0, readPresentment(order)),
    return: null,
    refund_shipping_lines: parts.shippingLines ?? [],
    restock: parts.lines.some((line) => line.restock_type !== "no_restock"),
    admin_graphql_api_id: `gid://shopify/Refund/${id}`,
    order_adjustments: parts.adjustments ?? [],
    refund_line_items: parts.lines,
    transactions: parts.transactions ?? [],
  }
}

/** An adjustment; `minor` signed as Shopify signs it: negative = money went back beyond the lines. */
export function buildAdjustment(
  id: Id,
  order: OrderRecord,
  refundId: Id,
  kind: OrderAdjustment["kind"],
  minor: number,
  taxMinor: number,
  pending = false,
): OrderAdjustment {
  const presentment = readPresentment(order)
  const discrepancy = pending ? "Pending refund discrepancy" : "Refund discrepancy"
  return {
    id,
    order_id: order.id,
    refund_id: refundId,
    amount: formatDecimal(minor, order.currency),
    tax_amount: formatDecimal(taxMinor, order.currency),
    kind,
    reason: kind === "shipping_refund" ? "Shipping refund" : discrepancy,
    amount_set: moneySet(minor, presentment),
    tax_amount_set: moneySet(taxMinor, presentment),
  }
}

/** Shipping given back: the newer list beside the older adjustment; real payloads carry both. */
export function buildShippingRefund(id: Id, order: OrderRecord, minor: number): Record<string, unknown> {
  const line = order.shipping_lines[0]
  const presentment = readPresentment(order)
  return {
    id,
    shipping_line_id: line?.id ?? null,
    shipping_line: line ? structuredClone(line) : null,
    subtotal_amount_set: moneySet(minor, presentment),
    tax_amount_set: moneySet(shippingTaxMinor(order, minor), presentment),
  }
}

/** The tax that stands in (or on top of) `minor` of shipping. */
export function shippingTaxMinor(order: OrderRecord, minor: number): number {
  const price = order.shipping_lines.reduce((sum, l) => sum + parseMinor(l.discounted_price, order.currency), 0)
  const tax = order.shipping_lines.reduce((sum, line) => sum + lineTaxMinor(line, order.currency), 0)
  return price === 0 ? 0 : portion(tax, 0, minor, price)
}
