import { afterAll, beforeAll, expect, test } from "vitest"
import { parseJsonExact } from "#app/lib/json.ts"
import { toGid } from "#app/shopify/gid.ts"
import { readOrder } from "#app/shopify/operations/orders.server.ts"
import { cancelOrder } from "#simulator/world/actions/cancel-order.ts"
import { getOrder } from "#simulator/world/actions/change-order.ts"
import { createOrder, type NewOrder } from "#simulator/world/actions/create-order.ts"
import { createCustomer } from "#simulator/world/actions/customers.ts"
import { editOrder } from "#simulator/world/actions/edit-order.ts"
import { deliverOrder, failDelivery, fulfilOrder } from "#simulator/world/actions/fulfil-order.ts"
import { payOrder } from "#simulator/world/actions/pay-order.ts"
import { type RefundRequest, refundOrder } from "#simulator/world/actions/refund-order.ts"
import { orderPayload } from "#simulator/world/emit.ts"
import type { OrderRecord } from "#simulator/world/order.ts"
import { toWire } from "#simulator/world/wire.ts"
import { installAndOpen } from "#tests/support/installed-shop.ts"
import { openSimulatedAdmin, type SimulatedAdmin, useSimulatedAdmin } from "#tests/support/simulated-admin.ts"
import { orderFromAdminApi } from "./from-admin-api.ts"
import { readOrderPayload } from "./from-webhook.ts"

/** One order, told twice: as its webhook's payload and by the Admin API. Both must make the same fact. */

const SHOP = "two-mouths.myshopify.com"
const AT = new Date()

let admin: SimulatedAdmin
let customerId: string

beforeAll(async () => {
  admin = await openSimulatedAdmin()
  useSimulatedAdmin(admin)
  await installAndOpen(admin, SHOP)
  customerId = createCustomer(admin.world, SHOP, { firstName: "Анна", email: "anna@example.com" }, AT).id
})

afterAll(() => admin.close())

const later = (minutes: number) => new Date(AT.getTime() + minutes * 60_000)

function place(order: Partial<NewOrder> = {}): OrderRecord {
  const lines = [
    { title: "Ethiopia Guji", quantity: 3, unitPriceMinor: 1478 },
    { title: "Filter papers", quantity: 2, unitPriceMinor: 499 },
  ]
  const shipping = { title: "Courier", priceMinor: 600, discountMinor: 100 }
  return createOrder(admin.world, SHOP, { customerId, lines, shipping, ...order }, AT)
}

function refund(order: OrderRecord, request: RefundRequest, minutes = 10): OrderRecord {
  return refundOrder(admin.world, SHOP, order.id, request, later(minutes))
}

const firstLine = (order: OrderRecord) => order.line_items[0]?.id as string

const orders: [string, () => OrderRecord][] = [
  ["a paid order with shipping and tax", () => place({ tags: ["gift", "b2b"] })],
  ["a discounted one", () => place({ discount: { code: "TEN", kind: "percentage", percent: 10 } })],
  ["a guest's order", () => place({ customerId: null, email: "Guest@Example.com" })],
  [
    "a test order in another currency",
    () => place({ test: true, presentment: { currency: "USD", rate: { numerator: 11, denominator: 10 } } }),
  ],
  ["one paid partly with a gift card", () => place({ giftCardPaymentMinor: 1000 })],
  [
    "gift cards, tips and a download among the lines",
    () =>
      place({
        lines: [
          { title: "Gift card", quantity: 1, unitPriceMinor: 5000, giftCard: true, requiresShipping: false },
          { title: "Tip", quantity: 1, unitPriceMinor: 150, tip: true, requiresShipping: false, taxable: false },
          { title: "Coffee", quantity: 1, unitPriceMinor: 1000 },
        ],
      }),
  ],
  ["cash on delivery, not paid", () => place({ gateway: "Cash on Delivery (COD)", paid: false })],
  [
    "cash on delivery, delivered and paid",
    () => {
      const order = place({ gateway: "Cash on Delivery (COD)", paid: false })
      fulfilOrder(admin.world, SHOP, order.id, {}, later(5))
      deliverOrder(admin.world, SHOP, order.id, later(6))
      return payOrder(admin.world, SHOP, order.id, {}, later(7))
    },
  ],
  [
    "a parcel that came back",
    () => {
      const order = place({ gateway: "Cash on Delivery (COD)", paid: false })
      fulfilOrder(admin.world, SHOP, order.id, {}, later(5))
      return failDelivery(admin.world, SHOP, order.id, later(6))
    },
  ],
  [
    "partly shipped",
    () => {
      const order = place()
      return fulfilOrder(admin.world, SHOP, order.id, { lines: [{ lineId: firstLine(order), quantity: 1 }] }, later(5))
    },
  ],
  [
    "refunded lines",
    () => {
      const order = place()
      return refund(order, { lines: [{ lineId: firstLine(order), quantity: 2 }] })
    },
  ],
  ["an amount-only refund", () => refund(place(), { amountMinor: 777 })],
  ["shipping refunded", () => refund(place(), { shippingMinor: 300 })],
  [
    "a restocking fee",
    () => {
      const order = place()
      return refund(order, { lines: [{ lineId: firstLine(order), quantity: 1 }], restockingFeeMinor: 200 })
    },
  ],
  [
    "a refund whose transaction failed, then one that went through",
    () => {
      const order = place()
      refund(order, { amountMinor: 500, transactionStatus: "failure" })
      return refund(order, { amountMinor: 500 }, 11)
    },
  ],
  [
    "an edit that adds and removes",
    () => {
      const order = place()
      return editOrder(
        admin.world,
        SHOP,
        order.id,
        {
          add: [{ title: "Cup", quantity: 1, unitPriceMinor: 900 }],
          set: [{ lineId: firstLine(order), quantity: 1 }],
        },
        later(5),
      )
    },
  ],
  [
    "cancelled with everything given back",
    () => {
      const order = place()
      return cancelOrder(admin.world, SHOP, order.id, { refund: true }, later(5))
    },
  ],
]

test.each(orders)("%s is the same fact from both", async (_what, make) => {
  const { id } = make()
  const order = getOrder(admin.world, SHOP, id)
  const node = await readOrder(SHOP, toGid("Order", id))
  const fromApi = node && orderFromAdminApi(node)
  const reading = readOrderPayload("orders/updated", parseJsonExact(toWire(orderPayload(order))))
  if (reading.kind !== "complete" || !fromApi) throw new Error(JSON.stringify(reading))
  // Only the Admin API knows the payments, and with them when it was paid.
  const { paidAt, payments, ...rest } = fromApi
  const { paidAt: _paidAt, payments: _payments, ...told } = reading.fact
  expect(told).toEqual(rest)
  expect(payments?.reduce((sum, payment) => sum + payment.amountMinor, 0)).toBe(paidSoFar(order))
  expect(paidAt !== null).toBe(["paid", "partially_refunded", "refunded"].includes(order.financial_status))
})

function paidSoFar(order: OrderRecord): number {
  return order.transactions
    .filter((one) => one.status === "success" && (one.kind === "sale" || one.kind === "capture"))
    .reduce((sum, one) => sum + Math.round(Number(one.amount_set?.shop_money.amount ?? one.amount) * 100), 0)
}
