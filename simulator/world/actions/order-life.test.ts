import { beforeEach, expect, test } from "vitest"
import type { OrderRecord } from "../order.ts"
import { ownCurrency } from "../presentment.ts"
import { createWorld, type World, type WorldEvent } from "../world.ts"
import { cancelOrder } from "./cancel-order.ts"
import { deleteOrder } from "./change-order.ts"
import { createOrder, type NewOrder } from "./create-order.ts"
import { createCustomer } from "./customers.ts"
import { editOrder } from "./edit-order.ts"
import { deliverOrder, failDelivery, fulfilOrder } from "./fulfil-order.ts"
import { partiallyPay, payOrder } from "./pay-order.ts"
import { refundOrder, settleRefund } from "./refund-order.ts"
import { changeCurrency, openShop } from "./shops.ts"

const SHOP = "kafe.myshopify.com"
const AT = new Date("2026-02-03T10:00:00.750Z")
const LATER = new Date("2026-02-04T10:00:00Z")

let world: World
let events: WorldEvent[]

beforeEach(() => {
  world = createWorld()
  openShop(world, { domain: SHOP }, AT)
  events = []
  world.listeners.push((event) => events.push(event))
})

const COFFEE = { title: "Coffee", quantity: 3, unitPriceMinor: 1200 }

function place(input: Partial<NewOrder> = {}): OrderRecord {
  const order = createOrder(world, SHOP, { customerId: null, lines: [COFFEE], ...input }, AT)
  events.length = 0
  return order
}

function topics(): string[] {
  return events.flatMap((event) => event.notices.map((notice) => notice.topic))
}

function lineId(order: OrderRecord): string {
  return order.line_items[0]?.id as string
}

test("a paid order is told as created, paid and updated under one event id", () => {
  createOrder(world, SHOP, { customerId: null, lines: [COFFEE] }, AT)
  expect(topics()).toEqual(["orders/create", "orders/paid", "orders/updated"])
  expect(events).toHaveLength(1)
})

test("moments have whole seconds and the offset of the shop's zone", () => {
  expect(place().updated_at).toBe("2026-02-03T12:00:00+02:00")
  expect(refundOrder(world, SHOP, place().id, { amountMinor: 100 }, new Date("2026-07-03T10:00:00Z")).updated_at).toBe(
    "2026-07-03T13:00:00+03:00",
  )
})

test("VAT stands inside inclusive prices: 36.00 holds 6.00", () => {
  const order = place()
  expect(order).toMatchObject({ total_price: "36.00", subtotal_price: "36.00", total_tax: "6.00" })
  expect(order.line_items[0]?.tax_lines[0]).toMatchObject({ price: "6.00", rate: 0.2 })
})

test("exclusive tax comes on top, of shipping too", () => {
  openShop(world, { domain: "us.myshopify.com", currency: "USD", taxesIncluded: false }, AT)
  const order = createOrder(
    world,
    "us.myshopify.com",
    { customerId: null, lines: [COFFEE], shipping: { title: "Mail", priceMinor: 500 } },
    AT,
  )
  expect(order).toMatchObject({ subtotal_price: "36.00", total_tax: "8.20", total_price: "49.20" })
})

test("a discount code stands in the lines' allocations while total_discount says 0.00", () => {
  const order = place({
    lines: [COFFEE, { title: "Tea", quantity: 1, unitPriceMinor: 999 }],
    discount: { code: "TEN", kind: "percentage", percent: 10 },
  })
  expect(order.line_items.map((line) => line.discount_allocations[0]?.amount)).toEqual(["3.60", "1.00"])
  expect(order.line_items.map((line) => line.total_discount)).toEqual(["0.00", "0.00"])
  expect(order).toMatchObject({ total_discounts: "4.60", total_price: "41.39" })
  expect(order.discount_codes).toEqual([{ code: "TEN", amount: "4.60", type: "percentage" }])
})

test("gift cards and tips bear neither tax nor discount", () => {
  const order = place({
    lines: [
      { title: "Gift card", quantity: 1, unitPriceMinor: 2000, giftCard: true },
      { title: "Tip", quantity: 1, unitPriceMinor: 300, tip: true },
    ],
    discount: { code: "TEN", kind: "percentage", percent: 10 },
  })
  expect(order).toMatchObject({ total_tax: "0.00", total_discounts: "0.00", total_price: "23.00" })
  expect(order.total_tip_received).toBe("3.00")
  expect(order.subtotal_price).toBe("20.00")
  expect(order.line_items[1]).toHaveProperty("tip_payment_gateway", "shopify_payments")
})

test("a gift card pays a part: both gateways are named", () => {
  const order = place({ giftCardPaymentMinor: 1000 })
  expect(order.payment_gateway_names).toEqual(["gift_card", "shopify_payments"])
  expect(order.transactions.map((t) => t.amount)).toEqual(["10.00", "26.00"])
  expect(order.financial_status).toBe("paid")
})

