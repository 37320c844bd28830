import fc from "fast-check"
import { defaultProgrammeRules, type ProgrammeRules } from "#app/loyalty/programme/programme-rules.ts"
import type { EarningContext } from "#app/loyalty/rules/order-evaluation.ts"
import type { OrderFact } from "#app/records/orders/order-fact.ts"
import { RULE_IDS } from "./drawn-rules.ts"
import type { Life, LifeLine, LifeStep } from "./life.ts"
import { factOf, happen, openWorld, totalOf, type World, worthOf } from "./life-world.ts"

/** Generators of orders' lives, of programmes to judge them by, and of the order's snapshots along the way. */

const COURIER = "cash on delivery (cod)"

/** What Shopify would say after each step: the order (the last of them wins), or that it was deleted. */
export type Snapshot = { at: number; fact: OrderFact; deleted: boolean }

/** The order as placed and after each step; moments are at least a second apart. */
export function snapshotsOf(life: Life): Snapshot[] {
  const world = openWorld(life)
  const told = () => ({ at: world.updatedAt, fact: factOf(world), deleted: world.deleted })
  const snapshots: Snapshot[] = [told()]
  for (const step of life.steps) {
    happen(world, step)
    snapshots.push(told())
  }
  return snapshots
}

/** The frozen context of a life's order: its lines' own multipliers and rules, one multiplier for the tier, rules met. */
export function contextOf(
  life: Life,
  multiplier = { numerator: 1, denominator: 1 },
  earning?: EarningContext["earning"],
): EarningContext {
  const all = [...life.lines, ...life.steps.flatMap((step) => (step.does === "add" ? [step.line] : []))]
  const ids =
    snapshotsOf(life)
      .at(-1)
      ?.fact.lines.map((line) => line.id) ?? []
  const lines = Object.fromEntries(
    all.map((line, index) => [ids[index] as string, { multiplier: line.times, rules: line.ruleIds }]),
  )
  return { schema: 1, programmeVersion: 1, tierId: null, multiplier, lines, ...(earning && { earning }) }
}

const ratioArb = fc.constantFrom([1, 1], [1, 1], [2, 1], [5, 4], [3, 2], [1, 3], [0, 1])
const timesArb = ratioArb.map(([numerator, denominator]) => ({ numerator, denominator }) as LifeLine["times"])

const lineArb: fc.Arbitrary<Omit<LifeLine, "tax">> = fc
  .record({
    units: fc.integer({ min: 1, max: 5 }),
    unitPrice: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 9_999 })),
    discountPercent: fc.constantFrom(0, 0, 0, 7, 33, 100),
    duty: fc.constantFrom(0, 0, 0, 125),
    kind: fc.constantFrom("goods", "goods", "goods", "goods", "gift", "tip", "digital"),
    times: timesArb,
    ruleIds: fc.subarray(RULE_IDS),
  })
  .map(({ discountPercent, kind, unitPrice, units, ...rest }) => ({
    ...rest,
    unitPrice,
    units: kind === "tip" ? 1 : units,
    discount: Math.floor((unitPrice * units * discountPercent) / 100) * (kind === "tip" ? 0 : 1),
    giftCard: kind === "gift",
    tip: kind === "tip",
    requiresShipping: kind === "goods",
  }))

/** One wish for what happens next; `settleStep` makes a possible step of it, or none. */
const wishArb = fc.record({
  does: fc.constantFrom(
    ...(["pay", "pay_part", "remove", "add", "send", "send_one", "deliver", "refuse", "cancel", "void"] as const),
    ...(["delete", "refund", "refund", "refund", "refund_amount", "refund_shipping", "refund_all"] as const),
  ),
  pick: fc.nat(20),
  amount: fc.nat(12_000),
  tax: fc.constantFrom(0, 0, 0, 7, 50),
  fee: fc.constantFrom(0, 0, 0, 1, 250),
  booked: fc.boolean(),
  transaction: fc.constantFrom("success", "success", "success", "success", "failure", "none" as const),
  moved: fc.constantFrom(100, 100, 100, 60, 1),
  gapMs: fc.oneof(fc.integer({ min: 1_000, max: 60_000 }), fc.integer({ min: 1_000, max: 20 * 86_400_000 })),
  line: lineArb,
})

