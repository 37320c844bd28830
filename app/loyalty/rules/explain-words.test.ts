import { readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { codeTranslator, translator } from "#app/i18n/translate.ts"
import { BASIS_CASES } from "#tests/cases/basis-cases.ts"
import { coffee, coffeeOrder, context, ratio, rules, tea } from "#tests/cases/coffee-order.ts"
import { EXCLUSION_CASES } from "#tests/cases/exclusion-cases.ts"
import { REFUND_CASES } from "#tests/cases/refund-cases.ts"
import { REFUND_MONEY_CASES } from "#tests/cases/refund-money-cases.ts"
import { RULE_CASES } from "#tests/cases/rule-cases.ts"
import { contextOf, lifeArb, multiplierArb, programmeArb, snapshotsOf } from "#tests/oracle/order-life.ts"
import { evaluateOrder } from "./evaluate-order.ts"
import { explainInWords } from "./explain-words.ts"
import { EXPLAIN_CODES } from "./order-evaluation.ts"

const LOCALES = ["en", "bg", "ru"] as const
const PLURAL = /_(one|few|many|other)$/

function textsOf(locale: string): Record<string, string> {
  const file = new URL(`../../i18n/locales/${locale}/explain.json`, import.meta.url)
  return JSON.parse(readFileSync(file, "utf8"))
}

describe.each(LOCALES)("texts in %s", (locale) => {
  const keys = Object.keys(textsOf(locale))

  test("every decision has a text and no text is left over", () => {
    expect([...new Set(keys.map((key) => key.replace(PLURAL, "")))].sort()).toEqual([...EXPLAIN_CODES].sort())
  })
})

test("every decision is one that some order's life brings about", () => {
  const live = { developmentStore: false }
  const cases: (typeof BASIS_CASES)[number][] = [
    ...BASIS_CASES,
    ...REFUND_CASES,
    ...REFUND_MONEY_CASES,
    ...EXCLUSION_CASES,
    ...RULE_CASES,
  ]
  const tables = cases.map((one) => evaluateOrder(one.fact, one.rules ?? rules(), one.context ?? context(), live))
  const unknown = evaluateOrder(
    coffeeOrder({ gateways: ["gift_card"] }),
    rules({ basis: { giftCardPayments: false } }),
    context(),
    live,
  )
  const lives = fc
    .sample(fc.tuple(lifeArb, programmeArb, multiplierArb), { numRuns: 1_000, seed: 8 })
    .flatMap(([life, programme, multiplier]) => {
      const frozen = contextOf(life, multiplier)
      return snapshotsOf(life).map(({ fact, deleted }) =>
        evaluateOrder(fact, programme, frozen, { developmentStore: false, deleted }),
      )
    })
  const reached = [...tables, unknown, ...lives].flatMap((one) => [
    ...one.steps.map((step) => step.code),
    ...one.lines.flatMap((line) => line.steps.map((step) => step.code)),
  ])
  const online = evaluateOrder(coffeeOrder(), rules({ orders: { online: false } }), context(), live).steps[0]?.code
  // Whose order it is stands outside the rules: app/loyalty/orders says these.
  const elsewhere = ["doubtful", "customer_changed", "no_customer", "not_member", "no_programme", "before_membership"]
  expect([...new Set([...reached, ...elsewhere, online])].sort()).toEqual([...EXPLAIN_CODES].sort())
})

const evaluation = evaluateOrder(
  coffeeOrder({ lines: [coffee({ currentQuantity: 2 }), tea()] }),
  rules({ basis: { taxes: false } }),
  context(ratio(5, 4)),
  { developmentStore: false },
)

test("an order in English words", () => {
  expect(explainInWords(evaluation, codeTranslator("en"))).toEqual([
    "Coffee: 3 × 10.00 EUR = 30.00 EUR. Discounts of 3.00 EUR taken off. 2 of 3 remain after a refund or removal: 18.00 EUR. Tax of 3.00 EUR inside the price does not earn. 19 of the order’s points.",
    "Tea: 1 × 13.00 EUR = 13.00 EUR. Tax of 2.17 EUR inside the price does not earn. 13 of the order’s points.",
    "Shipping of 5.00 EUR does not earn.",
    "25.83 EUR of the order counts.",
    "1 point for every 1.00 EUR.",
    "Tier Silver: points × 1.25.",
    "32.2875 rounded down: 32 points.",
    "Pending until 2026-03-15.",
  ])
})

test("moments are written as the reader's shop writes them", () => {
  const words = explainInWords(evaluation, codeTranslator("bg"), (iso) => `${iso.slice(8, 10)}.${iso.slice(5, 7)}`)
  expect(words.at(-1)).toBe("Изчакване до 15.03.")
})

test("Russian plurals follow the number", () => {
  const t = translator("ru")
  const forms = [1, 2, 5, 21].map((count) => t("explain:exact_points", { count }))
  expect(forms.map((text) => text.split(" ").at(-1))).toEqual(["балл.", "балла.", "баллов.", "балл."])
})
