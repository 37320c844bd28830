import { expect, test } from "vitest"
import type { OrderFact } from "#app/records/orders/order-fact.ts"
import { know } from "#tests/support/known-customer.ts"
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
import { applyCorrections } from "../orders/apply-corrections.server.ts"
import { releaseDue } from "../orders/release-due.server.ts"
import { verify } from "../verify.server.ts"
import { endTest, findRunningTest, startTest } from "./test-mode.server.ts"

const FROM = new Date("2026-03-10T00:00:00Z")
const day = (n: number) => new Date(FROM.getTime() + n * 86_400_000)
const order = (digits: number, customerId: string, placed = day(1)) =>
  paidOrder(digits, { customerId, processedAt: placed.toISOString(), paidAt: placed.toISOString() })
const go = () => new AbortController().signal

async function tested(): Promise<string> {
  const shop = await openShop()
  await know(shop, ANNA, { tags: ["Tester"] })
  await know(shop, BORIS, { tags: ["vip"] })
  expect(await startTest(shop, "tester", "mira", FROM)).toMatchObject({ ok: true })
  await receive(shop, day(1).toISOString(), order(1, ANNA), order(2, BORIS))
  return shop
}

async function clean(shop: string): Promise<void> {
  expect((await verify(shop, day(30))).differences).toEqual([])
}

test("while a test is on only customers with its tag earn; there is one at a time", async () => {
  const shop = await tested()
  expect(await balanceOf(shop)).toMatchObject({ pending: 100 })
  expect(await balanceOf(shop, BORIS)).toMatchObject({ pending: 0 })
  expect(await startTest(shop, "other", "mira", day(2))).toEqual({ ok: false, reason: "already_tested" })
  expect(await findRunningTest(shop)).toMatchObject({ tag: "tester" })
  await clean(shop)
})

test("a test that ends and is kept leaves its points; everybody earns from then on", async () => {
  const shop = await tested()
  expect(await endTest(shop, "keep", "mira", day(2))).toMatchObject({ ok: true })
  expect(await endTest(shop, "keep", "mira", day(2))).toEqual({ ok: false, reason: "not_found" })
  await applyCorrections(day(2), go())
  await receive(shop, day(3).toISOString(), order(3, BORIS, day(3)))
  expect(await balanceOf(shop)).toMatchObject({ pending: 100 })
  expect(await balanceOf(shop, BORIS)).toMatchObject({ pending: 100 })
  await clean(shop)
})

test("a test that is taken away goes by entries, released points too, and its orders never earn again", async () => {
  const shop = await tested()
  await receive(shop, day(2).toISOString(), order(4, ANNA, day(-20)))
  await releaseDue(day(20), 10)
  expect(await balanceOf(shop)).toMatchObject({ available: 200 })
  await endTest(shop, "remove", "mira", day(21))
  await Promise.all([applyCorrections(day(21), go()), applyCorrections(day(21), go())])
  // The order from before the test stays.
  expect(await balanceOf(shop)).toMatchObject({ available: 100, pending: 0, debt: 0, lifetime: 100 })
  await receive(shop, day(22).toISOString(), refunded(order(1, ANNA), 1, day(22).toISOString()))
  expect(await balanceOf(shop)).toMatchObject({ available: 100, debt: 0 })
  await clean(shop)
})

test("a customer whose tags nobody has told is waited for", async () => {
  const shop = await openShop()
  await startTest(shop, "tester", "mira", FROM)
  await receive(shop, day(1).toISOString(), order(1, ANNA))
  expect(await balanceOf(shop)).toMatchObject({ pending: 0 })
  await know(shop, ANNA, { tags: ["tester"] })
  await receive(shop, day(2).toISOString(), { ...order(1, ANNA), updatedAt: day(2).toISOString() })
  expect(await balanceOf(shop)).toMatchObject({ pending: 100 })
  await clean(shop)
})

test("an order of a test that was taken away earns nothing either when it is told only afterwards", async () => {
  const shop = await tested()
  await endTest(shop, "remove", "mira", day(2))
  await applyCorrections(day(2), go())
  await receive(shop, day(3).toISOString(), order(5, ANNA))
  expect(await balanceOf(shop)).toMatchObject({ available: 0, pending: 0 })
  await clean(shop)
})

test("who took part in a test is decided once: a tag taken off later and a line added change nothing", async () => {
  const shop = await openShop(
    simpleRules((rules) => {
      rules.exclusions = { ...rules.exclusions, products: ["gid://shopify/Product/9"] }
    }),
  )
  await know(shop, ANNA, { tags: ["tester"], updatedAt: FROM.toISOString() })
  await know(shop, BORIS, { tags: [], updatedAt: FROM.toISOString() })
  await startTest(shop, "tester", "mira", FROM)
  await receive(shop, day(1).toISOString(), order(1, ANNA), order(2, BORIS))
  await endTest(shop, "keep", "mira", day(2))
  await know(shop, ANNA, { tags: [], updatedAt: day(3).toISOString() })
  await know(shop, BORIS, { tags: ["tester"], updatedAt: day(3).toISOString() })
  const edited = (fact: OrderFact): OrderFact => ({
    ...fact,
    updatedAt: day(4).toISOString(),
    lines: [...fact.lines, line(77, 5_000)],
  })
  await receive(shop, day(4).toISOString(), edited(order(1, ANNA)), edited(order(2, BORIS)))
  expect(await balanceOf(shop)).toMatchObject({ pending: 150 })
  expect(await balanceOf(shop, BORIS)).toMatchObject({ pending: 0 })
  await clean(shop)
})