type Wish = typeof wishArb extends fc.Arbitrary<infer T> ? T : never

const startArb = fc.record({
  orderNumber: fc.integer({ min: 1, max: 9_000_000 }),
  currency: fc.constantFrom("EUR", "EUR", "EUR", "JPY", "KWD", "GBP"),
  taxesIncluded: fc.boolean(),
  taxPercent: fc.constantFrom(0, 9, 20, 25),
  channel: fc.constantFrom("web", "web", "web", "pos", "shopify_draft_order", "580111"),
  test: fc.constantFrom(false, false, false, false, true),
  developmentStore: fc.boolean(),
  gateway: fc.constantFrom("shopify_payments", "shopify_payments", COURIER),
  giftPercent: fc.constantFrom(0, 0, 0, 30, 100),
  placedAt: fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2026, 11, 31) }),
  lines: fc.array(lineArb, { minLength: 1, maxLength: 5 }),
  shipping: fc.constantFrom({ price: 0, discount: 0 }, { price: 499, discount: 0 }, { price: 499, discount: 200 }),
  paysAtOnce: fc.constantFrom(true, true, false),
  wishes: fc.array(wishArb, { maxLength: 9 }),
})

/** Tax of an amount, inside it or on top. */
function taxOf(money: number, percent: number, included: boolean): number {
  return Math.floor((money * percent) / (included ? 100 + percent : 100))
}

/** Whole lives of one order, each possible in a shop. */
export const lifeArb: fc.Arbitrary<Life> = startArb.map((start) => {
  const { taxPercent, giftPercent, paysAtOnce, wishes, ...rest } = start
  const taxed = (line: Omit<LifeLine, "tax">): LifeLine => {
    const money = line.unitPrice * line.units - line.discount
    return { ...line, tax: line.giftCard || line.tip ? 0 : taxOf(money, taxPercent, start.taxesIncluded) }
  }
  const { price, discount } = start.shipping
  const shipping = { price, discount, tax: taxOf(price - discount, taxPercent, start.taxesIncluded) }
  const life: Life = { ...rest, lines: start.lines.map(taxed), shipping, giftPaid: 0, steps: [] }
  life.giftPaid = Math.floor((totalOf(life) * giftPercent) / 100)
  const world = openWorld(life)
  const take = (step: LifeStep | null) => {
    if (step === null) return
    life.steps.push(step)
    happen(world, step)
  }
  if (paysAtOnce) take({ does: "pay", at: start.placedAt + 1_000, amount: totalOf(life) })
  for (const wish of wishes) take(settleStep(world, wish, world.updatedAt + wish.gapMs, taxed(wish.line)))
  return life
})

function settleStep(world: World, wish: Wish, at: number, line: LifeLine): LifeStep | null {
  const { life } = world
  const closed = world.voided || world.deleted
  const paid = world.paidAt !== null
  switch (wish.does) {
    case "pay":
      return paid || closed ? null : { does: "pay", at, amount: totalOf(life) - world.moneyIn }
    case "pay_part": {
      const amount = Math.floor(totalOf(life) / 2)
      return world.moneyIn > 0 || paid || closed || amount === 0 ? null : { does: "pay_part", at, amount }
    }
    case "add":
      return paid && !closed ? { does: "add", at, line, amount: totalOf(life, [line]) - totalOf(life, []) } : null
    case "remove": {
      const index = wish.pick % world.lines.length
      const held = world.lines[index] as World["lines"][number]
      if (held.currentQuantity === 0) return null
      const units = 1 + (wish.amount % held.currentQuantity)
      const { subtotal, tax } = worthOf(held, units)
      const owed = paid && wish.booked ? subtotal + (life.taxesIncluded ? 0 : tax) : 0
      return { does: "remove", at, line: index, units, owed }
    }
    case "send":
      return { does: "send", at, line: null }
    case "send_one":
      return { does: "send", at, line: wish.pick % world.lines.length }
    case "deliver":
    case "refuse":
    case "cancel":
    case "delete":
      return { does: wish.does, at }
    case "void":
      return world.moneyIn > 0 || paid ? null : { does: "void", at }
    default:
      return paid ? settleRefund(world, wish, at) : null
  }
}

