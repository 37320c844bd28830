import type { ProgrammeRules } from "#app/loyalty/programme/programme-rules.ts"
import type { OrderFact } from "#app/records/orders/order-fact.ts"
import { back, coffee, coffeeOrder, line, refund, rules, tea } from "./coffee-order.ts"

/** Every refund, with the points and the money of each line computed by hand. */
export type PointsCase = {
  name: string
  fact: OrderFact
  rules?: ProgrammeRules
  points: number
  /** Minor units that count, line by line. */
  basis: number[]
}

const withoutTaxes = rules({ basis: { taxes: false } })
const withShipping = rules({ basis: { shipping: true } })
const twoBags = [coffee({ currentQuantity: 2 }), tea()]
const oneBagBack = [back("coffee", 1, 900, 150)]

export const REFUND_CASES: PointsCase[] = [
  {
    name: "one of three discounted bags comes back: 18.00 + 13.00",
    fact: coffeeOrder({ lines: twoBags, refunds: [refund({ lines: oneBagBack, money: 900 })] }),
    points: 31,
    basis: [1800, 1300],
  },
  {
    name: "the same where taxes do not earn: 18.00 − 3.00 + 13.00 − 2.17 = 25.83",
    fact: coffeeOrder({ lines: twoBags, refunds: [refund({ lines: oneBagBack, money: 900 })] }),
    rules: withoutTaxes,
    points: 25,
    basis: [1500, 1083],
  },
  {
    name: "two of three units of 9.99 − 1.00 remain: 5.993 is 5.99, ten points a euro",
    fact: coffeeOrder({
      lines: [line({ quantity: 3, currentQuantity: 2, unitPriceMinor: 333, discountMinor: 100 })],
    }),
    rules: rules({ rates: { EUR: { points: 1, perMinor: 10 } } }),
    points: 59,
    basis: [599],
  },
  {
    name: "one of three units of 9.99 − 1.00 remains: 2.997 is 3.00, ten points a euro",
    fact: coffeeOrder({
      lines: [line({ quantity: 3, currentQuantity: 1, unitPriceMinor: 333, discountMinor: 100 })],
    }),
    rules: rules({ rates: { EUR: { points: 1, perMinor: 10 } } }),
    points: 30,
    basis: [300],
  },
  {
    name: "5.00 goes back for no goods: 3.38 from the coffee, 1.62 from the tea",
    fact: coffeeOrder({ refunds: [refund({ discrepancyMinor: -500, money: 500 })] }),
    points: 35,
    basis: [2362, 1138],
  },
  {
    name: "5.00 goes back of which 0.83 is tax that does not earn: 33.33 − 4.17",
    fact: coffeeOrder({
      refunds: [refund({ discrepancyMinor: -500, discrepancyTaxMinor: -83, money: 500 })],
    }),
    rules: withoutTaxes,
    points: 29,
    basis: [1968, 948],
  },
  {
    name: "5.00 goes back of which 0.83 is tax, and taxes earn: 40.00 − 5.00",
    fact: coffeeOrder({
      refunds: [refund({ discrepancyMinor: -500, discrepancyTaxMinor: -83, money: 500 })],
    }),
    points: 35,
    basis: [2362, 1138],
  },
  {
    name: "a single cent goes back from three equal lines: the first one gives it",
    fact: coffeeOrder({
      lines: ["a", "b", "c"].map((id) => line({ id, unitPriceMinor: 100 })),
      refunds: [refund({ discrepancyMinor: -1, money: 1 })],
    }),
    rules: rules({ rates: { EUR: { points: 1, perMinor: 1 } } }),
    points: 299,
    basis: [99, 100, 100],
  },
  {
    name: "more goes back than the lines hold: nothing remains, never less",
    fact: coffeeOrder({ refunds: [refund({ discrepancyMinor: -4400, money: 4400 })] }),
    points: 0,
    basis: [0, 0],
  },
  {
    name: "42.00 goes back for no goods where shipping earns: 3.00 of the shipping remains",
    fact: coffeeOrder({ refunds: [refund({ discrepancyMinor: -4200, money: 4200 })] }),
    rules: withShipping,
    points: 3,
    basis: [0, 0],
  },
  {
    name: "2.00 of shipping goes back where shipping does not earn: the lines keep 40.00",
    fact: coffeeOrder({ refunds: [refund({ shippingMinor: 200, shippingTaxMinor: 33, money: 200 })] }),
    points: 40,
    basis: [2700, 1300],
  },
  {
    name: "2.00 of shipping goes back where it earns: 40.00 + 3.00",
    fact: coffeeOrder({ refunds: [refund({ shippingMinor: 200, shippingTaxMinor: 33, money: 200 })] }),
    rules: withShipping,
    points: 43,
    basis: [2700, 1300],
  },
  {
    name: "the same where taxes do not earn: 22.50 + 10.83 + (4.17 − 1.67) = 35.83",
    fact: coffeeOrder({ refunds: [refund({ shippingMinor: 200, shippingTaxMinor: 33, money: 200 })] }),
    rules: rules({ basis: { shipping: true, taxes: false } }),
    points: 35,
    basis: [2250, 1083],
  },
  {
    name: "all shipping goes back where it earns: 40.00",
    fact: coffeeOrder({ refunds: [refund({ shippingMinor: 500, shippingTaxMinor: 83, money: 500 })] }),
    rules: withShipping,
    points: 40,
    basis: [2700, 1300],
  },
  {
    name: "a bag comes back and 2.00 is kept for restocking: 18.00 + 13.00 + 2.00 (1.16 and 0.84)",
    fact: coffeeOrder({
      lines: twoBags,
      refunds: [refund({ lines: oneBagBack, discrepancyMinor: 200, money: 700 })],
    }),
    points: 33,
    basis: [1916, 1384],
  },
  {
    name: "everything comes back and 2.00 is kept for restocking: a fee alone earns nothing",
    fact: coffeeOrder({
      financialStatus: "partially_refunded",
      lines: [coffee({ currentQuantity: 0 }), tea({ currentQuantity: 0 })],
      refunds: [refund({ lines: [back("coffee", 3, 2700), back("tea", 1, 1300)], discrepancyMinor: 200, money: 3800 })],
    }),
    points: 0,
    basis: [0, 0],
  },
]
