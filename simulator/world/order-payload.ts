import { formatDecimal, parseMinor } from "#app/lib/money.ts"
import type { CustomerRecord } from "./customer.ts"
import type { Address, Id, LineItem, OrderRecord, ShippingLine, TaxLine, Transaction } from "./order.ts"
import type { DiscountDraft } from "./order-lines.ts"
import { recomputeOrder } from "./order-totals.ts"
import { moneySet, type Presentment, toPresentmentMinor } from "./presentment.ts"

export type OrderParts = {
  id: Id
  number: number
  /** Wire time in the shop's zone. */
  at: string
  processedAt: string
  token: string
  presentment: Presentment
  taxesIncluded: boolean
  test: boolean
  sourceName: string
  customer: CustomerRecord | null
  email: string
  locale: string
  tags: string
  note: string | null
  attributes: { name: string; value: string }[]
  lines: LineItem[]
  shippingLines: ShippingLine[]
  discount: DiscountDraft | null
  shippingAddress: Address | null
  transactions: Transaction[]
}

/** An order as the webhook tells it, with all its totals. Pure: ids and moments come in. */
export function buildOrder(parts: OrderParts): OrderRecord {
  const { presentment } = parts
  const zero = moneySet(0, presentment)
  const order = {
    ...orderHead(parts),
    line_items: parts.lines,
    shipping_lines: parts.shippingLines,
    discount_applications: parts.discount ? [discountApplication(parts.discount, presentment)] : [],
    discount_codes: parts.discount ? [discountCode(parts)] : [],
    tax_lines: addTaxLines([...parts.lines, ...parts.shippingLines], presentment),
    refunds: [],
    fulfillments: [],
    returns: [],
    line_item_groups: [],
    payment_terms: null,
    transactions: parts.transactions,
    payment_gateway_names: [],
    current_total_additional_fees_set: null,
    current_total_duties_set: null,
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    total_cash_rounding_payment_adjustment_set: zero,
    total_cash_rounding_refund_adjustment_set: zero,
    total_weight: parts.lines.reduce((sum, line) => sum + line.grams * line.quantity, 0),
  } as unknown as OrderRecord
  recomputeOrder(order, presentment)
  return order
}

function orderHead(parts: OrderParts): Record<string, unknown> {
  return {
    id: parts.id,
    admin_graphql_api_id: `gid://shopify/Order/${parts.id}`,
    app_id: parts.sourceName === "web" ? "580111" : null,
    browser_ip: null,
    buyer_accepts_marketing: false,
    cancel_reason: null,
    cancelled_at: null,
    cart_token: null,
    checkout_id: null,
    checkout_token: null,
    client_details: null,
    closed_at: null,
    company: null,
    confirmation_number: parts.token.slice(0, 9).toUpperCase(),
    confirmed: true,
    contact_email: parts.email || null,
    created_at: parts.at,
    currency: parts.presentment.shopCurrency,
    customer_locale: parts.locale,
    device_id: null,
    duties_included: false,
    email: parts.email,
    estimated_taxes: false,
    landing_site: null,
    landing_site_ref: null,
    location_id: null,
    merchant_business_entity_id: null,
    merchant_of_record_app_id: null,
    name: `#${parts.number}`,
    note: parts.note,
    note_attributes: parts.attributes,
    number: parts.number - 1000,
    order_number: parts.number,
    order_status_url: null,
    phone: null,
    po_number: null,
    presentment_currency: parts.presentment.currency,
    processed_at: parts.processedAt,
    reference: null,
    referring_site: null,
    source_identifier: null,
    source_name: parts.sourceName,
    source_url: null,
    tags: parts.tags,
    tax_exempt: false,
    taxes_included: parts.taxesIncluded,
    test: parts.test,
    token: parts.token,
    updated_at: parts.at,
    user_id: null,
    billing_address: parts.shippingAddress,
    shipping_address: parts.shippingAddress,
    customer: parts.customer,
  }
}

