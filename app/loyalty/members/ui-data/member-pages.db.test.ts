import { expect, test } from "vitest"
import { inTransactionAcrossShops } from "#app/lib/db.server.ts"
import { know } from "#tests/support/known-customer.ts"
import { ANNA, BORIS, joinedRules, openShop, paidOrder, receive } from "#tests/support/loyalty-shop.ts"
import { grant } from "../goodwill.server.ts"
import { join } from "../member.server.ts"
import { readMemberList } from "./list-members.server.ts"
import { getMemberPage } from "./member-page.server.ts"

const AT = new Date("2026-03-12T10:00:00Z")

const enrol = (shop: string, customerId: string) =>
  inTransactionAcrossShops((tx) => join(tx, shop, customerId, "staff", AT))

test("the list shows members with tier and balance; a search also finds who could join", async () => {
  const shop = await openShop(joinedRules())
  await know(shop, ANNA, { firstName: "Анна", email: "anna@example.com", phone: "+359 88 123 4567" })
  await know(shop, BORIS, { firstName: "Борис", email: "boris@example.com" })
  await receive(shop, "2026-03-10T10:01:00Z", paidOrder(1, { lines: [] }), paidOrder(2))
  await enrol(shop, ANNA)
  const all = await readMemberList(shop, { after: null, search: "" }, "UTC")
  expect(all).toMatchObject({
    rows: [{ digits: "1001", name: "Анна", tier: "Bronze", available: 0, pending: 100 }],
    outsiders: [],
  })
  const found = await readMemberList(shop, { after: null, search: " Boris@example.com" }, "UTC")
  expect(found).toMatchObject({
    rows: [],
    next: null,
    outsiders: [{ digits: "1002", name: "Борис", email: "boris@example.com" }],
    notice: null,
  })
  expect(await readMemberList(shop, { after: null, search: "00359 881234567" }, "UTC")).toMatchObject({
    rows: [{ name: "Анна", email: "anna@example.com" }],
    outsiders: [],
  })
})

test("names only Shopify can look for: when it does not answer, the list says so instead of showing nobody", async () => {
  const shop = await openShop(joinedRules())
  await know(shop, ANNA, { firstName: "Анна" })
  await enrol(shop, ANNA)
  expect(await readMemberList(shop, { after: null, search: "Анна" }, "UTC")).toMatchObject({
    rows: [],
    next: null,
    outsiders: [],
    notice: "unavailable",
  })
})

test("the member page tells balance, next tier and every movement in order", async () => {
  const shop = await openShop()
  await know(shop, ANNA, { firstName: "Анна", email: "anna@example.com", phone: "+359 88 123 4567" })
  await receive(shop, "2026-03-10T10:01:00Z", paidOrder(1))
  await grant(shop, { customerId: ANNA, points: 25, reason: "Счупена чаша", staff: "42", key: "form-0001", at: AT })
  const page = await getMemberPage(shop, ANNA, AT, null)
  expect(page.membership).toMatchObject({
    balance: { available: 25, pending: 100, debt: 0 },
    tier: "Bronze",
    next: { name: "Silver", missing: 20_000, unit: "spend", currency: "EUR", share: 33 },
  })
  expect(page.statement.map(({ code, order, reason }) => [code, order?.name ?? null, reason])).toEqual([
    ["granted", null, "Счупена чаша"],
    ["order_earned", "#1", null],
  ])
  expect(page.tierHistory.map(({ from, to, reason }) => [from, to, reason])).toEqual([[null, "Bronze", "order"]])
  expect(page.goodwillMax).toBe(1000)
})

test("a customer who has not joined has a page without membership; nobody's page is not found", async () => {
  const shop = await openShop(joinedRules())
  await know(shop, BORIS, { firstName: "Борис", email: "boris@example.com" })
  expect((await getMemberPage(shop, BORIS, AT, null)).membership).toBeNull()
  await expect(getMemberPage(shop, ANNA, AT, null)).rejects.toMatchObject({ code: "not_found" })
})
