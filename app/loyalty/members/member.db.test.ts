import { expect, test } from "vitest"
import { inTransactionAcrossShops } from "#app/lib/db.server.ts"
import { saveOrders } from "#app/records/orders/orders.server.ts"
import { know } from "#tests/support/known-customer.ts"
import {
  ANNA,
  BORIS,
  balanceOf,
  joinedRules,
  line,
  openShop,
  paidOrder,
  publishRules,
  receive,
} from "#tests/support/loyalty-shop.ts"
import { settleOrders } from "../orders/settle-orders.server.ts"
import { verify } from "../verify.server.ts"
import { deduct, type Goodwill, grant } from "./goodwill.server.ts"
import type { JoinedBy } from "./joined-by.ts"
import { findCustomerByEmail, findMember, join } from "./member.server.ts"
import { listMembers } from "./member-list.server.ts"
import { readStatement } from "./statement.server.ts"

const JOINED = new Date("2026-06-01T12:00:00Z")
const joiners = joinedRules((rules) => {
  rules.members.retroWindowDays = 30
})

const joining = (shop: string, customerId = ANNA, by: JoinedBy = "storefront", at = JOINED) =>
  inTransactionAcrossShops((tx) => join(tx, shop, customerId, by, at))

const customer = (shop: string, customerId: string, firstName: string, lastName: string, email: string) =>
  know(shop, customerId, { firstName, lastName, email })

async function guestOrder(shop: string, digits: number, email: string, processedAt: string): Promise<void> {
  const fact = paidOrder(digits, { customerId: null, processedAt })
  await inTransactionAcrossShops(async (tx) => {
    await saveOrders(tx, shop, [{ fact, email }], "admin_api")
    await settleOrders(tx, shop, [fact.id], new Date(processedAt))
  })
}

test("who has not joined earns nothing; joining credits the orders of the retro window, each once", async () => {
  const shop = await openShop(joiners)
  await receive(shop, "2026-04-20T10:01:00Z", paidOrder(1, { processedAt: "2026-04-20T10:00:00.000Z" }))
  await receive(shop, "2026-05-20T10:01:00Z", paidOrder(2, { processedAt: "2026-05-20T10:00:00.000Z" }))
  expect(await balanceOf(shop)).toMatchObject({ pending: 0, available: 0 })
  expect(await joining(shop)).toEqual({ ok: true, already: false })
  expect(await balanceOf(shop)).toMatchObject({ pending: 100 })
  expect(await joining(shop)).toEqual({ ok: true, already: true })
  expect(await balanceOf(shop)).toMatchObject({ pending: 100 })
  expect((await verify(shop, JOINED)).differences).toEqual([])
})

test("an order placed right after publishing and joining earns, though its moment is only the second they lie in", async () => {
  const shop = await openShop(null)
  const second = JOINED.toISOString()
  const within = (ms: number) => new Date(JOINED.getTime() + ms)
  await publishRules(
    shop,
    joinedRules((rules) => {
      rules.members.retroWindowDays = 0
    }),
    within(300),
  )
  await joining(shop, ANNA, "storefront", within(600))
  const before = new Date(JOINED.getTime() - 1000).toISOString()
  await receive(shop, within(900).toISOString(), paidOrder(1, { processedAt: before }))
  expect(await balanceOf(shop)).toMatchObject({ pending: 0 })
  await receive(shop, within(900).toISOString(), paidOrder(2, { processedAt: second }))
  expect(await balanceOf(shop)).toMatchObject({ pending: 100 })
  expect((await verify(shop, within(900))).differences).toEqual([])
})

test("a guest's orders come to whoever signs in with their e-mail address, not to whom staff enrol", async () => {
  const shop = await openShop(joiners)
  await customer(shop, ANNA, "Anna", "One", "Anna@example.com")
  await customer(shop, BORIS, "Boris", "Two", "boris@example.com")
  await guestOrder(shop, 1, "anna@example.com", "2026-05-20T10:00:00.000Z")
  await guestOrder(shop, 2, "boris@example.com", "2026-05-20T10:00:00.000Z")
  await joining(shop, BORIS, "staff")
  expect(await balanceOf(shop, BORIS)).toMatchObject({ pending: 0 })
  await joining(shop, ANNA)
  expect(await balanceOf(shop)).toMatchObject({ pending: 100 })
  // Later facts of that order still name nobody: it stays hers.
  const later = { customerId: null, processedAt: "2026-05-20T10:00:00.000Z", updatedAt: "2026-06-02T10:00:00.000Z" }
  await receive(shop, "2026-06-02T10:00:00Z", paidOrder(1, { ...later, lines: [line(10, 5_000)] }))
  expect(await balanceOf(shop)).toMatchObject({ pending: 50 })
})

