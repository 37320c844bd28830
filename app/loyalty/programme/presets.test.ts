import { describe, expect, test } from "vitest"
import { coffee, coffeeOrder, context, line, parcel, ratio, tea } from "#tests/cases/coffee-order.ts"
import { evaluateOrder } from "../rules/evaluate-order.ts"
import { freezeLine } from "../rules/exclusions.ts"
import type { EarningContext, Ratio } from "../rules/order-evaluation.ts"
import { measureTier } from "../tiers/tier-measure.ts"
import { PRESETS, type PresetName, presetOf, presetRules, readPreset } from "./presets.ts"
import { type ProgrammeRules, programmeRulesSchema } from "./programme-rules.ts"

const inEuro = (preset: PresetName) => presetRules(preset, "EUR", (level) => level)
const live = { developmentStore: false }
const DAY_MS = 86_400_000

const LINES = [coffee({ variantId: "coffee-250" }), tea({ variantId: "tea-50" })]

/** The context of the coffee order once its products were looked at. */
function known(multiplier: Ratio, rules: ProgrammeRules, saleVariants: string[] = []): EarningContext {
  const product = { type: "", vendor: "", tags: [], saleVariants, collections: null }
  const products = new Map([["gid://shopify/Product/1", product]])
  const lines = LINES.map((one) => [one.id, freezeLine(one, rules, products)])
  return { ...context(multiplier), lines: Object.fromEntries(lines) }
}

/** Points of the coffee order (40.00 EUR of goods, paid and sent on 1 March) in a tier, and days until they are usable. */
function earned(preset: PresetName, multiplier = ratio(1, 1), order = coffeeOrder()) {
  const lines = order.lines.map((one) => ({ ...one, unfulfilledQuantity: 0 }))
  const sent = { ...order, lines, fulfilments: [parcel(order.processedAt)] }
  const { target, releaseAt } = evaluateOrder(sent, inEuro(preset), known(multiplier, inEuro(preset)), live)
  const days = releaseAt === null ? null : (Date.parse(releaseAt) - Date.parse(order.processedAt)) / DAY_MS
  return { points: target, days }
}

describe.each(PRESETS)("%s", (preset) => {
  test.each(["EUR", "BGN", "HUF", "JPY", "VND", "KWD", "XTS"])("is a valid programme in %s", (currency) => {
    const rules = presetRules(preset, currency, (level) => level)
    expect(programmeRulesSchema.safeParse(rules).error).toBeUndefined()
    expect([rules.tiers.currency, Object.keys(rules.rates)]).toEqual([currency, [currency]])
  })

  test("gives more points in each higher tier", () => {
    const factors = inEuro(preset).tiers.levels.map(({ multiplier }) => multiplier.numerator / multiplier.denominator)
    expect(factors).toEqual([...factors].sort((a, b) => a - b))
    expect(factors.at(-1)).toBeGreaterThan(1)
  })

  test("is known again once it is a draft, until somebody changes it", () => {
    const named = presetRules(preset, "BGN", (level) => `The ${level}`)
    const stored = JSON.parse(JSON.stringify(named, Object.keys(flat(named)).sort()))
    expect(presetOf(stored, "BGN")).toBe(preset)
    expect(presetOf({ ...named, pending: { from: "payment", days: 77 } }, "BGN")).toBeNull()
  })
})

/** Every key at any depth: what JSON.stringify keeps, in an order of its own. */
function flat(value: unknown): Record<string, true> {
  if (typeof value !== "object" || value === null) return {}
  return Object.assign({}, ...Object.entries(value).map(([key, inner]) => ({ [key]: true, ...flat(inner) })))
}

test("café: ten points a euro, usable at once", () => {
  expect(earned("cafe")).toEqual({ points: 400, days: 0 })
  expect(earned("cafe", ratio(5, 4))).toEqual({ points: 500, days: 0 })
})

test("boutique: a point a euro after thirty days, nothing for what is on sale", () => {
  expect(earned("boutique")).toEqual({ points: 40, days: 30 })
  const rules = inEuro("boutique")
  const bagsOnSale = known(ratio(1, 1), rules, ["coffee-250"])
  expect(evaluateOrder(coffeeOrder({ lines: LINES }), rules, bagsOnSale, live).target).toBe(13)
})

test("outdoor: a point a euro two weeks after it was sent, and a tier by points that nobody loses", () => {
  expect(earned("outdoor")).toEqual({ points: 40, days: 14 })
  expect(tierAfter("outdoor", { points: 1000, spendMinor: 0 }, 20)).toBe("mountaineer")
})

test("beauty: a tier by a year's spend, kept to the end of the next year", () => {
  expect(earned("beauty", ratio(3, 2))).toEqual({ points: 60, days: 14 })
  expect(tierAfter("beauty", { points: 0, spendMinor: 35_000 }, 0)).toBe("vip")
  expect(tierAfter("beauty", { points: 0, spendMinor: 35_000 }, 1)).toBe("vip")
  expect(tierAfter("beauty", { points: 0, spendMinor: 35_000 }, 2)).toBeNull()
})

test("café: the last twelve months make the tier", () => {
  expect(tierAfter("cafe", { points: 0, spendMinor: 15_000 }, 0)).toBe("friend")
  expect(tierAfter("cafe", { points: 0, spendMinor: 15_000 }, 2)).toBeNull()
})

/** The tier of somebody who made one purchase in June 2026, so many years later. */
function tierAfter(preset: PresetName, worth: { points: number; spendMinor: number }, years: number): string | null {
  const order = { processedAt: "2026-06-01T10:00:00.000Z", currency: "EUR", ...worth }
  const shop = { timezone: "Europe/Sofia", currency: "EUR", currencyChanges: [] }
  return measureTier([order], inEuro(preset).tiers, shop, new Date(`${2026 + years}-07-01T10:00:00Z`)).levelId
}

test("sums are round in the shop's money and worth about as much", () => {
  const { rates, tiers } = presetRules("cafe", "HUF", (level) => level)
  expect(rates).toEqual({ HUF: { points: 10, perMinor: 50_000 } })
  expect(tiers.levels.map(({ threshold }) => threshold / 100)).toEqual([25_000, 75_000, 200_000])
  const lunch = coffeeOrder({ currency: "HUF", lines: [line({ unitPriceMinor: 200_000 })] })
  expect(evaluateOrder(lunch, presetRules("cafe", "HUF", String), context(), live).target).toBe(40)
})

test("only presets there are can be asked for", () => {
  expect([readPreset("cafe"), readPreset("casino"), readPreset(null)]).toEqual(["cafe", null, null])
})
