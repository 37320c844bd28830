import { describe, expect, test } from "vitest"
import { defaultProgrammeRules, type ProgrammeRules } from "../programme/programme-rules.ts"
import { convertToShopCurrency } from "./convert-spend.ts"
import { measureTier, type TierInput, type TierMeasure } from "./tier-measure.ts"

/** Bronze from 100.00, Silver from 300.00, Gold from 600.00, in a Sofia shop that came from lev to euro. */
const shop = {
  timezone: "Europe/Sofia",
  currency: "EUR",
  currencyChanges: [
    { from: "BGN", to: "EUR", numerator: 195_583, denominator: 100_000, at: new Date("2025-12-31T22:00:00Z") },
  ],
}

type Tiers = ProgrammeRules["tiers"]
const tiers = (part: Partial<Tiers> = {}): Tiers => ({ ...defaultProgrammeRules("EUR", 100).tiers, ...part })
const order = (processedAt: string, spendMinor: number, part: Partial<TierInput> = {}): TierInput => ({
  processedAt,
  spendMinor,
  currency: "EUR",
  points: 0,
  ...part,
})

type Case = {
  name: string
  orders: TierInput[]
  window: Tiers["window"]
  at: string
  measure: number
  level: string | null
  missing: [string, number] | null
  review: string | null
}

const lastYear = "2026-11-20T10:00:00Z"
const CASES: Case[] = [
  {
    name: "nothing bought yet",
    orders: [],
    window: "calendar_year",
    at: "2026-06-01T00:00:00Z",
    measure: 0,
    level: null,
    missing: ["bronze", 10_000],
    review: null,
  },
  {
    name: "one cent short of a level is not the level",
    orders: [order("2026-02-01T10:00:00Z", 29_999)],
    window: "lifetime",
    at: "2026-06-01T00:00:00Z",
    measure: 29_999,
    level: "bronze",
    missing: ["silver", 1],
    review: null,
  },
  {
    name: "exactly the threshold is the level",
    orders: [order("2026-02-01T10:00:00Z", 30_000)],
    window: "lifetime",
    at: "2026-06-01T00:00:00Z",
    measure: 30_000,
    level: "silver",
    missing: ["gold", 30_000],
    review: null,
  },
  {
    name: "the highest level has none above it",
    orders: [order("2020-02-01T10:00:00Z", 90_000)],
    window: "lifetime",
    at: "2026-06-01T00:00:00Z",
    measure: 90_000,
    level: "gold",
    missing: null,
    review: null,
  },
  {
    name: "calendar year: what was earned last year still holds, the next level needs this year's spend",
    orders: [order(lastYear, 35_000), order("2027-01-05T10:00:00Z", 4_000)],
    window: "calendar_year",
    at: "2027-02-01T00:00:00Z",
    measure: 35_000,
    level: "silver",
    missing: ["gold", 56_000],
    review: "2027-12-31T22:00:00.000Z",
  },
  {
    name: "calendar year: a year later it is gone",
    orders: [order(lastYear, 35_000), order("2027-01-05T10:00:00Z", 4_000)],
    window: "calendar_year",
    at: "2027-12-31T22:00:00Z",
    measure: 4_000,
    level: null,
    missing: ["bronze", 10_000],
    review: "2028-12-31T22:00:00.000Z",
  },
  {
    name: "calendar year: two years are never added up",
    orders: [order(lastYear, 20_000), order("2027-01-05T10:00:00Z", 20_000)],
    window: "calendar_year",
    at: "2027-02-01T00:00:00Z",
    measure: 20_000,
    level: "bronze",
    missing: ["silver", 10_000],
    review: "2027-12-31T22:00:00.000Z",
  },
  {
    name: "calendar year: New Year's Eve in Sofia is over at 22:00 UTC, before it the old year counts",
    orders: [order("2026-12-31T21:59:59Z", 10_000), order("2026-12-31T22:00:00Z", 5_000)],
    window: "calendar_year",
    at: "2027-01-15T00:00:00Z",
    measure: 10_000,
    level: "bronze",
    missing: ["silver", 25_000],
    review: "2027-12-31T22:00:00.000Z",
  },
  {
    name: "rolling: a year less a second still counts",
    orders: [order("2025-05-10T09:30:00Z", 30_000)],
    window: "rolling_12_months",
    at: "2026-05-10T09:29:59Z",
    measure: 30_000,
    level: "silver",
    missing: ["gold", 30_000],
    review: "2026-05-10T09:30:00.000Z",
  },
  {
    name: "rolling: twelve months later it has left",
    orders: [order("2025-05-10T09:30:00Z", 30_000)],
    window: "rolling_12_months",
    at: "2026-05-10T09:30:00Z",
    measure: 0,
    level: null,
    missing: ["bronze", 10_000],
    review: null,
  },
  {
    name: "rolling: an order of 29 February leaves on 28 February",
    orders: [order("2024-02-29T10:00:00Z", 12_000)],
    window: "rolling_12_months",
    at: "2025-02-28T09:59:59Z",
    measure: 12_000,
    level: "bronze",
    missing: ["silver", 18_000],
    review: "2025-02-28T10:00:00.000Z",
  },
  {
    name: "rolling: in a leap year 28 February is 366 days before the next",
    orders: [order("2024-02-28T10:00:00Z", 12_000)],
    window: "rolling_12_months",
    at: "2025-02-28T09:59:59Z",
    measure: 12_000,
    level: "bronze",
    missing: ["silver", 18_000],
    review: "2025-02-28T10:00:00.000Z",
  },
  {
    name: "rolling: the wall clock decides across the end of summer time",
    orders: [order("2024-10-26T20:30:00Z", 12_000)],
    window: "rolling_12_months",
    at: "2025-10-26T21:29:59Z",
    measure: 12_000,
    level: "bronze",
    missing: ["silver", 18_000],
    review: "2025-10-26T21:30:00.000Z",
  },
  {
    name: "rolling: the first order to leave sets the review",
    orders: [order("2026-03-01T10:00:00Z", 20_000), order("2025-09-01T10:00:00Z", 15_000)],
    window: "rolling_12_months",
    at: "2026-06-01T00:00:00Z",
    measure: 35_000,
    level: "silver",
    missing: ["gold", 25_000],
    review: "2026-09-01T10:00:00.000Z",
  },
  {
    name: "an order a moment ahead of our clock counts from its own moment",
    orders: [order("2026-06-01T00:00:02Z", 10_000)],
    window: "lifetime",
    at: "2026-06-01T00:00:00Z",
    measure: 0,
    level: null,
    missing: ["bronze", 10_000],
    review: "2026-06-01T00:00:02.000Z",
  },
  {
    name: "leva of last year count as euro: 195.58 lv are 100.00 €, rounded for each order",
    orders: [
      order("2025-11-20T10:00:00Z", 19_558, { currency: "BGN" }),
      order("2025-11-21T10:00:00Z", 1, { currency: "BGN" }),
    ],
    window: "calendar_year",
    at: "2026-02-01T00:00:00Z",
    measure: 10_001,
    level: "bronze",
    missing: ["silver", 30_000],
    review: "2026-12-31T22:00:00.000Z",
  },
  {
    name: "a currency that never was the shop's counts for nothing",
    orders: [order("2026-02-01T10:00:00Z", 50_000, { currency: "USD" })],
    window: "lifetime",
    at: "2026-06-01T00:00:00Z",
    measure: 0,
    level: null,
    missing: ["bronze", 10_000],
    review: null,
  },
]

