import { expect, test } from "vitest"
import { defaultProgrammeRules, type ProgrammeRules, type TierLevel } from "../programme-rules.ts"
import { programmeChanges } from "./programme-changes.ts"

const before = () => defaultProgrammeRules("EUR", 100)
const [bronze, , gold] = before().tiers.levels as [TierLevel, TierLevel, TierLevel]
const changed = (change: (rules: ProgrammeRules) => void) => {
  const rules = before()
  change(rules)
  return programmeChanges(before(), rules)
}

test("the first publication is one change", () => {
  expect(programmeChanges(null, before())).toEqual([{ code: "first_version" }])
})

test("the same programme, stored with its keys in another order, changes nothing", () => {
  const stored = JSON.parse(JSON.stringify(before())) as ProgrammeRules
  const reordered = Object.fromEntries(Object.entries(stored).reverse()) as ProgrammeRules
  reordered.rates = { EUR: { perMinor: 100, points: 1 } }
  expect(programmeChanges(before(), reordered)).toEqual([])
})

test("rates are told by currency", () => {
  expect(
    changed((rules) => {
      rules.rates = { BGN: { points: 1, perMinor: 200 }, EUR: { points: 2, perMinor: 100 } }
    }),
  ).toEqual([
    { code: "rate_changed", currency: "EUR", from: { points: 1, perMinor: 100 }, to: { points: 2, perMinor: 100 } },
    { code: "rate_added", currency: "BGN", rate: { points: 1, perMinor: 200 } },
  ])
})

test("each setting is told with what it was and what it will be", () => {
  expect(
    changed((rules) => {
      rules.basis.shipping = true
      rules.pending.days = 30
      rules.tiers.window = "lifetime"
      rules.orders.cashOnDelivery.gateways = ["cod"]
    }),
  ).toEqual([
    { code: "setting_changed", setting: "shipping", from: false, to: true },
    { code: "setting_changed", setting: "gateways", from: "cash on delivery (cod), cash_on_delivery", to: "cod" },
    { code: "setting_changed", setting: "pendingDays", from: 14, to: 30 },
    { code: "setting_changed", setting: "window", from: "calendar_year", to: "lifetime" },
  ])
})

test("levels are told as they were and as they will be; a multiplier written otherwise is the same", () => {
  const cheaper = { ...bronze, threshold: 50, multiplier: { numerator: 4, denominator: 4 } }
  const platinum = { ...gold, id: "platinum", name: "Platinum", threshold: 90_000 }
  expect(
    changed((rules) => {
      const [, silver] = rules.tiers.levels as [TierLevel, TierLevel]
      rules.tiers.levels = [cheaper, { ...silver, multiplier: { numerator: 10, denominator: 8 } }, platinum]
    }),
  ).toEqual([
    { code: "level_changed", from: bronze, to: cheaper, measure: "spend" },
    { code: "level_added", level: platinum, measure: "spend" },
    { code: "level_removed", level: gold, measure: "spend" },
  ])
})
