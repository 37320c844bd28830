import { ASSORTMENT, type ScenarioProduct } from "./assortment.ts"
import { inventPerson, type Person } from "./people.ts"
import { type Random, seededRandom } from "./random.ts"

/**
 * Eighteen months of a coffee and tea shop in Sofia, as a list of happenings in order of time: made from a seed alone,
 * without a clock, so that every machine plays the same shop. play.ts carries it out through the simulator's own actions.
 */
export const SCENARIO_STARTS = new Date("2025-05-05T08:00:00+03:00")
export const SCENARIO_ENDS = new Date("2026-11-02T10:00:00+02:00")

export type Happening = { at: Date } & (
  | { kind: "register"; person: number }
  | { kind: "join"; person: number }
  | { kind: "order"; order: number; plan: OrderPlan }
  | { kind: "edit" | "fulfil" | "deliver" | "refuse" | "pay" | "cancel"; order: number }
  | { kind: "refund"; order: number; refund: RefundPlan }
)

export type OrderPlan = {
  /** Index into people; null: someone without an account or e-mail (a sale over the counter). */
  person: number | null
  guest: boolean
  lines: { product: ScenarioProduct; quantity: number }[]
  gateway: "card" | "cash_on_delivery" | "gift_card"
  discountPercent: number
  shippingMinor: number
  tipMinor: number
  channel: "web" | "pos" | "shopify_draft_order"
  /** Currency shown to the buyer when it is not the shop's. */
  presentment: string | null
  test: boolean
}

export type RefundPlan =
  | { what: "first_line" }
  | { what: "amount"; percent: number }
  | { what: "shipping" }
  | { what: "everything" }
  | { what: "restocking"; feePercent: number }
  | { what: "failed_amount"; percent: number }

export type Scenario = { people: Person[]; happenings: Happening[] }

const DAY_MS = 86_400_000
/** How often people come back, in days: of ten, two are regulars and three never return (null). */
const DAYS_BETWEEN_ORDERS = [24, 30, 65, 75, 90, 150, 170, null, null, null] as const

/** The whole plan; `people` customers over eighteen months. */
export function planScenario(seed: number, people: number): Scenario {
  const random = seededRandom(seed)
  const scenario: Scenario = { people: [], happenings: [] }
  const orders = { count: 0 }
  for (let index = 0; index < people; index += 1) {
    scenario.people.push(inventPerson(random, index))
    planLife(scenario, random, index, orders)
  }
  for (let sale = 0; sale < people / 3; sale += 1) planCounterSale(scenario, random, orders)
  scenario.happenings = scenario.happenings.filter(({ at }) => at < SCENARIO_ENDS)
  scenario.happenings.sort((a, b) => a.at.getTime() - b.at.getTime())
  return scenario
}

function planLife(scenario: Scenario, random: Random, person: number, orders: { count: number }): void {
  const spanMs = SCENARIO_ENDS.getTime() - SCENARIO_STARTS.getTime()
  let at = openingHour(random, new Date(SCENARIO_STARTS.getTime() + random.next() ** 1.3 * spanMs * 0.95))
  const guest = random.chance(0.12)
  if (!guest) {
    scenario.happenings.push({ at: new Date(at.getTime() - 20 * 60_000), kind: "register", person })
    if (random.chance(0.72)) {
      // Most join before they pay; some only after they have bought, and their order is credited then.
      const minutes = random.chance(0.75) ? -10 : random.between(60, 60 * 24 * 40)
      scenario.happenings.push({ at: new Date(at.getTime() + minutes * 60_000), kind: "join", person })
    }
  }
  const daysBetween = random.pick(DAYS_BETWEEN_ORDERS)
  while (at < SCENARIO_ENDS) {
    planOrder(scenario, random, at, { ...inventOrder(random), person, guest }, orders)
    if (daysBetween === null || guest) return
    const days = daysBetween * (0.5 + random.next())
    at = openingHour(random, new Date(at.getTime() + days * DAY_MS))
  }
}

