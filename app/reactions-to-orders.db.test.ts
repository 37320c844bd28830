import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { releaseDue } from "#app/loyalty/orders/release-due.server.ts"
import { workOffEvents } from "#app/queue/work-off-events.server.ts"
import { balance, lastEvent, openToldShop, orderIn, paid, tell as tellThrough } from "#tests/support/told-shop.ts"
import { type Door, openDoor } from "#tests/support/webhook-door.ts"
import { type Payload, readSample, toWire } from "#tests/support/webhook-samples.ts"
import { setWorldClock } from "#tests/support/world-clock.ts"
import { react } from "./reactions.server.ts"

/**
 * Shopify's own samples through the real door, worked off by the real worker, down to the balance. The sample order costs
 * 89.99 + 19.99 + 24.99 + 159.99 + 119.99 = 414.95 USD and 10.00 shipping; one point a dollar, shipping does not earn.
 */

const NEIGHBOUR = "gid://shopify/Order/820982911946154509"
let door: Door

beforeAll(async () => {
  setWorldClock("2022-01-01T00:10:00Z") // ten minutes after the sample order was placed
  door = await openDoor()
})

afterAll(() => door.stop())

const tell = (shop: string, topic: string, payload: Payload) => tellThrough(door, shop, topic, payload)

const laterSecond = "2021-12-31T19:05:00-05:00"

const success = (amount: string | number) => ({
  id: "179259969",
  kind: "refund",
  status: "success",
  amount,
  currency: "USD",
})

/** A refund as it stands inside an order. */
function refundOf(parts: Payload): Payload {
  return {
    id: "890088186047892319",
    admin_graphql_api_id: "gid://shopify/Refund/890088186047892319",
    created_at: laterSecond,
    refund_line_items: [],
    order_adjustments: [],
    transactions: [],
    ...parts,
  }
}

const loungerBack = { line_item_id: "976318377106520349", quantity: 1, subtotal: 159.99, total_tax: 0 }

function withLines(change: (line: Payload, index: number) => Payload): Payload[] {
  return (paid().line_items as Payload[]).map(change)
}

const variants: [string, Payload, number][] = [
  ["as documented (voided, a test, cancelled)", readSample("orders/paid"), 0],
  ["paid and real: 414.95 → 414", paid(), 414],
  ["a test order", paid({ test: true }), 0],
  ["not paid yet", paid({ financial_status: "pending" }), 0],
  [
    "discount allocations of 20.00 on the lounger, total_discount still 0.00: 394.95 → 394",
    paid({
      line_items: withLines((line, index) =>
        index === 3 ? { ...line, discount_allocations: [{ amount: "20.00", discount_application_index: 0 }] } : line,
      ),
    }),
    394,
  ],
  [
    "the lounger refunded, amounts as numbers: 414.95 − 159.99 = 254.96 → 254",
    paid({
      financial_status: "partially_refunded",
      line_items: withLines((line, index) => (index === 3 ? { ...line, current_quantity: 0 } : line)),
      refunds: [refundOf({ refund_line_items: [loungerBack], transactions: [success(159.99)] })],
    }),
    254,
  ],
  [
    "the same with amounts as text, and one digit too many",
    paid({
      financial_status: "partially_refunded",
      line_items: withLines((line, index) => (index === 3 ? { ...line, current_quantity: 0 } : line)),
      refunds: [
        refundOf({
          refund_line_items: [{ ...loungerBack, subtotal: "159.990", total_tax: "0.000" }],
          transactions: [success("159.990")],
        }),
      ],
    }),
    254,
  ],
  [
    "50.00 given back without any line: 364.95 → 364",
    paid({
      financial_status: "partially_refunded",
      refunds: [
        refundOf({
          order_adjustments: [{ id: "1", kind: "refund_discrepancy", amount: "-50.00", tax_amount: "0.00" }],
          transactions: [success("50.00")],
        }),
      ],
    }),
    364,
  ],
  [
    "the same 50.00, but its transaction failed: nothing came back, 414",
    paid({
      refunds: [
        refundOf({
          order_adjustments: [{ id: "1", kind: "refund_discrepancy", amount: "-50.00", tax_amount: "0.00" }],
          transactions: [{ ...success("50.00"), status: "failure" }],
        }),
      ],
    }),
    414,
  ],
  [
    "shipping of 10.00 given back: shipping never earned, 414",
    paid({
      financial_status: "partially_refunded",
      refunds: [
        refundOf({
          order_adjustments: [{ id: "1", kind: "shipping_refund", amount: -10.0, tax_amount: 0 }],
          transactions: [success("10.00")],
        }),
      ],
    }),
    414,
  ],
  [
    "a gift card of 119.99 among the lines: 294.96 → 294",
    paid({ line_items: withLines((line, index) => (index === 4 ? { ...line, gift_card: true } : line)) }),
    294,
  ],
  [
    "a tip of 24.99 among the lines: 389.96 → 389",
    paid({
      total_tip_received: "24.99",
      line_items: withLines((line, index) => (index === 2 ? { ...line, title: "Tip", product_id: null } : line)),
    }),
    389,
  ],
]

