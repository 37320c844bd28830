import { afterAll, expect, test } from "vitest"
import { now } from "#app/lib/clock.server.ts"
import { shopDb } from "#app/lib/db.server.ts"
import { verify } from "#app/loyalty/verify.server.ts"
import { readOrder } from "#app/shopify/operations/orders.server.ts"
import { cancelOrder } from "#simulator/world/actions/cancel-order.ts"
import { annotateOrder, getOrder } from "#simulator/world/actions/change-order.ts"
import { fulfilOrder } from "#simulator/world/actions/fulfil-order.ts"
import { refundOrder } from "#simulator/world/actions/refund-order.ts"
import { changeCurrency } from "#simulator/world/actions/shops.ts"
import {
  begin,
  daysAgo,
  factsOf,
  goOnUntil,
  importAll,
  openPastShop,
  openPastShops,
  placeOrder,
  pointsIn,
  stayWith,
} from "#tests/support/past-shop.ts"
import { deliverAll, overhear } from "#tests/support/swept-shop.ts"
import { orderFromAdminApi } from "../orders/from-admin-api.ts"

const { admin, door, open, person, close } = await openPastShops("past")

afterAll(close)

test("past orders become facts, and points for those that the programme's choice reaches", async () => {
  const shop = await open()
  const [anna, boris] = [person(shop, "anna"), person(shop, "boris")]
  placeOrder(admin, shop, daysAgo(45), { customerId: anna }) // before the choice
  placeOrder(admin, shop, daysAgo(30), { customerId: anna })
  placeOrder(admin, shop, daysAgo(5), { customerId: boris }) // under the programme, lost
  placeOrder(admin, shop, daysAgo(20)) // nobody's
  const done = await importAll(shop)
  expect(done).toMatchObject({ state: "done", phase: "settling", error: null, orderCount: 4 })
  expect(done.counts).toMatchObject({ read: 4, written: 4, customers: 2, doubtful: 0, points: 108 })
  expect(await pointsIn(shop)).toEqual([
    { available: 54, pending: 0 },
    { available: 0, pending: 54 },
  ])
  expect((await verify(shop)).differences).toEqual([])
  const { rows } = await shopDb(shop).query(`SELECT "programmeVersion" FROM "OrderPoints" WHERE "shop" = $1`, [shop])
  expect(rows).toEqual([{ programmeVersion: 1 }, { programmeVersion: 1 }])
})

test("without that choice past orders are facts and no points", async () => {
  const shop = "nothing-for-the-past.myshopify.com"
  await openPastShop(admin, shop)
  placeOrder(admin, shop, daysAgo(30), { customerId: person(shop, "anna") })
  expect((await importAll(shop)).counts).toMatchObject({ written: 1, settled: 0, points: 0 })
  expect(await pointsIn(shop)).toEqual([])
})

test("an imported order is the order that the Admin API tells, whatever happened to it", async () => {
  const shop = await open()
  const plain = placeOrder(admin, shop, daysAgo(20), { tags: ["gift"], shipping: { title: "Post", priceMinor: 500 } })
  fulfilOrder(admin.world, shop, plain, {}, daysAgo(19))
  const refunded = placeOrder(admin, shop, daysAgo(18), { discount: { code: "TEN", kind: "percentage", percent: 10 } })
  const lineId = getOrder(admin.world, shop, refunded).line_items[0]?.id as string
  for (const days of [17, 16])
    refundOrder(admin.world, shop, refunded, { lines: [{ lineId, quantity: 1 }] }, daysAgo(days))
  refundOrder(admin.world, shop, refunded, { amountMinor: 300 }, daysAgo(15))
  const cancelled = placeOrder(admin, shop, daysAgo(14))
  cancelOrder(admin.world, shop, cancelled, { refund: true }, daysAgo(13))
  placeOrder(admin, shop, daysAgo(12), {
    gateway: "Cash on Delivery (COD)",
    paid: false,
    presentment: { currency: "USD", rate: { numerator: 11, denominator: 10 } },
  })
  placeOrder(admin, shop, daysAgo(11), { giftCardPaymentMinor: 1000, test: true })
  await importAll(shop)
  const facts = await factsOf(shop)
  expect(facts).toHaveLength(5)
  for (const fact of facts) {
    const node = await readOrder(shop, fact.id)
    expect(fact).toEqual(node && orderFromAdminApi(node))
  }
})

