import { expect, test } from "vitest"
import { inShop } from "#app/lib/db.server.ts"
import { saveProducts } from "#app/records/products/products.server.ts"
import {
  ANNA,
  BORIS,
  balanceOf,
  line,
  openShop,
  paidOrder,
  receive,
  refunded,
  simpleRules,
} from "#tests/support/loyalty-shop.ts"
import { earningRulesSchema } from "../rules/earning-rules.ts"
import { verify } from "../verify.server.ts"
import { explainOrder } from "./explain-order.server.ts"

/** Orders are of 100.00 EUR: 100 points without rules. */

const AT = "2026-03-10T10:01:00Z"
const COFFEE = "gid://shopify/Product/1"
const FAVOURITES = "gid://shopify/Collection/7"

const shopWith = (...given: object[]) =>
  openShop(
    simpleRules((rules) => {
      rules.earning = earningRulesSchema.parse({
        rules: given.map((rule) => ({ id: "rule", name: "Spring", ...rule })),
      })
    }),
  )
const bonus = (part: object) => ({ kind: "order_points", points: 50, ...part })
const capped = (part: object) => bonus({ caps: { order: null, customer: null, all: null, ...part } })
const placed = (day: string, change: object = {}) => ({ processedAt: `2026-${day}T10:00:00.000Z`, ...change })
const pendingOf = async (shop: string, customer = ANNA) => (await balanceOf(shop, customer)).pending

/** The product as Shopify told it at the moment of reading. */
const tell = (shop: string, collections: string[], readAt = new Date(AT)) =>
  inShop(shop, (tx) =>
    saveProducts(
      tx,
      shop,
      [
        {
          productId: COFFEE,
          title: "Coffee",
          handle: "coffee",
          type: "",
          vendor: "",
          tags: [],
          status: "active",
          saleVariants: [],
          collections,
          updatedAt: "2026-01-01T00:00:00Z",
        },
      ],
      readAt,
    ),
  )

test("a product that left its collection before the refund takes nothing with it", async () => {
  const shop = await shopWith({
    kind: "product_times",
    times: { numerator: 3, denominator: 1 },
    products: { by: "collections", values: [FAVOURITES] },
  })
  await tell(shop, [FAVOURITES])
  const order = paidOrder(1, { lines: [{ ...line(10, 5_000, 2), productId: COFFEE }] })
  await receive(shop, AT, order)
  expect(await pendingOf(shop)).toBe(300)
  await tell(shop, [], new Date("2026-03-11T10:00:00Z"))
  await receive(shop, "2026-03-12T10:00:00Z", refunded(order, 1, "2026-03-12T10:00:00Z"))
  expect(await pendingOf(shop)).toBe(150)
  expect((await verify(shop, new Date(AT))).differences).toEqual([])
})

test("collections that nobody looked up lately are awaited; until then the line earns nothing", async () => {
  const shop = await shopWith({
    kind: "product_times",
    times: { numerator: 3, denominator: 1 },
    products: { by: "collections", values: [FAVOURITES] },
  })
  await tell(shop, [FAVOURITES], new Date("2026-03-10T08:59:00Z"))
  const order = paidOrder(1, { lines: [{ ...line(10, 10_000), productId: COFFEE }] })
  await receive(shop, AT, order)
  expect(await pendingOf(shop)).toBe(0)
  expect((await explainOrder(shop, order.id))?.lines[0]?.steps[0]?.code).toBe("line_awaited")
  await tell(shop, [FAVOURITES], new Date(AT))
  await receive(shop, AT, order)
  expect(await pendingOf(shop)).toBe(300)
})

