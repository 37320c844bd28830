import { expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import {
  ANNA,
  BORIS,
  balanceOf,
  line,
  openShop,
  paidOrder,
  publishRules,
  receive,
  refunded,
  simpleRules,
} from "#tests/support/loyalty-shop.ts"
import { releaseDue } from "./release-due.server.ts"

/** Orders of 100.00 EUR placed on 10 March 2026: 100 points, pending until 24 March. */

async function entriesOf(shop: string, customerId = ANNA): Promise<[string, number, number, number][]> {
  const { rows } = await acrossShops().query({
    text: `SELECT "code", "delta", "pendingDelta", "debtDelta" FROM "PointsEntry"
           WHERE "shop" = $1 AND "customerId" = $2 ORDER BY "version"`,
    values: [shop, customerId],
    rowMode: "array",
  })
  return rows as [string, number, number, number][]
}

async function tierOf(shop: string, customerId = ANNA): Promise<string | null> {
  const { rows } = await acrossShops().query(`SELECT "tierId" FROM "Member" WHERE "shop" = $1 AND "customerId" = $2`, [
    shop,
    customerId,
  ])
  return rows[0]?.tierId ?? null
}

test("a paid order waits 14 days, then its points are usable, once", async () => {
  const shop = await openShop()
  await receive(shop, "2026-03-10T10:01:00Z", paidOrder(1))
  expect(await balanceOf(shop)).toEqual({ available: 0, pending: 100, debt: 0, lifetime: 0 })
  await releaseDue(new Date("2026-03-24T09:59:00Z"), 1000)
  expect(await balanceOf(shop)).toMatchObject({ available: 0, pending: 100 })
  await releaseDue(new Date("2026-03-24T10:00:00Z"), 1000)
  await releaseDue(new Date("2026-03-25T10:00:00Z"), 1000)
  expect(await balanceOf(shop)).toEqual({ available: 100, pending: 0, debt: 0, lifetime: 100 })
  expect(await entriesOf(shop)).toEqual([
    ["order_earned", 0, 100, 0],
    ["pending_released", 100, -100, 0],
  ])
})

test("the same fact again, and again at once, changes nothing", async () => {
  const shop = await openShop()
  const order = paidOrder(1)
  await Promise.all(Array.from({ length: 6 }, () => receive(shop, "2026-03-10T10:01:00Z", order)))
  await receive(shop, "2026-03-11T10:01:00Z", order)
  expect(await entriesOf(shop)).toEqual([["order_earned", 0, 100, 0]])
})

test("a refund while points wait takes them from what waits; a full one leaves nothing to release", async () => {
  const shop = await openShop()
  const order = paidOrder(1, { lines: [line(10, 2_500, 4)] })
  await receive(shop, "2026-03-10T10:01:00Z", order)
  const half = refunded(order, 2, "2026-03-11T10:00:00.000Z")
  await receive(shop, "2026-03-11T10:01:00Z", half)
  expect(await balanceOf(shop)).toMatchObject({ pending: 50, available: 0 })
  await receive(shop, "2026-03-12T10:01:00Z", refunded(half, 2, "2026-03-12T10:00:00.000Z"))
  await releaseDue(new Date("2026-04-24T10:00:00Z"), 1000)
  expect(await balanceOf(shop)).toEqual({ available: 0, pending: 0, debt: 0, lifetime: 0 })
})

test("a refund after release takes usable points, and what was spent becomes debt that the next order pays", async () => {
  const shop = await openShop()
  const order = paidOrder(1)
  await receive(shop, "2026-03-10T10:01:00Z", order)
  await releaseDue(new Date("2026-03-24T10:00:00Z"), 1000)
  const { deduct } = await import("../members/goodwill.server.ts")
  const spent = { customerId: ANNA, points: 70, reason: "shop visit", staff: "staff", key: "1" }
  expect(await deduct(shop, { ...spent, at: new Date("2026-03-25T10:00:00Z") })).toMatchObject({ ok: true })
  await receive(shop, "2026-03-26T10:01:00Z", refunded(order, 1, "2026-03-26T10:00:00.000Z"))
  expect(await balanceOf(shop)).toEqual({ available: 0, pending: 0, debt: 70, lifetime: 0 })
  await receive(shop, "2026-03-27T10:01:00Z", paidOrder(2, { processedAt: "2026-03-27T10:00:00.000Z" }))
  await releaseDue(new Date("2026-04-10T10:00:00Z"), 1000)
  expect(await balanceOf(shop)).toEqual({ available: 30, pending: 0, debt: 0, lifetime: 100 })
})

test("a cancelled order's waiting points fall away once", async () => {
  const shop = await openShop()
  const order = paidOrder(1)
  await receive(shop, "2026-03-10T10:01:00Z", order)
  const at = "2026-03-11T10:00:00.000Z"
  await receive(shop, at, { ...order, cancelledAt: at, updatedAt: at, financialStatus: "voided" })
  await receive(shop, at, { ...order, cancelledAt: at, updatedAt: "2026-03-12T10:00:00.000Z" })
  expect(await entriesOf(shop)).toEqual([
    ["order_earned", 0, 100, 0],
    ["pending_voided", 0, -100, 0],
  ])
})

test("an order given to another customer leaves the first one and earns for the second; and back again", async () => {
  const shop = await openShop()
  const order = paidOrder(1)
  await receive(shop, "2026-03-10T10:01:00Z", order)
  await receive(shop, "2026-03-11T10:01:00Z", {
    ...order,
    customerId: BORIS,
    updatedAt: "2026-03-11T10:00:00.000Z",
  })
  expect(await balanceOf(shop, ANNA)).toMatchObject({ pending: 0, available: 0 })
  expect(await balanceOf(shop, BORIS)).toMatchObject({ pending: 100 })
  await receive(shop, "2026-03-12T10:01:00Z", { ...order, updatedAt: "2026-03-12T10:00:00.000Z" })
  expect(await balanceOf(shop, ANNA)).toMatchObject({ pending: 100 })
  expect(await balanceOf(shop, BORIS)).toMatchObject({ pending: 0 })
  await releaseDue(new Date("2026-03-24T10:00:00Z"), 1000)
  expect(await balanceOf(shop, ANNA)).toMatchObject({ available: 100, pending: 0 })
})

test("a deleted order earns nothing", async () => {
  const shop = await openShop()
  await receive(shop, "2026-03-10T10:01:00Z", paidOrder(1))
  await acrossShops().query(`UPDATE "Order" SET "deletedAt" = now() WHERE "shop" = $1`, [shop])
  await receive(shop, "2026-03-11T10:01:00Z", paidOrder(1))
  expect(await balanceOf(shop)).toMatchObject({ pending: 0, available: 0 })
})

test("a refund is counted by the rules in force when the order was placed, whatever was published since", async () => {
  const shop = await openShop()
  const order = paidOrder(1, { lines: [line(10, 2_500, 4)] })
  await receive(shop, "2026-03-10T10:01:00Z", order)
  const doubled = simpleRules((rules) => {
    rules.rates = { EUR: { points: 2, perMinor: 100 } }
    rules.rounding = "ceiling"
  })
  await publishRules(shop, doubled, new Date("2026-03-15T00:00:00Z"))
  await receive(shop, "2026-03-16T10:01:00Z", refunded(order, 2, "2026-03-16T10:00:00.000Z"))
  expect(await balanceOf(shop)).toMatchObject({ pending: 50 })
  await receive(shop, "2026-03-17T10:01:00Z", paidOrder(2, { processedAt: "2026-03-17T10:00:00.000Z" }))
  expect(await balanceOf(shop)).toMatchObject({ pending: 250 })
})

test("a tier multiplies from the shop's next midnight on, and an order keeps the one it was placed with", async () => {
  const shop = await openShop()
  await receive(shop, "2026-03-10T10:01:00Z", paidOrder(1, { lines: [line(10, 60_000)] }))
  expect(await tierOf(shop)).toBe("gold")
  // 21:30 UTC is 23:30 in Sofia: the same shop day. An hour later it is the next.
  await receive(shop, "2026-03-10T21:31:00Z", paidOrder(2, { processedAt: "2026-03-10T21:30:00.000Z" }))
  expect(await balanceOf(shop)).toMatchObject({ pending: 700 })
  const next = paidOrder(3, { processedAt: "2026-03-10T22:30:00.000Z", lines: [line(30, 5_000, 2)] })
  await receive(shop, "2026-03-10T22:31:00Z", next)
  expect(await balanceOf(shop)).toMatchObject({ pending: 850 })
  // The member loses gold; half of the third order goes back: half of its 150 points, at the old multiplier.
  const first = paidOrder(1, { lines: [line(10, 60_000)] })
  await receive(shop, "2026-03-12T10:01:00Z", refunded(first, 1, "2026-03-12T10:00:00.000Z"))
  expect(await tierOf(shop)).toBe("bronze")
  await receive(shop, "2026-03-13T10:01:00Z", refunded(next, 1, "2026-03-13T10:00:00.000Z"))
  expect(await balanceOf(shop)).toMatchObject({ pending: 100 + 75 })
  const { rows } = await acrossShops().query(
    `SELECT "fromTierId", "toTierId", "reason" FROM "TierChange" WHERE "shop" = $1 ORDER BY "seq"`,
    [shop],
  )
  expect(rows).toEqual([
    { fromTierId: null, toTierId: "gold", reason: "order" },
    { fromTierId: "gold", toTierId: "bronze", reason: "refund" },
  ])
})

test("between orders, the one settled first may reach a tier earlier: only multipliers frozen later differ", async () => {
  const big = paidOrder(1, { lines: [line(10, 60_000)] })
  const dayAfter = paidOrder(2, { processedAt: "2026-03-11T10:00:00.000Z" })
  const inOrder = await openShop()
  await receive(inOrder, "2026-03-10T10:01:00Z", big)
  await receive(inOrder, "2026-03-11T10:01:00Z", dayAfter)
  const swapped = await openShop()
  await receive(swapped, "2026-03-11T10:01:00Z", dayAfter)
  await receive(swapped, "2026-03-11T10:02:00Z", big)
  expect((await balanceOf(inOrder)).pending).toBe(600 + 150)
  expect((await balanceOf(swapped)).pending).toBe(600 + 100)
  expect(await tierOf(swapped)).toBe(await tierOf(inOrder))
})

test("members whose numbers changed are to be written to Shopify, and the job is woken in the same transaction", async () => {
  const shop = await openShop()
  await receive(shop, "2026-03-10T10:01:00Z", paidOrder(1), paidOrder(2, { customerId: BORIS }))
  const { rows } = await acrossShops().query(
    `SELECT "customerId", "wanted" > "written" AS waits FROM "MemberSync" WHERE "shop" = $1 ORDER BY 1`,
    [shop],
  )
  expect(rows).toEqual([
    { customerId: ANNA, waits: true },
    { customerId: BORIS, waits: true },
  ])
  const jobs = await acrossShops().query(`SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'sync_members'`)
  expect(jobs.rowCount).toBeGreaterThan(0)
})

test("a hundred orders of many customers settle together as they do alone", async () => {
  const shop = await openShop()
  const orders = Array.from({ length: 100 }, (_, n) =>
    paidOrder(n + 1, { customerId: `gid://shopify/Customer/${(n % 7) + 1}`, lines: [line(n, 100 * (n + 1))] }),
  )
  await receive(shop, "2026-03-10T10:01:00Z", ...orders)
  const { rows } = await acrossShops().query(
    `SELECT sum("pending")::int AS pending FROM "PointsAccount" WHERE "shop" = $1`,
    [shop],
  )
  expect(rows[0].pending).toBe((100 * 101) / 2)
})