test("the same orders told by webhooks are the same facts but for what only the Admin API knows", async () => {
  const [told, imported] = [await open(), await open()]
  const heard = overhear(admin, told)
  for (const shop of [told, imported]) {
    const id = placeOrder(admin, shop, daysAgo(8), { customerId: person(shop, "anna") })
    const lineId = getOrder(admin.world, shop, id).line_items[0]?.id as string
    refundOrder(admin.world, shop, id, { lines: [{ lineId, quantity: 1 }] }, daysAgo(7))
  }
  await deliverAll(door, heard)
  await importAll(imported)
  const bare = (text: string) => text.replace(/\d{13}/g, "N")
  const [one, other] = [(await factsOf(told))[0], (await factsOf(imported))[0]]
  const known = (fact: object | undefined) => bare(JSON.stringify({ ...fact, payments: null, paidAt: null }))
  expect(known(one)).toBe(known(other))
  expect(await pointsIn(imported)).toEqual(await pointsIn(told))
})

test("in a currency without decimals", async () => {
  const shop = await open()
  changeCurrency(admin.world, shop, { currency: "JPY", rate: { numerator: 1, denominator: 1 } }, daysAgo(40))
  placeOrder(admin, shop, daysAgo(20))
  await importAll(shop)
  expect((await factsOf(shop))[0]).toMatchObject({ currency: "JPY", totalMinor: 5432 })
})

test("a shop without past orders is done at once", async () => {
  const done = await importAll(await open())
  expect(done).toMatchObject({ state: "done", counts: { read: 0, settled: 0 } })
})

test("only orders since a day are asked for", async () => {
  const shop = await open()
  placeOrder(admin, shop, daysAgo(20))
  placeOrder(admin, shop, daysAgo(15))
  expect((await importAll(shop, daysAgo(18))).counts.read).toBe(1)
})

test("importing again changes nothing and gives nothing twice", async () => {
  const shop = await open()
  placeOrder(admin, shop, daysAgo(20), { customerId: person(shop, "anna") })
  await importAll(shop)
  const [facts, points] = [await factsOf(shop), await pointsIn(shop)]
  const again = await importAll(shop)
  expect([again.id, again.state]).toEqual([2, "done"])
  expect(again.counts).toMatchObject({ read: 1, written: 0, customers: 0, points: 0 })
  expect([await factsOf(shop), await pointsIn(shop)]).toEqual([facts, points])
})

test("only one import is open: a second start finds the first", async () => {
  const shop = await open()
  const first = await begin(shop)
  expect((await begin(shop, daysAgo(3))).id).toBe(first.id)
  expect((await stayWith(shop)).state).toBe("done")
})

test("an order that changed by webhook while it was imported keeps its newer facts", async () => {
  const shop = await open()
  const heard = overhear(admin, shop)
  const id = placeOrder(admin, shop, daysAgo(20))
  heard.length = 0
  await begin(shop)
  await goOnUntil(shop, "reading")
  annotateOrder(admin.world, shop, id, { tags: ["changed"] }, now())
  await deliverAll(door, heard)
  await stayWith(shop)
  // The older telling adds only what the webhook could not know.
  expect((await factsOf(shop))[0]).toMatchObject({ tags: ["changed"], paidAt: expect.any(String) })
})

test("a known order that the file tells anew has its points put right at once, wherever the import stops", async () => {
  const shop = await open()
  const heard = overhear(admin, shop)
  const id = placeOrder(admin, shop, daysAgo(5), { customerId: person(shop, "Anna") })
  await deliverAll(door, heard)
  expect(await pointsIn(shop)).toEqual([{ available: 0, pending: 54 }])
  refundOrder(admin.world, shop, id, { amountMinor: 300 }, daysAgo(4))
  await begin(shop)
  await goOnUntil(shop, "settling")
  expect(await pointsIn(shop)).toEqual([{ available: 0, pending: 51 }])
  expect((await verify(shop, now())).differences).toEqual([])
})

test("a refunded order that changes before its refunds are asked for is left to be read again", async () => {
  const shop = await open()
  const id = placeOrder(admin, shop, daysAgo(20))
  refundOrder(admin.world, shop, id, { amountMinor: 300 }, daysAgo(19))
  await begin(shop)
  await goOnUntil(shop, "reading")
  annotateOrder(admin.world, shop, id, { note: "called" }, now())
  expect((await stayWith(shop)).counts).toMatchObject({ read: 1, doubtful: 1 })
  const { rows } = await shopDb(shop).query(`SELECT "doubtfulSince" FROM "Order" WHERE "shop" = $1`, [shop])
  expect(rows).toEqual([{ doubtfulSince: expect.any(Date) }])
})