test("an order stored at the very moment of joining is credited once, whoever comes first", async () => {
  const shop = await openShop(joiners)
  const order = paidOrder(1, { processedAt: "2026-05-31T10:00:00.000Z" })
  await Promise.all([joining(shop), receive(shop, JOINED.toISOString(), order), joining(shop)])
  expect(await balanceOf(shop)).toMatchObject({ pending: 100 })
})

test("under “everyone” the first order makes a member, and earlier ones of the window count too", async () => {
  const shop = await openShop()
  await receive(shop, "2026-03-10T10:01:00Z", paidOrder(1), paidOrder(2))
  expect(await findMember(shop, ANNA, JOINED)).toMatchObject({
    joinedBy: "order",
    balance: { pending: 200 },
    tier: { id: "bronze", name: "Bronze" },
    next: { id: "silver", name: "Silver", missing: 10_000, unit: "spend", currency: "EUR" },
  })
})

test("members are listed newest first, page by page, and found by their whole e-mail address", async () => {
  const shop = await openShop(joiners)
  for (let n = 1; n <= 7; n++) {
    const id = `gid://shopify/Customer/${n}`
    await customer(shop, id, n === 3 ? "Иван" : "Maria", `Nr_${n}`, `m${n}@example.com`)
    await joining(shop, id, "staff", new Date(JOINED.getTime() + (n % 3) * 1000))
  }
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page = await listMembers(shop, { cursor, limit: 3 })
    seen.push(...page.members.map((member) => member.customerId.split("/").at(-1) as string))
    cursor = page.next
  } while (cursor !== null)
  expect(seen).toEqual(["2", "5", "1", "4", "7", "3", "6"])
  const among = ["gid://shopify/Customer/3", "gid://shopify/Customer/99"]
  expect((await listMembers(shop, { among })).members).toMatchObject([{ name: "Иван Nr_3", email: "m3@example.com" }])
  expect((await listMembers(shop, { among: [] })).members).toEqual([])
  expect(await findCustomerByEmail(shop, "M4@example.com")).toBe("gid://shopify/Customer/4")
  expect((await listMembers(shop, { cursor: "no cursor" })).members).toHaveLength(7)
})

test("staff give and take points within the limit, each request once, with reason and name kept", async () => {
  const shop = await openShop(joiners)
  const goodwill: Goodwill = {
    customerId: ANNA,
    points: 50,
    reason: "late parcel",
    staff: "Mira",
    key: "f1",
    at: JOINED,
  }
  expect(await grant(shop, goodwill)).toEqual({ ok: false, reason: "not_member" })
  await joining(shop)
  expect(await grant(shop, goodwill)).toMatchObject({ ok: true, replayed: false })
  const later = new Date(JOINED.getTime() + 5000)
  expect(await grant(shop, { ...goodwill, at: later })).toMatchObject({ ok: true, replayed: true })
  expect(await grant(shop, { ...goodwill, points: 60 })).toEqual({ ok: false, reason: "conflict" })
  expect(await grant(shop, { ...goodwill, points: 1001, key: "f2" })).toEqual({
    ok: false,
    reason: "over_limit",
    maxPoints: 1000,
  })
  expect(await deduct(shop, { ...goodwill, points: 51, key: "f3" })).toEqual({
    ok: false,
    reason: "insufficient_points",
    available: 50,
  })
  expect(await deduct(shop, { ...goodwill, points: 20, key: "f4" })).toMatchObject({ ok: true })
  const { entries } = await readStatement(shop, ANNA)
  expect(entries).toMatchObject([
    { version: 2, code: "deducted", delta: -20, availableAfter: 30 },
    { version: 1, code: "granted", delta: 50, sourceType: "staff", reason: "late parcel", basis: { staff: "Mira" } },
  ])
  expect((await findMember(shop, ANNA, JOINED))?.balance).toMatchObject({ available: 30, lifetime: 0 })
})

test("a statement names its orders and goes on where the page before ended", async () => {
  const shop = await openShop()
  for (let n = 1; n <= 5; n++) await receive(shop, `2026-03-1${n}T10:01:00Z`, paidOrder(n))
  const first = await readStatement(shop, ANNA, { limit: 3 })
  expect(first.entries.map((entry) => [entry.version, entry.sourceName])).toEqual([
    [5, "#5"],
    [4, "#4"],
    [3, "#3"],
  ])
  const rest = await readStatement(shop, ANNA, { limit: 3, before: first.next })
  expect(rest.entries.map((entry) => entry.version)).toEqual([2, 1])
  expect(rest.next).toBeNull()
})

test("a member of another shop is not seen", async () => {
  const [one, other] = [await openShop(), await openShop()]
  await receive(one, "2026-03-10T10:01:00Z", paidOrder(1))
  expect(await findMember(other, ANNA, JOINED)).toBeNull()
  expect((await listMembers(other, {})).members).toEqual([])
  expect((await readStatement(other, ANNA)).entries).toEqual([])
})