const plainly = ({ measure, levelId, nextLevel, reviewAt }: TierMeasure) => ({
  measure,
  level: levelId,
  missing: nextLevel ? [nextLevel.id, nextLevel.missing] : null,
  review: reviewAt?.toISOString() ?? null,
})

describe("a member's tier", () => {
  test.each(CASES)("$name", ({ orders, window, at, measure, level, missing, review }) => {
    expect(plainly(measureTier(orders, tiers({ window }), shop, new Date(at)))).toEqual({
      measure,
      level,
      missing,
      review,
    })
  })

  test("by points, money does not matter", () => {
    const levels = [{ id: "regular", name: "Regular", threshold: 100, multiplier: { numerator: 1, denominator: 1 } }]
    const orders = [
      order("2026-02-01T10:00:00Z", 0, { currency: "USD", points: 60 }),
      order(lastYear, 1, { points: 40 }),
    ]
    const by = tiers({ measure: "points", window: "lifetime", levels })
    expect(plainly(measureTier(orders, by, shop, new Date("2026-12-01T00:00:00Z")))).toEqual({
      measure: 100,
      level: "regular",
      missing: null,
      review: null,
    })
  })

  test("a programme without levels has none to reach", () => {
    const measured = measureTier([order(lastYear, 500)], tiers({ levels: [] }), shop, new Date("2026-12-01T00:00:00Z"))
    expect(measured).toMatchObject({ measure: 500, levelId: null, nextLevel: null })
  })
})

test.each([
  ["1.00 lv", 100, 51],
  ["1.95583 lv at the second digit", 196, 100],
  ["half a cent rounds up: 0.97 lv is 0.4960 €", 97, 50],
  ["nothing stays nothing", 0, 0],
  ["100 000.00 lv", 10_000_000, 5_112_919],
])("%s in euro", (_, leva, euro) => {
  expect(convertToShopCurrency(leva, "BGN", "EUR", shop.currencyChanges)).toBe(euro)
})

test("exponents differ: 1 KWD = 400 JPY turns 3.500 KWD into 1400 JPY and back", () => {
  const there = [{ from: "KWD", to: "JPY", numerator: 1, denominator: 400, at: new Date(0) }]
  expect(convertToShopCurrency(3_500, "KWD", "JPY", there)).toBe(1_400)
  const back = [{ from: "JPY", to: "KWD", numerator: 400, denominator: 1, at: new Date(0) }]
  expect(convertToShopCurrency(1_400, "JPY", "KWD", back)).toBe(3_500)
})

test("a shop that changed twice is followed twice", () => {
  const changes = [
    { from: "BBB", to: "EUR", numerator: 2, denominator: 1, at: new Date("2026-01-01") },
    { from: "AAA", to: "BBB", numerator: 10, denominator: 1, at: new Date("2020-01-01") },
  ]
  expect(convertToShopCurrency(4_000, "AAA", "EUR", changes)).toBe(200)
})
