import { afterAll, expect, test } from "vitest"
import { now } from "#app/lib/clock.server.ts"
import { shopDb } from "#app/lib/db.server.ts"
import { verify } from "#app/loyalty/verify.server.ts"
import { onOrdersChanged } from "#app/reactions.server.ts"
import { onMergeFound } from "#app/reactions-to-answers.server.ts"
import { cancelOrder } from "#simulator/world/actions/cancel-order.ts"
import { annotateOrder, deleteOrder, getOrder } from "#simulator/world/actions/change-order.ts"
import { editOrder } from "#simulator/world/actions/edit-order.ts"
import { deliverOrder, fulfilOrder } from "#simulator/world/actions/fulfil-order.ts"
import { payOrder } from "#simulator/world/actions/pay-order.ts"
import { refundOrder } from "#simulator/world/actions/refund-order.ts"
import { deliverAll, later, openSweptShops, overhear, stateOf, sweepAt, sweepWhole } from "#tests/support/swept-shop.ts"
import { PLENTY } from "#tests/support/told-world.ts"
import { readDoubtfulOrders } from "../orders/doubtful.server.ts"
import { sweepShop } from "./sweep.server.ts"

/** Lost webhooks cost nothing. The world's clock is the machine's; what happens is dated some days back. */

const { admin, door, open, place, person, close } = await openSweptShops("swept")

afterAll(close)

/** A day of a shop with everything in it. */
function live(shop: string): void {
  const [anna, boris] = [person(shop, "anna"), person(shop, "boris")]
  const { world } = admin
  const plain = place(shop, 1, { customerId: anna })
  fulfilOrder(world, shop, plain, {}, later(30))
  const refunded = place(shop, 2, { customerId: anna, shipping: { title: "Post", priceMinor: 500 } })
  const line = getOrder(world, shop, refunded).line_items[0]?.id as string
  refundOrder(world, shop, refunded, { lines: [{ lineId: line, quantity: 1 }] }, later(40))
  refundOrder(world, shop, refunded, { amountMinor: 300 }, later(41))
  const cancelled = place(shop, 3, { customerId: boris })
  cancelOrder(world, shop, cancelled, { refund: true }, later(50))
  const edited = place(shop, 4, { customerId: boris })
  editOrder(world, shop, edited, { add: [{ title: "Cup", quantity: 1, unitPriceMinor: 900 }] }, later(55))
  const onDelivery = place(shop, 5, { customerId: boris, gateway: "Cash on Delivery (COD)", paid: false })
  fulfilOrder(world, shop, onDelivery, {}, later(60))
  deliverOrder(world, shop, onDelivery, later(61))
  payOrder(world, shop, onDelivery, {}, later(62))
  place(shop, 6, { customerId: null, email: "guest@example.com" })
  place(shop, 7, { customerId: anna, test: true })
  const deleted = place(shop, 8, { customerId: anna })
  cancelOrder(world, shop, deleted, {}, later(70))
  deleteOrder(world, shop, deleted, later(71))
}

test("a world whose webhooks were all lost is after a sweep the world that heard every one", async () => {
  const [told, deaf] = [await open(), await open()]
  const heard = overhear(admin, told)
  live(told)
  live(deaf)
  await deliverAll(door, heard)
  await readDoubtfulOrders((tx, shop, ids) => onOrdersChanged(tx, shop, ids, now()))
  const counts = await sweepWhole(deaf, now())
  expect(counts).toMatchObject({ looked: 7, repaired: 7, deletedOrders: 0, disbelieved: 0 })
  const [inTold, inDeaf] = [(await stateOf(told)) as World, (await stateOf(deaf)) as World]
  expect(inDeaf.people).toEqual(inTold.people)
  expect(inDeaf.people.length).toBe(2)
  // An order that came and went before the sweep was never seen by it.
  expect(inDeaf.orders).toEqual(inTold.orders.filter((order) => !order.deleted))
  expect((await verify(deaf)).differences).toEqual([])
})

type World = { people: unknown[]; orders: { deleted: boolean }[] }

test("where nothing was lost, the sweep reads no order again and changes nothing", async () => {
  const shop = await open()
  const heard = overhear(admin, shop)
  live(shop)
  await deliverAll(door, heard)
  await readDoubtfulOrders((tx, of, ids) => onOrdersChanged(tx, of, ids, now()))
  const before = await stateOf(shop)
  expect(await sweepWhole(shop, now())).toMatchObject({ looked: 7, repaired: 0, doubtful: 0, deletedOrders: 0 })
  expect(await stateOf(shop)).toEqual(before)
})

