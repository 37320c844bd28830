import { expect, test } from "vitest"
import { createGrouping, type GroupedOrder } from "./group-orders.ts"

const order = (digits: number) => ({ id: `gid://shopify/Order/${digits}`, createdAt: "2026-01-01T00:00:00Z" })
const line = (digits: number, parent: number) => ({
  id: `gid://shopify/LineItem/${digits}`,
  __parentId: `gid://shopify/Order/${parent}`,
})
const shipping = (digits: number | null, parent: number) => ({
  id: digits && `gid://shopify/ShippingLine/${digits}`,
  __parentId: `gid://shopify/Order/${parent}`,
})

function group(...values: object[]): { orders: GroupedOrder[]; strays: string[] } {
  const grouping = createGrouping()
  const taken = values.map((value, index) => {
    return grouping.take({ text: JSON.stringify(value), start: index * 10, end: index * 10 + 10 })
  })
  return { orders: [...taken, grouping.finish()].filter((one) => one !== null), strays: grouping.takeStrays() }
}

test("what follows an order belongs to it, and it ends where the next begins", () => {
  const { orders, strays } = group(
    order(1),
    line(11, 1),
    shipping(null, 1),
    line(12, 1),
    order(2),
    order(3),
    line(31, 3),
  )
  expect(orders.map((one) => [one.order.id, one.lines.length, one.shippingLines.length, one.end])).toEqual([
    ["gid://shopify/Order/1", 2, 1, 40],
    ["gid://shopify/Order/2", 0, 0, 50],
    ["gid://shopify/Order/3", 1, 0, 70],
  ])
  expect(strays).toEqual([])
})

test("an order of which something stands elsewhere is named", () => {
  const { strays } = group(order(1), order(2), line(11, 1), shipping(21, 2))
  expect(strays).toEqual(["gid://shopify/Order/1"])
})

test("an empty file holds nothing, a broken line is an error", () => {
  expect(group()).toEqual({ orders: [], strays: [] })
  expect(() => createGrouping().take({ text: '{"id": "gid', start: 0, end: 11 })).toThrow(SyntaxError)
})
