import { describe, expect, test } from "vitest"
import { defaultProgrammeRules } from "../programme/programme-rules.ts"
import { type ManualTier, measureTier, type TierInput } from "./tier-measure.ts"
import type { TierRules } from "./tier-rules.ts"

/** Bronze from 100.00, Silver from 300.00 (kept with 200.00), Gold from 600.00 (kept with 400.00), in Sofia. */
const sofia = { timezone: "Europe/Sofia", currency: "EUR", currencyChanges: [] }
const KEEPS: Record<string, number> = { bronze: 10_000, silver: 20_000, gold: 40_000 }

function tiers(part: Partial<TierRules> = {}): TierRules {
  const usual = defaultProgrammeRules("EUR", 100).tiers
  return { ...usual, levels: usual.levels.map((level) => ({ ...level, keep: KEEPS[level.id] })), ...part }
}

const order = (processedAt: string, euro: number, part: Partial<TierInput> = {}): TierInput => ({
  processedAt,
  spendMinor: euro * 100,
  currency: "EUR",
  points: euro,
  ...part,
})

type Case = {
  name: string
  rules?: Partial<TierRules>
  orders: TierInput[]
  /** At each moment: the level and until when it is held by grace or step, and when it is looked at again. */
  sees: [at: string, level: string | null, held: [string, string] | null, review: string | null][]
}

const CASES: Case[] = [
  {
    name: "calendar year: what keeps is enough for another year; less than that is not",
    orders: [
      order("2024-05-01T10:00:00Z", 600),
      order("2025-05-01T10:00:00Z", 400),
      order("2026-05-01T10:00:00Z", 250),
    ],
    sees: [
      ["2024-05-01T10:00:00Z", "gold", null, "2024-12-31T22:00:00.000Z"],
      // 2026 begins: 400 of last year keep Gold.
      ["2025-12-31T22:00:00Z", "gold", null, "2026-05-01T10:00:00.000Z"],
      ["2026-12-31T21:59:59Z", "gold", null, "2026-12-31T22:00:00.000Z"],
      // 2027 begins: 250 of 2026 keep Silver, which 300 would have reached.
      ["2026-12-31T22:00:00Z", "silver", null, "2027-12-31T22:00:00.000Z"],
      ["2027-12-31T22:00:00Z", null, null, null],
    ],
  },
  {
    name: "400 that would keep Gold do not reach it",
    orders: [order("2025-05-01T10:00:00Z", 400)],
    sees: [["2025-06-01T10:00:00Z", "silver", null, "2025-12-31T22:00:00.000Z"]],
  },
  {
    name: "grace of 30 days after the year's end is over at the shop's midnight of 31 January",
    rules: { graceDays: 30 },
    orders: [order("2024-05-01T10:00:00Z", 600)],
    sees: [
      ["2025-12-31T22:00:00Z", "gold", ["2026-01-30T22:00:00.000Z", "grace"], "2026-01-30T22:00:00.000Z"],
      ["2026-01-30T21:59:59Z", "gold", ["2026-01-30T22:00:00.000Z", "grace"], "2026-01-30T22:00:00.000Z"],
      ["2026-01-30T22:00:00Z", null, null, null],
    ],
  },
  {
    name: "what is bought in the days of grace saves the tier when it is enough to keep it",
    rules: { graceDays: 30 },
    orders: [order("2024-05-01T10:00:00Z", 600), order("2026-01-20T10:00:00Z", 400)],
    sees: [
      ["2026-01-20T09:59:59Z", "gold", ["2026-01-30T22:00:00.000Z", "grace"], "2026-01-20T10:00:00.000Z"],
      ["2026-01-20T10:00:00Z", "gold", null, "2026-12-31T22:00:00.000Z"],
    ],
  },
  {
    name: "rolling: grace across the end of summer time ends at the same time by the clock on the wall",
    rules: { window: "rolling_12_months", graceDays: 10 },
    orders: [order("2024-10-20T09:00:00Z", 600)],
    sees: [
      // 12:00 in Sofia is 09:00 UTC in summer and 10:00 UTC from 26 October on.
      ["2025-10-20T08:59:59Z", "gold", null, "2025-10-20T09:00:00.000Z"],
      ["2025-10-20T09:00:00Z", "gold", ["2025-10-30T10:00:00.000Z", "grace"], "2025-10-30T10:00:00.000Z"],
      ["2025-10-30T10:00:00Z", null, null, null],
    ],
  },
  {
    name: "look-back of 90 days: spring brings the hour forward, the order leaves at the same hour by the wall",
    rules: { window: "look_back", lookBack: { unit: "days", count: 90 } },
    orders: [order("2026-01-15T10:00:00Z", 300)],
    sees: [
      ["2026-04-15T08:59:59Z", "silver", null, "2026-04-15T09:00:00.000Z"],
      ["2026-04-15T09:00:00Z", null, null, null],
    ],
  },
  {
    name: "look-back of 6 months from 31 August ends on 28 February",
    rules: { window: "look_back", lookBack: { unit: "months", count: 6 } },
    orders: [order("2025-08-31T10:00:00Z", 300)],
    sees: [
      ["2026-02-28T10:59:59Z", "silver", null, "2026-02-28T11:00:00.000Z"],
      ["2026-02-28T11:00:00Z", null, null, null],
    ],
  },
  {
    name: "one step in each calendar year",
    rules: { stepDown: "one_step" },
    orders: [order("2024-05-01T10:00:00Z", 600)],
    sees: [
      ["2025-12-31T22:00:00Z", "silver", ["2026-12-31T22:00:00.000Z", "step"], "2026-12-31T22:00:00.000Z"],
      ["2026-12-31T22:00:00Z", "bronze", ["2027-12-31T22:00:00.000Z", "step"], "2027-12-31T22:00:00.000Z"],
      ["2027-12-31T22:00:00Z", null, null, null],
    ],
  },
  {
    name: "steps of rolling months, after grace, one window apart",
    rules: { window: "look_back", lookBack: { unit: "months", count: 3 }, stepDown: "one_step", graceDays: 15 },
    orders: [order("2026-01-10T10:00:00Z", 600)],
    sees: [
      // Leaves on 10 April, when Sofia has summer time; grace to 25 April.
      ["2026-04-10T09:00:00Z", "gold", ["2026-04-25T09:00:00.000Z", "grace"], "2026-04-25T09:00:00.000Z"],
      ["2026-04-25T09:00:00Z", "silver", ["2026-07-25T09:00:00.000Z", "step"], "2026-07-25T09:00:00.000Z"],
      ["2026-07-25T09:00:00Z", "bronze", ["2026-10-25T10:00:00.000Z", "step"], "2026-10-25T10:00:00.000Z"],
      ["2026-10-25T10:00:00Z", null, null, null],
    ],
  },
  {
    name: "a refund that leaves less than reaching it takes is as if it had never been reached",
    rules: { graceDays: 30, stepDown: "one_step" },
    orders: [
      order("2026-03-01T10:00:00Z", 550, {
        lowered: [{ at: "2026-04-01T10:00:00Z", spendMinor: 60_000, points: 600 }],
      }),
    ],
    sees: [["2026-04-01T10:00:00Z", "silver", null, "2026-12-31T22:00:00.000Z"]],
  },
  {
    name: "a refund that takes a kept tier below what keeps it has neither grace nor step",
    rules: { graceDays: 30, stepDown: "one_step" },
    orders: [
      order("2024-05-01T10:00:00Z", 600),
      order("2025-05-01T10:00:00Z", 150, {
        lowered: [{ at: "2026-01-10T10:00:00Z", spendMinor: 40_000, points: 400 }],
      }),
    ],
    sees: [["2026-01-10T10:00:00Z", "bronze", null, "2026-12-31T22:00:00.000Z"]],
  },
  {
    name: "a refund before time took the tier does not take its grace",
    rules: { graceDays: 30 },
    orders: [
      order("2024-05-01T10:00:00Z", 600),
      order("2025-05-01T10:00:00Z", 150, {
        lowered: [{ at: "2025-06-01T10:00:00Z", spendMinor: 40_000, points: 400 }],
      }),
    ],
    sees: [
      ["2026-01-10T10:00:00Z", "gold", ["2026-01-30T22:00:00.000Z", "grace"], "2026-01-30T22:00:00.000Z"],
      ["2026-01-30T22:00:00Z", "bronze", null, "2026-12-31T22:00:00.000Z"],
    ],
  },
  {
    name: "number of orders: what was given back whole is none",
    rules: {
      measure: "orders",
      window: "lifetime",
      levels: [{ id: "regular", name: "Regular", threshold: 2, multiplier: { numerator: 1, denominator: 1 } }],
    },
    orders: [
      order("2026-01-01T10:00:00Z", 5),
      order("2026-01-02T10:00:00Z", 0, { lowered: [{ at: "2026-01-05T00:00:00Z", spendMinor: 900, points: 9 }] }),
      order("2026-01-03T10:00:00Z", 1),
    ],
    sees: [
      ["2026-01-02T23:00:00Z", null, null, "2026-01-03T10:00:00.000Z"],
      ["2026-01-03T10:00:00Z", "regular", null, null],
    ],
  },
]