function discountApplication(discount: DiscountDraft, presentment: Presentment): Record<string, unknown> {
  if (discount.kind === "shipping") {
    return {
      target_type: "shipping_line",
      type: "discount_code",
      value: "100.0",
      value_type: "percentage",
      allocation_method: "each",
      target_selection: "all",
      code: discount.code,
    }
  }
  return {
    target_type: "line_item",
    type: "discount_code",
    value: discount.kind === "percentage" ? String(discount.percent) : decimalOf(discount, presentment),
    value_type: discount.kind,
    allocation_method: "across",
    target_selection: discount.productIds ? "entitled" : "all",
    code: discount.code,
  }
}

function decimalOf(discount: { amountMinor: number }, presentment: Presentment): string {
  return formatDecimal(discount.amountMinor, presentment.shopCurrency)
}

function discountCode(parts: OrderParts): { code: string; amount: string; type: string } {
  const currency = parts.presentment.shopCurrency
  const given = [...parts.lines, ...parts.shippingLines]
    .flatMap((line) => line.discount_allocations)
    .reduce((sum, allocation) => sum + parseMinor(allocation.amount, currency), 0)
  const discount = parts.discount as DiscountDraft
  return { code: discount.code, amount: formatDecimal(given, currency), type: discount.kind }
}

/** The order's tax lines: those of its lines and shipping, added up by title. */
export function addTaxLines(of: { tax_lines: TaxLine[] }[], presentment: Presentment): TaxLine[] {
  const byTitle = new Map<string, { line: TaxLine; minor: number }>()
  for (const line of of.flatMap((part) => part.tax_lines)) {
    const known = byTitle.get(line.title) ?? { line, minor: 0 }
    known.minor += parseMinor(line.price, presentment.shopCurrency)
    byTitle.set(line.title, known)
  }
  return [...byTitle.values()].map(({ line, minor }) => ({
    ...line,
    price: formatDecimal(minor, presentment.shopCurrency),
    price_set: moneySet(minor, presentment),
  }))
}

export type TransactionParts = {
  id: Id
  orderId: Id
  orderName: string
  kind: Transaction["kind"]
  gateway: string
  status: Transaction["status"]
  amountMinor: number
  at: string
  test: boolean
  parentId: Id | null
  presentment: Presentment
}

/** A transaction; its plain amount is in the currency the customer paid in, as Shopify's is. */
export function buildTransaction(parts: TransactionParts): Transaction {
  const { presentment } = parts
  const failed = parts.status === "failure"
  return {
    id: parts.id,
    admin_graphql_api_id: `gid://shopify/OrderTransaction/${parts.id}`,
    order_id: parts.orderId,
    kind: parts.kind,
    gateway: parts.gateway,
    status: parts.status,
    message: failed ? "The payment provider refused it" : null,
    created_at: parts.at,
    processed_at: parts.status === "pending" ? null : parts.at,
    test: parts.test,
    authorization: null,
    location_id: null,
    user_id: null,
    parent_id: parts.parentId,
    device_id: null,
    error_code: failed ? "processing_error" : null,
    source_name: "web",
    receipt: {},
    amount: formatDecimal(toPresentmentMinor(parts.amountMinor, presentment), presentment.currency),
    currency: presentment.currency,
    payment_id: `${parts.orderName}.1`,
    manual_payment_gateway: /cash|bank|cod/i.test(parts.gateway),
    amount_rounding: null,
    total_unsettled_set: unsettled(presentment),
    amount_set: moneySet(parts.amountMinor, presentment),
  }
}

/** Nothing ever stays unsettled here. */
function unsettled(presentment: Presentment): Record<string, unknown> {
  return {
    presentment_money: { amount: "0.0", currency: presentment.currency },
    shop_money: { amount: "0.0", currency: presentment.shopCurrency },
  }
}