function planCounterSale(scenario: Scenario, random: Random, orders: { count: number }): void {
  const spanMs = SCENARIO_ENDS.getTime() - SCENARIO_STARTS.getTime()
  const at = openingHour(random, new Date(SCENARIO_STARTS.getTime() + random.next() * spanMs))
  const plan: OrderPlan = { ...inventOrder(random), person: null, guest: true, channel: "pos", gateway: "card" }
  planOrder(scenario, random, at, { ...plan, shippingMinor: 0, presentment: null }, orders)
}

function inventOrder(random: Random): OrderPlan {
  const lines: OrderPlan["lines"] = []
  for (let wanted = random.pick([1, 1, 2, 2, 3, 4]); lines.length < wanted; ) {
    const product = random.chance(0.04) ? (ASSORTMENT.at(-1) as ScenarioProduct) : random.pick(ASSORTMENT)
    if (lines.some((line) => line.product === product)) continue
    lines.push({ product, quantity: product.type === "Equipment" ? 1 : random.pick([1, 1, 1, 2, 2, 3]) })
  }
  const goodsMinor = lines.reduce((sum, { product, quantity }) => sum + product.priceMinor * quantity, 0)
  const channel = random.chance(0.06) ? "pos" : random.chance(0.02) ? "shopify_draft_order" : "web"
  return {
    person: null,
    guest: false,
    lines,
    gateway: random.chance(0.38) ? "cash_on_delivery" : random.chance(0.05) ? "gift_card" : "card",
    discountPercent: random.chance(0.09) ? random.pick([5, 10, 15]) : 0,
    shippingMinor: channel === "pos" || goodsMinor >= 6000 ? 0 : 590,
    tipMinor: channel === "pos" && random.chance(0.3) ? 200 : 0,
    channel,
    presentment: channel === "web" && random.chance(0.07) ? random.pick(["RON", "GBP", "USD"]) : null,
    test: random.chance(0.003),
  }
}

function planOrder(scenario: Scenario, random: Random, at: Date, invented: OrderPlan, orders: { count: number }): void {
  const order = orders.count
  orders.count += 1
  const overCounter = invented.channel === "pos"
  const plan: OrderPlan = overCounter || invented.presentment ? { ...invented, gateway: "card" } : invented
  const after = (days: number) => new Date(at.getTime() + days * DAY_MS)
  const add = (happening: Happening) => scenario.happenings.push(happening)
  add({ at, kind: "order", order, plan })
  if (!overCounter && random.chance(0.025)) return void add({ at: after(0.3), kind: "cancel", order })
  if (random.chance(0.02)) add({ at: after(0.2), kind: "edit", order })
  const delivered = 1 + random.between(1, 4)
  if (overCounter) {
    // Taken home at once.
    add({ at: after(0.0001), kind: "fulfil", order })
  } else {
    add({ at: after(1), kind: "fulfil", order })
    if (plan.gateway === "cash_on_delivery" && random.chance(0.07)) {
      add({ at: after(delivered), kind: "refuse", order })
      return void add({ at: after(delivered + 3), kind: "cancel", order })
    }
    add({ at: after(delivered), kind: "deliver", order })
    if (plan.gateway === "cash_on_delivery") add({ at: after(delivered + 0.01), kind: "pay", order })
  }
  const refund = inventRefund(random)
  if (refund) add({ at: after(delivered + random.between(1, 25)), kind: "refund", order, refund })
}

function inventRefund(random: Random): RefundPlan | null {
  if (!random.chance(0.09)) return null
  return random.pick<RefundPlan>([
    { what: "first_line" },
    { what: "first_line" },
    { what: "amount", percent: random.pick([10, 20, 50]) },
    { what: "shipping" },
    { what: "everything" },
    { what: "restocking", feePercent: 15 },
    { what: "failed_amount", percent: 20 },
  ])
}

/** The same day at some minute between 8 and 22 o'clock UTC+2. */
function openingHour(random: Random, day: Date): Date {
  const midnight = Math.floor(day.getTime() / DAY_MS) * DAY_MS
  return new Date(midnight + random.between(6 * 60, 20 * 60) * 60_000 + random.between(0, 59) * 1000)
}
