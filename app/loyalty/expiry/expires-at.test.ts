import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type ExpiryPolicy, expiresAt, termsOf } from "./expires-at.ts"

const SOFIA = "Europe/Sofia"
const day = (text: string) => new Date(`${text}T10:00:00Z`)
const lot = (earned: string, credited = earned) => ({ earnedAt: day(earned), creditedAt: day(credited) })

type Said = [publishedAt: string, kind: ExpiryPolicy["kind"], months?: number, zone?: string]

const policies = (...said: Said[]): ExpiryPolicy[] =>
  said.map(([at, kind, months = 12, zone = SOFIA], index) => ({
    version: index + 1,
    publishedAt: day(at),
    kind,
    months,
    zone,
  }))

/** The last day on which the points can be used, in Sofia. */
function lastDay(earned: string, said: Said[], active: string | null = null, credited = earned): string | null {
  const at = expiresAt(lot(earned, credited), termsOf(policies(...said)), active ? day(active) : null)
  if (!at) return null
  const last = new Date(at.getTime() - 1)
  return new Intl.DateTimeFormat("sv-SE", { timeZone: SOFIA }).format(last)
}

const FROM_START: Said = ["2020-01-01", "lot", 12]

describe("when points expire", () => {
  test.each([
    ["never, while the rule is off", "2025-03-10", [["2020-01-01", "never"]], null],
    ["never, before there is a programme", "2025-03-10", [], null],
    ["so many months after they were earned, at the end of that day", "2025-03-10", [FROM_START], "2026-03-10"],
    ["on the month's last day where it has no such day", "2025-08-31", [["2020-01-01", "lot", 6]], "2026-02-28"],
    ["not sooner than the months after it was switched on", "2023-03-10", [["2025-06-01", "lot", 12]], "2026-06-01"],
    [
      "not sooner than the new months after it was shortened",
      "2023-07-01",
      [
        ["2020-01-01", "lot", 24],
        ["2025-06-01", "lot", 6],
      ],
      "2025-12-01",
    ],
    [
      "as late as was promised before it was shortened",
      "2025-05-01",
      [
        ["2020-01-01", "lot", 24],
        ["2025-06-01", "lot", 6],
      ],
      "2027-05-01",
    ],
    [
      "by the shorter rule alone when earned under it",
      "2025-07-01",
      [
        ["2020-01-01", "lot", 24],
        ["2025-06-01", "lot", 6],
      ],
      "2026-01-01",
    ],
    [
      "so many months after they were earned, when the rule was made longer",
      "2025-03-10",
      [
        ["2020-01-01", "lot", 12],
        ["2025-06-01", "lot", 18],
      ],
      "2026-09-10",
    ],
    [
      "by a clock that was started anew when it was off in between",
      "2024-03-10",
      [
        ["2020-01-01", "lot", 12],
        ["2025-01-01", "never"],
        ["2025-06-01", "lot", 12],
      ],
      "2026-06-01",
    ],
    [
      "as before when another part of the programme was published",
      "2025-03-10",
      [
        ["2020-01-01", "lot", 12],
        ["2025-06-01", "lot", 12],
      ],
      "2026-03-10",
    ],
  ] as [string, string, Said[], string | null][])("%s", (_name, earned, said, expected) => {
    expect(lastDay(earned, said)).toBe(expected)
  })

  test("by inactivity: after the last activity, or after they came in", () => {
    const said: Said[] = [["2020-01-01", "inactivity", 6]]
    expect(lastDay("2025-03-10", said)).toBe("2025-09-10")
    expect(lastDay("2025-03-10", said, "2025-05-01")).toBe("2025-11-01")
    expect(lastDay("2025-03-10", said, "2024-05-01")).toBe("2025-09-10")
  })

  test("what comes in old can be used for thirty days", () => {
    expect(lastDay("2019-03-10", [FROM_START], null, "2025-03-10")).toBe("2025-04-09")
  })

  test("a day is the shop's: 23:30 in Sofia and half an hour later are two", () => {
    const terms = termsOf(policies(FROM_START))
    const end = (at: string) => expiresAt({ earnedAt: new Date(at), creditedAt: new Date(at) }, terms, null)
    expect(end("2025-06-10T20:30:00Z")).toEqual(new Date("2026-06-10T21:00:00Z"))
    expect(end("2025-06-10T21:00:00Z")).toEqual(new Date("2026-06-11T21:00:00Z"))
  })

  test("where clocks are changed at midnight a day begins with its first moment", () => {
    // Beirut skips from 00:00 to 01:00 on 29 March 2026.
    const terms = termsOf(policies(["2020-01-01", "lot", 1, "Asia/Beirut"]))
    expect(expiresAt(lot("2026-02-28"), terms, null)).toEqual(new Date("2026-03-30T21:00:00Z"))
  })
})

