import fc from "fast-check"
import { expect, test } from "vitest"
import { canonicalJson } from "#app/lib/canonical-json.ts"
import { earningArb } from "#tests/oracle/drawn-rules.ts"
import { MEASURES, PERK_SWITCHES, type TierPerks, WINDOWS } from "../../tiers/tier-rules.ts"
import { defaultProgrammeRules, type ProgrammeRules, programmeRulesSchema } from "../programme-rules.ts"
import { levelIdFrom } from "./level-id.ts"
import { programmeChanges } from "./programme-changes.ts"
import { formFromRules, type ProgrammeForm, SECTION_NAMES } from "./programme-form.ts"
import { rulesFromForm } from "./rules-from-form.ts"
import { NEW_LEVEL } from "./sections/tiers-form.ts"

const standard = () => formFromRules(defaultProgrammeRules("EUR", 100), "EUR")

function problemsOf(change: (form: ProgrammeForm) => void, currency = "EUR"): Record<string, string> {
  const form = standard()
  change(form)
  const read = rulesFromForm(form, currency)
  if (read.ok) return {}
  return Object.fromEntries(read.problems.map(({ path, code }) => [path.join("."), code]))
}

const ratio = fc.tuple(fc.nat(5000), fc.constantFrom(1, 2, 4, 5, 10, 100, 1000)).map(([over, under]) => {
  const divide = (a: number, b: number): number => (b === 0 ? a : divide(b, a % b))
  const by = over === 0 ? 1 : divide(over, under)
  return over === 0 ? { numerator: 0, denominator: 1 } : { numerator: over / by, denominator: under / by }
})

const perksArbitrary: fc.Arbitrary<TierPerks> = fc.record({
  switches: fc.subarray([...PERK_SWITCHES]),
  birthdayPoints: fc.integer({ min: 1, max: 1_000_000 }),
  own: fc.constantFrom<TierPerks["own"]>(
    {},
    { en: ["A gift at Christmas"], bg: ["Подарък за Коледа", "Първи на опашката"] },
  ),
})

const points = fc.integer({ min: 1, max: 1_000_000 })
const occasion = fc.record({ on: fc.boolean(), points, message: fc.constantFrom("", "Честито от екипа!") })

const occasionsArbitrary = fc.record({
  birthday: occasion,
  nameDay: occasion.map((one) => ({ ...one, calendar: "bulgarian" as const })),
  anniversary: occasion,
  byTier: fc.boolean(),
  surprise: fc.record({
    on: fc.boolean(),
    points,
    fromTier: fc.constantFrom(null, "gold"),
    orders: fc.integer({ min: 1, max: 1000 }),
    days: fc.integer({ min: 1, max: 3650 }),
    budget: fc.integer({ min: 1_000_000, max: 100_000_000 }),
    everyMonths: fc.integer({ min: 1, max: 120 }),
  }),
})

const rulesArbitrary: fc.Arbitrary<ProgrammeRules> = fc
  .record({
    rates: fc.dictionary(
      fc.constantFrom("EUR", "BGN", "JPY", "KWD", "USD"),
      fc.record({ points: fc.nat(1_000_000), perMinor: fc.integer({ min: 1, max: 1_000_000_000 }) }),
      { minKeys: 1 },
    ),
    rounding: fc.constantFrom("floor" as const, "half_up" as const, "ceiling" as const),
    basis: fc.record({
      taxes: fc.boolean(),
      shipping: fc.boolean(),
      duties: fc.boolean(),
      giftCardPayments: fc.boolean(),
    }),
    orders: fc.record({
      online: fc.boolean(),
      pos: fc.boolean(),
      draft: fc.boolean(),
      partiallyPaid: fc.boolean(),
      cashOnDelivery: fc.record({
        gateways: fc.uniqueArray(fc.constantFrom("cash on delivery (cod)", "наложен платеж", "cod"), {
          maxLength: 3,
        }),
        countsFrom: fc.constantFrom("payment" as const, "delivery" as const),
      }),
    }),
    exclusions: fc.record({
      customerTags: fc.uniqueArray(fc.constantFrom("staff", "на едро", "vip customers"), { maxLength: 3 }),
      companies: fc.boolean(),
      productTags: fc.uniqueArray(fc.constantFrom("outlet", "разпродажба"), { maxLength: 2 }),
      productTypes: fc.uniqueArray(fc.constantFrom("gift wrap", "кафе"), { maxLength: 2 }),
      products: fc.uniqueArray(fc.constantFrom("gid://shopify/Product/1", "gid://shopify/Product/9007199254740993"), {
        maxLength: 2,
      }),
      salePrice: fc.boolean(),
    }),
    earning: earningArb,
    history: fc.record({
      points: fc.constantFrom("none" as const, "since" as const),
      sinceDays: fc.integer({ min: 1, max: 3650 }),
    }),
    members: fc.record({
      who: fc.constantFrom("joined" as const, "everyone" as const),
      retroWindowDays: fc.nat(3650),
      ask: fc.record({ birthday: fc.boolean(), name: fc.boolean() }),
    }),
    occasions: occasionsArbitrary,
    expiry: fc.record({
      kind: fc.constantFrom("never" as const, "inactivity" as const, "lot" as const),
      months: fc.integer({ min: 1, max: 120 }),
    }),
    pending: fc.record({ from: fc.constantFrom("payment" as const, "fulfilment" as const), days: fc.nat(365) }),
    measure: fc.constantFrom(...MEASURES),
    window: fc.constantFrom(...WINDOWS),
    lookBack: fc.record({
      unit: fc.constantFrom("days" as const, "months" as const),
      count: fc.integer({ min: 1, max: 3650 }),
    }),
    graceDays: fc.nat(365),
    stepDown: fc.constantFrom("at_once" as const, "one_step" as const),
    steps: fc.array(
      fc.record({
        by: fc.integer({ min: 1, max: 1_000_000 }),
        isKeptByLess: fc.boolean(),
        multiplier: ratio,
        entryPoints: fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined }),
        perks: fc.option(perksArbitrary, { nil: undefined }),
      }),
      { maxLength: 10 },
    ),
    maxPoints: fc.nat(1_000_000),
  })
  .map(({ measure, window, lookBack, graceDays, stepDown, steps, maxPoints, ...rest }) => {
    let threshold = 0
    const levels = steps.map(({ by, isKeptByLess, ...level }, index) => {
      const before = threshold
      threshold += by
      const keep = isKeptByLess ? Math.max(1, before) : undefined
      return { id: `level-${index}`, name: `Ниво ${index}`, threshold, keep, ...level }
    })
    const tiers = { measure, window, lookBack, graceDays, stepDown, currency: "EUR", levels }
    return { schema: 1, ...rest, tiers, goodwill: { maxPoints } }
  })

