import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { acrossShops, inTransactionAcrossShops } from "#app/lib/db.server.ts"
import { parseJsonExact } from "#app/lib/json.ts"
import { toGid } from "#app/shopify/gid.ts"
import { getOrder } from "#simulator/world/actions/change-order.ts"
import { createOrder } from "#simulator/world/actions/create-order.ts"
import { refundOrder } from "#simulator/world/actions/refund-order.ts"
import { orderPayload } from "#simulator/world/emit.ts"
import { toWire } from "#simulator/world/wire.ts"
import { installAndOpen } from "#tests/support/installed-shop.ts"
import { openSimulatedAdmin, type SimulatedAdmin, useSimulatedAdmin } from "#tests/support/simulated-admin.ts"
import { type OnOrdersChanged, readDoubtfulOrders } from "./doubtful.server.ts"
import { readOrderPayload } from "./from-webhook.ts"
import type { OrderFact } from "./order-fact.ts"
import { markDoubtful, saveOrders } from "./orders.server.ts"

const SHOP = "in-doubt.myshopify.com"

let admin: SimulatedAdmin
let changed: string[]
const note: OnOrdersChanged = async (_tx, _shop, orderIds) => {
  changed.push(...orderIds)
}

beforeAll(async () => {
  admin = await openSimulatedAdmin()
  useSimulatedAdmin(admin)
  await installAndOpen(admin, SHOP)
})

beforeEach(() => {
  changed = []
})

afterAll(() => admin.close())

function placeOrder(): { id: string; gid: string } {
  const lines = [{ title: "Coffee", quantity: 4, unitPriceMinor: 1478 }]
  const { id } = createOrder(admin.world, SHOP, { customerId: null, lines }, new Date())
  return { id, gid: toGid("Order", id) }
}

/** The order's webhook as the shop would send it now, changed by `change`. */
function told(id: string, topic = "orders/create", change: Record<string, unknown> = {}): OrderFact {
  const payload = { ...orderPayload(getOrder(admin.world, SHOP, id)), ...change }
  const reading = readOrderPayload(topic, parseJsonExact(toWire(payload)))
  if (reading.kind !== "complete") throw new Error(JSON.stringify(reading))
  return reading.fact
}

const save = (fact: OrderFact) =>
  inTransactionAcrossShops((tx) => saveOrders(tx, SHOP, [{ fact, email: null }], "webhook"))
const doubt = (gid: string) => inTransactionAcrossShops((tx) => markDoubtful(tx, SHOP, [gid]))

type Row = {
  fact: OrderFact
  doubtfulSince: Date | null
  doubtfulTries: number
  doubtfulError: string | null
  waits: boolean
}

async function stored(gid: string): Promise<Row> {
  const { rows } = await acrossShops().query<Row>(
    `SELECT "fact", "doubtfulSince", "doubtfulTries", "doubtfulError", "doubtfulNextAt" > now() AS waits FROM "Order"
     WHERE "shop" = $1 AND "orderId" = $2`,
    [SHOP, gid],
  )
  return rows[0] as Row
}

const dueAgain = () =>
  acrossShops().query(`UPDATE "Order" SET "doubtfulNextAt" = now() WHERE "shop" = $1 AND "doubtfulSince" IS NOT NULL`, [
    SHOP,
  ])

test("a refund of which only refunds/create arrived is found in the Admin API", async () => {
  const { id, gid } = placeOrder()
  await save(told(id))
  const lineId = getOrder(admin.world, SHOP, id).line_items[0]?.id as string
  refundOrder(admin.world, SHOP, id, { lines: [{ lineId, quantity: 3 }] }, new Date(Date.now() + 5_000))
  await doubt(gid)
  await readDoubtfulOrders(note)
  const { fact, doubtfulSince } = await stored(gid)
  expect(fact.lines[0]).toMatchObject({ quantity: 4, currentQuantity: 1 })
  expect(fact.refunds).toHaveLength(1)
  expect([doubtfulSince, changed]).toEqual([null, [gid]])
})

test("an order that we only know to exist is read whole", async () => {
  const { gid } = placeOrder()
  await doubt(gid)
  expect((await stored(gid)).fact).toMatchObject({ lines: [], totalMinor: 0 })
  await readDoubtfulOrders(note)
  expect((await stored(gid)).fact).toMatchObject({ totalMinor: 5912, financialStatus: "paid" })
})

