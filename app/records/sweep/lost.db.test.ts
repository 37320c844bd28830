import { afterAll, expect, test } from "vitest"
import { now } from "#app/lib/clock.server.ts"
import { shopDb } from "#app/lib/db.server.ts"
import { grant } from "#app/loyalty/members/goodwill.server.ts"
import { verify } from "#app/loyalty/verify.server.ts"
import { toGid } from "#app/shopify/gid.ts"
import { deleteOrder, getOrder } from "#simulator/world/actions/change-order.ts"
import { createOrder } from "#simulator/world/actions/create-order.ts"
import { deleteCustomer, getCustomer, mergeCustomers, updateCustomer } from "#simulator/world/actions/customers.ts"
import { createProduct, deleteProduct, updateProduct } from "#simulator/world/actions/products.ts"
import { uninstallApp } from "#simulator/world/actions/shops.ts"
import {
  DAY_MS,
  deliverAll,
  LINES,
  later,
  openSweptShops,
  overhear,
  START,
  sweepWhole,
} from "#tests/support/swept-shop.ts"
import { sweepDue } from "./sweep-due.server.ts"

/** Lost webhooks cost nothing. The world's clock is the machine's; what happens is dated some days back. */

const { admin, door, open, place, person, close } = await openSweptShops("lost")

afterAll(close)

test("orders, customers and products that were deleted unheard are found", async () => {
  const shop = await open()
  const heard = overhear(admin, shop)
  const [anna, boris] = [person(shop, "anna"), person(shop, "boris")]
  const [kept, lost] = [place(shop, 1, { customerId: anna }), place(shop, 2, { customerId: anna })]
  const product = createProduct(admin.world, shop, { title: "Cup", handle: "cup", variants: [] }, START)
  updateProduct(admin.world, shop, product.id, { title: "Mug" }, later(1))
  await deliverAll(door, heard.splice(0))
  deleteOrder(admin.world, shop, lost, later(5))
  deleteCustomer(admin.world, shop, boris, later(5))
  deleteProduct(admin.world, shop, product.id, later(5))
  const counts = await sweepWhole(shop, now())
  expect(counts).toMatchObject({ deletedOrders: 1, deletedCustomers: 1, deletedProducts: 1 })
  const { rows } = await shopDb(shop).query(
    `SELECT "orderId", "deletedAt" IS NOT NULL AS deleted, p."posted" FROM "Order"
     JOIN "OrderPoints" AS p USING ("shop", "orderId") WHERE "shop" = $1 ORDER BY "orderId"`,
    [shop],
  )
  expect(rows).toMatchObject([
    { orderId: toGid("Order", kept), deleted: false },
    { orderId: toGid("Order", lost), deleted: true, posted: 0 },
  ])
})

test("an order older than the app may read is not taken for deleted", async () => {
  const shop = await open()
  const heard = overhear(admin, shop)
  const order = { customerId: null, lines: LINES }
  createOrder(admin.world, shop, order, new Date(Date.now() - 70 * DAY_MS))
  await deliverAll(door, heard)
  expect(await sweepWhole(shop, now())).toMatchObject({ deletedOrders: 0 })
})

test("when Shopify suddenly shows nothing of all we know, nothing is deleted for it", async () => {
  const shop = await open()
  for (let index = 0; index < 30; index += 1) place(shop, index)
  await sweepWhole(shop, now())
  admin.world.shops.get(shop)?.orders.clear()
  const counts = await sweepWhole(shop, new Date(now().getTime() + DAY_MS))
  expect(counts).toMatchObject({ deletedOrders: 0, disbelieved: 30 })
})

test("customers and products that changed unheard are told anew", async () => {
  const shop = await open()
  const anna = person(shop, "anna")
  updateCustomer(admin.world, shop, anna, { tags: ["wholesale"] }, later(3))
  const product = createProduct(admin.world, shop, { title: "Cup", handle: "cup", variants: [] }, START)
  expect(await sweepWhole(shop, now())).toMatchObject({ customers: 1, products: 1 })
  const { rows } = await shopDb(shop).query(
    `SELECT c."tags", p."title" FROM "Customer" AS c, "Product" AS p WHERE c."shop" = $1 AND p."shop" = $1`,
    [shop],
  )
  expect(rows).toEqual([{ tags: ["wholesale"], title: product.title }])
})

