import { expect, test } from "vitest"
import { type RewardGives, type RewardTerms, rewardTermsSchema } from "../rewards/reward.ts"
import { noFigures } from "./movements.ts"
import { bestWorth, expectedCost, redemptionRate } from "./worth.ts"

const reward = (gives: RewardGives, currency = "EUR"): { terms: RewardTerms } => ({
  terms: rewardTermsSchema.parse({ schema: 1, name: "A reward", currency, gives }),
})

test("a point is worth what the best reward that is a sum of the shop's money gives for it", () => {
  const five = reward({ kind: "amount_off", points: 100, amountMinor: 500 })
  const slider = reward({
    kind: "amount_off_slider",
    unitPoints: 10,
    unitMinor: 60,
    minPoints: 10,
    stepPoints: 10,
    maxPoints: 100,
  })
  const delivery = reward({ kind: "free_shipping", points: 50, maxShippingMinor: null })
  const perk = reward({ kind: "custom", points: 1, instructions: "Come by" })
  const foreign = reward({ kind: "amount_off", points: 1, amountMinor: 500 }, "BGN")
  expect(bestWorth([five, slider, delivery, perk, foreign], "EUR")).toEqual({ minor: 60, points: 10 })
  expect(bestWorth([delivery, perk, foreign], "EUR")).toBeNull()
})

test.each([
  ["points × worth × share that is redeemed", 10_000, { minor: 500, points: 100 }, 6_000, 30_000],
  ["rounded up: what is owed is never told too low", 1, { minor: 1, points: 3 }, 10_000, 1],
  ["nothing for no points", 0, { minor: 500, points: 100 }, 10_000, 0],
  ["exact where a double would not be", 9_007_199_254, { minor: 999_999, points: 1_000_000 }, 10_000, 9_007_190_247],
] as const)("the expected cost is %s", (_name, points, worth, rate, cost) => {
  expect(expectedCost(points, worth, rate)).toBe(cost)
})

test("the redemption rate is what was redeemed of what was given, never above all of it", () => {
  const month = (moves: Partial<ReturnType<typeof noFigures>["moves"]>) => {
    const figures = noFigures()
    return { ...figures, moves: { ...figures.moves, ...moves } }
  }
  const months = [month({ earned: 1000, reversed: -200 }), month({ given: 200, redeemed: -500, returned: 100 })]
  expect(redemptionRate(months)).toBe(4_000)
  expect(redemptionRate([month({ earned: 10, redeemed: -50 })])).toBe(10_000)
  expect(redemptionRate([month({ earned: 10, expired: -5 })])).toBeNull()
})
