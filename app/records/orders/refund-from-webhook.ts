import { toGid } from "#app/shopify/gid.ts"
import { readGid } from "../payload.ts"
import type { RefundFact } from "./order-fact.ts"
import type { OrderPayload, RefundPayload } from "./order-payload.ts"
import { readMinor, sumMinor } from "./payload-money.ts"

/** One refund of an order payload. Shipping given back is positive; discrepancies keep Shopify's sign. */
export function mapRefund(refund: RefundPayload, order: OrderPayload): RefundFact {
  const { currency } = order
  const adjustments = (kind: string) => refund.order_adjustments.filter((one) => one.kind === kind)
  const amount = (one: RefundPayload["order_adjustments"][number]) => readMinor(one.amount_set, one.amount, currency)
  const tax = (one: RefundPayload["order_adjustments"][number]) =>
    readMinor(one.tax_amount_set, one.tax_amount, currency)
  const shipping = adjustments("shipping_refund")
  const discrepancies = adjustments("refund_discrepancy")
  // The same money may stand both as an adjustment (negative) and as refunded shipping lines (positive).
  const shippingLines = shipping.length > 0 ? [] : refund.refund_shipping_lines
  return {
    id: readGid("Refund", refund) as string,
    createdAt: refund.created_at,
    lines: refund.refund_line_items.map((line) => ({
      lineId: refundedLineId(line, order),
      quantity: line.quantity,
      subtotalMinor: readMinor(line.subtotal_set, line.subtotal, currency),
      taxMinor: readMinor(line.total_tax_set, line.total_tax, currency),
    })),
    shippingMinor:
      sumMinor(shippingLines, (one) => readMinor(one.subtotal_amount_set, null, currency)) - sumMinor(shipping, amount),
    shippingTaxMinor:
      sumMinor(shippingLines, (one) => readMinor(one.tax_amount_set, null, currency)) - sumMinor(shipping, tax),
    discrepancyMinor: sumMinor(discrepancies, amount),
    discrepancyTaxMinor: sumMinor(discrepancies, tax),
    transactions: refund.transactions.map((one) => mapTransaction(one, currency)),
  }
}

type Transaction = RefundPayload["transactions"][number]

function mapTransaction(one: Transaction, shopCurrency: string): RefundFact["transactions"][number] {
  const currency = one.amount_set || !one.currency ? shopCurrency : one.currency
  return { kind: one.kind, status: one.status, amountMinor: readMinor(one.amount_set, one.amount, currency), currency }
}

/** The gid of the line a refund line is about: its own words, else that of the order's line with the same digits. */
function refundedLineId(line: RefundPayload["refund_line_items"][number], order: OrderPayload): string {
  const nested = readGid("LineItem", { admin_graphql_api_id: line.line_item?.admin_graphql_api_id ?? null })
  if (nested) return nested
  const sibling = order.line_items.find((one) => one.id === line.line_item_id)
  return (sibling && readGid("LineItem", sibling)) ?? toGid("LineItem", line.line_item_id)
}
