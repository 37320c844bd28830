import type { SimulatorContext } from "../context.ts"
import { cancelOrder } from "../world/actions/cancel-order.ts"
import { createOrder } from "../world/actions/create-order.ts"
import { createCustomer, findCustomerByEmail } from "../world/actions/customers.ts"
import { editOrder } from "../world/actions/edit-order.ts"
import { deliverOrder, failDelivery, fulfilOrder } from "../world/actions/fulfil-order.ts"
import { payOrder } from "../world/actions/pay-order.ts"
import type { Id, OrderRecord } from "../world/order.ts"
import { getShop, markChanged, type ShopWorld } from "../world/world.ts"
import { changeToEuroWhenDue } from "./open-shop.ts"
import { planOrderFor } from "./order-for.ts"
import { type Happening, planScenario, type Scenario } from "./plan.ts"
import { refundFor } from "./refund-for.ts"

/** Signs the customer in on the storefront and clicks Join. */
export type JoinOnStorefront = (customerId: Id) => Promise<void>

export type ScenarioStep = { done: boolean; played: number; total: number; at: string }

/** Marks an order of the scenario, so that a restarted simulator finds it again. */
const MARK = "scenario-order"
const DAY_MS = 86_400_000

const plans = new Map<string, Scenario>()

/**
 * Plays the next day of the scenario that has doings: the clock is moved to its last moment, each doing bears its own.
 * Webhooks are under way when it returns; the caller waits for the app before the next day. `played` 0: it was over.
 */
export async function playNextDay(
  context: SimulatorContext,
  shop: string,
  plan: { seed: number; people: number },
  join: JoinOnStorefront,
): Promise<ScenarioStep> {
  const scenario = planned(plan)
  const place = getShop(context.world, shop)
  const { happenings } = scenario
  const from = place.shop.scenarioPlayed ?? 0
  const first = happenings[from]
  if (!first) return { done: true, played: 0, total: happenings.length, at: context.clock.now().toISOString() }
  const day = Math.floor(first.at.getTime() / DAY_MS)
  let to = from
  while (to < happenings.length && Math.floor((happenings[to] as Happening).at.getTime() / DAY_MS) === day) to += 1
  const last = happenings[to - 1] as Happening
  context.clock.set(last.at)
  changeToEuroWhenDue(context, shop, first.at)
  const known = ordersOf(place)
  for (const happening of happenings.slice(from, to)) await play(context, shop, scenario, happening, known, join)
  place.shop.scenarioPlayed = to
  markChanged(context.world, "shop", shop, place.shop.id)
  return { done: to === happenings.length, played: to, total: happenings.length, at: last.at.toISOString() }
}

function planned({ seed, people }: { seed: number; people: number }): Scenario {
  const name = `${seed}/${people}`
  const plan = plans.get(name) ?? planScenario(seed, people)
  plans.set(name, plan)
  return plan
}

function ordersOf(place: ShopWorld): Map<number, Id> {
  const known = new Map<number, Id>()
  for (const order of place.orders.values()) {
    const mark = (order.note_attributes as { name: string; value: string }[]).find(({ name }) => name === MARK)
    if (mark) known.set(Number(mark.value), order.id)
  }
  return known
}

async function play(
  context: SimulatorContext,
  shop: string,
  scenario: Scenario,
  happening: Happening,
  known: Map<number, Id>,
  join: JoinOnStorefront,
): Promise<void> {
  const { world } = context
  const { at } = happening
  if (happening.kind === "register") return void register(context, shop, scenario, happening.person, at)
  if (happening.kind === "join") {
    const email = scenario.people[happening.person]?.email ?? ""
    const customer = findCustomerByEmail(world, shop, email)
    if (customer) await join(customer.id)
    return
  }
  if (happening.kind === "order") {
    const input = planOrderFor(world, shop, scenario, happening.plan)
    const order = createOrder(
      world,
      shop,
      { ...input, attributes: [{ name: MARK, value: String(happening.order) }] },
      at,
    )
    known.set(happening.order, order.id)
    return
  }
  const order = orderAt(world, shop, known, happening.order)
  // A cancelled order has no further life; what was planned for it does not happen.
  if (!order || order.cancelled_at) return
  continueLife(context, shop, order, happening)
}

function orderAt(world: SimulatorContext["world"], shop: string, known: Map<number, Id>, number: number) {
  const id = known.get(number)
  return id === undefined ? null : (getShop(world, shop).orders.get(id) ?? null)
}

function register(context: SimulatorContext, shop: string, scenario: Scenario, index: number, at: Date): void {
  const person = scenario.people[index]
  if (!person || findCustomerByEmail(context.world, shop, person.email)) return
  createCustomer(context.world, shop, { ...person, state: "enabled", address: { city: person.city } }, at)
}

type LaterHappening = Exclude<Happening, { kind: "register" | "join" | "order" }>

function continueLife(context: SimulatorContext, shop: string, order: OrderRecord, happening: LaterHappening): void {
  const { world } = context
  const { at, kind } = happening
  if (kind === "fulfil") fulfilOrder(world, shop, order.id, {}, at)
  if (kind === "deliver" && order.fulfillments.length > 0) deliverOrder(world, shop, order.id, at)
  if (kind === "refuse" && order.fulfillments.length > 0) failDelivery(world, shop, order.id, at)
  if (kind === "pay" && order.financial_status === "pending") payOrder(world, shop, order.id, {}, at)
  if (kind === "cancel") cancelOrder(world, shop, order.id, { reason: "customer", refund: true }, at)
  if (kind === "edit") editLines(context, shop, order, at)
  if (kind === "refund") refundFor(world, shop, order, happening.refund, at)
}

/** One unit less of the first line that has two; the shopper changed their mind. */
function editLines(context: SimulatorContext, shop: string, order: OrderRecord, at: Date): void {
  const line = order.line_items.find((item) => item.current_quantity > 1)
  if (!line) return
  const set = [{ lineId: line.id, quantity: line.current_quantity - 1 }]
  editOrder(context.world, shop, order.id, { set }, at)
}
