import { expect, test } from "vitest"
import { deleteOrder } from "./actions/change-order.ts"
import { createOrder } from "./actions/create-order.ts"
import { refundOrder } from "./actions/refund-order.ts"
import { openShop } from "./actions/shops.ts"
import { findOrderOfPart } from "./order-parts.ts"
import { createWorld } from "./world.ts"

const SHOP = "parts.myshopify.com"
const AT = new Date("2026-03-01T10:00:00Z")

test("a part is found in its order from the moment it is there until the order is gone", () => {
  const world = createWorld()
  const place = openShop(world, { domain: SHOP }, AT)
  const order = createOrder(
    world,
    SHOP,
    { customerId: null, lines: [{ title: "Tea", quantity: 2, unitPriceMinor: 900 }] },
    AT,
  )
  const payment = order.transactions[0]?.id as string
  expect(findOrderOfPart(place, "OrderTransaction", payment)).toBe(order)
  expect(findOrderOfPart(place, "Refund", payment)).toBeUndefined()
  const lineId = order.line_items[0]?.id as string
  const refund = refundOrder(world, SHOP, order.id, { lines: [{ lineId, quantity: 1 }] }, AT).refunds[0]?.id as string
  expect(findOrderOfPart(place, "Refund", refund)).toBe(order)
  deleteOrder(world, SHOP, order.id, AT)
  expect(findOrderOfPart(place, "Refund", refund)).toBeUndefined()
})
