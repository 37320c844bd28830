import { expect, test } from "vitest"
import { defaultProgrammeRules, type ProgrammeRules } from "../programme/programme-rules.ts"
import { isGiven, occasionPoints } from "./occasion-points.ts"

function rulesWith(change: (rules: ProgrammeRules) => void): ProgrammeRules {
  const rules = structuredClone(defaultProgrammeRules("EUR", 100))
  change(rules)
  return rules
}

const on = { on: true, points: 51, message: "" }

test("nothing is on at first", () => {
  const rules = defaultProgrammeRules("EUR", 100)
  expect(occasionPoints(rules, "birthday", "gold")).toBe(0)
  expect(isGiven(rules, "birthday")).toBe(false)
})

test("everybody is given the same, or by the tier's multiplier, rounded down", () => {
  const rules = rulesWith(({ occasions }) => void Object.assign(occasions, { anniversary: on }))
  expect(["gold", "silver", null, "gone"].map((tier) => occasionPoints(rules, "anniversary", tier))).toEqual([
    51, 51, 51, 51,
  ])
  rules.occasions.byTier = true
  expect(["gold", "silver", null, "gone"].map((tier) => occasionPoints(rules, "anniversary", tier))).toEqual([
    76, 63, 51, 51,
  ])
})

test("what a level adds is for birthdays alone, also where nobody else is given anything", () => {
  const rules = rulesWith(({ tiers }) => {
    const gold = tiers.levels.at(-1)
    if (gold) gold.perks = { switches: [], own: {}, birthdayPoints: 200 }
  })
  expect([occasionPoints(rules, "birthday", "gold"), occasionPoints(rules, "birthday", "silver")]).toEqual([200, 0])
  expect([occasionPoints(rules, "nameDay", "gold"), isGiven(rules, "birthday"), isGiven(rules, "nameDay")]).toEqual([
    0,
    true,
    false,
  ])
})
