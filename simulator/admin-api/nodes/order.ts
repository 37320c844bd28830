import { parseMinor } from "#app/lib/money.ts"
import type { OrderRecord, Transaction } from "../../world/order.ts"
import { paidMinor } from "../../world/order-totals.ts"
import { moneySet, readPresentment } from "../../world/presentment.ts"
import { utcTime } from "../../world/wire.ts"
import type { ApiContext } from "../api-context.ts"
import { type PageArguments, paginateList } from "../connection.ts"
import { customerNode, splitTags } from "./customer.ts"
import { fulfillmentNode } from "./fulfillment.ts"
import { lineItemNode, shippingLineNode, taxLineNodes } from "./line.ts"
import { metafieldFields } from "./metafield.ts"
import { money, moneyBag, optionalBag } from "./money.ts"
import { refundNode, transactionNode } from "./refund.ts"

const DISPLAY_FULFILMENT: Record<string, string> = {
  fulfilled: "FULFILLED",
  partial: "PARTIALLY_FULFILLED",
  restocked: "RESTOCKED",
}

export function orderNode(context: ApiContext, order: OrderRecord): Record<string, unknown> {
  const gid = `gid://shopify/Order/${order.id}`
  return {
    __typename: "Order",
    id: gid,
    legacyResourceId: order.id,
    ...orderHead(context, order),
    ...orderMoney(order),
    lineItems: (args: PageArguments) => {
      return paginateList(order.line_items, args, (line) => lineItemNode(context, order, line))
    },
    shippingLine: () => (order.shipping_lines[0] ? shippingLineNode(order, order.shipping_lines[0]) : null),
    shippingLines: (args: PageArguments & { includeRemovals?: boolean | null }) => {
      const lines = order.shipping_lines.filter((line) => args.includeRemovals || !line.is_removed)
      return paginateList(lines, args, (line) => shippingLineNode(order, line))
    },
    transactions: (args: { first?: number | null }) =>
      head(order.transactions ?? [], args.first).map((t) => transactionNode(context, order, t)),
    fulfillments: (args: { first?: number | null }) =>
      head(order.fulfillments ?? [], args.first).map((f) => fulfillmentNode(context, order, f)),
    refunds: (args: { first?: number | null }) =>
      head(order.refunds ?? [], args.first).map((refund) => refundNode(context, order, refund)),
    taxLines: () => taxLineNodes(order.tax_lines, order.currency),
    ...metafieldFields(context, gid),
  }
}

function head<Entry>(entries: Entry[], first: number | null | undefined): Entry[] {
  return typeof first === "number" ? entries.slice(0, first) : entries
}

function orderHead(context: ApiContext, order: OrderRecord): Record<string, unknown> {
  const time = (text: string | null) => (text ? utcTime(text) : null)
  const customer = order.customer ? context.place.customers.get(order.customer.id) : undefined
  return {
    name: order.name,
    number: Number(order.order_number ?? 0),
    email: order.email === "" ? null : (order.email ?? null),
    phone: order.phone ?? null,
    note: order.note ?? null,
    customer: () => (customer ? customerNode(context, customer) : null),
    purchasingEntity: () =>
      order.company ? { __typename: "PurchasingCompany" } : customer ? customerNode(context, customer) : null,
    customerLocale: order.customer_locale ?? null,
    currencyCode: order.currency,
    presentmentCurrencyCode: order.presentment_currency ?? order.currency,
    taxesIncluded: order.taxes_included ?? false,
    taxExempt: order.tax_exempt ?? false,
    test: order.test ?? false,
    confirmed: order.confirmed ?? true,
    sourceName: order.source_name ?? null,
    sourceIdentifier: order.source_identifier ?? null,
    displayFinancialStatus: order.financial_status?.toUpperCase() ?? null,
    displayFulfillmentStatus: DISPLAY_FULFILMENT[order.fulfillment_status ?? ""] ?? "UNFULFILLED",
    paymentGatewayNames: order.payment_gateway_names ?? [],
    tags: splitTags(order.tags),
    discountCodes: (order.discount_codes ?? []).map((discount) => discount.code),
    customAttributes: ((order.note_attributes ?? []) as { name: string; value: string }[]).map((a) => ({
      key: a.name,
      value: a.value,
    })),
    createdAt: utcTime(order.created_at),
    processedAt: utcTime(order.processed_at ?? order.created_at),
    updatedAt: utcTime(order.updated_at),
    cancelledAt: time(order.cancelled_at),
    closedAt: time(order.closed_at),
    closed: Boolean(order.closed_at),
    cancelReason: order.cancel_reason?.toUpperCase() ?? null,
    edited: (order.refunds ?? []).some((r) => r.transactions.length === 0 && r.refund_line_items.length > 0),
    fullyPaid: ["paid", "partially_refunded", "refunded"].includes(order.financial_status),
    unpaid: ["pending", "authorized"].includes(order.financial_status),
  }
}

/** Each sum is made when asked for: an answer has a few of them, and a page of orders would make hundreds for nobody. */
function orderMoney(order: OrderRecord): Record<string, unknown> {
  const bag = (field: string) => () => moneyBag(order[`${field}_set`] as never, order[field], order.currency)
  const made = (minor: () => number) => () => moneyBag(moneySet(minor(), readPresentment(order)), null, order.currency)
  const settled = () => paidMinor({ ...order, transactions: order.transactions ?? [] })
  return {
    totalPriceSet: bag("total_price"),
    originalTotalPriceSet: bag("total_price"),
    subtotalPriceSet: bag("subtotal_price"),
    totalTaxSet: bag("total_tax"),
    totalDiscountsSet: bag("total_discounts"),
    totalShippingPriceSet: () => moneyBag(order.total_shipping_price_set, "0", order.currency),
    currentTotalPriceSet: bag("current_total_price"),
    currentSubtotalPriceSet: bag("current_subtotal_price"),
    currentTotalTaxSet: bag("current_total_tax"),
    currentTotalDiscountsSet: bag("current_total_discounts"),
    currentTotalDutiesSet: () => optionalBag(order.current_total_duties_set, null, order.currency),
    totalTipReceivedSet: made(() => parseMinor(order.total_tip_received ?? "0", order.currency)),
    totalTipReceived: money(order.total_tip_received ?? "0.00", order.currency),
    totalOutstandingSet: made(() => parseMinor(order.total_outstanding ?? "0", order.currency)),
    totalReceivedSet: made(() => settled().paid),
    totalRefundedSet: made(() => settled().refunded),
    netPaymentSet: made(() => settled().paid - settled().refunded),
  }
}

/** Where a transaction of this order is to be found. */
export function findTransaction(order: OrderRecord, id: string): Transaction | undefined {
  return (order.transactions ?? []).find((transaction) => transaction.id === id)
}
