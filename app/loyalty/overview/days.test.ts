import { expect, test } from "vitest"
import { isOver, lastDays } from "./days.ts"

const SOFIA = "Europe/Sofia"
const days = (at: string, count = 3) => lastDays(new Date(at), SOFIA, count)

test("the last days of a shop are its own calendar's, the running one last", () => {
  expect(days("2026-03-10T22:30:00Z").map(({ day }) => day)).toEqual(["2026-03-09", "2026-03-10", "2026-03-11"])
})

test("each begins where the one before ends, also when clocks are changed", () => {
  for (const at of ["2026-03-30T09:00:00Z", "2026-10-26T09:00:00Z"]) {
    const list = days(at, 30)
    expect(list).toHaveLength(30)
    expect(list.slice(1).map(({ from }) => from)).toEqual(list.slice(0, -1).map(({ to }) => to))
  }
})

test("a day is over for good an hour after its end", () => {
  const [yesterday, today] = days("2026-03-10T10:00:00Z", 2)
  if (!yesterday || !today) throw new Error("two days were asked for")
  expect(isOver(yesterday, new Date("2026-03-09T22:30:00Z"))).toBe(false)
  expect(isOver(yesterday, new Date("2026-03-09T23:00:00Z"))).toBe(true)
  expect(isOver(today, new Date("2026-03-10T10:00:00Z"))).toBe(false)
})
