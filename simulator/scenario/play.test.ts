import { expect, test } from "vitest"
import type { SimulatorContext } from "../context.ts"
import type { OrderRecord } from "../world/order.ts"
import { createWorld, getShop, type WorldEvent } from "../world/world.ts"
import { openZrance } from "./open-shop.ts"
import { planScenario, SCENARIO_ENDS, SCENARIO_STARTS } from "./plan.ts"
import { playNextDay } from "./play.ts"

const SHOP = "zrance.myshopify.com"

/** A context whose clock is a variable: the scenario needs no file and no server. */
function contextForTest(): SimulatorContext {
  let at = new Date("2026-11-01T00:00:00Z")
  return {
    world: createWorld(),
    clock: { now: () => at, set: (to) => (at = to), advance: () => at },
    config: { origin: "", storefrontOrigin: "", appOrigin: "", apiKey: "k", apiSecret: "s", scopes: ["read_orders"] },
    deliveries: { list: () => [], find: () => null, open: () => 0, idle: async () => {} },
  }
}

async function playAll(seed: number, people: number) {
  const context = contextForTest()
  const events: WorldEvent[] = []
  context.world.listeners.push((event) => events.push(event))
  openZrance(context, SHOP, "scenario")
  const joined: string[] = []
  for (let day = 0; day < 1000; day += 1) {
    const step = await playNextDay(context, SHOP, { seed, people }, async (id) => void joined.push(id))
    if (step.done) break
  }
  return { context, events, joined, place: getShop(context.world, SHOP) }
}

test("the same seed plans the same eighteen months, another seed others", () => {
  const first = JSON.stringify(planScenario(7, 40))
  expect(JSON.stringify(planScenario(7, 40))).toBe(first)
  expect(JSON.stringify(planScenario(8, 40))).not.toBe(first)
})

test("happenings lie within the eighteen months, in order of time", () => {
  const times = planScenario(2026, 320).happenings.map(({ at }) => at.getTime())
  expect(times.toSorted((a, b) => a - b)).toEqual(times)
  expect(times[0]).toBeGreaterThan(SCENARIO_STARTS.getTime() - 86_400_000)
  expect(times.at(-1)).toBeLessThan(SCENARIO_ENDS.getTime())
})

test("the played shop has everything a rule can trip over", async () => {
  const { place, events, joined } = await playAll(2026, 320)
  const orders = [...place.orders.values()]
  const having = (has: (order: OrderRecord) => unknown) => orders.filter((order) => has(order)).length
  const seen = {
    lev: having((o) => o.currency === "BGN"),
    euro: having((o) => o.currency === "EUR"),
    foreign: having((o) => o.presentment_currency !== o.currency),
    cashOnDelivery: having((o) => o.payment_gateway_names.some((name) => /cash/i.test(name))),
    refusedParcels: having((o) => o.fulfillments.some((f) => f.shipment_status === "failure")),
    giftCardPayments: having((o) => o.payment_gateway_names.includes("gift_card")),
    giftCardsSold: having((o) => o.line_items.some((line) => line.gift_card)),
    guests: having((o) => o.customer === null),
    discounted: having((o) => o.line_items.some((line) => line.discount_allocations.length > 0)),
    cancelled: having((o) => o.cancelled_at),
    partlyRefunded: having((o) => o.financial_status === "partially_refunded"),
    refunded: having((o) => o.financial_status === "refunded"),
    test: having((o) => o.test),
    overCounter: having((o) => o.source_name === "pos"),
    joined: joined.length,
  }
  expect(Object.entries(seen).filter(([, count]) => count === 0)).toEqual([])
  expect(orders.length).toBeGreaterThan(1000)
  const topics = new Set(events.flatMap(({ notices }) => notices.map(({ topic }) => topic)))
  for (const topic of ["orders/create", "orders/paid", "orders/edited", "orders/cancelled", "refunds/create"])
    expect(topics).toContain(topic)
})
