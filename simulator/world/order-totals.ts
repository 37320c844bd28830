import { formatDecimal, parseMinor } from "#app/lib/money.ts"
import type { OrderRecord, Transaction } from "./order.ts"
import { lineNetMinor, lineTaxMinor, portion, sumMinor } from "./order-lines.ts"
import { moneySet, type Presentment, readPresentment } from "./presentment.ts"

type Totals = {
  subtotal: number
  gross: number
  discounts: number
  tax: number
  shipping: number
  tips: number
  currentSubtotal: number
  currentDiscounts: number
  currentTax: number
  currentShipping: number
  adjustments: number
}

/**
 * Writes every derived field of an order: totals, current totals, outstanding, the states of payment and fulfilment.
 * Amount-only refunds and fees change `current_total_price` but not `current_subtotal_price`, as in Shopify's payloads.
 */
export function recomputeOrder(order: OrderRecord, made?: Presentment): void {
  const presentment = made ?? readPresentment(order)
  const totals = addUp(order)
  const money = (field: string, minor: number) => {
    order[field] = formatDecimal(minor, order.currency)
    order[`${field}_set`] = moneySet(minor, presentment)
  }
  const taxOnTop = (tax: number) => (order.taxes_included ? 0 : tax)
  const total = totals.subtotal + totals.shipping + totals.tips + taxOnTop(totals.tax)
  const current =
    totals.currentSubtotal + totals.currentShipping + totals.tips + taxOnTop(totals.currentTax) + totals.adjustments
  money("subtotal_price", totals.subtotal)
  money("total_line_items_price", totals.gross)
  money("total_discounts", totals.discounts)
  money("total_tax", totals.tax)
  money("total_price", total)
  money("current_subtotal_price", totals.currentSubtotal)
  money("current_total_discounts", totals.currentDiscounts)
  money("current_total_tax", totals.currentTax)
  money("current_total_price", current)
  order.total_shipping_price_set = moneySet(totals.shipping, presentment)
  order.current_shipping_price_set = moneySet(totals.currentShipping, presentment)
  order.total_tip_received = formatDecimal(totals.tips, order.currency)
  settlePayment(order, current)
  settleFulfilment(order)
}

function addUp(order: OrderRecord): Totals {
  const currency = order.currency
  const goods = order.line_items.filter((line) => line.tip_payment_gateway === undefined)
  const totals = { subtotal: 0, gross: 0, discounts: 0, tax: 0, currentSubtotal: 0, currentDiscounts: 0 }
  let currentTax = 0
  for (const line of goods) {
    const net = lineNetMinor(line, currency)
    const gross = parseMinor(line.price, currency) * line.quantity
    const tax = lineTaxMinor(line, currency)
    const gone = line.quantity - line.current_quantity
    totals.subtotal += net
    totals.gross += gross
    totals.discounts += gross - net
    totals.tax += tax
    totals.currentSubtotal += net - portion(net, 0, gone, line.quantity)
    totals.currentDiscounts += gross - net - portion(gross - net, 0, gone, line.quantity)
    currentTax += tax - portion(tax, 0, gone, line.quantity)
  }
  const shipping = sumMinor(
    order.shipping_lines.map((s) => s.discounted_price),
    currency,
  )
  const shippingTax = order.shipping_lines.reduce((sum, line) => sum + lineTaxMinor(line, currency), 0)
  const back = shippingBack(order)
  const tips = order.line_items.filter((line) => line.tip_payment_gateway !== undefined)
  return {
    ...totals,
    tax: totals.tax + shippingTax,
    shipping,
    tips: tips.reduce((sum, line) => sum + lineNetMinor(line, currency), 0),
    currentTax: currentTax + shippingTax - back.tax,
    currentShipping: shipping - back.price,
    adjustments: discrepancies(order),
  }
}

function shippingBack(order: OrderRecord): { price: number; tax: number } {
  const adjustments = order.refunds
    .flatMap((refund) => refund.order_adjustments ?? [])
    .filter((adjustment) => adjustment.kind === "shipping_refund")
  return {
    price: -sumMinor(
      adjustments.map((a) => a.amount),
      order.currency,
    ),
    tax: -sumMinor(
      adjustments.map((a) => a.tax_amount),
      order.currency,
    ),
  }
}

function discrepancies(order: OrderRecord): number {
  const adjustments = order.refunds
    .flatMap((refund) => refund.order_adjustments ?? [])
    .filter((adjustment) => adjustment.kind === "refund_discrepancy")
  return sumMinor(
    adjustments.map((a) => a.amount),
    order.currency,
  )
}

/** Successful money in and out, in shop minor units. */
export function paidMinor(order: OrderRecord): { paid: number; refunded: number; authorized: number } {
  const of = (kinds: Transaction["kind"][]) =>
    sumMinor(
      order.transactions
        .filter((t) => t.status === "success" && kinds.includes(t.kind))
        .map((t) => t.amount_set?.shop_money.amount ?? t.amount),
      order.currency,
    )
  return {
    paid: of(["sale", "capture"]),
    refunded: of(["refund"]),
    authorized: of(["authorization"]) - of(["capture", "void"]),
  }
}

function settlePayment(order: OrderRecord, currentMinor: number): void {
  const { paid, refunded, authorized } = paidMinor(order)
  const outstanding = Math.max(0, currentMinor - (paid - refunded))
  order.total_outstanding = formatDecimal(order.cancelled_at ? 0 : outstanding, order.currency)
  order.payment_gateway_names = [...new Set(order.transactions.map((t) => t.gateway))]
  if (refunded > 0) order.financial_status = refunded >= paid ? "refunded" : "partially_refunded"
  else if (paid > 0) order.financial_status = outstanding > 0 ? "partially_paid" : "paid"
  else if (order.cancelled_at) order.financial_status = "voided"
  else if (authorized > 0) order.financial_status = "authorized"
  else order.financial_status = currentMinor === 0 ? "paid" : "pending"
}

function settleFulfilment(order: OrderRecord): void {
  let open = 0
  let done = 0
  for (const line of order.line_items) {
    const sent = fulfilledQuantity(order, line.id)
    line.fulfillable_quantity = Math.max(0, line.current_quantity - sent)
    line.fulfillment_status = sent === 0 ? null : line.fulfillable_quantity === 0 ? "fulfilled" : "partial"
    open += line.fulfillable_quantity
    done += sent
  }
  order.fulfillment_status = done === 0 ? null : open === 0 ? "fulfilled" : "partial"
}

/** Units of a line that were sent. */
function fulfilledQuantity(order: OrderRecord, lineId: string): number {
  return order.fulfillments
    .filter((fulfillment) => fulfillment.status === "success")
    .flatMap((fulfillment) => fulfillment.line_items)
    .filter((line) => line.id === lineId)
    .reduce((sum, line) => sum + line.quantity, 0)
}
