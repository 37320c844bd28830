import fc from "fast-check"
import { expect, test } from "vitest"
import { addDays, daysFrom } from "../calendar-day.ts"
import { giftsToday, monthsBefore } from "./gifts-today.ts"

/** A month in which everybody who can be given something is, on the days the work ran. */
function month(rule: { points: number; budget: number }, days: string[]): number[] {
  let spent = 0
  return days.map((day) => {
    const gifts = giftsToday(rule, day, { month: spent, today: 0 })
    spent += gifts * rule.points
    return gifts
  })
}

test("a budget lasts for the month, is given whole, and evenly", () => {
  const gifts = month({ points: 50, budget: 1000 }, daysFrom("2026-03-01", "2026-03-31"))
  expect(gifts.reduce((sum, one) => sum + one, 0)).toBe(20)
  expect(Math.max(...gifts)).toBe(1)
  expect(gifts.slice(0, 16).reduce((sum, one) => sum + one, 0)).toBe(10)
})

test("what a day could not give the next ones do, and a day that comes again gives no more", () => {
  expect(month({ points: 50, budget: 1000 }, ["2026-03-31"])).toEqual([20])
  expect(giftsToday({ points: 50, budget: 1000 }, "2026-03-31", { month: 50, today: 1 })).toBe(0)
})

test("never more than the budget, whatever was given, whatever the rule was before", () => {
  const rule = fc.record({ points: fc.integer({ min: 1, max: 500 }), budget: fc.integer({ min: 1, max: 5000 }) })
  const day = fc.integer({ min: 0, max: 800 }).map((n) => addDays("2026-01-01", n))
  fc.assert(
    fc.property(rule, day, fc.nat(6000), (one, today, spent) => {
      const gifts = giftsToday(one, today, { month: spent, today: 0 })
      expect(gifts).toBeGreaterThanOrEqual(0)
      expect(gifts === 0 || spent + gifts * one.points <= one.budget).toBe(true)
    }),
  )
})

test("months before end with their last day", () => {
  expect(monthsBefore("2026-03-31", 1)).toBe("2026-02-28")
  expect(monthsBefore("2026-03-15", 6)).toBe("2025-09-15")
  expect(monthsBefore("2026-01-31", 1)).toBe("2025-12-31")
})
