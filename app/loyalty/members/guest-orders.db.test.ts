import { describe, expect, test } from "vitest"
import { inShop, shopDb } from "#app/lib/db.server.ts"
import type { CustomerFact } from "#app/records/customers/customer-fact.ts"
import { deleteCustomers } from "#app/records/customers/customers.server.ts"
import type { OrderFact } from "#app/records/orders/order-fact.ts"
import { saveOrders } from "#app/records/orders/orders.server.ts"
import { know } from "#tests/support/known-customer.ts"
import {
  ANNA,
  BORIS,
  balanceOf,
  joinedRules,
  openShop,
  paidOrder,
  publishRules,
  refunded,
} from "#tests/support/loyalty-shop.ts"
import { settleOrders } from "../orders/settle-orders.server.ts"
import { verify } from "../verify.server.ts"
import { join } from "./member.server.ts"
import { findShopperSummary, noteVisit } from "./shopper-view.server.ts"
import { findWaitingPoints } from "./waiting-points.server.ts"

/** Anna signs in with anna@example.com; a checkout without signing in made the disabled record GUEST. Orders: 100 points. */

const GUEST = "gid://shopify/Customer/2001"
const EMAIL = "anna@example.com"
const AT = new Date("2026-03-12T10:00:00Z")
const later = (days: number) => new Date(AT.getTime() + days * 86_400_000)

const joinedOnly = (retroWindowDays = 90) =>
  joinedRules((rules) => {
    rules.members.retroWindowDays = retroWindowDays
  })

async function arrive(shop: string, fact: OrderFact, email: string | null = EMAIL): Promise<void> {
  await inShop(shop, async (tx) => {
    await saveOrders(tx, shop, [{ fact, email }], "admin_api")
    await settleOrders(tx, shop, [fact.id], AT)
  })
}

const guestOrder = (digits: number, change: Partial<OrderFact> = {}) =>
  paidOrder(digits, { customerId: GUEST, ...change })
const anna = (shop: string, fact: Partial<CustomerFact> = {}) => know(shop, ANNA, { email: EMAIL, ...fact })
const guest = (shop: string, fact: Partial<CustomerFact> = {}) =>
  know(shop, GUEST, { email: EMAIL, state: "disabled", ...fact })
const joins = (shop: string, by: "storefront" | "staff" = "storefront", customerId = ANNA, at = AT) =>
  inShop(shop, (tx) => join(tx, shop, customerId, by, at))

async function pendingOf(shop: string, customerId = ANNA): Promise<number> {
  const { available, pending } = await balanceOf(shop, customerId)
  return available + pending
}

async function clean(shop: string): Promise<void> {
  expect((await verify(shop, AT)).differences).toEqual([])
}

test("who joins signed in gets what they ordered as a guest, on a record of its own or on none, once", async () => {
  const shop = await openShop(joinedOnly())
  await anna(shop)
  await guest(shop)
  await arrive(shop, guestOrder(1))
  await arrive(shop, paidOrder(2, { customerId: null }))
  await arrive(shop, paidOrder(3))
  for (const _time of [1, 2]) await joins(shop)
  await noteVisit(shop, ANNA, AT)
  expect(await pendingOf(shop)).toBe(300)
  await clean(shop)
})

test("a later refund of a guest's order is taken from whoever was credited", async () => {
  const shop = await openShop(joinedOnly())
  await anna(shop)
  await guest(shop)
  await arrive(shop, guestOrder(1))
  await joins(shop)
  await arrive(shop, refunded(guestOrder(1), 1, "2026-03-13T10:00:00.000Z"))
  expect(await balanceOf(shop)).toMatchObject({ available: 0, pending: 0, debt: 0 })
  await clean(shop)
})

