import { back, coffee, coffeeOrder, line, refund, rules, tea } from "./coffee-order.ts"
import type { PointsCase } from "./refund-cases.ts"

/** Refunds whose money failed, fell short, is owed or came in a hundred parts, computed by hand. */
const withShipping = rules({ basis: { shipping: true } })
const failed = [{ kind: "refund", status: "failure", amountMinor: 500, currency: "EUR" }]
const twoBags = [coffee({ currentQuantity: 2 }), tea()]
const oneBagBack = [back("coffee", 1, 900, 150)]
const removed = [coffee(), tea({ currentQuantity: 0 })]
const teaRemoved = refund({ lines: [back("tea", 1, 1300, 217)], discrepancyMinor: 1300, transactions: [] })

export const REFUND_MONEY_CASES: PointsCase[] = [
  {
    name: "a refund of 5.00 whose transaction failed takes nothing",
    fact: coffeeOrder({ refunds: [refund({ discrepancyMinor: -500, transactions: failed })] }),
    points: 40,
    basis: [2700, 1300],
  },
  {
    name: "a refund of 5.00 whose transaction is still pending takes nothing yet",
    fact: coffeeOrder({
      refunds: [
        refund({
          discrepancyMinor: -500,
          transactions: [{ kind: "refund", status: "pending", amountMinor: 500, currency: "EUR" }],
        }),
      ],
    }),
    points: 40,
    basis: [2700, 1300],
  },
  {
    name: "a successful transaction that is no refund moves no refund money",
    fact: coffeeOrder({
      refunds: [
        refund({
          discrepancyMinor: -500,
          transactions: [{ kind: "void", status: "success", amountMinor: 500, currency: "EUR" }],
        }),
      ],
    }),
    points: 40,
    basis: [2700, 1300],
  },
  {
    name: "a bag came back and its refund failed: the bag is gone, the fee is not counted",
    fact: coffeeOrder({
      lines: twoBags,
      refunds: [refund({ lines: oneBagBack, discrepancyMinor: 200, transactions: failed })],
    }),
    points: 31,
    basis: [1800, 1300],
  },
  {
    name: "the refund of a bag failed and its 9.00 went back by a second one without lines: the same money",
    fact: coffeeOrder({
      lines: twoBags,
      refunds: [
        refund({ lines: oneBagBack, discrepancyMinor: 900, transactions: failed }),
        refund({ discrepancyMinor: -900, money: 900 }),
      ],
    }),
    points: 31,
    basis: [1800, 1300],
  },
  {
    name: "shipping whose refund failed stays: 40.00 + 5.00",
    fact: coffeeOrder({
      refunds: [refund({ shippingMinor: 500, shippingTaxMinor: 83, transactions: failed })],
    }),
    rules: withShipping,
    points: 45,
    basis: [2700, 1300],
  },
  {
    name: "5.00 is listed but only 3.00 went back: 40.00 − 3.00 (2.02 and 0.98)",
    fact: coffeeOrder({ refunds: [refund({ discrepancyMinor: -500, money: 300 })] }),
    points: 37,
    basis: [2497, 1203],
  },
  {
    name: "9.00 for a bag and 5.00 beyond are listed, 10.00 went back: 31.00 − 1.00",
    fact: coffeeOrder({
      lines: twoBags,
      refunds: [refund({ lines: oneBagBack, discrepancyMinor: -500, money: 1000 })],
    }),
    points: 30,
    basis: [1742, 1258],
  },
  {
    name: "money in another currency cannot be compared: the listed 5.00 is taken",
    fact: coffeeOrder({
      refunds: [
        refund({
          discrepancyMinor: -500,
          transactions: [{ kind: "refund", status: "success", amountMinor: 300, currency: "USD" }],
        }),
      ],
    }),
    points: 35,
    basis: [2362, 1138],
  },
  {
    name: "two transactions carry one refund, one of them failed: 40.00 − 3.00",
    fact: coffeeOrder({
      refunds: [
        refund({
          discrepancyMinor: -500,
          transactions: [
            { kind: "refund", status: "success", amountMinor: 300, currency: "EUR" },
            { kind: "refund", status: "failure", amountMinor: 200, currency: "EUR" },
          ],
        }),
      ],
    }),
    points: 37,
    basis: [2497, 1203],
  },
  {
    name: "the tea is removed by an edit and its money is still owed: 27.00",
    fact: coffeeOrder({ lines: removed, refunds: [teaRemoved] }),
    points: 27,
    basis: [2700, 0],
  },
  {
    name: "and when its 13.00 goes back without lines, that is the same money: still 27.00",
    fact: coffeeOrder({
      lines: removed,
      refunds: [teaRemoved, refund({ discrepancyMinor: -1300, money: 1300 })],
    }),
    points: 27,
    basis: [2700, 0],
  },
  {
    name: "an even exchange: the tea goes, another tea of 13.00 comes, no money moves",
    fact: coffeeOrder({
      lines: [...removed, tea({ id: "green-tea" })],
      refunds: [refund({ lines: [back("tea", 1, 1300, 217)], transactions: [] })],
    }),
    points: 40,
    basis: [2700, 0, 1300],
  },
  {
    name: "a hundred refunds of 0.07 each: 40.00 − 7.00 (4.73 and 2.27, as one refund of 7.00)",
    fact: coffeeOrder({
      refunds: Array.from({ length: 100 }, () => refund({ discrepancyMinor: -7, money: 7 })),
    }),
    points: 33,
    basis: [2227, 1073],
  },
  {
    name: "a hundred refunds of one of 120 units at 0.99, 1.00 off: 20 × 117.80 ÷ 120 = 19.63",
    fact: coffeeOrder({
      lines: [line({ id: "a", quantity: 120, currentQuantity: 20, unitPriceMinor: 99, discountMinor: 100 })],
      refunds: Array.from({ length: 100 }, () => refund({ lines: [back("a", 1, 98)], money: 98 })),
    }),
    points: 19,
    basis: [1963],
  },
  {
    name: "every line refunded: zero",
    fact: coffeeOrder({
      financialStatus: "refunded",
      lines: [coffee({ currentQuantity: 0 }), tea({ currentQuantity: 0 })],
      refunds: [refund({ lines: [back("coffee", 3, 2700), back("tea", 1, 1300)], money: 4000 })],
    }),
    points: 0,
    basis: [0, 0],
  },
  {
    name: "all money went back though no goods did: zero, shipping included",
    fact: coffeeOrder({
      financialStatus: "refunded",
      refunds: [refund({ discrepancyMinor: -4000, money: 4500 })],
    }),
    rules: withShipping,
    points: 0,
    basis: [0, 0],
  },
]
