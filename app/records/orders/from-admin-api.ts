import { parseMinor } from "#app/lib/money.ts"
import { codesOf } from "./discount-codes.ts"
import type {
  FinancialStatus,
  FulfilmentFact,
  IncomingOrder,
  LineFact,
  OrderFact,
  PaymentFact,
  RefundFact,
  ShippingFact,
} from "./order-fact.ts"
import { sumMinor } from "./payload-money.ts"

/** The parts of the Admin API's order that make a fact; app/shopify/operations/orders.server.ts reads them. */
type Money = { shopMoney: { amount: string } }
type Allocation = { allocatedAmountSet: Money }
type Tax = { priceSet: Money }

export type OrderNode = {
  id: string
  name: string
  customer: { id: string } | null
  purchasingEntity?: { __typename: string } | null
  currencyCode: string
  taxesIncluded: boolean
  test: boolean
  sourceName: string | null
  displayFinancialStatus: string | null
  paymentGatewayNames: string[]
  tags: string[]
  discountCodes: string[]
  createdAt: string
  processedAt: string
  updatedAt: string
  cancelledAt: string | null
  currentTotalPriceSet: Money
  totalTipReceivedSet: Money
  lines: LineNode[]
  shippingLines: {
    isRemoved: boolean
    originalPriceSet: Money
    discountAllocations: Allocation[]
    taxLines: Tax[]
  }[]
  transactions: TransactionNode[]
  fulfillments: FulfilmentNode[]
  refunds: RefundNode[]
}

type LineNode = {
  id: string
  title: string
  quantity: number
  currentQuantity: number
  unfulfilledQuantity: number
  isGiftCard: boolean
  requiresShipping: boolean
  product: { id: string } | null
  variant: { id: string } | null
  originalUnitPriceSet: Money
  discountAllocations: Allocation[]
  taxLines: Tax[]
  duties: { price: Money }[]
}

type TransactionNode = {
  kind: string
  status: string
  gateway: string | null
  createdAt: string
  processedAt: string | null
  amountSet: Money
}

type FulfilmentNode = {
  id: string
  status: string
  displayStatus: string | null
  createdAt: string
  updatedAt: string
  deliveredAt: string | null
}

type RefundNode = {
  id: string
  createdAt: string | null
  processedAt: string
  lines: { quantity: number; lineItem: { id: string }; subtotalSet: Money; totalTaxSet: Money }[]
  adjustments: { amountSet: Money; taxAmountSet: Money }[]
  shippingLines: { subtotalAmountSet: Money; taxAmountSet: Money }[]
  transactions: TransactionNode[]
}

/** The Admin API's order, as it is stored. */
export function incomingFromAdminApi(order: OrderNode & { email: string | null }): IncomingOrder {
  return { fact: orderFromAdminApi(order), email: order.email?.trim().toLowerCase() || null }
}

/** The Admin API's order → the same fact that its webhook payload makes, and more: when and by what it was paid. */
export function orderFromAdminApi(order: OrderNode): OrderFact {
  const minor = (set: Money) => parseMinor(set.shopMoney.amount, order.currencyCode)
  const financialStatus = (order.displayFinancialStatus ?? "PENDING").toLowerCase() as FinancialStatus
  const payments = mapPayments(order, minor)
  return {
    schema: 1,
    id: order.id,
    name: order.name,
    customerId: order.customer?.id ?? null,
    currency: order.currencyCode,
    taxesIncluded: order.taxesIncluded,
    test: order.test,
    channel: order.sourceName ?? "",
    financialStatus,
    gateways: [...new Set(order.paymentGatewayNames.map((name) => name.trim().toLowerCase()))],
    tags: [...new Set(order.tags.map((tag) => tag.trim()).filter(Boolean))],
    ...codesOf(order.discountCodes),
    ...(order.purchasingEntity?.__typename === "PurchasingCompany" && { company: true as const }),
    createdAt: iso(order.createdAt),
    processedAt: iso(order.processedAt),
    updatedAt: iso(order.updatedAt),
    cancelledAt: order.cancelledAt ? iso(order.cancelledAt) : null,
    paidAt: paidAt(financialStatus, payments, order),
    totalMinor: minor(order.currentTotalPriceSet),
    lines: order.lines.map((line) => mapLine(line, order, minor)),
    shipping: mapShipping(order, minor),
    refunds: order.refunds.map((refund) => mapRefund(refund, order.currencyCode, minor)),
    fulfilments: order.fulfillments.map(mapFulfilment),
    payments,
  }
}

type ReadMinor = (set: Money) => number

/** Shopify's own form ("2026-03-01T10:00:00Z") is ours but for the milliseconds; many a thousand are read at a time. */
function iso(moment: string): string {
  if (moment.length === 20 && moment.endsWith("Z")) return `${moment.slice(0, 19)}.000Z`
  return new Date(moment).toISOString()
}

