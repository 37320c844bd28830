import fc from "fast-check"
import { expect, test } from "vitest"
import { defaultProgrammeRules } from "../programme/programme-rules.ts"
import { measureTier, type TierInput } from "./tier-measure.ts"
import { isPlain, replay } from "./tier-replay.ts"
import { keepOf, type TierRules } from "./tier-rules.ts"
import { countAt, type TierShop } from "./tier-window.ts"

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
const LEVELS = defaultProgrammeRules("EUR", 100).tiers.levels
const plainArb: fc.Arbitrary<TierRules> = fc.record({
  measure: fc.constantFrom("spend", "points" as const),
  window: fc.constantFrom("lifetime", "calendar_year", "rolling_12_months" as const),
  lookBack: fc.constant({ unit: "days" as const, count: 365 }),
  graceDays: fc.constant(0),
  stepDown: fc.constant("at_once" as const),
  currency: fc.constant("EUR"),
  levels: fc.constant(LEVELS),
})
/** Every way in which levels may be kept and lost. */
const tiersArb: fc.Arbitrary<TierRules> = fc
  .record({
    measure: fc.constantFrom("spend", "points", "orders" as const),
    window: fc.constantFrom("lifetime", "calendar_year", "rolling_12_months", "look_back" as const),
    lookBack: fc.record({
      unit: fc.constantFrom("days", "months" as const),
      count: fc.constantFrom(1, 3, 30, 90),
    }),
    graceDays: fc.constantFrom(0, 0, 10, 45),
    stepDown: fc.constantFrom("at_once", "one_step" as const),
    currency: fc.constant("EUR"),
    keepShares: fc.constantFrom([1, 1, 1], [0.5, 0.5, 0.5], [1, 0.4, 0.2], [0.1, 0.9, 1]),
  })
  .map(({ keepShares, ...rules }) => ({
    ...rules,
    levels: LEVELS.map((level, index) => {
      const threshold = rules.measure === "orders" ? index * 2 + 1 : level.threshold
      return { ...level, threshold, keep: Math.max(1, Math.ceil(threshold * (keepShares[index] as number))) }
    }),
  }))
  .map((rules) => ({
    ...rules,
    levels: rules.levels.map((level, index) => ({
      ...level,
      keep: Math.max(...rules.levels.slice(0, index + 1).map((lower) => Math.min(lower.keep, level.threshold))),
    })),
  }))

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
    fc.property(fc.array(orderArb, { maxLength: 12 }), plainArb, shopArb, momentArb, (orders, tiers, shop, at) => {
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
      }[tiers.window as "lifetime" | "calendar_year" | "rolling_12_months"]
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

const weighed = (orders: TierInput[]) =>
  orders.map((order) => ({ at: new Date(order.processedAt), amount: order.points, lowered: [] }))
const byPoints = tiersArb.map((tiers): TierRules => {
  const levels = tiers.measure === "orders" ? LEVELS : tiers.levels
  return { ...tiers, measure: "points", levels }
})

test("where nothing is kept or held, what somebody had does not matter: told from the beginning it is the same", () => {
  fc.assert(
    fc.property(fc.array(orderArb, { maxLength: 10 }), plainArb, shopArb, momentArb, (orders, plain, shop, at) => {
      const tiers: TierRules = { ...plain, measure: "points" }
      expect(isPlain(tiers)).toBe(true)
      const { rank, due } = replay(weighed(orders), tiers, shop, new Date(at))
      expect(tiers.levels[rank]?.id ?? null).toBe(measureTier(orders, tiers, shop, new Date(at)).levelId)
      expect(due).toBeNull()
    }),
    RUNS,
  )
})

const rankOf = (orders: TierInput[], tiers: TierRules, shop: TierShop, at: number) => {
  const { levelId } = measureTier(orders, tiers, shop, new Date(at))
  return tiers.levels.findIndex((level) => level.id === levelId)
}

test("more never lowers: neither another order nor a larger one, at any moment", () => {
  fc.assert(
    fc.property(
      fc.array(orderArb, { minLength: 1, maxLength: 8 }),
      tiersArb,
      shopArb,
      momentArb,
      orderArb,
      fc.nat(20_000),
      (orders, tiers, shop, at, another, more) => {
        const before = rankOf(orders, tiers, shop, at)
        expect(rankOf([...orders, another], tiers, shop, at)).toBeGreaterThanOrEqual(before)
        const [first, ...rest] = orders as [TierInput, ...TierInput[]]
        const larger = { ...first, spendMinor: first.spendMinor + more, points: first.points + more }
        expect(rankOf([larger, ...rest], tiers, shop, at)).toBeGreaterThanOrEqual(before)
      },
    ),
    RUNS,
  )
})

test("a level once reached is never lost while as much counts as keeping it takes, nor held without that, grace or a step", () => {
  fc.assert(
    fc.property(fc.array(orderArb, { maxLength: 10 }), byPoints, shopArb, momentArb, (orders, tiers, shop, at) => {
      let rank = -1
      for (let moment = FROM; moment <= at; moment += 11 * 86_400_000) {
        const now = rankOf(orders, tiers, shop, moment)
        const { measure } = countAt(weighed(orders), tiers, shop, new Date(moment))
        const { held } = measureTier(orders, tiers, shop, new Date(moment))
        const keptRank = tiers.levels.findLastIndex((level, index) => index <= rank && keepOf(level) <= measure)
        const reached = tiers.levels.findLastIndex((level) => level.threshold <= measure)
        expect(now).toBeGreaterThanOrEqual(Math.max(reached, keptRank))
        const level = tiers.levels[now]
        if (level && measure < keepOf(level)) expect(held?.until.getTime()).toBeGreaterThan(moment)
        else expect(held).toBeNull()
        rank = now
      }
    }),
    { numRuns: Math.ceil(RUNS.numRuns / 10) },
  )
})

test("where levels are lost step by step, time takes one at most, and the next not before the period is over", () => {
  fc.assert(
    fc.property(fc.array(orderArb, { maxLength: 10 }), byPoints, shopArb, (orders, rules, shop) => {
      const tiers: TierRules = {
        ...rules,
        stepDown: "one_step",
        window: "look_back",
        lookBack: { unit: "days", count: 60 },
      }
      let [rank, lostAt, moment] = [-1, Number.NEGATIVE_INFINITY, new Date(FROM)]
      for (let reviews = 0; reviews < 60; reviews += 1) {
        const { levelId, reviewAt } = measureTier(orders, tiers, shop, moment)
        const now = tiers.levels.findIndex((level) => level.id === levelId)
        if (now < rank) {
          expect(now).toBe(rank - 1)
          // A day less: clocks change.
          expect(moment.getTime() - lostAt).toBeGreaterThanOrEqual(59 * 86_400_000)
          lostAt = moment.getTime()
        } else if (now > rank) lostAt = Number.NEGATIVE_INFINITY
        rank = now
        if (!reviewAt) return
        moment = reviewAt
      }
    }),
    { numRuns: Math.ceil(RUNS.numRuns / 5) },
  )
})
