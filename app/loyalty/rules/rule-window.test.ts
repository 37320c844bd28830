import { describe, expect, test } from "vitest"
import type { EarningRule } from "./earning-rules.ts"
import { isWithin, periodOf } from "./rule-window.ts"

const SOFIA = "Europe/Sofia"
const always: EarningRule["window"] = { from: null, to: null, weekdays: [], hours: null, birthdayMonth: false }
const within = (window: Partial<EarningRule["window"]>, moment: string, born: number | null = null, zone = SOFIA) =>
  isWithin({ ...always, ...window }, new Date(moment), zone, born)

describe("a campaign, by the clock on the shop's wall", () => {
  test.each([
    [
      "begins with its first minute (Sofia is UTC + 2 in winter)",
      { from: "2026-03-01T10:00" },
      "2026-03-01T08:00:00Z",
      true,
    ],
    ["not a second before", { from: "2026-03-01T10:00" }, "2026-03-01T07:59:59Z", false],
    ["is over with its last", { to: "2026-03-01T10:00" }, "2026-03-01T08:00:00Z", false],
    [
      "begins at an hour that the wall leaves out: with the next it shows",
      { from: "2026-03-29T03:30" },
      "2026-03-29T01:00:00Z",
      true,
    ],
    [
      "the hour that is shown twice is within twice, first",
      { hours: { from: "03:00", to: "04:00" } },
      "2026-10-25T00:30:00Z",
      true,
    ],
    ["and again", { hours: { from: "03:00", to: "04:00" } }, "2026-10-25T01:30:00Z", true],
    ["and is over when the wall shows four", { hours: { from: "03:00", to: "04:00" } }, "2026-10-25T02:00:00Z", false],
    ["hours over midnight: before it", { hours: { from: "22:00", to: "02:00" } }, "2026-03-10T21:00:00Z", true],
    ["after it", { hours: { from: "22:00", to: "02:00" } }, "2026-03-10T23:59:00Z", true],
    ["not at noon", { hours: { from: "22:00", to: "02:00" } }, "2026-03-10T10:00:00Z", false],
    ["Sunday is the seventh day", { weekdays: [7] }, "2026-03-15T12:00:00Z", true],
    ["Monday in Sofia is Sunday in Greenwich", { weekdays: [1] }, "2026-03-15T22:30:00Z", true],
  ] as const)("%s", (_, window, moment, expected) => {
    expect(within(window as Partial<EarningRule["window"]>, moment)).toBe(expected)
  })

  test("the month of the birthday, and nobody's who told none", () => {
    expect(within({ birthdayMonth: true }, "2026-03-31T20:30:00Z", 3)).toBe(true)
    expect(within({ birthdayMonth: true }, "2026-03-31T21:30:00Z", 3)).toBe(false)
    expect(within({ birthdayMonth: true }, "2026-03-10T10:00:00Z", null)).toBe(false)
  })
})

describe("periods of caps", () => {
  const of = (per: Parameters<typeof periodOf>[0], moment: string, zone = SOFIA) => {
    const { from, before } = periodOf(per, new Date(moment), zone)
    return [from.toISOString(), before.toISOString()]
  }
  test.each([
    ["day of 23 hours", "day", "2026-03-29T12:00:00Z", ["2026-03-28T22:00:00.000Z", "2026-03-29T21:00:00.000Z"]],
    ["day of 25 hours", "day", "2026-10-25T12:00:00Z", ["2026-10-24T21:00:00.000Z", "2026-10-25T22:00:00.000Z"]],
    ["week from Monday", "week", "2026-03-29T12:00:00Z", ["2026-03-22T22:00:00.000Z", "2026-03-29T21:00:00.000Z"]],
    ["month", "month", "2026-03-31T20:59:00Z", ["2026-02-28T22:00:00.000Z", "2026-03-31T21:00:00.000Z"]],
    ["year", "year", "2026-01-01T00:30:00Z", ["2025-12-31T22:00:00.000Z", "2026-12-31T22:00:00.000Z"]],
  ] as const)("a %s", (_, per, moment, expected) => {
    expect(of(per, moment)).toEqual(expected)
  })

  test("where clocks skip midnight a day begins with its first moment", () => {
    expect(of("day", "2026-09-06T12:00:00Z", "America/Santiago")[0]).toBe("2026-09-06T04:00:00.000Z")
  })
})