test("each order counts under the version of its day, within that version's window", async () => {
  const shop = await openShop(joinedOnly(5))
  const doubled = joinedOnly(5)
  doubled.rates.EUR = { points: 2, perMinor: 100 }
  await publishRules(shop, doubled, new Date("2026-03-11T00:00:00Z"))
  await anna(shop)
  await guest(shop)
  const placed = (digits: number, at: string) => guestOrder(digits, { processedAt: at, paidAt: at })
  await arrive(shop, placed(1, "2026-03-01T10:00:00.000Z"))
  await arrive(shop, placed(2, "2026-03-10T10:00:00.000Z"))
  await arrive(shop, placed(3, "2026-03-11T10:00:00.000Z"))
  await joins(shop)
  expect(await pendingOf(shop)).toBe(100 + 200)
  await clean(shop)
})

test("whom staff enrolled gets guests' orders only with the first visit signed in", async () => {
  const shop = await openShop(joinedOnly())
  await anna(shop)
  await guest(shop)
  await arrive(shop, guestOrder(1))
  await arrive(shop, paidOrder(2))
  await joins(shop, "staff")
  expect(await pendingOf(shop)).toBe(100)
  await noteVisit(shop, ANNA, later(1))
  expect(await pendingOf(shop)).toBe(200)
  expect((await findShopperSummary(shop, ANNA, later(1)))?.pending).toBe(200)
  await clean(shop)
})

test("a guest's order that is told late is credited at the next visit", async () => {
  const shop = await openShop(joinedOnly())
  await anna(shop)
  await guest(shop)
  await joins(shop)
  await arrive(shop, guestOrder(1))
  expect(await pendingOf(shop)).toBe(0)
  await Promise.all([1, 2, 3].map(() => noteVisit(shop, ANNA, later(1))))
  expect(await pendingOf(shop)).toBe(100)
  await clean(shop)
})

describe("nobody gets another's points", () => {
  async function withGuestOrder(): Promise<string> {
    const shop = await openShop(joinedOnly())
    await guest(shop)
    await arrive(shop, guestOrder(1))
    await arrive(shop, paidOrder(2, { customerId: null }))
    return shop
  }

  test("with an address that Shopify does not hold for verified", async () => {
    const shop = await withGuestOrder()
    await anna(shop, { emailVerified: false })
    await joins(shop)
    expect(await pendingOf(shop)).toBe(0)
    expect(await findWaitingPoints(shop, ANNA, AT)).toEqual({ points: 0, orders: 0 })
  })

  test("with an address of which nobody has told whether it is", async () => {
    const shop = await withGuestOrder()
    await anna(shop, { emailVerified: null })
    await joins(shop)
    expect(await pendingOf(shop)).toBe(0)
  })

  test("by changing their own address after joining", async () => {
    const shop = await withGuestOrder()
    await know(shop, BORIS, { email: "boris@example.com" })
    await joins(shop, "storefront", BORIS)
    await know(shop, BORIS, { email: EMAIL, updatedAt: new Date(Date.now() + 60_000).toISOString() })
    await noteVisit(shop, BORIS, later(1))
    await joins(shop, "storefront", BORIS, later(1))
    expect(await pendingOf(shop, BORIS)).toBe(0)
    await anna(shop)
    await joins(shop)
    expect(await pendingOf(shop)).toBe(200)
    await clean(shop)
  })

  test.each([
    ["has an account", { state: "enabled" }],
    ["is invited to one", { state: "invited" }],
    ["has another address now", { email: "other@example.com" }],
  ])("of somebody who %s", async (_name, fact) => {
    const shop = await openShop(joinedOnly())
    await anna(shop)
    await guest(shop, fact)
    await arrive(shop, guestOrder(1))
    await joins(shop)
    expect(await pendingOf(shop)).toBe(0)
  })

  test("of a member, of a deleted customer, or of an order with another address", async () => {
    const shop = await openShop(joinedOnly())
    await anna(shop)
    await guest(shop)
    await joins(shop, "staff", GUEST)
    await arrive(shop, guestOrder(1))
    await know(shop, BORIS, { email: EMAIL, state: "disabled" })
    await arrive(shop, paidOrder(2, { customerId: BORIS }))
    await inShop(shop, (tx) => deleteCustomers(tx, shop, [BORIS], AT))
    await arrive(shop, paidOrder(3, { customerId: null }), "somebody@example.com")
    await arrive(shop, paidOrder(4, { customerId: null }), null)
    await joins(shop)
    expect(await pendingOf(shop)).toBe(0)
    expect(await pendingOf(shop, GUEST)).toBe(100)
    await clean(shop)
  })

  test("of two with the same address who ask at once: one gets them, once", async () => {
    const shop = await withGuestOrder()
    await anna(shop)
    await know(shop, BORIS, { email: EMAIL })
    await Promise.all([joins(shop), joins(shop, "storefront", BORIS)])
    expect((await pendingOf(shop)) + (await pendingOf(shop, BORIS))).toBe(200)
    await clean(shop)
  })

  test("when Shopify names another customer for the order later, the points go there", async () => {
    const shop = await withGuestOrder()
    await anna(shop)
    await joins(shop)
    await know(shop, BORIS, { email: "boris@example.com" })
    await joins(shop, "storefront", BORIS)
    await arrive(shop, guestOrder(1, { customerId: BORIS, updatedAt: "2026-03-14T10:00:00.000Z" }))
    expect([await pendingOf(shop), await pendingOf(shop, BORIS)]).toEqual([100, 100])
    await clean(shop)
  })
})

