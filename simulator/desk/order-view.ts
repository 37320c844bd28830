import { formatDecimal, parseMinor } from "#app/lib/money.ts"
import type { OrderRecord } from "../world/order.ts"
import { lineNetMinor } from "../world/order-lines.ts"
import { refundableMinor } from "./refund-form.ts"

/** A list's row, and the head of the order's page. */
export function summariseOrder(order: OrderRecord) {
  const { customer } = order
  const name = [customer?.first_name, customer?.last_name].filter(Boolean).join(" ")
  return {
    id: order.id,
    name: order.name,
    at: order.processed_at,
    customer: customer ? name || customer.email || "Customer" : order.email || "Guest",
    total: order.current_total_price,
    currency: order.currency,
    payment: order.financial_status.replaceAll("_", " "),
    paymentTone: PAYMENT_TONES[order.financial_status] ?? "",
    fulfilment: order.fulfillment_status ?? "unfulfilled",
    cancelled: order.cancelled_at !== null,
    test: order.test,
    units: order.line_items.reduce((sum, line) => sum + line.current_quantity, 0),
  }
}

const PAYMENT_TONES: Record<string, string> = {
  authorized: "info",
  paid: "success",
  partially_paid: "warning",
  partially_refunded: "warning",
  pending: "warning",
}

/** Everything the order's page shows. */
export function describeOrder(order: OrderRecord) {
  const left = refundableMinor(order)
  const decimal = (minor: number) => formatDecimal(minor, order.currency)
  const underWay = order.fulfillments.some((f) => f.status === "success" && f.shipment_status !== "delivered")
  return {
    ...summariseOrder(order),
    customerId: order.customer?.id ?? null,
    email: order.email,
    gateway: order.payment_gateway_names.join(", "),
    presentment: order.presentment_currency === order.currency ? null : order.total_price_set.presentment_money,
    tags: order.tags,
    note: order.note,
    lines: order.line_items.map((line) => ({
      id: line.id,
      name: line.name,
      sku: line.sku,
      price: line.price,
      quantity: line.quantity,
      current: line.current_quantity,
      sent: line.current_quantity - line.fulfillable_quantity,
      total: decimal(lineNetMinor(line, order.currency)),
      giftCard: line.gift_card,
    })),
    totals: listTotals(order),
    transactions: order.transactions.map((t) => ({
      kind: t.kind,
      gateway: t.gateway,
      status: t.status,
      amount: t.amount,
      at: t.processed_at ?? t.created_at,
    })),
    refunds: order.refunds.map((refund) => ({
      id: refund.id,
      at: refund.created_at,
      note: refund.note,
      units: refund.refund_line_items.reduce((sum, line) => sum + line.quantity, 0),
      adjustments: refund.order_adjustments.map(({ kind, reason, amount }) => ({ kind, reason, amount })),
      money: refund.transactions.map(({ amount, status }) => ({ amount, status })),
      pending: refund.transactions.some((t) => t.status === "pending"),
    })),
    parcels: order.fulfillments.map((f) => ({
      name: f.name,
      at: f.created_at,
      state: f.shipment_status ?? "on its way",
    })),
    can: {
      pay: !order.cancelled_at && parseMinor(order.total_outstanding, order.currency) > 0,
      fulfil: !order.cancelled_at && order.line_items.some((line) => line.fulfillable_quantity > 0),
      deliver: underWay,
      change: !order.cancelled_at,
      refund: left.money > 0 || order.line_items.some((line) => line.current_quantity > 0),
    },
    outstanding: order.total_outstanding,
    refundable: decimal(left.money),
    refundableShipping: decimal(left.shipping),
  }
}

function listTotals(order: OrderRecord): { label: string; amount: string; strong?: boolean }[] {
  const shown = (label: string, amount: string) => (Number(amount) === 0 ? [] : [{ label, amount }])
  return [
    { label: "Subtotal", amount: order.subtotal_price },
    ...shown("Discounts in it", order.total_discounts),
    { label: "Shipping", amount: order.total_shipping_price_set.shop_money.amount },
    { label: order.taxes_included ? "Tax (included)" : "Tax", amount: order.total_tax },
    ...shown("Tips", order.total_tip_received),
    { label: "Total", amount: order.total_price, strong: true },
    ...(order.current_total_price === order.total_price
      ? []
      : [{ label: "Total now", amount: order.current_total_price, strong: true }]),
    ...shown("Outstanding", order.total_outstanding),
  ]
}
