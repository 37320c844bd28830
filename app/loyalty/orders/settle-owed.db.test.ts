import { expect, onTestFinished, test } from "vitest"
import { acrossShops, inShop, inShopOnce, shopDb, type Tx } from "#app/lib/db.server.ts"
import { noteCustomers } from "#app/records/customers/read-customers.server.ts"
import { copyNewOrders, writeOrder } from "#app/records/orders/copy-orders.server.ts"
import type { OrderFact } from "#app/records/orders/order-fact.ts"
import { lockOrders, saveOrders } from "#app/records/orders/orders.server.ts"
import { ANNA, BORIS, openShop, paidOrder, publishRules, receive, simpleRules } from "#tests/support/loyalty-shop.ts"
import { somebodyWaitsFor } from "#tests/support/somebody-waits.ts"
import { findBalance, join } from "../members/member.server.ts"
import { mergeMembers } from "../members/merge-members.server.ts"
import { lockProgramme } from "../programme/programme-lock.server.ts"
import { verify } from "../verify.server.ts"
import { lockCustomers } from "./order-rows.server.ts"
import { settleOrders } from "./settle-orders.server.ts"
import { settleOwed } from "./settle-owed.server.ts"

/** Whoever holds an order at the wrong moment does nothing with it. Orders are of 100.00 EUR: 100 points. */

const AT = new Date("2026-03-10T10:01:00Z")
const joiners = simpleRules((rules) => {
  rules.members.who = "joined"
})

/** Stored as the import of past orders stores them: nobody has settled them yet. */
const store = (tx: Tx, shop: string, ...facts: OrderFact[]) =>
  copyNewOrders(
    tx,
    shop,
    facts.map((fact) => writeOrder({ fact, email: null })),
  )

/** Another connection holds this order, with nothing to settle in it, until the returned function is called. */
async function hold(shop: string, fact: OrderFact): Promise<() => Promise<void>> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  let ended: Promise<void> = Promise.resolve()
  await new Promise<void>((held) => {
    ended = inShop(shop, async (tx) => {
      await lockOrders(tx, shop, [fact.id])
      held()
      await released
    })
  })
  onTestFinished(release)
  return async () => {
    release()
    await ended
  }
}

async function pendingOf(shop: string, customerId: string): Promise<number | null> {
  return (await findBalance(shopDb(shop), shop, customerId))?.pending ?? null
}

async function owedIn(shop: string): Promise<string[]> {
  const { rows } = await shopDb(shop).query(`SELECT "orderId" FROM "OwedSettlement" WHERE "shop" = $1 ORDER BY 1`, [
    shop,
  ])
  return rows.map((row) => row.orderId)
}

/** Nothing is wrong while it is owed, and nothing after. */
async function settled(shop: string): Promise<void> {
  expect((await verify(shop, AT)).differences).toEqual([])
  await settleOwed(AT)
  expect(await owedIn(shop)).toEqual([])
  expect((await verify(shop, AT)).differences).toEqual([])
}

test("an order that came while its customer joined, and that another holds then, brings its points soon after", async () => {
  const shop = await openShop(joiners)
  const order = paidOrder(1)
  const release = await hold(shop, order)
  let joined: Promise<unknown> = Promise.resolve()
  await inShopOnce(shop, async (tx) => {
    await lockCustomers(tx, shop, [ANNA])
    joined = inShopOnce(shop, (other) => join(other, shop, ANNA, "storefront", AT))
    await somebodyWaitsFor(tx)
    await store(tx, shop, order)
  })
  expect(await joined).toEqual({ ok: true, already: false })
  expect(await pendingOf(shop, ANNA)).toBe(0)
  expect(await owedIn(shop)).toEqual([order.id])
  await release()
  await settled(shop)
  expect(await pendingOf(shop, ANNA)).toBe(100)
})

test("an earlier order that another holds while a later one makes its customer a member brings its points too", async () => {
  const shop = await openShop()
  const [earlier, later] = [paidOrder(1), paidOrder(2)]
  await inShop(shop, (tx) => store(tx, shop, earlier))
  const release = await hold(shop, earlier)
  await receive(shop, AT.toISOString(), later)
  expect(await pendingOf(shop, ANNA)).toBe(100)
  // The job waits for whoever holds the order; a second one beside it does no harm.
  const jobs = Promise.all([settleOwed(AT), settleOwed(AT)])
  await release()
  await jobs
  await settled(shop)
  expect(await pendingOf(shop, ANNA)).toBe(200)
})

