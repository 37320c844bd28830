import fc from "fast-check"
import { paid } from "./told-shop.ts"
import { type Payload, toWire } from "./webhook-samples.ts"

/** Lives of orders as webhooks tell them: placed, paid, edited, given back in parts, cancelled, deleted. */

export type ToldEvent = { topic: string; body: string }

type Line = { unit: number; quantity: number; left: number }
type Step = "paid" | "refund" | "edit" | "cancel" | "delete" | "nothing new" | "customer"
type Life = { customer: number; daysAgo: number; paidAtOnce: boolean; lines: Line[]; steps: Step[] }

const DAY_MS = 86_400_000
const lineArb = fc
  .tuple(fc.integer({ min: 100, max: 30_000 }), fc.integer({ min: 1, max: 4 }))
  .map(([unit, quantity]): Line => ({ unit, quantity, left: quantity }))
const stepArb = fc.constantFrom<Step>("paid", "refund", "refund", "edit", "cancel", "delete", "nothing new", "customer")
const lifeArb: fc.Arbitrary<Life> = fc.record({
  customer: fc.integer({ min: 1, max: 40 }),
  daysAgo: fc.integer({ min: 1, max: 40 }),
  paidAtOnce: fc.boolean(),
  lines: fc.array(lineArb, { minLength: 1, maxLength: 3 }),
  steps: fc.array(stepArb, { maxLength: 4 }),
})

/** The events of `count` orders, mixed as a shop sends them (each order's own in their order); the same for a seed. */
export function generateLives(seed: number, count: number, now: Date): ToldEvent[] {
  const lives = fc.sample(lifeArb, { seed, numRuns: count }).map((life, index) => eventsOf(life, index + 1, now))
  const turns = fc.sample(fc.nat(), { seed: seed + 1, numRuns: lives.flat().length })
  const waiting = lives.filter((events) => events.length > 0)
  return turns.map((turn) => {
    const place = turn % waiting.length
    const events = waiting[place] as ToldEvent[]
    const next = events.shift() as ToldEvent
    if (events.length === 0) waiting.splice(place, 1)
    return next
  })
}

function eventsOf(life: Life, number: number, now: Date): ToldEvent[] {
  const placedAt = now.getTime() - life.daysAgo * DAY_MS
  const lines = life.lines.map((line) => ({ ...line }))
  const state = { paid: life.paidAtOnce, cancelled: false, refunds: [] as Payload[] }
  let second = 0
  const tell = (topic: string): ToldEvent => {
    second += 1
    return { topic, body: toWire(payloadOf(life, number, lines, state, placedAt, placedAt + second * 1000)) }
  }
  const events = [tell("orders/create")]
  for (const step of life.steps) {
    if (step === "delete") {
      events.push({ topic: "orders/delete", body: toWire({ id: orderDigits(number) }) })
      break
    }
    if (step === "paid" && !state.paid && !state.cancelled) {
      state.paid = true
      events.push(tell("orders/paid"))
    } else if (step === "refund" && state.paid) {
      const refund = giveBack(lines, number, state.refunds.length + 1, placedAt + second * 1000)
      if (refund) state.refunds.push(refund)
      events.push(tell("orders/updated"))
    } else if (step === "edit" && !state.cancelled) {
      lines.push({ unit: 1_999, quantity: 1, left: 1 })
      events.push(tell("orders/updated"))
    } else if (step === "cancel") {
      state.cancelled = true
      events.push(tell("orders/cancelled"))
    } else if (step === "customer") {
      events.push({ topic: "customers/update", body: toWire(customerOf(life.customer, placedAt + second * 1000)) })
    } else {
      const told = tell("orders/updated")
      events.push(told, told)
    }
  }
  return events
}

/** One unit of the first line that has any left. */
function giveBack(lines: Line[], number: number, nth: number, at: number): Payload | null {
  const index = lines.findIndex((line) => line.left > 0)
  const line = lines[index]
  if (!line) return null
  line.left -= 1
  const id = String(9_000_000_000n + BigInt(number) * 100n + BigInt(nth))
  const amount = (line.unit / 100).toFixed(2)
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Refund/${id}`,
    created_at: new Date(at).toISOString(),
    refund_line_items: [{ line_item_id: lineDigits(number, index), quantity: 1, subtotal: amount, total_tax: "0.00" }],
    order_adjustments: [],
    transactions: [{ id: `${id}1`, kind: "refund", status: "success", amount, currency: "USD" }],
  }
}

function payloadOf(
  life: Life,
  number: number,
  lines: Line[],
  state: { paid: boolean; cancelled: boolean; refunds: Payload[] },
  placedAt: number,
  updatedAt: number,
): Payload {
  const at = new Date(placedAt).toISOString()
  const partly = state.refunds.length > 0
  const gone = lines.every((line) => line.left === 0)
  return paid({
    id: orderDigits(number),
    admin_graphql_api_id: `gid://shopify/Order/${orderDigits(number)}`,
    name: `#${number}`,
    created_at: at,
    processed_at: at,
    updated_at: new Date(updatedAt).toISOString(),
    cancelled_at: state.cancelled ? new Date(updatedAt).toISOString() : null,
    financial_status: !state.paid ? "pending" : gone ? "refunded" : partly ? "partially_refunded" : "paid",
    customer: customerOf(life.customer, placedAt),
    line_items: lines.map((line, index) => ({
      id: lineDigits(number, index),
      admin_graphql_api_id: `gid://shopify/LineItem/${lineDigits(number, index)}`,
      title: `Line ${index}`,
      quantity: line.quantity,
      current_quantity: line.left,
      fulfillable_quantity: line.left,
      price: (line.unit / 100).toFixed(2),
      gift_card: false,
      requires_shipping: true,
      discount_allocations: [],
      tax_lines: [],
    })),
    refunds: state.refunds,
    shipping_lines: [],
    fulfillments: [],
  })
}

function customerOf(customer: number, updatedAt: number): Payload {
  const id = String(500_000n + BigInt(customer))
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Customer/${id}`,
    email: `c${customer}@example.com`,
    first_name: "C",
    last_name: String(customer),
    updated_at: new Date(updatedAt).toISOString(),
  }
}

const orderDigits = (number: number) => String(1_000_000_000n + BigInt(number))
const lineDigits = (number: number, index: number) => String(BigInt(orderDigits(number)) * 100n + BigInt(index))
