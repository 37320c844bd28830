import { describe, expect, test } from "vitest"
import { BASIS_CASES } from "#tests/cases/basis-cases.ts"
import { coffee, coffeeOrder, context, ratio, rules, tea } from "#tests/cases/coffee-order.ts"
import { EXCLUSION_CASES } from "#tests/cases/exclusion-cases.ts"
import { REFUND_CASES } from "#tests/cases/refund-cases.ts"
import { REFUND_MONEY_CASES } from "#tests/cases/refund-money-cases.ts"
import { RULE_CASES } from "#tests/cases/rule-cases.ts"
import { evaluateOrder } from "./evaluate-order.ts"

const live = { developmentStore: false }

describe("what counts of an order", () => {
  test.each(BASIS_CASES)("$name", (one) => {
    const { target, lines } = evaluateOrder(one.fact, one.rules ?? rules(), one.context ?? context(), live)
    expect({ points: target, basis: lines.map((line) => line.basisMinor) }).toEqual({
      points: one.points,
      basis: one.basis,
    })
  })
})

describe("what is left out, and what rules add", () => {
  test.each([...EXCLUSION_CASES, ...RULE_CASES])("$name", (one) => {
    const { target, spendMinor, lines, steps } = evaluateOrder(one.fact, one.rules ?? rules(), one.context, live)
    expect({ points: target, basis: lines.map((line) => line.basisMinor) }).toEqual({
      points: one.points,
      basis: one.basis,
    })
    expect(spendMinor).toBe(one.basis.reduce((sum, minor) => sum + minor, 0))
    expect([...steps, ...lines.flatMap((line) => line.steps)].map((step) => step.code)).toContain(one.because)
  })
})

describe("what refunds leave", () => {
  test.each([...REFUND_CASES, ...REFUND_MONEY_CASES])("$name", (one) => {
    const { target, lines, state } = evaluateOrder(one.fact, one.rules ?? rules(), context(), live)
    expect({ points: target, basis: lines.map((line) => line.basisMinor) }).toEqual({
      points: one.points,
      basis: one.basis,
    })
    expect(state).toBe("earning")
  })
})

test("the order's points are dealt to its lines and shipping by the largest remainder", () => {
  const evaluation = evaluateOrder(
    coffeeOrder(),
    rules({ basis: { shipping: true }, rounding: "floor" }),
    context(ratio(5, 4), { coffee: ratio(1, 3) }),
    live,
  )
  // 9 × 1.25 = 11.25, 13 × 1.25 = 16.25, 5 × 1.25 = 6.25: 33.75 in all, 33 rounded down; the parts of 33 are
  // 11, 15.89 and 6.11.
  expect(evaluation.target).toBe(33)
  expect(evaluation.lines.map((line) => line.points)).toEqual([11, 16])
  expect(evaluation.steps).toContainEqual({ code: "shipping_points", params: { count: 6 } })
})

test("spend for tiers is the money that counts, before multipliers, also without a rate", () => {
  const tripled = context(ratio(3, 1))
  expect(evaluateOrder(coffeeOrder(), rules(), tripled, live).spendMinor).toBe(4000)
  expect(evaluateOrder(coffeeOrder({ currency: "USD" }), rules(), tripled, live).spendMinor).toBe(4000)
  const unpaid = coffeeOrder({ financialStatus: "pending", paidAt: null })
  expect(evaluateOrder(unpaid, rules(), tripled, live).spendMinor).toBe(0)
})

test("a tier gained later changes nothing: the multiplier is the frozen one, also for a refund", () => {
  const frozen = context(ratio(3, 2))
  const before = evaluateOrder(coffeeOrder(), rules(), frozen, live).target
  const half = coffeeOrder({ lines: [coffee({ currentQuantity: 0 }), tea()] })
  expect([before, evaluateOrder(half, rules(), frozen, live).target]).toEqual([60, 19])
})

test("each decision is written down, in the order it was taken", () => {
  const { steps, lines } = evaluateOrder(
    coffeeOrder({ lines: [coffee({ currentQuantity: 2 }), tea()] }),
    rules({ basis: { taxes: false } }),
    context(ratio(5, 4)),
    live,
  )
  expect(steps).toEqual([
    { code: "shipping_not_counted", params: { amount: "5.00 EUR" } },
    { code: "basis_total", params: { amount: "25.83 EUR" } },
    { code: "rate", params: { count: 1, per: "1.00 EUR" } },
    { code: "tier_multiplier", params: { tier: "Silver", multiplier: "1.25" } },
    { code: "rounded_floor", params: { exact: "32.2875", count: 32 } },
    { code: "pending_until", params: { untilAt: "2026-03-15T12:00:00.000Z" } },
  ])
  expect(lines[0]?.steps).toEqual([
    { code: "line_price", params: { unit: "10.00 EUR", quantity: 3, amount: "30.00 EUR" } },
    { code: "line_discount", params: { amount: "3.00 EUR" } },
    { code: "line_remaining", params: { current: 2, quantity: 3, amount: "18.00 EUR" } },
    { code: "line_tax_out", params: { amount: "3.00 EUR" } },
    { code: "line_points", params: { count: 19 } },
  ])
})
