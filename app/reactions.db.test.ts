import { randomBytes } from "node:crypto"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { db } from "#app/lib/db.server.ts"
import { releaseDue } from "#app/loyalty/orders/release-due.server.ts"
import { publish, saveDraft } from "#app/loyalty/programme/programme.server.ts"
import { defaultProgrammeRules } from "#app/loyalty/programme/programme-rules.ts"
import { type Door, installShop, openDoor, workOff } from "#tests/support/webhook-door.ts"
import { type Payload, readSample, toWire } from "#tests/support/webhook-samples.ts"
import { setWorldClock } from "#tests/support/world-clock.ts"

/**
 * Shopify's own samples through the real door, worked off by the real worker, down to the balance. The sample order costs
 * 89.99 + 19.99 + 24.99 + 159.99 + 119.99 = 414.95 USD and 10.00 shipping; one point a dollar, shipping does not earn.
 */

const ORDER = "gid://shopify/Order/820982911946154508"
const NEIGHBOUR = "gid://shopify/Order/820982911946154509"
const CUSTOMER = "gid://shopify/Customer/115310627314723954"

let door: Door

beforeAll(async () => {
  setWorldClock("2022-01-01T00:10:00Z") // ten minutes after the sample order was placed
  door = await openDoor()
})

afterAll(() => door.stop())

async function newShop(values: { developmentStore?: boolean } = {}): Promise<string> {
  const shop = `s${randomBytes(6).toString("hex")}.myshopify.com`
  await installShop(shop, { currency: "USD", ...values })
  const rules = defaultProgrammeRules("USD", 100)
  rules.members.who = "everyone"
  await saveDraft(shop, rules)
  await publish(shop, "test", new Date("2021-01-01T00:00:00Z"))
  return shop
}

async function tell(shop: string, topic: string, payload: Payload): Promise<void> {
  expect((await door.deliver({ shop, topic, body: toWire(payload) })).status).toBe(200)
  await workOff()
}

/** The sample as a real, paid order. */
function paid(change: Payload = {}): Payload {
  return {
    ...readSample("orders/paid"),
    test: false,
    cancelled_at: null,
    cancel_reason: null,
    financial_status: "paid",
    ...change,
  }
}

const laterSecond = "2021-12-31T19:05:00-05:00"

async function balance(shop: string, customerId = CUSTOMER): Promise<{ available: number; pending: number }> {
  const { rows } = await db().query(
    `SELECT "available", "pending" FROM "PointsAccount" WHERE "shop" = $1 AND "customerId" = $2`,
    [shop, customerId],
  )
  return rows[0] ?? { available: 0, pending: 0 }
}

type OrderState = { name: string; deletedAt: Date | null; doubtfulSince: Date | null; financialStatus: string }

async function orderIn(shop: string, orderId = ORDER): Promise<OrderState | null> {
  const { rows } = await db().query(`SELECT * FROM "Order" WHERE "shop" = $1 AND "orderId" = $2`, [shop, orderId])
  return rows[0] ?? null
}

async function lastEvent(shop: string): Promise<{ state: string; error: string | null }> {
  const { rows } = await db().query(
    `SELECT "state", "error" FROM "WebhookEvent" WHERE "shop" = $1 ORDER BY "id" DESC LIMIT 1`,
    [shop],
  )
  return rows[0]
}

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
    const shop = await newShop()
    await tell(shop, "orders/paid", payload)
    expect(await lastEvent(shop)).toEqual({ state: "done", error: null })
    expect(await orderIn(shop)).toMatchObject({ name: "#9999" })
    expect(await balance(shop)).toEqual({ available: 0, pending: points })
    await releaseDue(new Date("2022-02-01T00:00:00Z"), 1000)
    expect(await balance(shop)).toEqual({ available: points, pending: 0 })
  })

  test("a test order earns in a development store", async () => {
    const shop = await newShop({ developmentStore: true })
    await tell(shop, "orders/paid", paid({ test: true }))
    expect(await balance(shop)).toEqual({ available: 0, pending: 414 })
  })

  test("cash on delivery earns nothing until the courier was paid", async () => {
    const shop = await newShop()
    const cash = { payment_gateway_names: ["Cash on Delivery (COD)"] }
    await tell(shop, "orders/create", paid({ ...cash, financial_status: "pending" }))
    expect(await balance(shop)).toEqual({ available: 0, pending: 0 })
    await tell(shop, "orders/paid", paid({ ...cash, updated_at: laterSecond }))
    expect(await balance(shop)).toEqual({ available: 0, pending: 414 })
  })

  test("told in any order and any number of times it is worth the same", async () => {
    const shop = await newShop()
    const cancelled = paid({ cancelled_at: laterSecond, updated_at: laterSecond })
    await tell(shop, "orders/cancelled", cancelled)
    await tell(shop, "orders/create", paid())
    await tell(shop, "orders/paid", paid())
    expect(await balance(shop)).toEqual({ available: 0, pending: 0 })
    const other = await newShop()
    for (const topic of ["orders/paid", "orders/create", "orders/paid", "orders/updated"])
      await tell(other, topic, paid())
    expect(await balance(other)).toEqual({ available: 0, pending: 414 })
  })
})

