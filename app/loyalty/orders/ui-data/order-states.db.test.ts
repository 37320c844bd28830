import { beforeAll, expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { openShop, paidOrder, receive, refunded, simpleRules } from "#tests/support/loyalty-shop.ts"
import { ORDER_STATES, type OrderState } from "../order-filters.ts"
import { releaseDue } from "../release-due.server.ts"
import { listOrders, type OrderListRow } from "./list-orders.server.ts"
import { LAST_CHARACTER } from "./order-name.ts"

const day = (number: number) => `2026-03-${String(number).padStart(2, "0")}T10:00:00.000Z`
const OUTSIDER = "gid://shopify/Customer/4444"
let shop: string

/** One order after the other, each a day later than the one before, in every state there is. */
beforeAll(async () => {
  shop = await openShop(
    simpleRules((rules) => {
      rules.members.who = "everyone"
      rules.exclusions.customerTags = []
    }),
  )
  const at = (number: number) => ({ processedAt: day(number) })
  await receive(shop, day(1), paidOrder(1, at(1)), paidOrder(2, at(2)))
  await releaseDue(new Date(day(20)), 1000)
  const back = paidOrder(3, at(3))
  await receive(shop, day(20), back)
  await receive(shop, day(21), refunded(back, 1, day(21)))
  await receive(shop, day(21), paidOrder(4, { ...at(14), customerId: null }))
  await receive(shop, day(21), paidOrder(5, { ...at(15), test: true }))
  await receive(shop, day(21), paidOrder(6, at(16)), paidOrder(7, at(17)), paidOrder(8, at(18)))
  await receive(shop, day(21), paidOrder(9, at(19)))
  const change = (sql: string, digits: number, ...more: unknown[]) =>
    acrossShops().query(`UPDATE "Order" SET ${sql} WHERE "shop" = $1 AND "orderId" = $2`, [
      shop,
      `gid://shopify/Order/${digits}`,
      ...more,
    ])
  await change(`"doubtfulSince" = now()`, 7)
  await change(`"deletedAt" = now()`, 8)
  // Nobody evaluated it for them: they were no member.
  await acrossShops().query(`DELETE FROM "OrderPoints" WHERE "shop" = $1 AND "orderId" = $2`, [
    shop,
    "gid://shopify/Order/9",
  ])
  await change(`"customerId" = $3`, 9, OUTSIDER)
})

const list = async (filters: Record<string, string>, more: { sort?: string; search?: string } = {}) => {
  const found: OrderListRow[] = []
  let after: string | null = null
  do {
    const page = await listOrders(shop, { search: "", ...more, filters, after }, { timezone: "Europe/Sofia", limit: 2 })
    found.push(...page.rows)
    after = page.next
  } while (after)
  return found
}
const names = (rows: OrderListRow[]) => rows.map((row) => row.name)

test("each state lists the orders that it names", async () => {
  const byState = new Map<OrderState, string[]>()
  for (const state of ORDER_STATES) byState.set(state, names(await list({ state })))
  expect(Object.fromEntries(byState)).toEqual({
    available: ["#2", "#1"],
    pending: ["#6"],
    doubtful: ["#7"],
    guest: ["#4"],
    not_member: ["#9"],
    taken_back: ["#8", "#3"],
    by_rules: ["#5"],
  })
})

test("every order is in one state, and that agrees with the mark it shows", async () => {
  const everything = await list({})
  const seen = new Map<string, OrderState>()
  for (const state of ORDER_STATES)
    for (const row of await list({ state })) {
      expect(seen.has(row.name), row.name).toBe(false)
      seen.set(row.name, state)
    }
  expect([...seen.keys()].sort()).toEqual(names(everything).sort())
  const marks = { available: ["available"], pending: ["pending"], doubtful: ["doubtful"] } as Record<string, string[]>
  for (const { name, mark } of everything)
    expect(marks[seen.get(name) as string] ?? ["not_counted", "nothing", "deleted"]).toContain(mark)
})

test("several states, a period, the oldest first and a search go together", async () => {
  expect(names(await list({ state: "available,pending" }))).toEqual(["#6", "#2", "#1"])
  expect(names(await list({ state: "available,pending" }, { sort: "oldest" }))).toEqual(["#1", "#2", "#6"])
  expect(names(await list({ placed: "2026-03-02..2026-03-14" }))).toEqual(["#4", "#3", "#2"])
  expect(names(await list({ placed: "2026-03-15..", state: "by_rules" }))).toEqual(["#5"])
  expect(names(await list({ state: "pending", placed: "..2026-03-15" }))).toEqual([])
  expect(names(await list({ state: "taken_back" }, { search: "#" }))).toEqual(["#3", "#8"])
  expect(names(await list({ placed: "2026-03-16..2026-03-17" }, { search: "#" }))).toEqual(["#6", "#7"])
  expect(names(await list({}, { search: LAST_CHARACTER }))).toEqual([])
})