test("a member's room of a month is used by the first orders, stays used after a refund, and is new on the first", async () => {
  const shop = await shopWith(capped({ customer: { points: 70, per: "month" } }))
  const first = paidOrder(1, placed("03-10"))
  await receive(shop, AT, first)
  await receive(shop, AT, paidOrder(2, placed("03-11")))
  expect(await pendingOf(shop)).toBe(150 + 120)
  await receive(shop, AT, refunded(first, 1, "2026-03-12T10:00:00Z"), paidOrder(3, placed("03-13")))
  expect(await pendingOf(shop)).toBe(120 + 100)
  // 21:59 and 22:01 UTC of 31 March are both sides of Sofia's midnight (summer time since the 29th: UTC + 3).
  await receive(shop, AT, paidOrder(4, { processedAt: "2026-03-31T20:59:00.000Z" }))
  await receive(shop, AT, paidOrder(5, { processedAt: "2026-03-31T21:01:00.000Z" }))
  expect(await pendingOf(shop)).toBe(120 + 100 + 100 + 150)
  expect((await verify(shop, new Date(AT))).differences).toEqual([])
})

test("orders that are settled together share a member's room, the earlier first", async () => {
  const shop = await shopWith(capped({ customer: { points: 70, per: "ever" } }))
  await receive(shop, AT, paidOrder(2, placed("03-11")), paidOrder(1, placed("03-10")))
  expect(await pendingOf(shop)).toBe(150 + 120)
  expect((await explainOrder(shop, "gid://shopify/Order/1"))?.points.target).toBe(150)
})

test("room in all is shared by everybody; which order has it depends on which was told first", async () => {
  const shop = await shopWith(capped({ all: 70 }))
  await receive(shop, AT, paidOrder(2, placed("03-11", { customerId: BORIS })))
  await receive(shop, AT, paidOrder(1, placed("03-10")))
  expect([await pendingOf(shop), await pendingOf(shop, BORIS)]).toEqual([120, 150])
  await receive(shop, AT, paidOrder(3, placed("03-12")))
  expect(await pendingOf(shop)).toBe(220)
})

test("an order that does not earn yet takes no room", async () => {
  const shop = await shopWith(capped({ customer: { points: 50, per: "ever" } }))
  const unpaid = paidOrder(1, placed("03-10", { financialStatus: "pending", paidAt: null }))
  await receive(shop, AT, unpaid)
  await receive(shop, AT, paidOrder(2, placed("03-11")))
  expect(await pendingOf(shop)).toBe(150)
})

test("one living order is the first, in whatever order they are told; when it is cancelled, the next is", async () => {
  const shop = await shopWith({ kind: "first_order", points: 50 })
  const later = paidOrder(2, placed("03-11"))
  await receive(shop, AT, later)
  await receive(shop, AT, paidOrder(1, placed("03-10")))
  expect(await pendingOf(shop)).toBe(150 + 100)
  const cancelledAt = "2026-03-12T10:00:00.000Z"
  await receive(shop, AT, { ...later, cancelledAt, updatedAt: cancelledAt })
  expect(await pendingOf(shop)).toBe(100)
  await receive(shop, AT, paidOrder(3, placed("03-13")))
  expect(await pendingOf(shop)).toBe(200)
})

test("a goal is reached by every n-th order", async () => {
  const shop = await shopWith({ kind: "order_goal", points: 50, goal: { nth: 2, repeats: true } })
  for (const digits of [1, 2, 3, 4]) await receive(shop, AT, paidOrder(digits, placed(`03-1${digits}`)))
  expect(await pendingOf(shop)).toBe(400 + 2 * 50)
})

test("an order that was told before the one that lifted the tier keeps the tier it was told with", async () => {
  const shop = await shopWith(bonus({ conditions: conditions({ tiers: ["bronze"] }) }))
  const second = paidOrder(2, placed("03-12"))
  await receive(shop, AT, second)
  await receive(shop, AT, paidOrder(1, placed("03-10")))
  expect(await pendingOf(shop)).toBe(200)
  await receive(shop, "2026-03-13T10:00:00Z", refunded({ ...second, lines: second.lines }, 1, "2026-03-13T09:00:00Z"))
  expect(await pendingOf(shop)).toBe(100)
})

function conditions(part: object) {
  return {
    minimum: null,
    currencies: [],
    channels: [],
    customerTags: [],
    tiers: [],
    firstOrder: false,
    ...part,
  }
}
