import type { ProgrammeRules } from "#app/loyalty/programme/programme-rules.ts"
import type { Id, OrderRecord } from "#simulator/world/order.ts"
import type { ShopWorld } from "#simulator/world/world.ts"
import type { Life } from "./life.ts"
import { lifeOfRecord } from "./record-life.ts"
import { verdictAfter } from "./straight-line.ts"
import { type Counted, type OracleTier, tierAt } from "./world-tier.ts"

/**
 * The oracle of a whole shop: what every member must have in the end, told from the simulator's world, from who joined
 * when and from what staff gave. It shares types with the product and nothing else.
 */
export type Told = {
  now: number
  /** In the order of their days. */
  programmes: { from: number; rules: ProgrammeRules }[]
  /** When customers joined by themselves; ids of that day. */
  joinedAt: Map<Id, number>
  goodwill: Map<Id, number>
  mergedInto: Map<Id, Id>
  /** The tier multiplier that an order's context froze for its customer. */
  multiplierOf: (orderId: Id, customerId: Id) => { numerator: number; denominator: number }
}

export type Expected = {
  balance: { available: number; pending: number; debt: number; lifetime: number }
  tier: OracleTier
  /** What each order brings, for whoever wants to know why. */
  orders: Map<Id, number>
}

export type ExpectedShop = {
  members: Map<Id, Expected>
  /** Customers who may be members or not, according to what the app ever saw of them: they have nothing. */
  unsure: Set<Id>
}

const DAY = 86_400_000

export function expectShop(place: ShopWorld, told: Told): ExpectedShop {
  const live = (id: Id) => told.mergedInto.get(id) ?? id
  const joined = new Map<Id, number>()
  for (const [id, at] of told.joinedAt) joined.set(live(id), Math.min(at, joined.get(live(id)) ?? at))
  const everyone = told.programmes.some(({ rules }) => rules.members.who === "everyone")
  const holders = holdersOf(place, joined)
  const required = new Set(joined.keys())
  if (everyone) for (const id of holders.values()) required.add(id)
  const expected = new Map<Id, Expected>()
  for (const id of required) {
    const own = [...holders].filter(([, holder]) => holder === id).map(([orderId]) => place.orders.get(orderId))
    expected.set(id, expectMember(place, told, id, joined.get(id) ?? null, own as OrderRecord[]))
  }
  const unsure = new Set([...place.customers.keys()].filter((id) => everyone && !required.has(id)))
  return { members: expected, unsure }
}

/** Whose each order is: its customer's, else of who joined with its e-mail address. */
function holdersOf(place: ShopWorld, joined: Map<Id, number>): Map<Id, Id> {
  const byEmail = new Map([...place.customers.values()].map((one) => [one.email?.toLowerCase() ?? "", one.id]))
  const holders = new Map<Id, Id>()
  for (const order of place.orders.values()) {
    const claimed = order.email ? byEmail.get(order.email.toLowerCase()) : undefined
    const holder = order.customer?.id ?? (claimed && joined.has(claimed) ? claimed : undefined)
    if (holder !== undefined) holders.set(order.id, holder)
  }
  return holders
}

function expectMember(place: ShopWorld, told: Told, id: Id, joinedAt: number | null, orders: OrderRecord[]): Expected {
  const counted: Counted[] = []
  const brought = new Map<Id, number>()
  for (const order of orders) {
    const placedAt = Date.parse(order.processed_at)
    const rules = rulesAt(told, placedAt)
    if (rules === null || !mayEarn(rules, placedAt, joinedAt)) continue
    const life = lifeOfRecord(order, rules.orders.cashOnDelivery.gateways)
    const { points, spend } = judge(life, rules, told.multiplierOf(order.id, id))
    counted.push({ placedAt, points, spend })
    brought.set(order.id, points)
  }
  const earned = counted.reduce((sum, order) => sum + order.points, 0)
  const given = [...told.goodwill].reduce(
    (sum, [customer, points]) => sum + ((told.mergedInto.get(customer) ?? customer) === id ? points : 0),
    0,
  )
  const net = earned + given
  const { tiers } = rulesAt(told, told.now) as ProgrammeRules
  return {
    balance: { available: Math.max(0, net), pending: 0, debt: Math.max(0, 0 - net), lifetime: earned },
    tier: tierAt(counted, tiers, place.shop.ianaTimezone, told.now),
    orders: brought,
  }
}

/** Orders are placed in whole seconds: what decides about them begins with the second it lies in. */
const secondOf = (at: number) => at - (at % 1000)

function rulesAt(told: Told, at: number): ProgrammeRules | null {
  return told.programmes.filter(({ from }) => secondOf(from) <= at).at(-1)?.rules ?? null
}

function mayEarn(rules: ProgrammeRules, placedAt: number, joinedAt: number | null): boolean {
  if (rules.members.who === "everyone") return true
  return joinedAt !== null && placedAt >= secondOf(joinedAt) - rules.members.retroWindowDays * DAY
}

function judge(life: Life, rules: ProgrammeRules, multiplier: { numerator: number; denominator: number }) {
  const context = { schema: 1 as const, programmeVersion: 1, tierId: null, multiplier, lines: {} }
  return verdictAfter(life, life.steps.length, rules, context)
}