/** A refund that gives back no more than is left, as the platform sees to. */
function settleRefund(world: World, wish: Wish, at: number): LifeStep {
  const { life } = world
  const left = world.moneyIn - world.moneyOut
  const beside = (tax: number) => (life.taxesIncluded ? 0 : tax)
  const units = unitsOf(world, wish).map(({ line, units }) => {
    const worth = worthOf(world.lines[line] as World["lines"][number], units)
    return { line, units, ...worth }
  })
  const goods = units.reduce((sum, { subtotal, tax }) => sum + subtotal + beside(tax), 0)
  const wantsShipping = wish.does === "refund_shipping" || wish.does === "refund_all"
  const net = Math.max(0, life.shipping.price - life.shipping.discount)
  const shipping = wantsShipping ? (wish.pick % 2 ? net : Math.floor(net / 2)) : 0
  const shippingTax = wantsShipping ? (wish.pick % 2 ? life.shipping.tax : 0) : 0
  const before = goods + shipping + beside(shippingTax)
  const room = left - before
  let discrepancy = 0
  if (room < 0) discrepancy = -room
  else if (wish.does === "refund_amount") discrepancy = -Math.min(room, wish.amount)
  else if (wish.does === "refund_all") discrepancy = -room
  else discrepancy = Math.min(wish.fee, before)
  const discrepancyTax = discrepancy < 0 ? -Math.floor((-discrepancy * wish.tax) / 100) : 0
  discrepancy -= beside(discrepancyTax)
  const listed = before - discrepancy - beside(discrepancyTax)
  const moved = Math.floor((listed * wish.moved) / 100)
  const transaction = moved === 0 && wish.transaction === "success" ? "none" : wish.transaction
  return { does: "refund", at, units, discrepancy, discrepancyTax, shipping, shippingTax, listed, moved, transaction }
}

function unitsOf(world: World, wish: Wish): { line: number; units: number }[] {
  const there = world.lines
    .map((line, index) => ({ line: index, units: line.currentQuantity }))
    .filter((l) => l.units > 0)
  if (wish.does === "refund_all") return there
  if (wish.does !== "refund" || there.length === 0) return []
  const { line, units } = there[wish.pick % there.length] as { line: number; units: number }
  return [{ line, units: 1 + (wish.amount % units) }]
}

/** Programmes of every setting that the rules read. */
export const programmeArb: fc.Arbitrary<ProgrammeRules> = fc
  .record({
    rounding: fc.constantFrom("floor", "half_up", "ceiling" as const),
    basis: fc.record({
      taxes: fc.boolean(),
      shipping: fc.boolean(),
      duties: fc.boolean(),
      giftCardPayments: fc.boolean(),
    }),
    points: fc.integer({ min: 0, max: 25 }),
    perMinor: fc.constantFrom(1, 7, 100, 195),
    draft: fc.boolean(),
    pos: fc.boolean(),
    partiallyPaid: fc.boolean(),
    countsFrom: fc.constantFrom("payment", "delivery" as const),
    pending: fc.record({
      from: fc.constantFrom("payment", "fulfilment" as const),
      days: fc.constantFrom(0, 1, 14, 90),
    }),
  })
  .map(({ rounding, basis, points, perMinor, draft, pos, partiallyPaid, countsFrom, pending }) => ({
    ...defaultProgrammeRules("EUR", 100),
    rates: { EUR: { points, perMinor }, JPY: { points, perMinor: 1 }, KWD: { points, perMinor: 1000 } },
    rounding,
    basis,
    orders: { online: true, pos, draft, partiallyPaid, cashOnDelivery: { gateways: [COURIER], countsFrom } },
    pending,
  }))

export const multiplierArb = timesArb
