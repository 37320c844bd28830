import fc from "fast-check"
import { expect, test } from "vitest"
import { defaultProgrammeRules, type ProgrammeRules } from "../programme/programme-rules.ts"
import { measureTier, type TierInput, type TierShop } from "./tier-measure.ts"

const RUNS = { numRuns: Number(process.env.PROPERTY_RUNS ?? 300) }
const FROM = Date.UTC(2023, 11, 1)
const TO = Date.UTC(2027, 1, 1)

const momentArb = fc.integer({ min: FROM / 1000, max: TO / 1000 }).map((seconds) => seconds * 1000)
const orderArb: fc.Arbitrary<TierInput> = fc.record({
  processedAt: momentArb.map((moment) => new Date(moment).toISOString()),
  spendMinor: fc.integer({ min: 0, max: 40_000 }),
  currency: fc.constantFrom("EUR", "EUR", "BGN"),
  points: fc.integer({ min: 0, max: 40_000 }),
})
const shopArb: fc.Arbitrary<TierShop> = fc.record({
  timezone: fc.constantFrom("Europe/Sofia", "UTC", "America/Los_Angeles", "Pacific/Auckland"),
  currency: fc.constant("EUR"),
  currencyChanges: fc.constant([
    { from: "BGN", to: "EUR", numerator: 195_583, denominator: 100_000, at: "2025-12-31T22:00:00Z" },
  ]),
})
const tiersArb: fc.Arbitrary<ProgrammeRules["tiers"]> = fc.record({
  measure: fc.constantFrom("spend", "points" as const),
  window: fc.constantFrom("lifetime", "calendar_year", "rolling_12_months" as const),
  currency: fc.constant("EUR"),
  levels: fc.constant(defaultProgrammeRules("EUR", 100).tiers.levels),
})

/** The shop's wall clock as one sortable number, by the platform's own calendar. */
function wallClock(moment: number, timezone: string): { year: number; text: string } {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: timezone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).formatToParts(moment)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ""
  const clock = ["month", "day", "hour", "minute", "second"].map(part).join(" ")
  return { year: Number(part("year")), text: `${part("year")} ${clock}` }
}

test("the measure is the sum of the orders of its window, told by the shop's wall clock", () => {
  fc.assert(
    fc.property(fc.array(orderArb, { maxLength: 12 }), tiersArb, shopArb, momentArb, (orders, tiers, shop, at) => {
      const amounts = orders
        .filter((order) => Date.parse(order.processedAt) <= at)
        .map((order) => {
          const euro =
            order.currency === "EUR"
              ? order.spendMinor
              : Number((BigInt(order.spendMinor) * 200_000n + 195_583n) / 391_166n)
          return {
            amount: tiers.measure === "points" ? order.points : euro,
            clock: wallClock(Date.parse(order.processedAt), shop.timezone),
          }
        })
      const sum = (some: typeof amounts) => some.reduce((total, { amount }) => total + amount, 0)
      const now = wallClock(at, shop.timezone)
      const yearOf = (year: number) => sum(amounts.filter(({ clock }) => clock.year === year))
      const aYearAgo = now.text.replace(String(now.year), String(now.year - 1))
      const leapDay = / 02 2[89] /.test(now.text)
      const expected = {
        lifetime: sum(amounts),
        calendar_year: Math.max(yearOf(now.year), yearOf(now.year - 1)),
        rolling_12_months: sum(amounts.filter(({ clock }) => clock.text > aYearAgo)),
      }[tiers.window]
      fc.pre(!leapDay)
      expect(measureTier(orders, tiers, shop, new Date(at)).measure).toBe(expected)
    }),
    RUNS,
  )
})

test("nothing changes by time alone before the review, and the review sees the change", () => {
  fc.assert(
    fc.property(
      fc.array(orderArb, { maxLength: 8 }),
      tiersArb,
      shopArb,
      momentArb,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (orders, tiers, shop, at, part) => {
        const now = measureTier(orders, tiers, shop, new Date(at))
        const until = now.reviewAt?.getTime() ?? at + 800 * 86_400_000
        expect(until).toBeGreaterThan(at)
        const between = new Date(at + Math.floor((until - 1 - at) * part))
        expect(measureTier(orders, tiers, shop, between)).toEqual(now)
        if (now.reviewAt) {
          const reviewed = measureTier(orders, tiers, shop, now.reviewAt)
          expect(reviewed.reviewAt?.getTime() ?? Number.POSITIVE_INFINITY).toBeGreaterThan(until)
        }
      },
    ),
    RUNS,
  )
})