describe("payloads with parts missing", () => {
  const missing = ["line_items", "financial_status", "updated_at", "refunds", "currency", "shipping_lines", "test"]
  test.each(missing)("without %s the order is stored as doubtful and earns nothing", async (field) => {
    const shop = await newShop()
    const { [field]: _gone, ...rest } = paid()
    await tell(shop, "orders/paid", rest)
    expect(await lastEvent(shop)).toEqual({ state: "done", error: null })
    expect((await orderIn(shop))?.doubtfulSince).not.toBeNull()
    expect(await balance(shop)).toEqual({ available: 0, pending: 0 })
  })

  test("a payload that does not say which order it is, is let pass", async () => {
    const shop = await newShop()
    await tell(shop, "orders/paid", { name: "#1" })
    expect(await lastEvent(shop)).toMatchObject({ state: "ignored" })
  })

  test("nobody: no customer, an empty e-mail; the order waits for its person", async () => {
    const shop = await newShop()
    await tell(shop, "orders/paid", paid({ customer: null, email: "", contact_email: null }))
    const { rows } = await db().query(`SELECT "customerId", "email" FROM "Order" WHERE "shop" = $1`, [shop])
    expect(rows).toEqual([{ customerId: null, email: null }])
  })

  test("text that no database can hold is mended on the way", async () => {
    const shop = await newShop()
    await tell(shop, "orders/paid", paid({ name: "#\u00009\ud800", tags: "a\u0000, b" }))
    expect((await orderIn(shop))?.name).toBe("#9\ufffd")
  })
})

describe("orders that differ only beyond 2^53", () => {
  test.each([
    ["refunds/create", readSample("refunds/create")],
    ["orders/edited", readSample("orders/edited")],
  ])("%s for …508 puts …508 in doubt, never …509", async (topic, payload) => {
    const shop = await newShop()
    await tell(shop, "orders/paid", paid())
    await tell(shop, "orders/paid", paid({ id: NEIGHBOUR.slice(20), admin_graphql_api_id: NEIGHBOUR }))
    await tell(shop, topic, payload)
    expect((await orderIn(shop))?.doubtfulSince).not.toBeNull()
    expect((await orderIn(shop, NEIGHBOUR))?.doubtfulSince).toBeNull()
  })

  test("orders/delete for …508 takes its points and leaves those of …509", async () => {
    const shop = await newShop()
    await tell(shop, "orders/paid", paid())
    await tell(shop, "orders/paid", paid({ id: NEIGHBOUR.slice(20), admin_graphql_api_id: NEIGHBOUR }))
    expect(await balance(shop)).toEqual({ available: 0, pending: 828 })
    await tell(shop, "orders/delete", { id: "820982911946154508" })
    expect((await orderIn(shop))?.deletedAt).not.toBeNull()
    expect((await orderIn(shop, NEIGHBOUR))?.deletedAt).toBeNull()
    expect(await balance(shop)).toEqual({ available: 0, pending: 414 })
  })

  test("an order deleted before we ever saw it is not brought back by a late orders/create", async () => {
    const shop = await newShop()
    await tell(shop, "orders/delete", readSample("orders/delete"))
    await tell(shop, "orders/create", paid())
    expect((await orderIn(shop))?.deletedAt).not.toBeNull()
    expect(await balance(shop)).toEqual({ available: 0, pending: 0 })
  })
})

