import { expect, test } from "vitest"
import { dayIn, endOfDayIn, momentsOf, startOfDayIn } from "./zone-days.ts"

const SOFIA = "Europe/Sofia"
const hours = (day: string, zone: string) =>
  (endOfDayIn(day, zone).getTime() - startOfDayIn(day, zone).getTime()) / 3_600_000

test("days begin and end by the shop's clock, also when it is changed that day", () => {
  expect(startOfDayIn("2026-01-15", SOFIA).toISOString()).toBe("2026-01-14T22:00:00.000Z")
  expect([hours("2026-03-29", SOFIA), hours("2026-10-25", SOFIA), hours("2026-06-01", SOFIA)]).toEqual([23, 25, 24])
})

test("a moment is on the day that the shop's calendar shows", () => {
  const moment = new Date("2026-03-31T22:30:00Z")
  expect([dayIn(moment, SOFIA), dayIn(moment, "America/Toronto")]).toEqual(["2026-04-01", "2026-03-31"])
})

test("a period holds both its days", () => {
  expect(momentsOf("2026-01-01..2026-01-31", SOFIA)).toEqual({
    from: new Date("2025-12-31T22:00:00Z"),
    before: new Date("2026-01-31T22:00:00Z"),
  })
  expect(momentsOf("..2026-01-31", SOFIA).from).toBeNull()
  expect(momentsOf("nonsense", SOFIA)).toEqual({ from: null, before: null })
})
