/**
 * An order as Shopify last told it, reduced to what our rules read. Money is in minor units of `currency` (shop money);
 * ids are gids; moments are ISO 8601 in UTC. It holds no personal data. Both mappers (webhook payload, Admin API) make this.
 */
export type OrderFact = {
  schema: 1
  id: string
  name: string
  customerId: string | null
  currency: string
  taxesIncluded: boolean
  test: boolean
  /** Shopify's source_name: "web", "pos", "shopify_draft_order", an app's id, … */
  channel: string
  financialStatus: FinancialStatus
  /** Payment gateway names, lower case. */
  gateways: string[]
  tags: string[]
  /** Discount codes as they were typed; absent: none, or told by an older release. */
  discountCodes?: string[]
  /** Bought for a company (B2B); absent: not. */
  company?: true
  createdAt: string
  processedAt: string
  updatedAt: string
  cancelledAt: string | null
  /** When the order was paid in full; null while it is not, or not known yet. */
  paidAt: string | null
  totalMinor: number
  lines: LineFact[]
  shipping: ShippingFact
  refunds: RefundFact[]
  fulfilments: FulfilmentFact[]
  /** Successful sales and captures, minus nothing; null: not known (webhook payloads carry none). */
  payments: PaymentFact[] | null
}

export type FinancialStatus =
  | "pending"
  | "authorized"
  | "partially_paid"
  | "paid"
  | "partially_refunded"
  | "refunded"
  | "voided"
  | "expired"

export type LineFact = {
  id: string
  productId: string | null
  variantId: string | null
  title: string
  /** Units ordered (edits that add units raise it). */
  quantity: number
  /** Units left after edits and refunds. */
  currentQuantity: number
  /** Of these, units not yet shipped (`fulfillable_quantity`, `unfulfilledQuantity`): tells when the last one has left. */
  unfulfilledQuantity: number
  unitPriceMinor: number
  /** Sum of the line's discount allocations, for all `quantity` units. `total_discount` is not used: it lies. */
  discountMinor: number
  /** Sum of the line's tax lines, for all `quantity` units. */
  taxMinor: number
  /** Import duties of the line, for all `quantity` units. */
  dutyMinor: number
  giftCard: boolean
  tip: boolean
  requiresShipping: boolean
}

/** All shipping lines together, before refunds. */
export type ShippingFact = { priceMinor: number; discountMinor: number; taxMinor: number }

export type RefundFact = {
  id: string
  createdAt: string
  lines: { lineId: string; quantity: number; subtotalMinor: number; taxMinor: number }[]
  /** Shipping given back, positive. Like a line's price it holds its tax where prices include tax, else the tax is beside it. */
  shippingMinor: number
  shippingTaxMinor: number
  /**
   * Sum of refund discrepancies as Shopify signs them: negative = more money back than the lines say, positive = less.
   * Taxes as for shipping: inside where prices include tax, else beside, with the same sign.
   */
  discrepancyMinor: number
  discrepancyTaxMinor: number
  transactions: { kind: string; status: string; amountMinor: number; currency: string }[]
}

export type FulfilmentFact = {
  id: string
  status: string
  createdAt: string
  /** Carrier's word, when there is one: "delivered", "failure", "in_transit", … */
  shipmentStatus: string | null
  /** When it was delivered or the delivery failed. */
  shipmentAt: string | null
}

export type PaymentFact = { gateway: string; amountMinor: number; processedAt: string }

/** A complete order as some source tells it; of `email` the blind index is kept, for guests who join later. */
export type IncomingOrder = { fact: OrderFact; email: string | null }
