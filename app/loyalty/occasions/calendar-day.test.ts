import fc from "fast-check"
import { expect, test } from "vitest"
import { addDays, daysBetween, daysFrom, monthDaysOn, nextOn } from "./calendar-day.ts"

test("29 February is kept on the 28th of years without one, and on itself otherwise", () => {
  expect(monthDaysOn("2027-02-28")).toEqual(["02-28", "02-29"])
  expect(monthDaysOn("2028-02-28")).toEqual(["02-28"])
  expect(monthDaysOn("2028-02-29")).toEqual(["02-29"])
  expect(nextOn("02-29", "2027-03-01")).toBe("2028-02-29")
  expect(nextOn("02-29", "2026-12-01")).toBe("2027-02-28")
})

test("every month and day is kept on exactly one day of every year", () => {
  const yearly = daysFrom("2028-01-01", "2028-12-31").map((day) => day.slice(5))
  for (const year of [2026, 2027, 2028]) {
    const kept = daysFrom(`${year}-01-01`, `${year}-12-31`).flatMap(monthDaysOn)
    expect(kept.sort()).toEqual([...yearly].sort())
  }
})

test("days are counted across months, years and clock changes", () => {
  expect(addDays("2026-12-31", 1)).toBe("2027-01-01")
  expect(daysFrom("2026-03-28", "2026-03-30")).toEqual(["2026-03-28", "2026-03-29", "2026-03-30"])
  expect(daysFrom("2026-03-02", "2026-03-01")).toEqual([])
  fc.assert(
    fc.property(fc.integer({ min: -4000, max: 4000 }), (days) => {
      expect(daysBetween("2026-06-15", addDays("2026-06-15", days))).toBe(days)
    }),
  )
})

test("the next day that keeps something is today or later, and within two years", () => {
  const days = fc.integer({ min: 0, max: 1500 }).map((n) => addDays("2025-01-01", n))
  fc.assert(
    fc.property(days, days, (today, some) => {
      const next = nextOn(some.slice(5), today)
      expect(next >= today && daysBetween(today, next) <= 366).toBe(true)
      expect(monthDaysOn(next)).toContain(some.slice(5))
    }),
  )
})