test("any programme is the same after it was shown in the form and read back, in any of the shop's currencies", () => {
  fc.assert(
    fc.property(rulesArbitrary, fc.constantFrom("EUR", "JPY", "KWD"), (drawn, currency) => {
      const rules = { ...drawn, tiers: { ...drawn.tiers, currency } }
      expect(programmeRulesSchema.safeParse(rules).success).toBe(true)
      expect(rulesFromForm(formFromRules(rules, currency), currency)).toEqual({ ok: true, rules })
    }),
  )
})

test("what a merchant types with comma and blanks is understood", () => {
  const form = standard()
  form.rates[0] = { currency: "eur", points: "3", per: "1 000,50" }
  const read = rulesFromForm(form, "EUR")
  expect(read.ok && read.rules.rates).toEqual({ EUR: { points: 3, perMinor: 100_050 } })
})

test("every mistake is named at its own field", () => {
  expect(
    problemsOf((form) => {
      form.rates = [
        { currency: "EUR", points: "", per: "0" },
        { currency: "EUR", points: "1.5", per: "1.005" },
        { currency: "euro", points: "1", per: "1" },
      ]
      form.pending.days = "366"
      form.tiers.levels[1] = { ...NEW_LEVEL, id: "silver", name: " ", threshold: "50", multiplier: "much" }
      form.goodwill.maxPoints = "-1"
    }),
  ).toEqual({
    "rates.0.points": "required",
    "rates.0.per": "must_be_positive",
    "rates.1.currency": "currency_repeated",
    "rates.1.points": "not_whole",
    "rates.1.per": "too_many_decimals:max=2",
    "rates.2.currency": "currency_unknown",
    "pending.days": "too_large:max=365",
    "tiers.levels.1.name": "required",
    "tiers.levels.1.threshold": "threshold_not_rising",
    "tiers.levels.1.multiplier": "ratio_invalid",
    "goodwill.maxPoints": "not_a_number",
  })
})

test("a programme without a rate says so at the rates", () => {
  expect(
    problemsOf((form) => {
      form.rates = []
    }),
  ).toEqual({ rates: "rate_missing" })
})

test("what keeps a tier is no more than what reaches it, and no less than what keeps the one before", () => {
  const kept = (...keeps: string[]) =>
    problemsOf((form) => {
      for (const [index, keep] of keeps.entries()) {
        const level = form.tiers.levels[index]
        if (level) level.keep = keep
      }
    })
  expect(kept("50", "100", "400")).toEqual({})
  expect(kept("101", "", "")).toEqual({ "tiers.levels.0.keep": "keep_above_threshold" })
  expect(kept("", "250", "200")).toEqual({ "tiers.levels.2.keep": "keep_falling" })
})

test("thresholds of a yen shop have no decimals", () => {
  expect(problemsOf(() => {}, "JPY")).toMatchObject({ "tiers.levels.0.threshold": "too_many_decimals:max=0" })
})

test("a new level takes a readable id from its name and keeps it when renamed", () => {
  const form = standard()
  form.tiers.levels.push({ ...NEW_LEVEL, name: "Златно ниво", threshold: "900", multiplier: "2" })
  const read = rulesFromForm(form, "EUR")
  expect(read.ok && read.rules.tiers.levels.map((level) => level.id)).toEqual([
    "bronze",
    "silver",
    "gold",
    "zlatno-nivo",
  ])
  expect(levelIdFrom("Gold", new Set(["gold", "gold-2"]))).toBe("gold-3")
  expect(levelIdFrom("★", new Set())).toBe("level")
})

test("whatever differs between two programmes is told before one replaces the other", () => {
  fc.assert(
    fc.property(rulesArbitrary, rulesArbitrary, fc.constantFrom(...SECTION_NAMES), (from, drawn, section) => {
      const to = { ...from, [section]: drawn[section] }
      const same = canonicalJson(from) === canonicalJson(to)
      expect({ section, told: programmeChanges(from, to).length > 0 }).toEqual({ section, told: !same })
    }),
    { numRuns: 500 },
  )
})
