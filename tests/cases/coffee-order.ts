import { defaultProgrammeRules, type ProgrammeRules } from "#app/loyalty/programme/programme-rules.ts"
import type { EarningContext, Ratio } from "#app/loyalty/rules/order-evaluation.ts"
import type { FulfilmentFact, LineFact, OrderFact, RefundFact } from "#app/records/orders/order-fact.ts"

/**
 * The order that the tables are about: 3 bags of coffee at 10.00 with 3.00 off (27.00) and a tea at 13.00, 40.00 in all;
 * prices include 20 % tax (4.50 and 2.17); shipping 5.00 (0.83 of it tax). Placed and paid on 1 March 2026 at noon.
 */
export const PLACED_AT = "2026-03-01T12:00:00.000Z"

export function line(part: Partial<LineFact> = {}): LineFact {
  const quantity = part.quantity ?? 1
  return {
    id: "gid://shopify/LineItem/1",
    productId: "gid://shopify/Product/1",
    variantId: null,
    title: "Thing",
    quantity,
    currentQuantity: quantity,
    unfulfilledQuantity: part.currentQuantity ?? quantity,
    unitPriceMinor: 0,
    discountMinor: 0,
    taxMinor: 0,
    dutyMinor: 0,
    giftCard: false,
    tip: false,
    requiresShipping: true,
    ...part,
  }
}

export const coffee = (part: Partial<LineFact> = {}) =>
  line({
    id: "coffee",
    title: "Coffee",
    quantity: 3,
    unitPriceMinor: 1000,
    discountMinor: 300,
    taxMinor: 450,
    ...part,
  })

export const tea = (part: Partial<LineFact> = {}) =>
  line({ id: "tea", title: "Tea", unitPriceMinor: 1300, taxMinor: 217, ...part })

export function coffeeOrder(part: Partial<OrderFact> = {}): OrderFact {
  return {
    schema: 1,
    id: "gid://shopify/Order/1",
    name: "#1",
    customerId: "gid://shopify/Customer/1",
    currency: "EUR",
    taxesIncluded: true,
    test: false,
    channel: "web",
    financialStatus: "paid",
    gateways: ["shopify_payments"],
    tags: [],
    createdAt: PLACED_AT,
    processedAt: PLACED_AT,
    updatedAt: PLACED_AT,
    cancelledAt: null,
    paidAt: PLACED_AT,
    totalMinor: 4500,
    lines: [coffee(), tea()],
    shipping: { priceMinor: 500, discountMinor: 0, taxMinor: 83 },
    refunds: [],
    fulfilments: [],
    payments: null,
    ...part,
  }
}

/** A refund of `money` in successful euros unless its transactions are given; amounts in minor units. */
export function refund({ money = 0, ...part }: Partial<RefundFact> & { money?: number } = {}): RefundFact {
  return {
    id: "gid://shopify/Refund/1",
    createdAt: "2026-03-05T12:00:00.000Z",
    lines: [],
    shippingMinor: 0,
    shippingTaxMinor: 0,
    discrepancyMinor: 0,
    discrepancyTaxMinor: 0,
    transactions: [{ kind: "refund", status: "success", amountMinor: money, currency: "EUR" }],
    ...part,
  }
}

/** Units of a line that came back: the refund's side of it. */
export const back = (lineId: string, quantity: number, subtotalMinor: number, taxMinor = 0) => ({
  lineId,
  quantity,
  subtotalMinor,
  taxMinor,
})

export function parcel(createdAt: string, part: Partial<FulfilmentFact> = {}): FulfilmentFact {
  return {
    id: "gid://shopify/Fulfillment/1",
    status: "success",
    createdAt,
    shipmentStatus: null,
    shipmentAt: null,
    ...part,
  }
}

type RulesPart = Partial<Omit<ProgrammeRules, "basis" | "orders">> & {
  basis?: Partial<ProgrammeRules["basis"]>
  orders?: Partial<ProgrammeRules["orders"]>
}

/** One point for each 1.00 EUR, rounded down, taxes earn, shipping and duties do not, pending 14 days from payment. */
export function rules({ basis, orders, ...part }: RulesPart = {}): ProgrammeRules {
  const base = defaultProgrammeRules("EUR", 100)
  return { ...base, ...part, basis: { ...base.basis, ...basis }, orders: { ...base.orders, ...orders } }
}

export function context(multiplier: Ratio = ratio(1, 1), lines: Record<string, Ratio> = {}): EarningContext {
  const own = Object.fromEntries(Object.entries(lines).map(([id, times]) => [id, { multiplier: times }]))
  return { schema: 1, programmeVersion: 1, tierId: "silver", multiplier, lines: own }
}

export function ratio(numerator: number, denominator: number): Ratio {
  return { numerator, denominator }
}
