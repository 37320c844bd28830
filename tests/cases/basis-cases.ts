import type { EarningContext } from "#app/loyalty/rules/order-evaluation.ts"
import { coffee, coffeeOrder, context, line, ratio, rules, tea } from "./coffee-order.ts"
import type { PointsCase } from "./refund-cases.ts"

/** What counts of an order and how it becomes points, computed by hand. */
const exclusive = coffeeOrder({ taxesIncluded: false, lines: [coffee({ taxMinor: 540 }), tea({ taxMinor: 260 })] })
const withoutTaxes = rules({ basis: { taxes: false } })
const withoutGifts = rules({ basis: { giftCardPayments: false } })
const paidWith = (gift: number) =>
  coffeeOrder({
    gateways: ["gift_card", "shopify_payments"],
    payments: [
      { gateway: "gift_card", amountMinor: gift, processedAt: "2026-03-01T12:00:00Z" },
      { gateway: "shopify_payments", amountMinor: 4500 - gift, processedAt: "2026-03-01T12:00:00Z" },
    ],
  })

export const BASIS_CASES: (PointsCase & { context?: EarningContext })[] = [
  { name: "prices include tax, taxes earn: 27.00 + 13.00", fact: coffeeOrder(), points: 40, basis: [2700, 1300] },
  {
    name: "prices include tax, taxes do not earn: 22.50 + 10.83",
    fact: coffeeOrder(),
    rules: withoutTaxes,
    points: 33,
    basis: [2250, 1083],
  },
  {
    name: "prices exclude tax, taxes do not earn: 40.00",
    fact: exclusive,
    rules: withoutTaxes,
    points: 40,
    basis: [2700, 1300],
  },
  { name: "prices exclude tax, taxes earn: 32.40 + 15.60", fact: exclusive, points: 48, basis: [3240, 1560] },
  {
    name: "shipping earns by switch: 40.00 + 5.00",
    fact: coffeeOrder(),
    rules: rules({ basis: { shipping: true } }),
    points: 45,
    basis: [2700, 1300],
  },
  {
    name: "shipping on top of which tax comes, both earn: 40.00 + 8.00 + 5.00 + 1.00",
    fact: { ...exclusive, shipping: { priceMinor: 700, discountMinor: 200, taxMinor: 100 } },
    rules: rules({ basis: { shipping: true } }),
    points: 54,
    basis: [3240, 1560],
  },
  {
    name: "duties earn by switch, for what remains: 18.00 + 1.33 + 13.00",
    fact: coffeeOrder({ lines: [coffee({ currentQuantity: 2, dutyMinor: 200 }), tea()] }),
    rules: rules({ basis: { duties: true } }),
    points: 32,
    basis: [1933, 1300],
  },
  {
    name: "duties do not earn by default: 40.00",
    fact: coffeeOrder({ lines: [coffee({ dutyMinor: 200 }), tea()] }),
    points: 40,
    basis: [2700, 1300],
  },
  {
    name: "gift cards bought and tips never earn",
    fact: coffeeOrder({
      lines: [
        coffee(),
        tea(),
        line({ id: "card", unitPriceMinor: 5000, giftCard: true, requiresShipping: false }),
        line({ id: "tip", unitPriceMinor: 500, tip: true, requiresShipping: false }),
      ],
    }),
    points: 40,
    basis: [2700, 1300, 0, 0],
  },
  {
    name: "a line that discounts cover wholly earns nothing",
    fact: coffeeOrder({ lines: [coffee({ discountMinor: 3000, taxMinor: 0 }), tea()] }),
    points: 13,
    basis: [0, 1300],
  },
  { name: "paying with a gift card earns by default", fact: paidWith(3000), points: 40, basis: [2700, 1300] },
  {
    name: "by switch 30.00 paid with a gift card does not earn: 10.00 (6.75 and 3.25)",
    fact: paidWith(3000),
    rules: withoutGifts,
    points: 10,
    basis: [675, 325],
  },
  {
    name: "all 45.00 paid with a gift card: neither lines nor shipping earn",
    fact: paidWith(4500),
    rules: rules({ basis: { giftCardPayments: false, shipping: true } }),
    points: 0,
    basis: [0, 0],
  },
  {
    name: "store credit is no new money either: 25.00",
    fact: coffeeOrder({
      payments: [
        { gateway: "shopify_store_credit", amountMinor: 1500, processedAt: "2026-03-01T12:00:00Z" },
        { gateway: "shopify_payments", amountMinor: 3000, processedAt: "2026-03-01T12:00:00Z" },
      ],
    }),
    rules: withoutGifts,
    points: 25,
    basis: [1687, 813],
  },
  {
    name: "500 lines of 0.99 are rounded once, not 500 times: 495.00",
    fact: coffeeOrder({
      lines: Array.from({ length: 500 }, (_, index) => line({ id: `line-${index}`, unitPriceMinor: 99 })),
    }),
    points: 495,
    basis: Array.from({ length: 500 }, () => 99),
  },
  {
    name: "yen have no decimals: 3 × 1280 − 40, one returned, a point for every 100: 2533 yen",
    fact: coffeeOrder({
      currency: "JPY",
      lines: [line({ quantity: 3, currentQuantity: 2, unitPriceMinor: 1280, discountMinor: 40 })],
    }),
    rules: rules({ rates: { JPY: { points: 1, perMinor: 100 } } }),
    points: 25,
    basis: [2533],
  },
  {
    name: "dinars have three decimals: 2 × 3.125 KWD, a point for each",
    fact: coffeeOrder({ currency: "KWD", lines: [line({ quantity: 2, unitPriceMinor: 3125 })] }),
    rules: rules({ rates: { KWD: { points: 1, perMinor: 1000 } } }),
    points: 6,
    basis: [6250],
  },
  {
    name: "a currency without a rate earns nothing",
    fact: coffeeOrder({ currency: "USD" }),
    points: 0,
    basis: [2700, 1300],
  },
  ...(["floor", "half_up", "ceiling"] as const).flatMap((rounding, index) => [
    {
      name: `12.50 with ${rounding}`,
      fact: coffeeOrder({ lines: [line({ unitPriceMinor: 1250 })] }),
      rules: rules({ rounding }),
      points: [12, 13, 13][index] as number,
      basis: [1250],
    },
    {
      name: `12.49 with ${rounding}`,
      fact: coffeeOrder({ lines: [line({ unitPriceMinor: 1249 })] }),
      rules: rules({ rounding }),
      points: [12, 12, 13][index] as number,
      basis: [1249],
    },
  ]),
  {
    name: "coffee counts twice: 54 + 13",
    fact: coffeeOrder(),
    context: context(ratio(1, 1), { coffee: ratio(2, 1) }),
    points: 67,
    basis: [2700, 1300],
  },
  {
    name: "a tier of 1.25: 50",
    fact: coffeeOrder(),
    context: context(ratio(5, 4)),
    points: 50,
    basis: [2700, 1300],
  },
  {
    name: "both: 67 × 1.25 = 83.75",
    fact: coffeeOrder(),
    context: context(ratio(5, 4), { coffee: ratio(2, 1) }),
    points: 83,
    basis: [2700, 1300],
  },
  {
    name: "thirds stay exact: (13 ÷ 3 + 27 ÷ 3 + 26 ÷ 3) × 1 = 22, not 21",
    fact: coffeeOrder({ lines: [tea({ id: "a" }), coffee({ id: "b" }), tea({ id: "c", quantity: 2 })] }),
    context: context(ratio(1, 1), { a: ratio(1, 3), b: ratio(1, 3), c: ratio(1, 3) }),
    points: 22,
    basis: [1300, 2700, 2600],
  },
]
