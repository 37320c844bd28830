import { expect, test } from "vitest"
import { parseJsonExact } from "#app/lib/json.ts"
import { readSample, toWire } from "#tests/support/webhook-samples.ts"
import { readOrderPayload } from "./from-webhook.ts"
import type { OrderFact } from "./order-fact.ts"

type Change = Record<string, unknown>

function read(change: Change = {}, topic = "orders/updated") {
  return readOrderPayload(topic, parseJsonExact(toWire({ ...readSample("orders/create"), ...change })))
}

function factOf(change: Change = {}, topic?: string): OrderFact {
  const reading = read(change, topic)
  if (reading.kind !== "complete") throw new Error(JSON.stringify(reading))
  return reading.fact
}

const line = (change: Change = {}): Change => ({ id: "7", title: "Coffee", quantity: 1, price: "10.00", ...change })

test("the sample as a fact: every id has all its digits", () => {
  const fact = factOf()
  expect(fact).toMatchObject({
    id: "gid://shopify/Order/820982911946154508",
    customerId: "gid://shopify/Customer/115310627314723954",
    currency: "USD",
    financialStatus: "voided",
    test: true,
    gateways: ["visa", "bogus"],
    tags: ["tag1", "tag2"],
    processedAt: "2022-01-01T00:00:00.000Z",
    totalMinor: 41495,
    shipping: { priceMinor: 1000, discountMinor: 0, taxMinor: 0 },
  })
  expect(fact.lines.map((one) => [one.id, one.unitPriceMinor])).toEqual([
    ["gid://shopify/LineItem/487817672276298554", 8999],
    ["gid://shopify/LineItem/789012345678901234", 1999],
    ["gid://shopify/LineItem/890123456789012345", 2499],
    ["gid://shopify/LineItem/976318377106520349", 15999],
    ["gid://shopify/LineItem/315789986012684393", 11999],
  ])
})

const currencies: [string, string | number, number][] = [
  ["JPY", "1500", 1500],
  ["JPY", 1500, 1500],
  ["KWD", "1.250", 1250],
  ["KWD", 1.25, 1250],
  ["EUR", "12.5", 1250],
  ["EUR", 12.5, 1250],
  ["EUR", "12.50", 1250],
]

test.each(currencies)("%s %s is %i minor units", (currency, price, minor) => {
  expect(factOf({ currency, line_items: [line({ price })] }).lines[0]?.unitPriceMinor).toBe(minor)
})

test("money is read from shop money where the payload has both currencies", () => {
  const set = {
    shop_money: { amount: "19.56", currency_code: "EUR" },
    presentment_money: { amount: "10.00", currency_code: "GBP" },
  }
  expect(factOf({ line_items: [line({ price: "10.00", price_set: set })] }).lines[0]?.unitPriceMinor).toBe(1956)
})

test("discounts are the allocations, never total_discount", () => {
  const discount_allocations = [{ amount: "1.10" }, { amount: 0.4 }]
  const [first] = factOf({ line_items: [line({ total_discount: "9.99", discount_allocations })] }).lines
  expect(first?.discountMinor).toBe(150)
})

test("tips are known by their mark, or by what older payloads show of them", () => {
  const tips = (change: Change, received = "0.00") =>
    factOf({ total_tip_received: received, line_items: [line(change)] }).lines[0]?.tip
  expect(tips({ tip: { id: 1 } })).toBe(true)
  expect(tips({ tip_payment_gateway: "visa" })).toBe(true)
  expect(tips({ title: "Tip", product_id: null, price: "3.00" }, "3.00")).toBe(true)
  expect(tips({ title: "Tip", product_id: null, price: "3.00" }, "4.00")).toBe(false)
  expect(tips({ title: "Tip", product_id: "9", price: "3.00" }, "3.00")).toBe(false)
  expect(tips({ title: "Tip", product_id: null, price: "0.00" })).toBe(false)
})