function mapPayments(order: OrderNode, minor: ReadMinor): PaymentFact[] {
  return order.transactions
    .filter((one) => one.status === "SUCCESS" && (one.kind === "SALE" || one.kind === "CAPTURE"))
    .map((one) => ({
      gateway: (one.gateway ?? "").toLowerCase(),
      amountMinor: minor(one.amountSet),
      processedAt: iso(one.processedAt ?? one.createdAt),
    }))
}

/** Paid in full with the last payment; an order that cost nothing was paid when it was placed. */
function paidAt(status: FinancialStatus, payments: PaymentFact[], order: OrderNode): string | null {
  if (status !== "paid" && status !== "partially_refunded" && status !== "refunded") return null
  const moments = payments.map((payment) => payment.processedAt).sort()
  return moments.at(-1) ?? iso(order.processedAt)
}

function mapLine(line: LineNode, order: OrderNode, minor: ReadMinor): LineFact {
  const unitPriceMinor = minor(line.originalUnitPriceSet)
  const tipMinor = minor(order.totalTipReceivedSet)
  return {
    id: line.id,
    productId: line.product?.id ?? null,
    variantId: line.variant?.id ?? null,
    title: line.title.trim(),
    quantity: line.quantity,
    currentQuantity: line.currentQuantity,
    unfulfilledQuantity: line.unfulfilledQuantity,
    unitPriceMinor,
    discountMinor: sumMinor(line.discountAllocations, (one) => minor(one.allocatedAmountSet)),
    taxMinor: sumMinor(line.taxLines, (one) => minor(one.priceSet)),
    dutyMinor: sumMinor(line.duties, (one) => minor(one.price)),
    giftCard: line.isGiftCard,
    // The Admin API does not mark tips: a line titled Tip, of no product, that equals the tip received.
    tip:
      line.product === null &&
      line.title.trim().toLowerCase() === "tip" &&
      tipMinor > 0 &&
      tipMinor === unitPriceMinor * line.quantity,
    requiresShipping: line.requiresShipping,
  }
}

function mapShipping(order: OrderNode, minor: ReadMinor): ShippingFact {
  const lines = order.shippingLines.filter((line) => !line.isRemoved)
  return {
    priceMinor: sumMinor(lines, (line) => minor(line.originalPriceSet)),
    discountMinor: sumMinor(lines, (line) =>
      sumMinor(line.discountAllocations, (one) => minor(one.allocatedAmountSet)),
    ),
    taxMinor: sumMinor(lines, (line) => sumMinor(line.taxLines, (one) => minor(one.priceSet))),
  }
}

function mapRefund(refund: RefundNode, currency: string, minor: ReadMinor): RefundFact {
  return {
    id: refund.id,
    createdAt: iso(refund.createdAt ?? refund.processedAt),
    lines: refund.lines.map((line) => ({
      lineId: line.lineItem.id,
      quantity: line.quantity,
      subtotalMinor: minor(line.subtotalSet),
      taxMinor: minor(line.totalTaxSet),
    })),
    shippingMinor: sumMinor(refund.shippingLines, (line) => minor(line.subtotalAmountSet)),
    shippingTaxMinor: sumMinor(refund.shippingLines, (line) => minor(line.taxAmountSet)),
    discrepancyMinor: sumMinor(refund.adjustments, (one) => minor(one.amountSet)),
    discrepancyTaxMinor: sumMinor(refund.adjustments, (one) => minor(one.taxAmountSet)),
    transactions: refund.transactions.map((one) => ({
      kind: one.kind.toLowerCase(),
      status: one.status.toLowerCase(),
      amountMinor: minor(one.amountSet),
      currency,
    })),
  }
}

/** Display statuses that a carrier's word stands behind, as webhooks write them. */
export const CARRIER_WORDS: Record<string, string> = {
  ATTEMPTED_DELIVERY: "attempted_delivery",
  CONFIRMED: "confirmed",
  DELAYED: "delayed",
  DELIVERED: "delivered",
  FAILURE: "failure",
  IN_TRANSIT: "in_transit",
  LABEL_PRINTED: "label_printed",
  LABEL_PURCHASED: "label_purchased",
  NOT_DELIVERED: "failure",
  OUT_FOR_DELIVERY: "out_for_delivery",
  READY_FOR_PICKUP: "ready_for_pickup",
}

function mapFulfilment(fulfilment: FulfilmentNode): FulfilmentFact {
  const shipmentStatus = CARRIER_WORDS[fulfilment.displayStatus ?? ""] ?? null
  const ended = shipmentStatus === "delivered" || shipmentStatus === "failure"
  return {
    id: fulfilment.id,
    status: fulfilment.status.toLowerCase(),
    createdAt: iso(fulfilment.createdAt),
    shipmentStatus,
    shipmentAt: ended ? iso(fulfilment.deliveredAt ?? fulfilment.updatedAt) : null,
  }
}
