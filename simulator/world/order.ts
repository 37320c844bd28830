import type { CustomerRecord } from "./customer.ts"

/** An id: its digits. Never a JavaScript number, because real ids go beyond 2^53. */
export type Id = string

type Money = { amount: string; currency_code: string }
export type MoneySet = { shop_money: Money; presentment_money: Money }

export type TaxLine = {
  title: string
  price: string
  rate: number
  channel_liable: boolean
  price_set: MoneySet
}

export type DiscountAllocation = {
  amount: string
  amount_set: MoneySet
  discount_application_index: number
}

export type LineItem = {
  id: Id
  admin_graphql_api_id: string
  title: string
  name: string
  variant_title: string | null
  sku: string | null
  vendor: string | null
  product_id: Id | null
  variant_id: Id | null
  product_exists: boolean
  quantity: number
  /** Units left after edits and refunds. */
  current_quantity: number
  fulfillable_quantity: number
  fulfillment_status: string | null
  gift_card: boolean
  requires_shipping: boolean
  taxable: boolean
  grams: number
  price: string
  price_set: MoneySet
  /** Always "0.00", as Shopify writes it: discounts stand in the allocations. */
  total_discount: string
  total_discount_set: MoneySet
  discount_allocations: DiscountAllocation[]
  tax_lines: TaxLine[]
  duties: unknown[]
  properties: { name: string; value: string }[]
  /** Only on tips. */
  tip_payment_gateway?: string
  tip_payment_method?: string
  [field: string]: unknown
}

export type ShippingLine = {
  id: Id
  title: string
  code: string | null
  source: string
  price: string
  price_set: MoneySet
  discounted_price: string
  discounted_price_set: MoneySet
  tax_lines: TaxLine[]
  discount_allocations: DiscountAllocation[]
  is_removed: boolean
  [field: string]: unknown
}

export type Transaction = {
  id: Id
  admin_graphql_api_id: string
  order_id: Id
  kind: "authorization" | "capture" | "sale" | "void" | "refund"
  gateway: string
  status: "pending" | "failure" | "success" | "error"
  message: string | null
  created_at: string
  processed_at: string | null
  test: boolean
  parent_id: Id | null
  amount: string | number
  currency: string | null
  payment_id: string | null
  error_code: string | null
  /** Both currencies; our own addition to what the webhook carries. */
  amount_set?: MoneySet
  [field: string]: unknown
}

export type RefundLineItem = {
  id: Id
  quantity: number
  line_item_id: Id
  location_id: Id | null
  restock_type: "no_restock" | "cancel" | "return" | "legacy_restock"
  /** JSON numbers, as Shopify sends them. */
  subtotal: number | string
  total_tax: number | string
  subtotal_set: MoneySet
  total_tax_set: MoneySet
  line_item: LineItem
  [field: string]: unknown
}

export type OrderAdjustment = {
  id: Id
  order_id: Id
  refund_id: Id
  kind: "refund_discrepancy" | "shipping_refund"
  reason: string
  /** Negative: more money back than the lines say (or shipping given back); positive: less (a restocking fee). */
  amount: string
  tax_amount: string
  amount_set: MoneySet
  tax_amount_set: MoneySet
  [field: string]: unknown
}

export type RefundRecord = {
  id: Id
  admin_graphql_api_id: string
  order_id: Id
  created_at: string
  processed_at: string
  note: string | null
  user_id: Id | null
  restock: boolean
  duties: unknown[]
  total_duties_set: MoneySet
  return: unknown
  refund_line_items: RefundLineItem[]
  refund_shipping_lines: unknown[]
  order_adjustments: OrderAdjustment[]
  transactions: Transaction[]
  [field: string]: unknown
}

export type Fulfillment = {
  id: Id
  admin_graphql_api_id: string
  order_id: Id
  name: string
  status: "pending" | "open" | "success" | "cancelled" | "error" | "failure"
  shipment_status: string | null
  service: string
  created_at: string
  updated_at: string
  tracking_company: string | null
  tracking_number: string | null
  tracking_numbers: string[]
  tracking_url: string | null
  tracking_urls: string[]
  line_items: LineItem[]
  [field: string]: unknown
}

export type Address = {
  first_name: string | null
  last_name: string | null
  name: string
  company: string | null
  address1: string | null
  address2: string | null
  city: string | null
  province: string | null
  province_code: string | null
  zip: string | null
  country: string
  country_code: string
  phone: string | null
  [field: string]: unknown
}

/** The order webhook's payload as Shopify sends it (ids as digits), plus `transactions`, which webhooks do not carry. */
export type OrderRecord = {
  id: Id
  admin_graphql_api_id: string
  name: string
  number: number
  order_number: number
  test: boolean
  confirmed: boolean
  email: string
  contact_email: string | null
  phone: string | null
  created_at: string
  processed_at: string
  updated_at: string
  cancelled_at: string | null
  cancel_reason: string | null
  closed_at: string | null
  currency: string
  presentment_currency: string
  taxes_included: boolean
  financial_status: string
  fulfillment_status: string | null
  payment_gateway_names: string[]
  source_name: string
  tags: string
  note: string | null
  customer: CustomerRecord | null
  /** Bought for a company (B2B). */
  company?: { id: Id; location_id: Id } | null
  customer_locale: string | null
  line_items: LineItem[]
  shipping_lines: ShippingLine[]
  discount_codes: { code: string; amount: string; type: string }[]
  discount_applications: Record<string, unknown>[]
  tax_lines: TaxLine[]
  refunds: RefundRecord[]
  fulfillments: Fulfillment[]
  shipping_address: Address | null
  billing_address: Address | null
  subtotal_price: string
  total_line_items_price: string
  total_discounts: string
  total_tax: string
  total_price: string
  total_outstanding: string
  total_tip_received: string
  total_price_set: MoneySet
  total_shipping_price_set: MoneySet
  current_subtotal_price: string
  current_total_discounts: string
  current_total_tax: string
  current_total_price: string
  current_total_price_set: MoneySet
  transactions: Transaction[]
  [field: string]: unknown
}