describe("a tier is kept and lost", () => {
  test.each(CASES)("$name", ({ rules, orders, sees }) => {
    const told = sees.map(([at]) => {
      const { levelId, held, reviewAt } = measureTier(orders, tiers(rules), sofia, new Date(at))
      return [at, levelId, held && [held.until.toISOString(), held.why], reviewAt?.toISOString() ?? null]
    })
    expect(told).toEqual(sees)
  })
})

describe("a tier given by staff", () => {
  const given = (tierId: string, exact: boolean): ManualTier => ({
    tierId,
    exact,
    fromAt: "2026-03-01T10:00:00Z",
    untilAt: "2026-06-30T21:00:00Z",
  })
  const judged = (orders: TierInput[], manual: ManualTier, at: string) =>
    measureTier(orders, tiers({ window: "lifetime" }), sofia, new Date(at), manual)

  test("stands until its end, to the moment", () => {
    const manual = given("silver", false)
    expect(judged([], manual, "2026-06-30T20:59:59Z")).toEqual({
      measure: 0,
      levelId: "silver",
      nextLevel: { id: "gold", missing: 60_000 },
      held: { until: new Date("2026-06-30T21:00:00Z"), why: "manual" },
      reviewAt: new Date("2026-06-30T21:00:00Z"),
    })
    expect(judged([], manual, "2026-06-30T21:00:00Z")).toMatchObject({ levelId: null, held: null, reviewAt: null })
  })

  test("is the least somebody has, unless it is to be exactly this one", () => {
    const orders = [order("2026-04-01T10:00:00Z", 700)]
    expect(judged(orders, given("silver", false), "2026-05-01T10:00:00Z")).toMatchObject({
      levelId: "gold",
      held: null,
    })
    expect(judged(orders, given("silver", true), "2026-05-01T10:00:00Z")).toMatchObject({
      levelId: "silver",
      nextLevel: null,
      held: { why: "manual" },
    })
  })

  test("gives nothing once the programme has no such level any more", () => {
    expect(judged([order("2026-04-01T10:00:00Z", 100)], given("platinum", true), "2026-05-01T10:00:00Z")).toMatchObject(
      {
        levelId: "bronze",
        held: null,
        reviewAt: null,
      },
    )
  })
})