test("what was lost is found when it fell into the same second as what was told", async () => {
  const shop = await open()
  const heard = overhear(admin, shop)
  const id = place(shop, 10, { customerId: person(shop, "anna") })
  await deliverAll(door, heard.splice(0))
  const line = getOrder(admin.world, shop, id).line_items[0]?.id as string
  refundOrder(admin.world, shop, id, { lines: [{ lineId: line, quantity: 3 }] }, later(10))
  expect(await sweepWhole(shop, now())).toMatchObject({ looked: 1, repaired: 1 })
  const { orders } = (await stateOf(shop)) as { orders: unknown[] }
  expect(orders).toMatchObject([{ financialStatus: "partially_refunded" }])
})

test("a sweep asks only for what changed since the last one, and a little before", async () => {
  const shop = await open()
  place(shop, 0)
  const last = place(shop, 600)
  expect(await sweepWhole(shop, later(610))).toMatchObject({ looked: 2, repaired: 2 })
  expect(await sweepWhole(shop, later(2_000))).toMatchObject({ looked: 1, repaired: 0 })
  annotateOrder(admin.world, shop, last, { note: "called" }, later(2_100))
  expect(await sweepWhole(shop, later(2_200))).toMatchObject({ looked: 1 })
})

test("an order that changes while the sweep goes on is repaired by this sweep or the next", async () => {
  const shop = await open()
  const ids = Array.from({ length: 100 }, (_, index) => place(shop, index, { customerId: null }))
  let changes = 0
  const outcome = await sweepShop(
    shop,
    {
      onChanged: async (tx, of, orderIds) => {
        await onOrdersChanged(tx, of, orderIds, now())
        const next = ids[changes++]
        if (next) cancelOrder(admin.world, shop, next, {}, now())
      },
      onMerged: onMergeFound,
    },
    now(),
  )
  expect(outcome.kind).toBe("done")
  await sweepWhole(shop, new Date(now().getTime() + 1000))
  await readDoubtfulOrders((tx, of, orderIds) => onOrdersChanged(tx, of, orderIds, now()))
  const { rows } = await shopDb(shop).query(
    `SELECT "orderId", "fact"->>'cancelledAt' IS NOT NULL AS cancelled FROM "Order" WHERE "shop" = $1 ORDER BY 1`,
    [shop],
  )
  expect(changes).toBeGreaterThan(20)
  for (const { orderId, cancelled } of rows) {
    const order = getOrder(admin.world, shop, orderId.slice(orderId.lastIndexOf("/") + 1))
    expect([orderId, cancelled]).toEqual([orderId, Boolean(order.cancelled_at)])
  }
})

test("a sweep that was cut off goes on where it was, and its last result is kept", async () => {
  const shop = await open()
  for (let index = 0; index < 200; index += 1) place(shop, index)
  const stop = new AbortController()
  const cut = await sweepShop(
    shop,
    {
      onChanged: async (tx, of, orderIds) => {
        await onOrdersChanged(tx, of, orderIds, now())
        stop.abort()
      },
      onMerged: onMergeFound,
    },
    now(),
    stop.signal,
  )
  expect(cut).toMatchObject({ kind: "stopped", counts: { looked: 90 } })
  expect(await sweepWhole(shop, now())).toMatchObject({ looked: 200, repaired: 200 })
  const { rows } = await shopDb(shop).query(`SELECT * FROM "ShopSweep" WHERE "shop" = $1`, [shop])
  expect(rows[0]).toMatchObject({ phase: null, error: null, counts: { repaired: 200 }, finishedAt: expect.any(Date) })
})

test("while Shopify throttles, a sweep waits and still sees everything", async () => {
  const shop = await open()
  for (let index = 0; index < 40; index += 1) place(shop, index)
  admin.throttle.configure({ maximumAvailable: 1_000, restoreRate: 2_000 })
  try {
    expect(await sweepWhole(shop, now())).toMatchObject({ looked: 40, repaired: 40 })
  } finally {
    admin.throttle.configure(PLENTY)
  }
})

test("two sweeps of a shop never run at once", async () => {
  const shop = await open()
  place(shop, 1)
  let second: unknown
  await sweepShop(
    shop,
    {
      onChanged: async () => {
        second = await sweepAt(shop, now())
      },
      onMerged: onMergeFound,
    },
    now(),
  )
  expect(second).toEqual({ kind: "busy" })
})
