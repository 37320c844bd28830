import { expect, test } from "vitest"
import { defaultProgrammeRules, type ProgrammeRules } from "../programme-rules.ts"
import { programmeChanges } from "./programme-changes.ts"

const before = () => defaultProgrammeRules("EUR", 100)
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
  expect(programmeChanges(before(), reordered)).toEqual([])
})

test("rates are told by currency", () => {
  expect(
    changed((rules) => {
      rules.rates = { BGN: { points: 1, perMinor: 200 }, EUR: { points: 2, perMinor: 100 } }
    }),
  ).toEqual([
    { code: "rate_changed", currency: "EUR", from: { points: 1, perMinor: 100 }, to: { points: 2, perMinor: 100 } },
    { code: "rate_added", currency: "BGN" },
  ])
})

test("levels are told by name, settings by subject", () => {
  expect(
    changed((rules) => {
      rules.pending.days = 30
      rules.tiers.window = "lifetime"
      rules.tiers.levels[0] = { ...(rules.tiers.levels[0] as ProgrammeRules["tiers"]["levels"][number]), threshold: 50 }
      rules.tiers.levels[2] = {
        id: "platinum",
        name: "Platinum",
        threshold: 90_000,
        multiplier: { numerator: 2, denominator: 1 },
      }
    }),
  ).toEqual([
    { code: "setting_changed", setting: "pending" },
    { code: "setting_changed", setting: "tier_window" },
    { code: "level_changed", name: "Bronze" },
    { code: "level_added", name: "Platinum" },
    { code: "level_removed", name: "Gold" },
  ])
})