test("a merge of customers that nobody told of is found by their orders; points and membership follow", async () => {
  const shop = await open()
  const heard = overhear(admin, shop)
  const [anna, anya] = [person(shop, "anna"), person(shop, "anya")]
  for (const customerId of [anna, anya]) place(shop, 1, { customerId })
  await deliverAll(door, heard.splice(0))
  mergeCustomers(admin.world, shop, anna, anya, later(60))
  await sweepWhole(shop, now())
  const { rows } = await shopDb(shop).query(
    `SELECT "customerId", "available" + "pending" AS points FROM "PointsAccount" WHERE "shop" = $1
     ORDER BY length("customerId"), "customerId"`,
    [shop],
  )
  expect(rows.map(({ points }) => points)).toEqual([108, 0])
  expect((await verify(shop)).differences).toEqual([])
})

test("a customer who went after staff gave their orders to two others was not merged: their own points go to neither", async () => {
  const shop = await open()
  const heard = overhear(admin, shop)
  const [anna, boris, carla] = [person(shop, "anna"), person(shop, "boris"), person(shop, "carla")]
  const orders = [place(shop, 1, { customerId: anna }), place(shop, 2, { customerId: anna })]
  await deliverAll(door, heard.splice(0))
  const gift = { points: 7, reason: "r", staff: "Mira", key: `gift ${shop}`, at: now() }
  await grant(shop, { ...gift, customerId: toGid("Customer", anna) })
  for (const [index, id] of [boris, carla].entries())
    getOrder(admin.world, shop, orders[index] as string).customer = structuredClone(getCustomer(admin.world, shop, id))
  deleteCustomer(admin.world, shop, anna, later(60))
  await sweepWhole(shop, now())
  const { rows } = await shopDb(shop).query(`SELECT "customerId" FROM "Order" WHERE "shop" = $1 ORDER BY "orderId"`, [
    shop,
  ])
  expect(rows.map((row) => row.customerId)).toEqual([toGid("Customer", boris), toGid("Customer", carla)])
  const { rows: accounts } = await shopDb(shop).query(
    `SELECT "customerId", "available" FROM "PointsAccount" WHERE "shop" = $1`,
    [shop],
  )
  expect(new Map(accounts.map((row) => [row.customerId, row.available]))).toEqual(
    new Map([
      [toGid("Customer", anna), 7],
      [toGid("Customer", boris), 54],
      [toGid("Customer", carla), 54],
    ]),
  )
  expect((await shopDb(shop).query(`SELECT FROM "CustomerMerge" WHERE "shop" = $1`, [shop])).rowCount).toBe(0)
  expect((await verify(shop)).differences).toEqual([])
})

test("an app that was removed unheard: Shopify refuses for a day, no webhook comes, and the shop counts as left", async () => {
  const shop = await open()
  uninstallApp(admin.world, shop, now())
  const gone: string[] = []
  const due = async () => {
    await shopDb(shop).query(
      `INSERT INTO "ShopSweep" ("shop", "nextSweepAt") VALUES ($1, $2)
       ON CONFLICT ("shop") DO UPDATE SET "nextTryAt" = clock_timestamp(), "nextSweepAt" = $2`,
      [shop, START],
    )
    const note = async (of: string) => void gone.push(of)
    await sweepDue(
      { onChanged: async () => {}, onMerged: async () => {}, onGone: note },
      now,
      new AbortController().signal,
    )
  }
  await due()
  expect(gone).toEqual([])
  await shopDb(shop).query(`UPDATE "ShopSweep" SET "refusedAt" = now() - interval '25 hours' WHERE "shop" = $1`, [shop])
  await due()
  expect(gone).toEqual([shop])
})
