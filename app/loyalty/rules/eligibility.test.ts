import { describe, expect, test } from "vitest"
import type { OrderFact } from "#app/records/orders/order-fact.ts"
import { coffeeOrder, context, PLACED_AT, parcel, rules } from "#tests/cases/coffee-order.ts"
import type { ProgrammeRules } from "../programme/programme-rules.ts"
import type { ShopView } from "./eligibility.ts"
import { evaluateOrder } from "./evaluate-order.ts"
import { needsPayments } from "./needs-payments.ts"

/** Which orders earn: the order of 40.00 deserves 40 points, is promised them, or gets none. */
type Case = {
  name: string
  fact: Partial<OrderFact>
  rules?: ProgrammeRules
  shop?: ShopView
  points: number
  promised?: number
  because?: string
}

const unpaid = { financialStatus: "pending", paidAt: null } as const
const toCourier = { ...unpaid, gateways: ["Cash on Delivery (COD)"] } satisfies Partial<OrderFact>
const cashOnDelivery = (countsFrom: "payment" | "delivery") =>
  rules({ orders: { cashOnDelivery: { gateways: ["cash on delivery (cod)"], countsFrom } } })
const fromDelivery = cashOnDelivery("delivery")
const sent = "2026-03-02T09:00:00.000Z"
const delivered = (shipmentAt: string) => parcel(sent, { shipmentStatus: "delivered", shipmentAt })
const refused = parcel(sent, { shipmentStatus: "failure", shipmentAt: "2026-03-04T09:00:00.000Z" })

const CASES: Case[] = [
  { name: "a paid order earns", fact: {}, points: 40 },
  { name: "a partly refunded order is a paid one", fact: { financialStatus: "partially_refunded" }, points: 40 },
  {
    name: "a fully refunded order counts and has nothing left",
    fact: { financialStatus: "refunded" },
    points: 0,
    because: "fully_refunded",
  },
  { name: "an order that waits for its money earns nothing yet", fact: unpaid, points: 0, because: "unpaid" },
  {
    name: "authorised money is not paid money",
    fact: { ...unpaid, financialStatus: "authorized" },
    points: 0,
    because: "unpaid",
  },
  {
    name: "an expired authorisation earns nothing",
    fact: { ...unpaid, financialStatus: "expired" },
    points: 0,
    because: "unpaid",
  },
  {
    name: "a partly paid order earns nothing until paid",
    fact: { ...unpaid, financialStatus: "partially_paid" },
    points: 0,
    because: "partially_paid_waits",
  },
  {
    name: "by switch a partly paid order earns at once",
    fact: { ...unpaid, financialStatus: "partially_paid" },
    rules: rules({ orders: { partiallyPaid: true } }),
    points: 40,
    because: "partially_paid_counts",
  },
  { name: "a test order never earns", fact: { test: true }, points: 0, because: "order_test" },
  {
    name: "a test order earns in a development store",
    fact: { test: true },
    shop: { developmentStore: true },
    points: 40,
  },
  { name: "a cancelled order earns nothing", fact: { cancelledAt: PLACED_AT }, points: 0, because: "order_cancelled" },
  { name: "a voided order earns nothing", fact: { financialStatus: "voided" }, points: 0, because: "order_voided" },
  {
    name: "a deleted order earns nothing",
    fact: {},
    shop: { developmentStore: false, deleted: true },
    points: 0,
    because: "order_deleted",
  },
  {
    name: "an online order earns nothing where online is off",
    fact: {},
    rules: rules({ orders: { online: false } }),
    points: 0,
    because: "channel_online_off",
  },
  { name: "an order at the till earns", fact: { channel: "pos" }, points: 40 },
  {
    name: "an order at the till earns nothing where tills are off",
    fact: { channel: "pos" },
    rules: rules({ orders: { pos: false } }),
    points: 0,
    because: "channel_pos_off",
  },
  {
    name: "a draft by staff earns nothing by default",
    fact: { channel: "shopify_draft_order" },
    points: 0,
    because: "channel_draft_off",
  },
  {
    name: "by switch a draft by staff earns",
    fact: { channel: "shopify_draft_order" },
    rules: rules({ orders: { draft: true } }),
    points: 40,
  },
  { name: "an order made by another app counts as online", fact: { channel: "3890849" }, points: 40 },
  {
    name: "cash on delivery, unpaid: promised",
    fact: toCourier,
    points: 0,
    promised: 40,
    because: "cod_forecast",
  },
  {
    name: "cash on delivery, delivered but unpaid: still promised where payment counts",
    fact: { ...toCourier, fulfilments: [delivered("2026-03-04T09:00:00.000Z")] },
    rules: cashOnDelivery("payment"),
    points: 0,
    promised: 40,
  },
  {
    name: "cash on delivery, paid by the courier: earns",
    fact: { gateways: ["cash on delivery (cod)"] },
    points: 40,
  },
  {
    name: "by switch cash on delivery earns once delivered",
    fact: { ...toCourier, fulfilments: [delivered("2026-03-04T09:00:00.000Z")] },
    rules: fromDelivery,
    points: 40,
    because: "delivery_counts",
  },
  {
    name: "one parcel of two delivered is not delivered",
    fact: {
      ...toCourier,
      fulfilments: [delivered("2026-03-04T09:00:00.000Z"), parcel(sent, { shipmentStatus: "in_transit" })],
    },
    rules: fromDelivery,
    points: 0,
    promised: 40,
  },
  {
    name: "a cancelled parcel is none",
    fact: {
      ...toCourier,
      fulfilments: [delivered("2026-03-04T09:00:00.000Z"), parcel(sent, { status: "cancelled" })],
    },
    rules: fromDelivery,
    points: 40,
  },
  {
    name: "a refused parcel voids the promise",
    fact: { ...toCourier, fulfilments: [refused] },
    points: 0,
    because: "delivery_failed",
  },
  {
    name: "a refused parcel that was delivered later counts",
    fact: { ...toCourier, fulfilments: [refused, delivered("2026-03-06T09:00:00.000Z")] },
    rules: fromDelivery,
    points: 40,
  },
  {
    name: "a parcel refused after another was delivered voids",
    fact: { ...toCourier, fulfilments: [delivered("2026-03-03T09:00:00.000Z"), refused] },
    rules: fromDelivery,
    points: 0,
    because: "delivery_failed",
  },
  {
    name: "an unpaid order by a gateway that is not listed is promised nothing",
    fact: { ...unpaid, gateways: ["bank deposit"] },
    points: 0,
    because: "unpaid",
  },
  { name: "an order without a customer is judged like any other", fact: { customerId: null }, points: 40 },
]