describe("the sample order", () => {
  test.each(variants)("%s", async (_what, payload, points) => {
    const shop = await openToldShop()
    await tell(shop, "orders/paid", payload)
    expect(await lastEvent(shop)).toEqual({ state: "done", error: null })
    expect(await orderIn(shop)).toMatchObject({ name: "#9999" })
    expect(await balance(shop)).toEqual({ available: 0, pending: points })
    await releaseDue(new Date("2022-02-01T00:00:00Z"), 1000)
    expect(await balance(shop)).toEqual({ available: points, pending: 0 })
  })

  test("a test order earns in a development store", async () => {
    const shop = await openToldShop({ developmentStore: true })
    await tell(shop, "orders/paid", paid({ test: true }))
    expect(await balance(shop)).toEqual({ available: 0, pending: 414 })
  })

  test("cash on delivery earns nothing until the courier was paid", async () => {
    const shop = await openToldShop()
    const cash = { payment_gateway_names: ["Cash on Delivery (COD)"] }
    await tell(shop, "orders/create", paid({ ...cash, financial_status: "pending" }))
    expect(await balance(shop)).toEqual({ available: 0, pending: 0 })
    await tell(shop, "orders/paid", paid({ ...cash, updated_at: laterSecond }))
    expect(await balance(shop)).toEqual({ available: 0, pending: 414 })
  })

  test("told in any order and any number of times it is worth the same", async () => {
    const shop = await openToldShop()
    const cancelled = paid({ cancelled_at: laterSecond, updated_at: laterSecond })
    await tell(shop, "orders/cancelled", cancelled)
    await tell(shop, "orders/create", paid())
    await tell(shop, "orders/paid", paid())
    expect(await balance(shop)).toEqual({ available: 0, pending: 0 })
    const other = await openToldShop()
    for (const topic of ["orders/paid", "orders/create", "orders/paid", "orders/updated"])
      await tell(other, topic, paid())
    expect(await balance(other)).toEqual({ available: 0, pending: 414 })
  })
})

describe("payloads with parts missing", () => {
  const missing = ["line_items", "financial_status", "updated_at", "refunds", "currency", "shipping_lines", "test"]
  test.each(missing)("without %s the order is stored as doubtful and earns nothing", async (field) => {
    const shop = await openToldShop()
    const { [field]: _gone, ...rest } = paid()
    await tell(shop, "orders/paid", rest)
    expect(await lastEvent(shop)).toEqual({ state: "done", error: null })
    expect((await orderIn(shop))?.doubtfulSince).not.toBeNull()
    expect(await balance(shop)).toEqual({ available: 0, pending: 0 })
  })

  test("a payload that does not say which order it is, is given up, for a person to look at", async () => {
    const shop = await openToldShop()
    await tell(shop, "orders/paid", { name: "#1" })
    expect(await lastEvent(shop)).toMatchObject({ state: "failed" })
  })

  test("nobody: no customer, an empty e-mail; the order waits for its person", async () => {
    const shop = await openToldShop()
    await tell(shop, "orders/paid", paid({ customer: null, email: "", contact_email: null }))
    const { rows } = await acrossShops().query(`SELECT "customerId", "emailIndex" FROM "Order" WHERE "shop" = $1`, [
      shop,
    ])
    expect(rows).toEqual([{ customerId: null, emailIndex: null }])
  })

  test("text that no database can hold is mended on the way", async () => {
    const shop = await openToldShop()
    await tell(shop, "orders/paid", paid({ name: "#\u00009\ud800", tags: "a\u0000, b" }))
    expect((await orderIn(shop))?.name).toBe("#9\ufffd")
  })
})

