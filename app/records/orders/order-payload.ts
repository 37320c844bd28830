import { z } from "zod"
import { decimal, email, idDigits, maybeText, moment, tags, text } from "../payload.ts"

/**
 * The parts of Shopify's REST order (the payload of orders/*) that our rules read. What a rule cannot do without is
 * required here: an order without it is a *partial* payload, and is read again from the Admin API.
 */

const shopMoney = z.object({ shop_money: z.object({ amount: decimal }) })
const moneySet = shopMoney.nullish().catch(null)
const maybeDecimal = decimal.nullish()
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((list) => list ?? [])
const count = z.number().int().min(0).max(1_000_000_000)
const gid = z.string().nullish()
const flag = (absent: boolean) =>
  z
    .boolean()
    .nullish()
    .transform((value) => value ?? absent)

const taxLine = z.object({ price: maybeDecimal, price_set: moneySet })
const allocation = z.object({ amount: maybeDecimal, amount_set: moneySet })
const duty = z.object({ shop_money: z.object({ amount: decimal }).nullish(), price_set: moneySet })

const lineItem = z.object({
  id: idDigits.nullish(),
  admin_graphql_api_id: gid,
  product_id: idDigits.nullish(),
  variant_id: idDigits.nullish(),
  title: maybeText,
  quantity: count,
  current_quantity: count.nullish(),
  fulfillable_quantity: count.nullish(),
  price: maybeDecimal,
  price_set: moneySet,
  gift_card: flag(false),
  requires_shipping: flag(true),
  tip: z.unknown().optional(),
  tip_payment_gateway: z.unknown().optional(),
  discount_allocations: listOf(allocation),
  tax_lines: listOf(taxLine),
  duties: listOf(duty),
})

const shippingLine = z.object({
  price: maybeDecimal,
  price_set: moneySet,
  is_removed: flag(false),
  discount_allocations: listOf(allocation),
  tax_lines: listOf(taxLine),
})

const refundLine = z.object({
  line_item_id: idDigits,
  quantity: count,
  subtotal: maybeDecimal,
  subtotal_set: moneySet,
  total_tax: maybeDecimal,
  total_tax_set: moneySet,
  line_item: z.object({ admin_graphql_api_id: gid }).nullish(),
})

const adjustment = z.object({
  kind: z.string(),
  amount: maybeDecimal,
  amount_set: moneySet,
  tax_amount: maybeDecimal,
  tax_amount_set: moneySet,
})

const refundShippingLine = z.object({ subtotal_amount_set: moneySet, tax_amount_set: moneySet })

const refundTransaction = z.object({
  kind: z.string(),
  status: z.string(),
  amount: maybeDecimal,
  amount_set: moneySet,
  currency: z.string().nullish(),
})

const refund = z.object({
  id: idDigits.nullish(),
  admin_graphql_api_id: gid,
  created_at: moment,
  refund_line_items: listOf(refundLine),
  order_adjustments: listOf(adjustment),
  refund_shipping_lines: listOf(refundShippingLine),
  transactions: listOf(refundTransaction),
})

const fulfilment = z.object({
  id: idDigits.nullish(),
  admin_graphql_api_id: gid,
  status: z.string().nullish(),
  created_at: moment,
  updated_at: moment.nullish(),
  shipment_status: z.string().nullish(),
})

export const orderPayload = z.object({
  id: idDigits.nullish(),
  admin_graphql_api_id: gid,
  name: text,
  test: z.boolean(),
  email,
  contact_email: email,
  created_at: moment,
  processed_at: moment,
  updated_at: moment,
  cancelled_at: moment.nullish(),
  currency: z.string().regex(/^[A-Z]{3}$/),
  taxes_included: z.boolean(),
  financial_status: z.enum([
    "pending",
    "authorized",
    "partially_paid",
    "paid",
    "partially_refunded",
    "refunded",
    "voided",
    "expired",
  ]),
  payment_gateway_names: listOf(text),
  discount_codes: listOf(z.object({ code: maybeText })).catch([]),
  source_name: maybeText,
  tags,
  total_tip_received: maybeDecimal,
  total_price: decimal,
  current_total_price: maybeDecimal,
  current_total_price_set: moneySet,
  customer: z.looseObject({ id: idDigits.nullish(), admin_graphql_api_id: gid, email }).nullish(),
  company: z.looseObject({}).nullish().catch(null),
  line_items: z.array(lineItem),
  shipping_lines: z.array(shippingLine),
  refunds: z.array(refund),
  fulfillments: z.array(fulfilment),
})

export type OrderPayload = z.infer<typeof orderPayload>
export type LinePayload = z.infer<typeof lineItem>
export type RefundPayload = z.infer<typeof refund>
export type FulfilmentPayload = z.infer<typeof fulfilment>
