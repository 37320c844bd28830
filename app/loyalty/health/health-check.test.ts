import { describe, expect, test } from "vitest"
import { defaultProgrammeRules } from "../programme/programme-rules.ts"
import { type RewardGives, type RewardTerms, rewardTermsSchema } from "../rewards/reward.ts"
import { type HealthView, healthCheck } from "./health-check.ts"

type Only = Partial<RewardTerms["restrictions"]>

const terms = (gives: RewardGives, only: Only = {}, name = "A reward"): RewardTerms => {
  const base = rewardTermsSchema.parse({ schema: 1, name, currency: "EUR", gives })
  return { ...base, restrictions: { ...base.restrictions, ...only } }
}
const off = (points: number, amountMinor: number, only?: Only, name?: string) => ({
  terms: terms({ kind: "amount_off", points, amountMinor }, only, name),
})

/** One point a euro, orders of 50 EUR on average, a reward of 5 EUR for 100 points. */
const view = (change: Partial<HealthView> = {}): HealthView => ({
  rules: defaultProgrammeRules("EUR", 100),
  rewards: [off(100, 500)],
  trade: { orders: 10, revenueMinor: 50_000 },
  currency: "EUR",
  estimate: { costMinor: 1_000 },
  margin: 3_000,
  mostOfRevenue: 500,
  ...change,
})
const codes = (change: Partial<HealthView>) => healthCheck(view(change)).map(({ code }) => code)
const expiring = (months: number) => ({
  ...defaultProgrammeRules("EUR", 100),
  expiry: { kind: "lot" as const, months },
})
const BOTH = { combinesWith: { order: true, product: true, shipping: true } }

describe("the health check", () => {
  test("has nothing to say of a programme whose first reward two orders bring", () => {
    expect(healthCheck(view())).toEqual([])
  })

  test.each([
    ["no reward at all", { rewards: [] }, ["no_reward"]],
    ["only rewards of another currency", { currency: "BGN" }, ["no_reward"]],
    ["points that expire after five months", { rules: expiring(5) }, ["expiry_short"]],
    ["points that expire after six", { rules: expiring(6) }, []],
    ["a cost above the share of revenue", { estimate: { costMinor: 2_501 } }, ["liability_outgrows"]],
    ["a cost of just that share", { estimate: { costMinor: 2_500 } }, []],
    ["a cost that nobody knows", { estimate: { costMinor: null } }, []],
    ["no orders to measure by", { trade: { orders: 0, revenueMinor: 0 }, rewards: [off(9_000, 45_000)] }, []],
  ] as [string, Partial<HealthView>, string[]][])("told of %s: %j", (_name, change, expected) => {
    expect(codes(change)).toEqual(expected)
  })

  test("the cheapest reward is the first, and is far when it takes more than two average orders", () => {
    const warnings = healthCheck(view({ rewards: [off(900, 4_500), off(101, 505, {}, "Coffee")] }))
    expect(warnings).toEqual([{ code: "first_reward_far", reward: "Coffee", points: 101, orders: 3 }])
  })

  test("a reward worth less than 2 % of the spend it takes is told with both sums", () => {
    expect(healthCheck(view({ rewards: [off(100, 199)] }))).toEqual([
      { code: "reward_worth_little", reward: "A reward", worthMinor: 199, spendMinor: 10_000, share: 199 },
    ])
    expect(healthCheck(view({ rewards: [off(100, 200)] }))).toEqual([])
  })
})

describe("rewards that are used together", () => {
  const [five, ten] = [off(100, 500, BOTH, "Five"), off(90, 1_100, BOTH, "Ten")]

  test("are told when together they take more than the margin of an average order", () => {
    expect(healthCheck(view({ rewards: [five, ten] }))).toEqual([
      { code: "rewards_stack", rewards: "Five + Ten", discountMinor: 1_600, spendMinor: 5_000 },
      { code: "rewards_stack", rewards: "2 × Ten", discountMinor: 2_200, spendMinor: 5_000 },
    ])
  })

  test("are measured by the larger of the orders they ask for", () => {
    const large = off(100, 1_600, { ...BOTH, minimumSpendMinor: 20_000 })
    expect(codes({ rewards: [large] })).toEqual([])
  })

  test("take no more than the order comes to; a percentage is of the whole", () => {
    const half = { terms: terms({ kind: "percent_off", points: 100, percent: 60 }, BOTH, "60 %") }
    expect(healthCheck(view({ rewards: [half] }))).toEqual([
      { code: "rewards_stack", rewards: "2 × 60 %", discountMinor: 5_000, spendMinor: 5_000 },
    ])
  })

  test("are no pair when they do not combine, or when a member may redeem the one only once", () => {
    const alone = off(90, 1_100, { combinesWith: { order: false, product: true, shipping: true } })
    expect(codes({ rewards: [alone] })).toEqual([])
    expect(codes({ rewards: [off(90, 1_100, { ...BOTH, limitPerMember: 1 })] })).toEqual([])
  })
})
