import fc from "fast-check"
import { expect, test } from "vitest"
import { addDays, daysBetween, daysFrom, monthDaysOn, yearOf } from "./calendar-day.ts"
import { daysToKeep } from "./days-kept.ts"

test("the first run does its own day; the next the days since, the one before the last once more", () => {
  expect(daysToKeep(null, "2026-07-15")).toEqual(["2026-07-15"])
  expect(daysToKeep("2026-07-14", "2026-07-15")).toEqual(["2026-07-13", "2026-07-14", "2026-07-15"])
  expect(daysToKeep("2026-07-15", "2026-07-14")).toEqual(["2026-07-13", "2026-07-14"])
})

const first = "2026-01-01"
/** Days on which the work ran, in whatever order: clocks that jump forward and back, zones that change. */
const runs = fc
  .array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 40 })
  .map((offsets) => offsets.map((offset) => addDays(first, offset)))

/** The last day that was done after these runs. */
const lastDone = (days: string[]): string | null => [...days].sort().at(-1) ?? null

/** What the runs give somebody born on `yearly`: the days by which a gift is given, by its key. */
function given(days: string[], yearly: string): Map<number, string> {
  const gifts = new Map<number, string>()
  for (const [index, today] of days.entries()) {
    for (const day of daysToKeep(lastDone(days.slice(0, index)), today))
      if (monthDaysOn(day).includes(yearly) && !gifts.has(yearOf(day))) gifts.set(yearOf(day), day)
  }
  return gifts
}

test("no run looks at days that are still to come, nor at those that are long past", () => {
  fc.assert(
    fc.property(runs, (days) => {
      for (const [index, today] of days.entries()) {
        const kept = daysToKeep(lastDone(days.slice(0, index)), today)
        expect(kept.at(-1)).toBe(today)
        expect(daysBetween(kept[0] as string, today)).toBeLessThanOrEqual(31)
      }
    }),
  )
})

test("however the clock steps, a birthday is given at most once a year, and on its day", () => {
  const yearly = fc.constantFrom("01-01", "02-28", "02-29", "07-15", "12-31")
  fc.assert(
    fc.property(runs, yearly, (days, one) => {
      for (const [year, day] of given(days, one)) {
        expect(yearOf(day)).toBe(year)
        expect(monthDaysOn(day)).toContain(one)
      }
    }),
  )
})

test("a clock that rests no longer than a month at a time misses no birthday", () => {
  const steps = fc.array(fc.integer({ min: 0, max: 31 }), { minLength: 30, maxLength: 60 })
  fc.assert(
    fc.property(steps, fc.constantFrom("02-29", "07-15", "12-31"), (gaps, yearly) => {
      const days = [first]
      for (const gap of gaps) days.push(addDays(days.at(-1) as string, gap))
      const passed = daysFrom(addDays(first, 1), days.at(-1) as string).filter((day) =>
        monthDaysOn(day).includes(yearly),
      )
      expect([...given(days, yearly).values()]).toEqual(expect.arrayContaining(passed))
    }),
  )
})
