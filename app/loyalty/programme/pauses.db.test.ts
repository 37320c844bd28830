import { expect, test } from "vitest"
import { shopDb } from "#app/lib/db.server.ts"
import { balanceOf, openShop, paidOrder, receive, refunded } from "#tests/support/loyalty-shop.ts"
import { applyCorrections } from "../orders/apply-corrections.server.ts"
import { explainOrder } from "../orders/explain-order.server.ts"
import { verify } from "../verify.server.ts"
import { pauseAt } from "./pause.ts"
import { endPause, findRunningPause, listPauses, startPause, undoPause } from "./pauses.server.ts"

const FROM = new Date("2026-03-10T00:00:00Z")
const day = (n: number) => new Date(FROM.getTime() + n * 86_400_000)
const order = (digits: number, placed: Date) =>
  paidOrder(digits, { processedAt: placed.toISOString(), paidAt: placed.toISOString() })
const earning = { earning: true, spending: false, toAt: null, notice: {} }
const go = () => new AbortController().signal

async function clean(shop: string): Promise<void> {
  expect((await verify(shop, day(9))).differences).toEqual([])
}

test("orders placed while earning rests earn nothing, for good; those before and after earn as always", async () => {
  const shop = await openShop()
  await startPause(shop, earning, "mira", FROM)
  const before = order(1, day(-1))
  const during = order(2, day(1))
  await receive(shop, day(1).toISOString(), before, during)
  await endPause(shop, "mira", day(2))
  // Placed in the pause, told after it; placed after it.
  await receive(shop, day(3).toISOString(), order(3, day(1)), order(4, day(3)))
  expect(await balanceOf(shop)).toMatchObject({ pending: 200 })
  expect((await explainOrder(shop, during.id))?.steps).toEqual([
    { code: "earning_paused", params: { fromAt: FROM.toISOString() } },
  ])
  await receive(shop, day(4).toISOString(), refunded(during, 1, day(4).toISOString()))
  await receive(shop, day(4).toISOString(), refunded(before, 1, day(4).toISOString()))
  expect(await balanceOf(shop)).toMatchObject({ available: 0, pending: 100, debt: 0 })
  await clean(shop)
})

test("a pause taken back is as if it had never been", async () => {
  const shop = await openShop()
  await startPause(shop, earning, "mira", FROM)
  await receive(shop, day(1).toISOString(), order(1, day(1)), order(2, day(1)))
  await receive(shop, day(2).toISOString(), refunded(order(2, day(1)), 1, day(2).toISOString()))
  const paused = await findRunningPause(shop, day(1))
  expect(await undoPause(shop, paused?.pauseId as string, "mira", day(3))).toMatchObject({ ok: true })
  expect(await undoPause(shop, paused?.pauseId as string, "mira", day(3))).toEqual({ ok: false, reason: "not_found" })
  await Promise.all([applyCorrections(day(3), go()), applyCorrections(day(3), go())])
  await applyCorrections(day(3), go())
  expect(await balanceOf(shop)).toMatchObject({ pending: 100 })
  await clean(shop)
})

test("a pause begins and ends with a second, as orders are placed in one", async () => {
  const shop = await openShop()
  const late = (n: number, ms: number) => new Date(day(n).getTime() + ms)
  await startPause(shop, earning, "mira", late(0, 700))
  // Placed after the pause began, or ended, in the same second: Shopify tells the second alone.
  await receive(shop, day(0).toISOString(), order(1, day(0)))
  expect(await findRunningPause(shop, day(0))).not.toBeNull()
  await endPause(shop, "mira", late(1, 700))
  await receive(shop, day(1).toISOString(), order(2, day(1)))
  expect(await balanceOf(shop)).toMatchObject({ pending: 100 })
  expect([await findRunningPause(shop, late(0, 999)), await findRunningPause(shop, late(1, 0))]).toMatchObject([
    { fromAt: late(0, 700), toAt: late(1, 700) },
    null,
  ])
  await clean(shop)
})

test("there is one pause at a time, with an end that lies ahead, of something", async () => {
  const shop = await openShop()
  const begin = (change: Partial<typeof earning> | { toAt: Date }, at: Date) =>
    startPause(shop, { ...earning, ...change }, "mira", at)
  expect(await begin({ toAt: FROM }, FROM)).toEqual({ ok: false, reason: "ends_before" })
  expect(await begin({ earning: false }, FROM)).toEqual({ ok: false, reason: "nothing_paused" })
  expect(await endPause(shop, "mira", FROM)).toEqual({ ok: false, reason: "not_found" })
  expect(await begin({ toAt: day(2) }, FROM)).toMatchObject({ ok: true })
  expect(await begin({}, day(1))).toEqual({ ok: false, reason: "already_paused" })
  expect(await begin({ spending: true }, day(2))).toMatchObject({ ok: true })
  const pauses = await listPauses(shop)
  expect(pauses.map(({ spending }) => spending)).toEqual([true, false])
  expect(pauseAt(pauses, "spending", day(1))).toBeNull()
  expect(pauseAt(pauses, "spending", day(3))).not.toBeNull()
})

test("the storefront hears of a pause, and of its planned end when it comes", async () => {
  const shop = await openShop()
  const wanted = async () =>
    (await shopDb(shop).query(`SELECT "wanted" FROM "ShopMetafield" WHERE "shop" = $1`, [shop])).rows[0].wanted
  const before = await wanted()
  await startPause(shop, { ...earning, toAt: day(2) }, "mira", FROM)
  expect(await wanted()).toBe(before + 1)
  await applyCorrections(day(1), go())
  expect(await wanted()).toBe(before + 1)
  await applyCorrections(day(2), go())
  await applyCorrections(day(2), go())
  expect(await wanted()).toBe(before + 2)
})
