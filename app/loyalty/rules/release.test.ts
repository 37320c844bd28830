import { describe, expect, test } from "vitest"
import type { OrderFact } from "#app/records/orders/order-fact.ts"
import { coffee, coffeeOrder, line, parcel, rules, tea } from "#tests/cases/coffee-order.ts"
import type { ProgrammeRules } from "../programme/programme-rules.ts"
import { findRelease } from "./release.ts"

/** When pending points become available. Placed and paid on 1 March 2026 at noon UTC. */
type Case = {
  name: string
  fact?: Partial<OrderFact>
  pending: ProgrammeRules["pending"]
  countsFrom?: "payment" | "delivery"
  at: string
  atOnce?: boolean
}

const afterPayment = { from: "payment", days: 14 } as const
const afterShipping = { from: "fulfilment", days: 14 } as const
const shipped = [coffee({ unfulfilledQuantity: 0 }), tea({ unfulfilledQuantity: 0 })]
const delivered = { shipmentStatus: "delivered", shipmentAt: "2026-03-05T09:00:00.000Z" }

const CASES: Case[] = [
  { name: "14 days after payment", pending: afterPayment, at: "2026-03-15T12:00:00.000Z" },
  {
    name: "at once with no pending days",
    pending: { from: "payment", days: 0 },
    at: "2026-03-01T12:00:00.000Z",
    atOnce: true,
  },
  {
    name: "14 days after payment across the change to summer time: days are 24 hours",
    fact: { paidAt: "2026-03-20T22:30:00.000Z" },
    pending: afterPayment,
    at: "2026-04-03T22:30:00.000Z",
  },
  {
    name: "paid later than placed: the payment counts",
    fact: { paidAt: "2026-03-10T08:00:00.000Z" },
    pending: afterPayment,
    at: "2026-03-24T08:00:00.000Z",
  },
  {
    name: "paid at a moment not told: the last known payment counts",
    fact: {
      paidAt: null,
      payments: [
        { gateway: "shopify_payments", amountMinor: 2000, processedAt: "2026-03-02T08:00:00.000Z" },
        { gateway: "shopify_payments", amountMinor: 2500, processedAt: "2026-03-03T08:00:00.000Z" },
      ],
    },
    pending: afterPayment,
    at: "2026-03-17T08:00:00.000Z",
  },
  {
    name: "paid at a moment nobody knows: the order's own counts",
    fact: { paidAt: null },
    pending: afterPayment,
    at: "2026-03-15T12:00:00.000Z",
  },
  {
    name: "14 days after the last parcel left",
    fact: { lines: shipped, fulfilments: [parcel("2026-03-03T10:00:00.000Z"), parcel("2026-03-06T10:00:00.000Z")] },
    pending: afterShipping,
    at: "2026-03-20T10:00:00.000Z",
  },
  {
    name: "on the day of the last parcel with no pending days",
    fact: { lines: shipped, fulfilments: [parcel("2026-03-03T10:00:00.000Z")] },
    pending: { from: "fulfilment", days: 0 },
    at: "2026-03-03T10:00:00.000Z",
    atOnce: true,
  },
  {
    name: "60 days after payment when nothing was sent",
    pending: afterShipping,
    at: "2026-04-30T12:00:00.000Z",
  },
  {
    name: "60 days after payment, not at once, when nothing was sent and there are no pending days",
    pending: { from: "fulfilment", days: 0 },
    at: "2026-04-30T12:00:00.000Z",
  },
  {
    name: "60 days after payment while a line waits",
    fact: {
      lines: [coffee({ unfulfilledQuantity: 1 }), tea({ unfulfilledQuantity: 0 })],
      fulfilments: [parcel("2026-03-03T10:00:00.000Z")],
    },
    pending: afterShipping,
    at: "2026-04-30T12:00:00.000Z",
  },
  {
    name: "60 days after payment when the last parcel left later than that allows",
    fact: { lines: shipped, fulfilments: [parcel("2026-04-25T10:00:00.000Z")] },
    pending: afterShipping,
    at: "2026-04-30T12:00:00.000Z",
  },
  {
    name: "a waiting line that was refunded waits no more",
    fact: {
      lines: [coffee({ currentQuantity: 0, unfulfilledQuantity: 0 }), tea({ unfulfilledQuantity: 0 })],
      fulfilments: [parcel("2026-03-03T10:00:00.000Z")],
    },
    pending: afterShipping,
    at: "2026-03-17T10:00:00.000Z",
  },
  {
    name: "what needs no shipping counts as sent at payment",
    fact: { lines: [line({ unitPriceMinor: 900, requiresShipping: false })] },
    pending: afterShipping,
    at: "2026-03-15T12:00:00.000Z",
  },
  {
    name: "parcel first, payment later, and a line without shipping: it is the last to be sent",
    fact: {
      paidAt: "2026-03-10T08:00:00.000Z",
      lines: [...shipped, line({ unitPriceMinor: 900, requiresShipping: false })],
      fulfilments: [parcel("2026-03-03T10:00:00.000Z")],
    },
    pending: afterShipping,
    at: "2026-03-24T08:00:00.000Z",
  },
  {
    name: "cash on delivery counted from delivery: 14 days after the parcel arrived",
    fact: {
      gateways: ["cash on delivery (cod)"],
      paidAt: null,
      fulfilments: [parcel("2026-03-03T10:00:00.000Z", delivered)],
    },
    pending: afterPayment,
    countsFrom: "delivery",
    at: "2026-03-19T09:00:00.000Z",
  },
  {
    name: "and the courier's money a week later moves nothing",
    fact: {
      gateways: ["cash on delivery (cod)"],
      paidAt: "2026-03-12T09:00:00.000Z",
      fulfilments: [parcel("2026-03-03T10:00:00.000Z", delivered)],
    },
    pending: afterPayment,
    countsFrom: "delivery",
    at: "2026-03-19T09:00:00.000Z",
  },
  {
    name: "cash on delivery counted from payment: 14 days after the courier's money",
    fact: {
      gateways: ["cash on delivery (cod)"],
      paidAt: "2026-03-12T09:00:00.000Z",
      fulfilments: [parcel("2026-03-03T10:00:00.000Z", delivered)],
    },
    pending: afterPayment,
    countsFrom: "payment",
    at: "2026-03-26T09:00:00.000Z",
  },
]

describe("when pending points are released", () => {
  test.each(CASES)("$name", ({ fact, pending, countsFrom = "payment", at, atOnce = false }) => {
    const cashOnDelivery = { gateways: ["cash on delivery (cod)"], countsFrom }
    const release = findRelease(coffeeOrder(fact), rules({ pending, orders: { cashOnDelivery } }))
    expect({ at: release.at.toISOString(), atOnce: release.atOnce }).toEqual({ at, atOnce })
  })
})