describe("which orders earn", () => {
  test.each(CASES)("$name", (one) => {
    const evaluation = evaluateOrder(
      coffeeOrder(one.fact),
      one.rules ?? rules(),
      context(),
      one.shop ?? { developmentStore: false },
    )
    const promised = one.promised ?? 0
    expect({ points: evaluation.target, promised: evaluation.forecast }).toEqual({ points: one.points, promised })
    const earns = one.points > 0 || one.because === "fully_refunded"
    expect(evaluation.state).toBe(promised > 0 ? "forecast" : earns ? "earning" : "none")
    if (one.because) expect(evaluation.steps.map((step) => step.code)).toContain(one.because)
  })
})

test("only what can never earn again is voided", () => {
  const voided = CASES.filter(
    (one) =>
      evaluateOrder(coffeeOrder(one.fact), one.rules ?? rules(), context(), one.shop ?? { developmentStore: false })
        .voided,
  )
  expect(voided.map((one) => one.because)).toEqual(["order_cancelled", "order_voided", "order_deleted"])
})

test("transactions are asked for only when a gift card may matter and they are unknown", () => {
  const withoutGifts = rules({ basis: { giftCardPayments: false } })
  const byCard = coffeeOrder({ gateways: ["gift_card", "shopify_payments"] })
  expect(needsPayments(byCard, withoutGifts)).toBe(true)
  expect(needsPayments(byCard, rules())).toBe(false)
  expect(needsPayments({ ...byCard, payments: [] }, withoutGifts)).toBe(false)
  expect(needsPayments(coffeeOrder(), withoutGifts)).toBe(false)
})
