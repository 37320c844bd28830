import fc from "fast-check"
import { expect, test } from "vitest"
import { defaultProgrammeRules } from "#app/loyalty/programme/programme-rules.ts"
import { measureTier } from "#app/loyalty/tiers/tier-measure.ts"
import type { TierRules } from "#app/loyalty/tiers/tier-rules.ts"
import { type Counted, tierAt } from "./world-tier.ts"

const FROM = Date.UTC(2024, 0, 1)
const LEVELS = defaultProgrammeRules("EUR", 100).tiers.levels

// Not in the hour that autumn repeats: the oracle's clock does not tell the one from the other.
const momentArb = fc
  .record({ day: fc.nat(900), hour: fc.integer({ min: 4, max: 22 }), minute: fc.nat(59) })
  .map(({ day, hour, minute }) => FROM + day * 86_400_000 + hour * 3_600_000 + minute * 60_000)
const amountsArb = fc.record({ spend: fc.nat(40_000), points: fc.nat(400) })
const orderArb: fc.Arbitrary<Counted> = fc
  .record({ placedAt: momentArb, now: amountsArb, before: fc.option(amountsArb), after: fc.nat(400) })
  .map(({ placedAt, now, before, after }) => {
    if (!before) return { placedAt, ...now }
    const lowered = {
      at: placedAt + after * 86_400_000 + 1,
      spend: now.spend + before.spend,
      points: now.points + before.points,
    }
    return { placedAt, ...now, lowered: [lowered] }
  })

const rulesArb: fc.Arbitrary<TierRules> = fc
  .record({
    measure: fc.constantFrom("spend", "points", "orders" as const),
    window: fc.constantFrom("lifetime", "calendar_year", "rolling_12_months", "look_back" as const),
    lookBack: fc.record({ unit: fc.constantFrom("days", "months" as const), count: fc.constantFrom(2, 20, 45) }),
    graceDays: fc.constantFrom(0, 3, 40),
    stepDown: fc.constantFrom("at_once", "one_step" as const),
    currency: fc.constant("EUR"),
    share: fc.constantFrom(1, 0.5),
  })
  .map(({ share, ...rules }) => ({
    ...rules,
    levels: LEVELS.map((level, index) => {
      const threshold = { spend: level.threshold, points: level.threshold / 100, orders: index + 1 }[rules.measure]
      return { ...level, threshold, keep: Math.ceil(threshold * share) }
    }),
  }))

test("the product and the oracle, which share no line, agree on the tier, by every way of keeping and losing one", () => {
  const shop = { timezone: "Europe/Sofia", currency: "EUR", currencyChanges: [] }
  fc.assert(
    fc.property(fc.array(orderArb, { maxLength: 7 }), rulesArb, momentArb, (drawn, rules, at) => {
      // What will be given back one day is not known yet.
      const orders = drawn.map(({ lowered, ...order }) => {
        return { ...order, lowered: lowered?.filter((change) => change.at <= at) }
      })
      const told = tierAt(orders, rules, shop.timezone, at)
      const inputs = orders.map(({ placedAt, spend, points, lowered }) => ({
        processedAt: new Date(placedAt).toISOString(),
        spendMinor: spend,
        currency: "EUR",
        points,
        lowered: lowered?.map((change) => ({
          at: new Date(change.at).toISOString(),
          spendMinor: change.spend,
          points: change.points,
        })),
      }))
      const { levelId, nextLevel } = measureTier(inputs, rules, shop, new Date(at))
      expect([levelId, nextLevel?.missing]).toEqual([told.id, told.next?.missing])
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 150) },
  )
})