describe("customers, products and the shop", () => {
  const row = async (sql: string, shop: string) => (await db().query(sql, [shop])).rows[0]

  test("customers/create and /update are stored, an older one changes nothing, /delete is final", async () => {
    const shop = await newShop()
    const customer = readSample("customers/update")
    await tell(shop, "customers/create", customer)
    await tell(shop, "customers/update", { ...customer, first_name: "Боб", updated_at: "2022-01-01T00:00:01Z" })
    await tell(shop, "customers/update", { ...customer, first_name: "older" })
    const found = await row(`SELECT * FROM "Customer" WHERE "shop" = $1`, shop)
    expect(found).toMatchObject({
      customerId: "gid://shopify/Customer/706405506930370084",
      email: "bob@biller.com",
      firstName: "Боб",
      deletedAt: null,
    })
    await tell(shop, "customers/delete", readSample("customers/delete"))
    await tell(shop, "customers/update", { ...customer, updated_at: "2030-01-01T00:00:00Z" })
    expect((await row(`SELECT * FROM "Customer" WHERE "shop" = $1`, shop)).deletedAt).not.toBeNull()
  })

  test("a merge that has failed (as documented) changes nothing; a completed one moves the orders", async () => {
    const shop = await newShop()
    await tell(shop, "orders/paid", paid())
    await tell(shop, "customers/merge", readSample("customers/merge"))
    expect(await balance(shop)).toMatchObject({ pending: 414 })
    const kept = "gid://shopify/Customer/1"
    await tell(shop, "customers/merge", {
      admin_graphql_api_customer_kept_id: kept,
      admin_graphql_api_customer_deleted_id: CUSTOMER,
      status: "completed",
    })
    expect(await balance(shop)).toMatchObject({ pending: 0 })
    expect(await balance(shop, kept)).toMatchObject({ pending: 414 })
  })

  test("products/update is stored, products/delete marks it", async () => {
    const shop = await newShop()
    await tell(shop, "products/update", readSample("products/update"))
    expect(await row(`SELECT * FROM "Product" WHERE "shop" = $1`, shop)).toMatchObject({
      productId: "gid://shopify/Product/788032119674292922",
      title: "Example T-Shirt",
      tags: ["example", "mens", "t-shirt"],
    })
    await tell(shop, "products/delete", { id: "788032119674292922" })
    expect((await row(`SELECT * FROM "Product" WHERE "shop" = $1`, shop)).deletedAt).not.toBeNull()
  })

  test("app/scopes_update writes the scopes", async () => {
    const shop = await newShop()
    await tell(shop, "app/scopes_update", readSample("app/scopes_update"))
    expect(await row(`SELECT "scopes" FROM "Shop" WHERE "shop" = $1`, shop)).toEqual({
      scopes: "read_products,write_products",
    })
  })

  test("app/uninstalled goes by the header's shop, forgets its tokens and lets later orders wait", async () => {
    const shop = await newShop()
    await db().query(
      `INSERT INTO "Session" ("id", "shop", "state", "accessToken") VALUES ('offline_' || $1, $1, '', 't')`,
      [shop],
    )
    await tell(shop, "app/uninstalled", readSample("app/uninstalled"))
    expect((await row(`SELECT * FROM "Shop" WHERE "shop" = $1`, shop)).uninstalledAt).not.toBeNull()
    expect((await row(`SELECT count(*) AS n FROM "Session" WHERE "shop" = $1`, shop)).n).toBe(0)
    await tell(shop, "orders/paid", paid())
    expect(await lastEvent(shop)).toMatchObject({ state: "stored", error: expect.stringContaining("not installed") })
    expect(await orderIn(shop)).toBeNull()
  })

  test("what arrived before the app was first opened is worked off once it is", async () => {
    const shop = `s${randomBytes(6).toString("hex")}.myshopify.com`
    await tell(shop, "orders/paid", paid())
    expect(await orderIn(shop)).toBeNull()
    const { onInstalled } = await import("./reactions.server.ts")
    const fact = { gid: "gid://shopify/Shop/1", name: "New", currency: "USD", timezone: "UTC", developmentStore: false }
    await onInstalled(shop, fact, ["read_orders"], new Date())
    await workOff()
    expect(await orderIn(shop)).toMatchObject({ name: "#9999" })
  })

  test("the three that the law asks for are answered, also long after an uninstall", async () => {
    const shop = `s${randomBytes(6).toString("hex")}.myshopify.com`
    for (const topic of ["customers/data_request", "customers/redact", "shop/redact"]) {
      await tell(shop, topic, readSample(topic))
      expect(await lastEvent(shop)).toEqual({ state: "done", error: null })
    }
  })

  test("customers/redact erases the person: record, orders, stored payloads; points and purchases stay", async () => {
    const shop = await newShop()
    await tell(shop, "orders/paid", paid())
    await tell(shop, "customers/redact", { customer: { id: "115310627314723954", email: "john@example.com" } })
    const { rows } = await db().query(
      `SELECT (SELECT count(*) FROM "Customer" WHERE "shop" = $1 AND ("email" IS NOT NULL OR "firstName" IS NOT NULL))
         + (SELECT count(*) FROM "Order" WHERE "shop" = $1 AND "email" IS NOT NULL)
         + (SELECT count(*) FROM "WebhookEvent" WHERE "shop" = $1 AND "topic" LIKE 'orders/%' AND position('john'::bytea IN "body") > 0)
         AS traces`,
      [shop],
    )
    expect(rows[0].traces).toBe(0)
    expect(await balance(shop)).toMatchObject({ pending: 414 })
  })

  test("a topic nobody asked for is let pass", async () => {
    const shop = await newShop()
    await tell(shop, "carts/update", { id: "1" })
    expect(await lastEvent(shop)).toMatchObject({ state: "ignored" })
  })
})