test("two payloads of the same second that differ: the Admin API decides", async () => {
  const { id, gid } = placeOrder()
  await save(told(id))
  expect(await save(told(id, "orders/updated", { tags: "only here" }))).toEqual([])
  expect((await stored(gid)).doubtfulSince).not.toBeNull()
  await readDoubtfulOrders(note)
  const { fact, doubtfulSince } = await stored(gid)
  expect([fact.tags, doubtfulSince]).toEqual([[], null])
})

test("a paid order whose moment of payment nobody told is doubtful, and the transactions tell it", async () => {
  const { id, gid } = placeOrder()
  await save(told(id, "orders/updated"))
  expect((await stored(gid)).fact.paidAt).toBeNull()
  await readDoubtfulOrders(note)
  const { fact, doubtfulSince } = await stored(gid)
  expect(fact.paidAt).toBe(fact.processedAt)
  expect(fact.payments).toMatchObject([{ gateway: "shopify_payments", amountMinor: 5912 }])
  expect(doubtfulSince).toBeNull()
})

test("an order that Shopify does not show keeps what we know, and after some tries is not asked for again", async () => {
  const { id, gid } = placeOrder()
  await save(told(id))
  admin.world.shops.get(SHOP)?.orders.delete(id)
  await doubt(gid)
  for (let tries = 0; tries < 4; tries += 1) {
    await dueAgain()
    await readDoubtfulOrders(note)
  }
  const { fact, doubtfulSince, doubtfulError } = await stored(gid)
  expect(fact.totalMinor).toBe(5912)
  expect(doubtfulSince).toBeNull()
  expect(doubtfulError).toMatch(/does not show this order/)
})

test("a doubt that is raised while the order is being read stays", async () => {
  const { gid } = placeOrder()
  await doubt(gid)
  const once = new AbortController()
  await readDoubtfulOrders(async (tx, shop, orderIds) => {
    once.abort()
    await markDoubtful(tx, shop, orderIds)
  }, once.signal)
  expect((await stored(gid)).doubtfulSince).not.toBeNull()
  await readDoubtfulOrders(note)
  expect((await stored(gid)).doubtfulSince).toBeNull()
})

test("answers that come together are stored together, and one that cannot be stored is put off alone", async () => {
  const placed = Array.from({ length: 5 }, placeOrder)
  for (const { gid } of placed) await doubt(gid)
  const poisoned = placed[3]?.gid as string
  const groups: string[][] = []
  await readDoubtfulOrders(async (_tx, _shop, orderIds) => {
    groups.push(orderIds)
    if (groups.length === 1) await sleep(300) // until the others are answered
    if (orderIds.includes(poisoned)) throw new Error("not this one")
  })
  expect(Math.max(...groups.map((group) => group.length))).toBeGreaterThan(1)
  const rows = await Promise.all(placed.map(({ gid }) => stored(gid)))
  expect(rows.map((row) => row.doubtfulSince !== null)).toEqual([false, false, false, true, false])
  expect(rows.map((row) => row.fact.totalMinor)).toEqual([5912, 5912, 5912, 0, 5912])
  expect(rows[3]).toMatchObject({ doubtfulError: expect.stringContaining("not this one"), waits: true })
  await dueAgain()
  await readDoubtfulOrders(note)
  expect((await stored(poisoned)).doubtfulSince).toBeNull()
})

test("while Shopify does not answer, the order waits longer each time and stays doubtful", async () => {
  const { id, gid } = placeOrder()
  await save(told(id))
  await doubt(gid)
  await acrossShops().query(`UPDATE "Session" SET "shop" = 'elsewhere', "id" = 'elsewhere' WHERE "shop" = $1`, [SHOP])
  try {
    await readDoubtfulOrders(note)
    expect(await stored(gid)).toMatchObject({ doubtfulTries: 1, waits: true, doubtfulSince: expect.any(Date) })
  } finally {
    await acrossShops().query(`UPDATE "Session" SET "shop" = $1, "id" = 'offline_' || $1 WHERE "shop" = 'elsewhere'`, [
      SHOP,
    ])
  }
  await dueAgain()
  await readDoubtfulOrders(note)
  expect((await stored(gid)).doubtfulSince).toBeNull()
})