const refundParts: [string, Change, Change][] = [
  [
    "shipping given back is negative there and positive here",
    { order_adjustments: [{ kind: "shipping_refund", amount: "-8.00", tax_amount: "-1.60" }] },
    { shippingMinor: 800, shippingTaxMinor: 160, discrepancyMinor: 0 },
  ],
  [
    "shipping lines count only where no adjustment says the same",
    { refund_shipping_lines: [{ subtotal_amount_set: { shop_money: { amount: "8.00" } } }] },
    { shippingMinor: 800, shippingTaxMinor: 0 },
  ],
  [
    "both at once are one refund of shipping",
    {
      order_adjustments: [{ kind: "shipping_refund", amount: -8, tax_amount: 0 }],
      refund_shipping_lines: [{ subtotal_amount_set: { shop_money: { amount: "8.00" } } }],
    },
    { shippingMinor: 800 },
  ],
  [
    "discrepancies keep their sign and add up",
    {
      order_adjustments: [
        { kind: "refund_discrepancy", amount: "-5.00", tax_amount: "0.00" },
        { kind: "refund_discrepancy", amount: 2.5, tax_amount: "0.50" },
      ],
    },
    { discrepancyMinor: -250, discrepancyTaxMinor: 50 },
  ],
  [
    "transactions keep kind, status and their own currency",
    { transactions: [{ kind: "refund", status: "failure", amount: "1000", currency: "JPY" }] },
    { transactions: [{ kind: "refund", status: "failure", amountMinor: 1000, currency: "JPY" }] },
  ],
]

test.each(refundParts)("a refund: %s", (_what, parts, expected) => {
  const refunds = [{ id: "5", created_at: "2022-01-02T00:00:00Z", ...parts }]
  expect(factOf({ refunds }).refunds[0]).toMatchObject(expected)
})

test("five hundred lines and a hundred refunds are read whole", () => {
  const line_items = Array.from({ length: 500 }, (_, index) => line({ id: String(index + 1), quantity: 2 }))
  const refunds = Array.from({ length: 100 }, (_, index) => ({
    id: String(index + 1),
    created_at: "2022-01-02T00:00:00Z",
    refund_line_items: [{ line_item_id: String(index + 1), quantity: 1, subtotal: 10, total_tax: 0 }],
  }))
  const fact = factOf({ line_items, refunds })
  expect([fact.lines.length, fact.refunds.length]).toEqual([500, 100])
  // Without current_quantity in the payload, what refunds took is gone.
  expect([fact.lines[0]?.currentQuantity, fact.lines[499]?.currentQuantity]).toEqual([1, 2])
})

const paidMoments: [string, string, string | null][] = [
  ["orders/create", "paid", "2022-01-01T00:00:00.000Z"],
  ["orders/paid", "paid", "2022-01-03T00:00:00.000Z"],
  ["orders/updated", "paid", null],
  ["orders/paid", "partially_paid", null],
  ["orders/create", "pending", null],
]

test.each(paidMoments)("%s of a %s order: paid at %s", (topic, financial_status, expected) => {
  expect(factOf({ financial_status, updated_at: "2022-01-03T00:00:00Z" }, topic).paidAt).toBe(expected)
})

const unreadable: [string, Change, string][] = [
  ["an amount that is no number", { line_items: [line({ price: "ten" })] }, "line_items.0.price"],
  ["an amount with an exponent", { total_price: "1e3" }, "total_price"],
  ["a line without a price", { line_items: [line({ price: null })] }, "line_items.0.price"],
  ["a line without an id", { line_items: [line({ id: null })] }, "line_items.0.id"],
  ["a currency that is none", { currency: "euro" }, "currency"],
  ["a state we do not know", { financial_status: "half_paid" }, "financial_status"],
  ["a moment that is none", { updated_at: "soon" }, "updated_at"],
  ["half a unit", { line_items: [line({ quantity: 0.5 })] }, "line_items.0.quantity"],
  ["lines that are no list", { line_items: "many" }, "line_items"],
]

test.each(unreadable)("%s makes the payload partial and is named", (_what, change, path) => {
  expect(read(change)).toMatchObject({ kind: "partial", missing: expect.arrayContaining([path]) })
})

test("the e-mail is the order's own, else the contact's, else the customer's; blank is none", () => {
  const emails = (change: Change) => {
    const reading = read(change)
    return reading.kind === "complete" ? reading.email : "?"
  }
  expect(emails({ email: " Anna@Example.COM " })).toBe("anna@example.com")
  expect(emails({ email: "", contact_email: "c@example.com" })).toBe("c@example.com")
  expect(emails({ email: null, contact_email: "" })).toBe("john@example.com")
  expect(emails({ email: "", contact_email: null, customer: null })).toBeNull()
})