test("an order sold in another currency carries both amounts; transactions are in the buyer's", () => {
  const order = place({ presentment: { currency: "JPY", rate: { numerator: 16_550, denominator: 100 } } })
  expect(order.total_price_set).toEqual({
    shop_money: { amount: "36.00", currency_code: "EUR" },
    presentment_money: { amount: "5958", currency_code: "JPY" },
  })
  expect(order.transactions[0]).toMatchObject({ amount: "5958", currency: "JPY" })
  const refunded = refundOrder(world, SHOP, order.id, { lines: [{ lineId: lineId(order), quantity: 3 }] }, LATER)
  expect(refunded.financial_status).toBe("refunded")
  expect(refunded.refunds[0]?.transactions[0]?.amount).toBe("5958")
})

test("cash on delivery waits as pending until it is paid", () => {
  const order = place({ gateway: "Cash on Delivery (COD)", paid: false })
  expect(order).toMatchObject({ financial_status: "pending", total_outstanding: "36.00" })
  payOrder(world, SHOP, order.id, {}, LATER)
  expect(order).toMatchObject({ financial_status: "paid", total_outstanding: "0.00" })
  expect(order.payment_gateway_names).toEqual(["Cash on Delivery (COD)"])
  expect(topics()).toEqual(["orders/paid", "orders/updated"])
})

test("a part payment is not told as paid", () => {
  const order = place({ paid: false })
  partiallyPay(world, SHOP, order.id, { amountMinor: 1000 }, LATER)
  expect(order).toMatchObject({ financial_status: "partially_paid", total_outstanding: "26.00" })
  expect(topics()).toEqual(["orders/updated"])
})

test("three single-unit refunds of an uneven line give back exactly what was paid", () => {
  const order = place({ discount: { code: "X", kind: "fixed_amount", amountMinor: 100 } })
  for (let unit = 0; unit < 3; unit += 1) {
    refundOrder(world, SHOP, order.id, { lines: [{ lineId: lineId(order), quantity: 1 }] }, LATER)
  }
  expect(order.refunds.map((refund) => refund.transactions[0]?.amount)).toEqual(["11.67", "11.66", "11.67"])
  expect(order).toMatchObject({ financial_status: "refunded", current_total_price: "0.00" })
  expect(topics().slice(0, 2)).toEqual(["refunds/create", "orders/updated"])
})

test("money alone is a negative discrepancy and leaves the lines", () => {
  const order = place()
  refundOrder(world, SHOP, order.id, { amountMinor: 1000 }, LATER)
  expect(order.refunds[0]?.order_adjustments).toMatchObject([{ kind: "refund_discrepancy", amount: "-10.00" }])
  expect(order.line_items[0]?.current_quantity).toBe(3)
  expect(order).toMatchObject({ current_subtotal_price: "36.00", current_total_price: "26.00" })
  expect(order.financial_status).toBe("partially_refunded")
})

test("a restocking fee is a positive discrepancy", () => {
  const order = place()
  refundOrder(
    world,
    SHOP,
    order.id,
    { lines: [{ lineId: lineId(order), quantity: 1 }], restockingFeeMinor: 200 },
    LATER,
  )
  expect(order.refunds[0]?.order_adjustments).toMatchObject([{ kind: "refund_discrepancy", amount: "2.00" }])
  expect(order.refunds[0]?.transactions[0]?.amount).toBe("10.00")
})

test("shipping given back stands in both lists, with its tax", () => {
  const order = place({ shipping: { title: "Courier", priceMinor: 600 } })
  refundOrder(world, SHOP, order.id, { shippingMinor: 600 }, LATER)
  const refund = order.refunds[0]
  expect(refund?.order_adjustments).toMatchObject([
    { kind: "shipping_refund", amount: "-6.00", tax_amount: "-1.00", reason: "Shipping refund" },
  ])
  expect(refund?.refund_shipping_lines).toMatchObject([
    { subtotal_amount_set: { shop_money: { amount: "6.00" } }, tax_amount_set: { shop_money: { amount: "1.00" } } },
  ])
  expect(refund?.transactions[0]?.amount).toBe("6.00")
})

test("a failed refund moves no money; its lines are gone all the same, so a discrepancy balances them", () => {
  const order = place()
  const lines = [{ lineId: lineId(order), quantity: 1 }]
  refundOrder(world, SHOP, order.id, { lines, transactionStatus: "failure" }, LATER)
  expect(order.financial_status).toBe("paid")
  expect(order.refunds[0]?.transactions[0]?.status).toBe("failure")
  expect(order.refunds[0]?.order_adjustments).toMatchObject([{ amount: "12.00" }])
})

test("a pending refund becomes real when the bank says so", () => {
  const order = place()
  const lines = [{ lineId: lineId(order), quantity: 1 }]
  refundOrder(world, SHOP, order.id, { lines, transactionStatus: "pending" }, LATER)
  expect(order.refunds[0]?.order_adjustments).toMatchObject([{ amount: "12.00", reason: "Pending refund discrepancy" }])
  expect(order.financial_status).toBe("paid")
  settleRefund(world, SHOP, order.id, order.refunds[0]?.id as string, "success", LATER)
  expect(order.refunds[0]?.order_adjustments).toEqual([])
  expect(order.financial_status).toBe("partially_refunded")
})