const moment = fc.date({ min: day("2024-01-01"), max: day("2026-12-31"), noInvalidDate: true })
const policy = fc.record({
  kind: fc.constantFrom("never" as const, "inactivity" as const, "lot" as const),
  months: fc.integer({ min: 1, max: 30 }),
  publishedAt: moment,
  zone: fc.constantFrom("Europe/Sofia", "America/New_York", "Pacific/Auckland"),
})
const history = fc
  .array(policy, { minLength: 1, maxLength: 5 })
  .map((all) => all.sort((a, b) => a.publishedAt.getTime() - b.publishedAt.getTime()))
  .map((all) => all.map((one, index) => ({ ...one, version: index + 1 })))
const DAY_MS = 86_400_000
const any = { history, earned: moment, wait: fc.integer({ min: 0, max: 90 }), active: fc.option(moment) }

const lotOf = (earned: Date, wait: number) => ({
  earnedAt: earned,
  creditedAt: new Date(earned.getTime() + wait * DAY_MS),
})

test("no publication makes points expire sooner than was promised before, unless it had been off", () => {
  fc.assert(
    fc.property(fc.record(any), ({ history, earned, wait, active }) => {
      const known = history.filter(({ publishedAt }) => publishedAt > earned)
      const before = history.slice(0, history.length - known.length)
      let promised = expiresAt(lotOf(earned, wait), termsOf(before), earlier(active, known[0]?.publishedAt))
      known.forEach((_, index) => {
        const heard = history.slice(0, before.length + index + 1)
        const now = expiresAt(lotOf(earned, wait), termsOf(heard), earlier(active, known[index + 1]?.publishedAt))
        if (promised && now) expect(now.getTime()).toBeGreaterThanOrEqual(promised.getTime())
        promised = now ?? promised
      })
    }),
  )
})

test("nothing expires sooner than the rule's months after it was switched on, or shortened", () => {
  fc.assert(
    fc.property(fc.record(any), ({ history, earned, wait, active }) => {
      const newest = termsOf(history).at(-1)
      const end = expiresAt(lotOf(earned, wait), termsOf(history), active)
      fc.pre(newest !== undefined && newest.kind !== "never")
      if (!newest) return
      const start = Math.max(newest.startsAt.getTime(), earned.getTime())
      // A month is never shorter than 28 days.
      expect((end as Date).getTime() - start).toBeGreaterThanOrEqual(newest.months * 28 * DAY_MS)
    }),
  )
})

test("activity and age only ever put expiry off, and switching off saves everything", () => {
  fc.assert(
    fc.property(fc.record({ ...any, later: moment }), ({ history, earned, wait, active, later }) => {
      const terms = termsOf(history)
      const end = expiresAt(lotOf(earned, wait), terms, active)
      const moved = expiresAt(lotOf(earned, wait), terms, active && active > later ? active : later)
      if (end) expect((moved as Date).getTime()).toBeGreaterThanOrEqual(end.getTime())
      const single = termsOf(history.slice(-1))
      const [older, younger] = [earned, later].sort((a, b) => a.getTime() - b.getTime()) as [Date, Date]
      const first = expiresAt(lotOf(older, wait), single, active)
      const second = expiresAt(lotOf(younger, wait), single, active)
      if (first) expect((second as Date).getTime()).toBeGreaterThanOrEqual(first.getTime())
      const off = { kind: "never" as const, months: 1, zone: SOFIA, version: 99, publishedAt: day("2027-01-01") }
      expect(expiresAt(lotOf(earned, wait), termsOf([...history, off]), active)).toBeNull()
    }),
  )
})

function earlier(active: Date | null, than: Date | undefined): Date | null {
  return active && than && active >= than ? null : active
}
