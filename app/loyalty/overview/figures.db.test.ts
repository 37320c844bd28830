import { expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { ANNA, BORIS, openShop, paidOrder, receive } from "#tests/support/loyalty-shop.ts"
import { deduct, grant } from "../members/goodwill.server.ts"
import { getShopDays } from "./shop-days.server.ts"
import { getShopTotals } from "./shop-totals.server.ts"

const SOFIA = "Europe/Sofia"

test("a day's figures are what orders and staff gave on it, by the shop's midnight", async () => {
  const shop = await openShop()
  // 21:59 and 22:01 UTC are the two sides of midnight in Sofia.
  await receive(shop, "2026-03-09T21:59:00Z", paidOrder(1, { processedAt: "2026-03-09T21:58:00.000Z" }))
  await receive(
    shop,
    "2026-03-09T22:01:00Z",
    paidOrder(2, { processedAt: "2026-03-09T22:00:30.000Z", customerId: BORIS }),
    paidOrder(3, { processedAt: "2026-03-09T22:00:40.000Z" }),
  )
  const days = await getShopDays(shop, SOFIA, new Date("2026-03-10T10:00:00Z"), 3)
  expect(days).toEqual([
    { day: "2026-03-08", points: 0, orders: 0, members: 0 },
    { day: "2026-03-09", points: 100, orders: 1, members: 1 },
    { day: "2026-03-10", points: 200, orders: 2, members: 1 },
  ])
})

test("goodwill counts, what is taken back does not make a day smaller", async () => {
  const shop = await openShop()
  const at = new Date("2026-03-10T10:00:00Z")
  await receive(shop, "2026-03-10T09:00:00Z", paidOrder(1))
  const byHand = { customerId: ANNA, staff: "7", at }
  await grant(shop, { ...byHand, points: 30, reason: "sorry", key: "k1" })
  expect(await deduct(shop, { ...byHand, points: 20, reason: "too much", key: "k2" })).toMatchObject({ ok: true })
  const [today] = await getShopDays(shop, SOFIA, at, 1)
  expect(today).toMatchObject({ points: 130, orders: 1 })
})

test("days that are over are counted once and kept, the running one and the last hour's are not", async () => {
  const shop = await openShop()
  await receive(shop, "2026-03-08T10:00:00Z", paidOrder(1, { processedAt: "2026-03-08T09:00:00.000Z" }))
  const kept = async () => {
    const { rows } = await acrossShops().query(
      `SELECT "day"::text AS day FROM "ShopDay" WHERE "shop" = $1 ORDER BY 1`,
      [shop],
    )
    return rows.map(({ day }) => day)
  }
  const atMidnight = new Date("2026-03-09T22:30:00Z")
  const first = await getShopDays(shop, SOFIA, atMidnight, 3)
  expect(await kept()).toEqual(["2026-03-08"])
  expect(await getShopDays(shop, SOFIA, atMidnight, 3)).toEqual(first)
  expect(first.map(({ points }) => points)).toEqual([100, 0, 0])
  await getShopDays(shop, SOFIA, new Date("2026-03-10T10:00:00Z"), 3)
  expect(await kept()).toEqual(["2026-03-08", "2026-03-09"])
})

test("two pages at once count alike", async () => {
  const shop = await openShop()
  await receive(shop, "2026-03-08T10:00:00Z", paidOrder(1, { processedAt: "2026-03-08T09:00:00.000Z" }))
  const at = new Date("2026-03-20T10:00:00Z")
  const [one, other] = await Promise.all([getShopDays(shop, SOFIA, at, 30), getShopDays(shop, SOFIA, at, 30)])
  expect(one).toEqual(other)
  expect(one.filter(({ orders }) => orders > 0)).toEqual([{ day: "2026-03-08", points: 100, orders: 1, members: 1 }])
})

test("sums over all members are of this moment while they are few, and kept a while when they are many", async () => {
  const shop = await openShop()
  await receive(shop, "2026-03-10T10:00:00Z", paidOrder(1))
  expect(await getShopTotals(shop)).toMatchObject({ tiers: [{ members: 1 }], outstanding: { pending: 100 } })
  await receive(shop, "2026-03-10T11:00:00Z", paidOrder(2))
  expect(await getShopTotals(shop)).toMatchObject({ outstanding: { pending: 200 } })
  const many = { tiers: [{ id: null, members: 200_000 }], outstanding: { available: 5, pending: 7 } }
  const remember = (age: string) =>
    acrossShops().query(`UPDATE "ShopTotals" SET "totals" = $2, "countedAt" = now() - $3::interval WHERE "shop" = $1`, [
      shop,
      JSON.stringify(many),
      age,
    ])
  await remember("50 seconds")
  expect(await getShopTotals(shop)).toEqual(many)
  await remember("70 seconds")
  expect(await getShopTotals(shop)).toMatchObject({ outstanding: { pending: 200 } })
})
