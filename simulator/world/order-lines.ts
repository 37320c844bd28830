import { formatDecimal, parseMinor } from "#app/lib/money.ts"
import { divide, splitByLargestRemainder } from "#app/lib/ratio.ts"
import type { DiscountAllocation, Id, LineItem, ShippingLine, TaxLine } from "./order.ts"
import { moneySet, type Presentment, type Ratio } from "./presentment.ts"

/** A line before it is part of an order. Money in minor units of the shop's currency. */
export type LineDraft = {
  title: string
  variantTitle: string | null
  sku: string | null
  vendor: string | null
  productId: Id | null
  variantId: Id | null
  quantity: number
  unitPriceMinor: number
  giftCard: boolean
  tip: boolean
  requiresShipping: boolean
  taxable: boolean
  grams: number
  properties: { name: string; value: string }[]
}

/** `productIds`: only lines of these products. */
export type DiscountDraft =
  | { code: string; kind: "percentage"; percent: number; productIds?: Id[] }
  | { code: string; kind: "fixed_amount"; amountMinor: number; productIds?: Id[] }
  | { code: string; kind: "shipping" }

export type TaxDraft = { title: string; rate: Ratio; included: boolean }

/** What each line gives up: gift cards and tips are never discounted; the parts add up to the discount exactly. */
export function allocateDiscount(lines: LineDraft[], discount: DiscountDraft | null): number[] {
  if (!discount || discount.kind === "shipping") return lines.map(() => 0)
  const { productIds } = discount
  const isMeant = (l: LineDraft) => !productIds || (l.productId !== null && productIds.includes(l.productId))
  const prices = lines.map((l) => (l.giftCard || l.tip || !isMeant(l) ? 0 : l.unitPriceMinor * l.quantity))
  const sum = prices.reduce((a, p) => a + p, 0)
  const total =
    discount.kind === "fixed_amount"
      ? Math.min(discount.amountMinor, sum)
      : Number(divide(BigInt(sum) * BigInt(Math.round(discount.percent * 100)), 10_000n, "half_up"))
  return splitByLargestRemainder(total, prices)
}

/** Tax of a net price, rounded half up to the minor unit. */
function taxOf(netMinor: number, tax: TaxDraft): number {
  const { numerator, denominator } = tax.rate
  const below = tax.included ? denominator + numerator : denominator
  return Number(divide(BigInt(netMinor) * BigInt(numerator), BigInt(below), "half_up"))
}

export function buildTaxLines(netMinor: number, tax: TaxDraft, presentment: Presentment): TaxLine[] {
  const minor = taxOf(netMinor, tax)
  if (tax.rate.numerator === 0) return []
  return [
    {
      title: tax.title,
      price: formatDecimal(minor, presentment.shopCurrency),
      rate: tax.rate.numerator / tax.rate.denominator,
      channel_liable: false,
      price_set: moneySet(minor, presentment),
    },
  ]
}

function buildAllocations(discountMinor: number, presentment: Presentment): DiscountAllocation[] {
  if (discountMinor === 0) return []
  return [
    {
      amount: formatDecimal(discountMinor, presentment.shopCurrency),
      amount_set: moneySet(discountMinor, presentment),
      discount_application_index: 0,
    },
  ]
}

export function buildLineItem(
  id: Id,
  draft: LineDraft,
  discountMinor: number,
  tax: TaxDraft,
  presentment: Presentment,
  gateway: string,
): LineItem {
  const decimal = (minor: number) => formatDecimal(minor, presentment.shopCurrency)
  const netMinor = draft.unitPriceMinor * draft.quantity - discountMinor
  return {
    id,
    admin_graphql_api_id: `gid://shopify/LineItem/${id}`,
    attributed_staffs: [],
    current_quantity: draft.quantity,
    fulfillable_quantity: draft.quantity,
    fulfillment_service: draft.giftCard ? "gift_card" : "manual",
    fulfillment_status: null,
    gift_card: draft.giftCard,
    grams: draft.grams,
    name: draft.variantTitle ? `${draft.title} - ${draft.variantTitle}` : draft.title,
    price: decimal(draft.unitPriceMinor),
    price_set: moneySet(draft.unitPriceMinor, presentment),
    product_exists: draft.productId !== null,
    product_id: draft.productId,
    properties: draft.properties,
    quantity: draft.quantity,
    requires_shipping: draft.requiresShipping,
    sales_line_item_group_id: null,
    sku: draft.sku,
    taxable: draft.taxable,
    title: draft.title,
    total_discount: decimal(0),
    total_discount_set: moneySet(0, presentment),
    variant_id: draft.variantId,
    variant_inventory_management: null,
    variant_title: draft.variantTitle,
    vendor: draft.vendor,
    tax_lines: draft.taxable ? buildTaxLines(netMinor, tax, presentment) : [],
    duties: [],
    discount_allocations: buildAllocations(discountMinor, presentment),
    ...(draft.tip ? { tip_payment_gateway: gateway, tip_payment_method: "visa" } : {}),
  }
}

export function buildShippingLine(
  id: Id,
  draft: { title: string; priceMinor: number; discountMinor: number },
  tax: TaxDraft,
  presentment: Presentment,
): ShippingLine {
  const netMinor = draft.priceMinor - draft.discountMinor
  return {
    id,
    carrier_identifier: null,
    code: draft.title,
    current_discounted_price_set: moneySet(netMinor, presentment),
    discounted_price: formatDecimal(netMinor, presentment.shopCurrency),
    discounted_price_set: moneySet(netMinor, presentment),
    is_removed: false,
    phone: null,
    price: formatDecimal(draft.priceMinor, presentment.shopCurrency),
    price_set: moneySet(draft.priceMinor, presentment),
    requested_fulfillment_service_id: null,
    source: "shopify",
    title: draft.title,
    tax_lines: buildTaxLines(netMinor, tax, presentment),
    discount_allocations: buildAllocations(draft.discountMinor, presentment),
  }
}

/** Sum of decimal amounts in minor units. */
export function sumMinor(amounts: (string | number)[], currency: string): number {
  return amounts.reduce<number>((sum, amount) => sum + parseMinor(amount, currency), 0)
}

/** Price after discounts of all units, in minor units. */
export function lineNetMinor(line: LineItem, currency: string): number {
  const off = (line.discount_allocations ?? []).map((allocation) => allocation.amount)
  return parseMinor(line.price, currency) * line.quantity - sumMinor(off, currency)
}

/** Tax of all units, in minor units. */
export function lineTaxMinor(line: { tax_lines?: TaxLine[] }, currency: string): number {
  const taxes = (line.tax_lines ?? []).map((tax) => tax.price)
  return sumMinor(taxes, currency)
}

/** The part of `total` that units `from`…`to` of `quantity` carry; all parts of a line add up to its total. */
export function portion(total: number, from: number, to: number, quantity: number): number {
  if (quantity === 0) return 0
  const until = (units: number) => Number(divide(BigInt(total) * BigInt(units), BigInt(quantity), "half_up"))
  return until(to) - until(from)
}