describe("orders that differ only beyond 2^53", () => {
  test.each([
    ["refunds/create", readSample("refunds/create")],
    ["orders/edited", readSample("orders/edited")],
  ])("%s for …508 puts …508 in doubt, never …509", async (topic, payload) => {
    const shop = await openToldShop()
    await tell(shop, "orders/paid", paid())
    await tell(shop, "orders/paid", paid({ id: NEIGHBOUR.slice(20), admin_graphql_api_id: NEIGHBOUR }))
    await tell(shop, topic, payload)
    expect((await orderIn(shop))?.doubtfulSince).not.toBeNull()
    expect((await orderIn(shop, NEIGHBOUR))?.doubtfulSince).toBeNull()
  })

  test("orders/delete for …508 takes its points and leaves those of …509", async () => {
    const shop = await openToldShop()
    await tell(shop, "orders/paid", paid())
    await tell(shop, "orders/paid", paid({ id: NEIGHBOUR.slice(20), admin_graphql_api_id: NEIGHBOUR }))
    expect(await balance(shop)).toEqual({ available: 0, pending: 828 })
    await tell(shop, "orders/delete", { id: "820982911946154508" })
    expect((await orderIn(shop))?.deletedAt).not.toBeNull()
    expect((await orderIn(shop, NEIGHBOUR))?.deletedAt).toBeNull()
    expect(await balance(shop)).toEqual({ available: 0, pending: 414 })
  })

  test("digits that a number would print again are digits too; where a gid stands beside them, it counts", async () => {
    const shop = await openToldShop()
    await tell(shop, "orders/paid", paid({ id: "820982911946154500" }))
    expect(await balance(shop)).toEqual({ available: 0, pending: 414 })
    await tell(shop, "orders/delete", { id: "820982911946154500" })
    expect(await balance(shop)).toEqual({ available: 0, pending: 414 })
    expect((await orderIn(shop))?.deletedAt).toBeNull()
  })

  test("an order deleted before we ever saw it is not brought back by a late orders/create", async () => {
    const shop = await openToldShop()
    await tell(shop, "orders/delete", readSample("orders/delete"))
    await tell(shop, "orders/create", paid())
    expect((await orderIn(shop))?.deletedAt).not.toBeNull()
    expect(await balance(shop)).toEqual({ available: 0, pending: 0 })
  })
})

test("four workers over the same customers hinder nobody, and every order counts once", async () => {
  const shop = await openToldShop()
  const bodies = Array.from({ length: 1600 }, (_, index) => {
    const customer = {
      id: String(1 + ((index * 7) % 11)),
      email: `c${index % 11}@example.com`,
      updated_at: laterSecond,
    }
    const order = String(1 + index)
    const seconds = String(index % 60).padStart(2, "0")
    return index % 3 === 0
      ? { topic: "customers/update", body: toWire({ ...customer, first_name: `N${index}` }) }
      : {
          topic: "orders/paid",
          body: toWire(
            paid({ id: order, admin_graphql_api_id: null, customer, updated_at: `2022-01-01T00:00:${seconds}Z` }),
          ),
        }
  })
  await acrossShops().query(
    `INSERT INTO "WebhookEvent" ("shop", "topic", "dedupKey", "apiVersion", "body")
     SELECT $1, topic, place::text, '2026-07', convert_to(body, 'UTF8')
     FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS e(topic, body, place)`,
    [shop, bodies.map((event) => event.topic), bodies.map((event) => event.body)],
  )
  const failures: unknown[] = []
  const watched: typeof react = (...batch) =>
    react(...batch).catch((error: unknown) => {
      failures.push(error)
      throw error
    })
  await Promise.all(Array.from({ length: 4 }, () => workOffEvents(watched)))
  expect(failures).toEqual([])
  const { rows } = await acrossShops().query(
    `SELECT sum("pending")::bigint AS points FROM "PointsAccount" WHERE "shop" = $1`,
    [shop],
  )
  expect(rows[0].points).toBe(1066 * 414)
})
