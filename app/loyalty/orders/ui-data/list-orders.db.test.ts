import { expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { know } from "#tests/support/known-customer.ts"
import { ANNA, joinedRules, openShop, paidOrder, receive } from "#tests/support/loyalty-shop.ts"
import { releaseDue } from "../release-due.server.ts"
import { listOrders } from "./list-orders.server.ts"
import { getOrderPage } from "./order-page.server.ts"

const day = (number: number) => `2026-03-${String(number).padStart(2, "0")}T10:00:00.000Z`
const anyOrder = { after: null, search: "" }

test("the list goes through every order once, newest first, page by page", async () => {
  const shop = await openShop()
  // Two orders each hour of the same moment: the id decides between them.
  const facts = Array.from({ length: 60 }, (_, index) =>
    paidOrder(1000 + index, { processedAt: day(1 + Math.floor(index / 2 / 2)) }),
  )
  await receive(shop, "2026-04-20T00:00:00Z", ...facts)
  const seen: string[] = []
  let after: string | null = null
  for (let page = 0; page < 5; page += 1) {
    const list = await listOrders(shop, { after, search: "" })
    seen.push(...list.rows.map((row) => row.digits))
    after = list.next
    if (after === null) break
  }
  const expected = facts
    .map((fact) => ({ at: fact.processedAt, digits: fact.id.replace(/\D/g, "") }))
    .sort((a, b) => (a.at === b.at ? (a.digits < b.digits ? -1 : 1) : a.at < b.at ? 1 : -1))
  expect(seen).toEqual(expected.map((one) => one.digits))
})

test("an order is found by the beginning of its number, with or without the sign", async () => {
  const shop = await openShop()
  await receive(shop, day(10), paidOrder(1002), paidOrder(1001), paidOrder(2001))
  const named = (digits: number, name: string) => paidOrder(digits, { name })
  await receive(shop, day(11), named(1, "#100"), named(2, "BG-7"), named(3, "bg-71"), named(4, "#100\u{10fffe}"))
  const names = async (search: string) => (await listOrders(shop, { after: null, search })).rows.map((row) => row.name)
  expect(await names("#100")).toEqual(["#100", "#1001", "#1002", "#100\u{10fffe}"])
  expect(await names("100")).toEqual(["#100", "#1001", "#1002", "#100\u{10fffe}"])
  expect(await names("2001")).toEqual(["#2001"])
  expect(await names("bg-7")).toEqual(["BG-7", "bg-71"])
  expect(await names("%")).toEqual([])
  expect(await names("#")).toHaveLength(5)
  expect(await names("a\u0000")).toEqual([])
})

test("the orders a search finds are listed once each, page by page", async () => {
  const shop = await openShop()
  const facts = Array.from({ length: 60 }, (_, index) => paidOrder(3000 + index, { name: `#77${index % 30}` }))
  await receive(shop, "2026-04-20T00:00:00Z", ...facts)
  const seen: string[] = []
  for (let after: string | null = null, page = 0; page < 5; page += 1) {
    const list = await listOrders(shop, { after, search: "77" })
    seen.push(...list.rows.map((row) => `${row.name} ${row.orderId}`))
    after = list.next
    if (after === null) break
  }
  expect(seen).toEqual(facts.map((fact) => `${fact.name} ${fact.id}`).sort())
})

test("what an order is to the programme shows beside it", async () => {
  const shop = await openShop()
  await receive(shop, day(1), paidOrder(1, { processedAt: day(1) }))
  await releaseDue(new Date("2026-03-20T10:00:00Z"), 1000)
  await receive(shop, "2026-03-20T10:00:00Z", paidOrder(2, { processedAt: day(20) }))
  await receive(shop, "2026-03-20T10:00:00Z", paidOrder(3, { processedAt: day(20), customerId: null }))
  await receive(shop, "2026-03-20T10:00:00Z", paidOrder(4, { processedAt: day(20), test: true }))
  await acrossShops().query(`UPDATE "Order" SET "doubtfulSince" = now() WHERE "shop" = $1 AND "name" = '#4'`, [shop])
  const { rows } = await listOrders(shop, anyOrder)
  expect(Object.fromEntries(rows.map((row) => [row.name, [row.mark, row.points]]))).toEqual({
    "#1": ["available", 100],
    "#2": ["pending", 100],
    "#3": ["not_counted", null],
    "#4": ["doubtful", 0],
  })
})

test("one shop never sees another's orders", async () => {
  const [mine, other] = [await openShop(), await openShop()]
  await receive(other, day(10), paidOrder(1))
  expect((await listOrders(mine, anyOrder)).rows).toEqual([])
  await expect(getOrderPage(mine, "gid://shopify/Order/1")).rejects.toMatchObject({ code: "not_found" })
})

test("the order page says what was posted and to whom", async () => {
  const shop = await openShop()
  await know(shop, ANNA, { email: "anna@example.com", firstName: "Анна" })
  await receive(shop, day(10), paidOrder(7))
  const page = await getOrderPage(shop, "gid://shopify/Order/7")
  expect(page).toMatchObject({
    mark: "pending",
    customer: { digits: "1001", name: "Анна", email: "anna@example.com", member: true },
    points: { target: 100, pending: 100, available: 0 },
  })
  expect(page.entries.map(({ code, pendingDelta }) => [code, pendingDelta])).toEqual([["order_earned", 100]])
})

test("an order of somebody who has not joined shows why it does not count and what it would earn", async () => {
  const shop = await openShop(joinedRules())
  await receive(shop, day(10), paidOrder(8))
  const page = await getOrderPage(shop, "gid://shopify/Order/8")
  expect(page).toMatchObject({ mark: "not_counted", refusal: "not_member", forecast: 100, entries: [] })
  expect(page.customer?.member).toBe(false)
})
