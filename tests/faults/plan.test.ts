import { expect, test } from "vitest"
import { programmeRulesSchema } from "#app/loyalty/programme/programme-rules.ts"
import { openShop } from "#simulator/world/actions/shops.ts"
import { createWorld, getShop } from "#simulator/world/world.ts"
import { happen, type Ledger } from "./hands.ts"
import type { FaultPlan } from "./happening.ts"
import { planWorld } from "./plan.ts"
import { programmesOf } from "./programmes.ts"

const SHOP = "kafe.myshopify.com"

/** The plan carried out without an app. */
function live(plan: FaultPlan) {
  const world = createWorld()
  const told: string[] = []
  openShop(world, { domain: SHOP }, new Date(plan.startAt))
  world.listeners.push((event) => told.push(...event.notices.map((notice) => `${notice.topic} ${notice.body}`)))
  const ledger: Ledger = { people: new Map(), orders: new Map(), mergedInto: new Map() }
  let happened = 0
  for (const happening of plan.happenings) if (happen(world, SHOP, ledger, happening)) happened += 1
  return { place: getShop(world, SHOP), told, ledger, happened }
}

test("one seed is one plan, one world and one sequence of webhooks", () => {
  const [plan, again] = [planWorld(11, 300, 20), planWorld(11, 300, 20)]
  expect(again).toEqual(plan)
  const [first, second] = [live(plan), live(again)]
  expect(second.told).toEqual(first.told)
  expect([...second.place.orders.values()]).toEqual([...first.place.orders.values()])
  expect(programmesOf(11)).toEqual(programmesOf(11))
  expect(planWorld(12, 300, 20)).not.toEqual(plan)
})

test("a plan goes forward in time, past release dates and a tier's year, and kills whom it says", () => {
  const plan = planWorld(3, 200, 50)
  const moments = plan.happenings.map(({ at }) => at)
  expect(moments).toEqual([...moments].sort((a, b) => a - b))
  const gaps = moments.slice(1).map((at, index) => at - (moments[index] as number))
  expect(gaps.filter((gap) => gap > 30 * 86_400_000)).toHaveLength(3)
  expect(plan.endAt - plan.startAt).toBeGreaterThan(800 * 86_400_000)
  expect(plan.kills).toHaveLength(50)
  expect(new Set(plan.kills.flatMap(({ victims }) => victims))).toEqual(new Set(["server", "worker"]))
})

test("a plan has every turn an order's life can take", () => {
  const plan = planWorld(1, 1500, 0)
  const does = new Set(plan.happenings.map((one) => one.does))
  expect([...does].sort()).toEqual(
    [
      ...["add", "cancel", "delete", "deliver", "expire_tokens", "fulfil", "fulfil_part", "goodwill", "join", "merge"],
      ...["order", "pay", "pay_part", "publish", "refund", "refuse", "register", "remove"],
    ].sort(),
  )
  const { place, ledger, happened } = live(plan)
  expect(happened).toBeGreaterThan(3000)
  expect(ledger.mergedInto.size).toBeGreaterThan(0)
  const orders = [...place.orders.values()]
  expect(new Set(orders.map((order) => order.financial_status))).toEqual(
    new Set(["paid", "pending", "partially_paid", "partially_refunded", "refunded", "voided"]),
  )
  expect(orders.some((order) => order.customer === null && order.email !== "")).toBe(true)
  expect(orders.some((order) => order.refunds.length > 1)).toBe(true)
  expect(plan.orders - orders.length).toBeGreaterThan(0)
})

test.each(Array.from({ length: 40 }, (_, seed) => seed))("the programmes of seed %i can be published", (seed) => {
  for (const rules of programmesOf(seed)) {
    expect(programmeRulesSchema.safeParse(rules).error).toBeUndefined()
    const multiplies = rules.tiers.levels.some(({ multiplier }) => multiplier.numerator !== multiplier.denominator)
    expect(multiplies).toBe(seed % 2 === 0)
  }
})
