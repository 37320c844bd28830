import { expect, test } from "vitest"
import { earningRulesSchema } from "./earning-rules.ts"
import { waysToEarn } from "./ways-to-earn.ts"

const AT = new Date("2026-03-10T10:00:00Z")
const none = { minimum: null, currencies: [], channels: [], customerTags: [], tiers: [], firstOrder: false }
const always = { from: null, to: null, weekdays: [], hours: null, birthdayMonth: false }
const ways = (...rules: object[]) =>
  waysToEarn(
    earningRulesSchema.parse({ rules: rules.map((rule, id) => ({ id: `r${id}`, name: "Spring", ...rule })) }),
    "Europe/Sofia",
    AT,
  )

test("what shoppers may know of rules of each kind", () => {
  const times = { numerator: 3, denominator: 2 }
  expect(
    ways(
      { kind: "product_times", times, products: { by: "tags", values: ["new"] } },
      { kind: "campaign_times", times, window: { ...always, from: "2026-03-29T03:30", to: "2026-04-30T00:00" } },
      { kind: "item_points", points: 5 },
      { kind: "first_order", points: 50, conditions: { ...none, minimum: { minor: 2000, currency: "EUR" } } },
      { kind: "order_goal", points: 70, goal: { nth: 5, repeats: true }, conditions: { ...none, tiers: ["gold"] } },
    ),
  ).toEqual([
    { name: "Spring", gives: "times", times: "1.5", some: true },
    { name: "Spring", gives: "times", times: "1.5", from: 1774747800, to: 1777496400 },
    { name: "Spring", gives: "item_points", points: 5 },
    { name: "Spring", gives: "order_points", points: 50, first: true, minimum: { minor: 2000, currency: "EUR" } },
    { name: "Spring", gives: "order_points", points: 70, nth: 5, every: true, tiers: ["gold"] },
  ])
})

test("what is over, for some tags, currencies or the till only, or no gain, is not told", () => {
  expect(
    ways(
      { kind: "campaign_points", points: 5, window: { ...always, to: "2026-03-10T12:00" } },
      { kind: "order_points", points: 5, conditions: { ...none, customerTags: ["vip"] } },
      { kind: "order_points", points: 5, conditions: { ...none, channels: ["pos"] } },
      { kind: "order_points", points: 5, conditions: { ...none, currencies: ["USD"] } },
      { kind: "campaign_times", times: { numerator: 1, denominator: 1 }, window: { ...always, weekdays: [1] } },
    ),
  ).toEqual([])
})

test("the longest list is small enough for every page of a shop", () => {
  const longest = {
    kind: "order_goal",
    name: "Щ".repeat(60),
    points: 1_000_000,
    goal: { nth: 1000, repeats: true },
    window: { ...always, from: "2026-03-29T03:30", to: "2027-04-30T00:00", birthdayMonth: true },
    conditions: {
      ...none,
      minimum: { minor: 1_000_000_000, currency: "EUR" },
      tiers: Array.from({ length: 10 }, (_, at) => `${"level".repeat(7)}-${at}`),
    },
  }
  const list = ways(...Array.from({ length: 50 }, () => longest))
  expect(list).toHaveLength(20)
  expect(Buffer.byteLength(JSON.stringify(list))).toBeLessThan(16_384)
})