describe("what waits for somebody signed in who has not joined", () => {
  test("is what joining brings", async () => {
    const shop = await openShop(joinedOnly())
    await anna(shop)
    await guest(shop)
    await arrive(shop, guestOrder(1))
    await arrive(shop, paidOrder(2))
    await arrive(shop, paidOrder(3, { test: true }))
    expect(await findWaitingPoints(shop, ANNA, AT)).toEqual({ points: 200, orders: 2 })
    const { rows } = await shopDb(shop).query(`SELECT 1 FROM "OrderPoints" WHERE "shop" = $1`, [shop])
    expect(rows).toEqual([])
    await joins(shop)
    expect(await pendingOf(shop)).toBe(200)
  })

  test("is nothing for a stranger, and nothing before a programme", async () => {
    const shop = await openShop(joinedOnly())
    await guest(shop)
    await arrive(shop, guestOrder(1))
    expect(await findWaitingPoints(shop, BORIS, AT)).toEqual({ points: 0, orders: 0 })
    const silent = await openShop(null)
    await anna(silent)
    await arrive(silent, paidOrder(1))
    expect(await findWaitingPoints(silent, ANNA, AT)).toEqual({ points: 0, orders: 0 })
  })
})

test("a new address that nobody said is verified opens nobody's orders, whatever held for the one before", async () => {
  const shop = await openShop(joinedOnly())
  await know(shop, BORIS, { email: "boris@example.com", updatedAt: "2026-03-10T00:00:00Z" })
  await arrive(shop, guestOrder(1, { customerId: null }))
  const told = { email: EMAIL, emailVerified: null, updatedAt: "2026-03-11T00:00:00Z" }
  await know(shop, BORIS, told)
  expect(await findWaitingPoints(shop, BORIS, AT)).toEqual({ points: 0, orders: 0 })
  await joins(shop, "storefront", BORIS)
  expect(await pendingOf(shop, BORIS)).toBe(0)
  await know(shop, BORIS, { ...told, emailVerified: true, updatedAt: "2026-03-11T01:00:00Z" })
  await noteVisit(shop, BORIS, later(1))
  expect(await pendingOf(shop, BORIS)).toBe(100)
  await clean(shop)
})

test("points that somebody was credited with wait for nobody else", async () => {
  const shop = await openShop(joinedOnly())
  await anna(shop)
  await guest(shop)
  await arrive(shop, guestOrder(1))
  await joins(shop)
  expect(await pendingOf(shop)).toBe(100)
  expect(await findWaitingPoints(shop, GUEST, AT)).toEqual({ points: 0, orders: 0 })
})