test.each([
  ["earned already", true],
  ["was never settled", false],
])("an order that %s and that another holds while its customer goes in a merge follows them", async (_, earned) => {
  const shop = await openShop()
  const order = paidOrder(1, { customerId: BORIS })
  await (earned ? receive(shop, AT.toISOString(), order) : inShop(shop, (tx) => store(tx, shop, order)))
  const release = await hold(shop, order)
  await inShop(shop, (tx) => mergeMembers(tx, shop, { goneId: BORIS, keptId: ANNA }, AT))
  expect(await owedIn(shop)).toEqual([order.id])
  await release()
  await settleOwed(AT)
  await settled(shop)
  expect([await pendingOf(shop, ANNA), await pendingOf(shop, BORIS)]).toEqual([100, null])
})

test("an order that was claimed, but was too early for its member, counts from the day of whom a merge brings", async () => {
  const shop = await openShop(joiners)
  const guest = paidOrder(1, { customerId: null, processedAt: "2026-01-10T10:00:00.000Z" })
  await inShop(shop, async (tx) => {
    await join(tx, shop, BORIS, "storefront", new Date("2026-01-09T10:00:00Z"))
    await join(tx, shop, ANNA, "storefront", new Date("2026-09-10T10:00:00Z"))
  })
  await receive(shop, AT.toISOString(), guest)
  await shopDb(shop).query(`UPDATE "Order" SET "claimedBy" = $2 WHERE "shop" = $1`, [shop, ANNA])
  await inShop(shop, (tx) => settleOrders(tx, shop, [guest.id], AT))
  expect(await pendingOf(shop, ANNA)).toBe(0)
  await inShop(shop, (tx) => mergeMembers(tx, shop, { goneId: BORIS, keptId: ANNA }, AT))
  const { rows } = await acrossShops().query(`SELECT "posted" FROM "OrderPoints" WHERE "shop" = $1`, [shop])
  expect(rows).toEqual([{ posted: 100 }])
  await settled(shop)
})

test("who goes in a merge while joining joins as whoever stays", async () => {
  const shop = await openShop(joiners)
  await receive(shop, AT.toISOString(), paidOrder(1, { customerId: BORIS }))
  await inShop(shop, (tx) => noteCustomers(tx, shop, [ANNA, BORIS]))
  let joined: Promise<unknown> = Promise.resolve()
  await inShopOnce(shop, async (tx) => {
    await lockCustomers(tx, shop, [ANNA, BORIS])
    joined = inShopOnce(shop, (other) => join(other, shop, BORIS, "storefront", AT))
    await somebodyWaitsFor(tx)
    await mergeMembers(tx, shop, { goneId: BORIS, keptId: ANNA }, AT)
  })
  expect(await joined).toEqual({ ok: true, already: false })
  await settled(shop)
  expect([await pendingOf(shop, ANNA), await pendingOf(shop, BORIS)]).toEqual([100, null])
})

test("an order that comes while a programme is being published does not wait, and earns by it", async () => {
  const shop = await openShop(null)
  await inShop(shop, async (tx) => {
    await lockProgramme(tx, shop)
    await receive(shop, AT.toISOString(), paidOrder(1))
  })
  expect(await owedIn(shop)).toEqual([paidOrder(1).id])
  await publishRules(shop, simpleRules(), new Date("2026-03-10T09:00:00Z"))
  await settled(shop)
  expect(await pendingOf(shop, ANNA)).toBe(100)
})

test("a publication waits for orders that were refused by the rules before it, and takes them up", async () => {
  const shop = await openShop(joiners)
  const order = paidOrder(1)
  let published: Promise<void> = Promise.resolve()
  await inShopOnce(shop, async (tx) => {
    await saveOrders(tx, shop, [{ fact: order, email: null }], "admin_api")
    await settleOrders(tx, shop, [order.id], AT)
    published = publishRules(shop, simpleRules(), new Date("2026-03-10T09:00:00Z"))
    await somebodyWaitsFor(tx)
  })
  await published
  await settled(shop)
  expect(await pendingOf(shop, ANNA)).toBe(100)
})