test("an edit tells only its deltas; what it removes leaves a refund without money", () => {
  const order = place({ lines: [COFFEE, { title: "Tea", quantity: 1, unitPriceMinor: 500 }] })
  const tea = order.line_items[1]?.id as string
  editOrder(
    world,
    SHOP,
    order.id,
    { set: [{ lineId: tea, quantity: 0 }], add: [{ title: "Cup", quantity: 1, unitPriceMinor: 900 }] },
    LATER,
  )
  expect(topics()).toEqual(["orders/edited", "orders/updated"])
  const told = JSON.parse(events[0]?.notices[0]?.body as string)
  expect(told.order_edit.line_items.removals).toEqual([{ id: Number(tea), delta: 1 }])
  expect(order.refunds[0]).toMatchObject({ transactions: [], refund_line_items: [{ quantity: 1 }] })
  expect(order).toMatchObject({
    current_total_price: "45.00",
    total_outstanding: "4.00",
    financial_status: "partially_paid",
  })
})

test("more units of a line raise its tax with its price", () => {
  const order = place()
  editOrder(world, SHOP, order.id, { set: [{ lineId: lineId(order), quantity: 5 }] }, LATER)
  expect(order.line_items[0]).toMatchObject({ quantity: 5, current_quantity: 5 })
  expect(order).toMatchObject({ total_price: "60.00", total_tax: "10.00", total_outstanding: "24.00" })
})

test("fulfilment, delivery and a refused parcel are told with the carrier's word", () => {
  const order = place()
  fulfilOrder(world, SHOP, order.id, { lines: [{ lineId: lineId(order), quantity: 1 }] }, LATER)
  expect(topics()).toEqual(["fulfillments/create", "orders/partially_fulfilled", "orders/updated"])
  expect(order.fulfillment_status).toBe("partial")
  events.length = 0
  fulfilOrder(world, SHOP, order.id, {}, LATER)
  expect(topics()).toContain("orders/fulfilled")
  deliverOrder(world, SHOP, order.id, LATER)
  expect(order.fulfillments.map((f) => f.shipment_status)).toEqual(["delivered", "delivered"])
  const refused = place({ paid: false })
  fulfilOrder(world, SHOP, refused.id, {}, LATER)
  failDelivery(world, SHOP, refused.id, LATER)
  expect(refused.fulfillments[0]?.shipment_status).toBe("failure")
})

test("cancelling a paid order gives everything back", () => {
  const order = place({ shipping: { title: "Courier", priceMinor: 600 } })
  cancelOrder(world, SHOP, order.id, { reason: "customer" }, LATER)
  expect(order).toMatchObject({ financial_status: "refunded", cancel_reason: "customer", current_total_price: "0.00" })
  expect(topics()).toEqual(["refunds/create", "orders/cancelled", "orders/updated"])
})

test("cancelling an unpaid order voids it without moving money", () => {
  const order = place({ paid: false })
  cancelOrder(world, SHOP, order.id, {}, LATER)
  expect(order).toMatchObject({ financial_status: "voided", total_outstanding: "0.00" })
  expect(order.refunds[0]?.transactions).toEqual([])
  expect(order.refunds[0]?.order_adjustments).toEqual([])
})

test("a deleted order is told by its id alone", () => {
  const order = place()
  deleteOrder(world, SHOP, order.id, LATER)
  expect(events[0]?.notices).toEqual([{ topic: "orders/delete", body: `{"id":${order.id}}` }])
})

test("the shop's change from lev to euro converts prices and leaves old orders alone", () => {
  openShop(world, { domain: "lev.myshopify.com", currency: "BGN" }, AT)
  const before = createOrder(world, "lev.myshopify.com", { customerId: null, lines: [COFFEE] }, AT)
  changeCurrency(
    world,
    "lev.myshopify.com",
    { currency: "EUR", rate: { numerator: 100_000, denominator: 195_583 } },
    AT,
  )
  const after = createOrder(world, "lev.myshopify.com", { customerId: null, lines: [COFFEE] }, LATER)
  expect([before.currency, after.currency]).toEqual(["BGN", "EUR"])
})

test("webhooks carry no transactions and customers without tags", () => {
  const customer = createCustomer(world, SHOP, { email: "ana@example.com", tags: ["vip"] }, AT)
  expect(JSON.parse(events[0]?.notices[0]?.body as string)).not.toHaveProperty("tags")
  events.length = 0
  createOrder(world, SHOP, { customerId: customer.id, lines: [COFFEE] }, AT)
  const told = JSON.parse(events[0]?.notices[0]?.body as string)
  expect(told).not.toHaveProperty("transactions")
  expect(told.customer).toMatchObject({ id: Number(customer.id), email: "ana@example.com" })
  expect(told.customer).not.toHaveProperty("tags")
})

test("a shop's own currency needs no rate", () => {
  expect(ownCurrency("EUR")).toEqual({ shopCurrency: "EUR", currency: "EUR", rate: { numerator: 1, denominator: 1 } })
})
