import { expect, test } from "vitest"
import { createOrder } from "./actions/create-order.ts"
import { createCustomer, deleteCustomer } from "./actions/customers.ts"
import { openShop } from "./actions/shops.ts"
import { putMetafield } from "./metafields.ts"
import { openStore } from "./store.ts"
import { createWorld, getShop } from "./world.ts"

const AT = new Date("2026-03-01T09:00:00Z")
const SHOP = "stored.myshopify.com"
const DATABASE_URL = process.env.DATABASE_URL as string

test("a world comes back as it was left, digit by digit, and goes on counting", async () => {
  const world = createWorld()
  const store = await openStore(world, DATABASE_URL)
  openShop(world, { domain: SHOP }, AT)
  const stays = createCustomer(world, SHOP, { firstName: "Ана", email: "ana@example.com", tags: ["vip"] }, AT)
  const goes = createCustomer(world, SHOP, { email: "gone@example.com" }, AT)
  const lines = [{ title: "Tea", quantity: 3, unitPriceMinor: 333 }]
  const order = createOrder(world, SHOP, { customerId: stays.id, lines }, AT)
  const owner = stays.admin_graphql_api_id
  putMetafield(world, SHOP, { ownerGid: owner, namespace: "app--key", key: "loyalty", type: "json", value: "{}" }, AT)
  await store.flush()
  deleteCustomer(world, SHOP, goes.id, AT)
  await store.close()

  const again = createWorld()
  const reopened = await openStore(again, DATABASE_URL)
  await reopened.close()
  const before = getShop(world, SHOP)
  const after = getShop(again, SHOP)
  expect(after.orders.get(order.id)).toEqual(JSON.parse(JSON.stringify(order)))
  expect([...after.customers.keys()]).toEqual([stays.id])
  expect(after.customers.get(stays.id)).toEqual(before.customers.get(stays.id))
  expect(after.metafields.get(owner)).toEqual(before.metafields.get(owner))
  expect(after.shop).toMatchObject({ domain: SHOP, lastOrderNumber: 1001 })
  expect(again.lastId).toBe(world.lastId)
})
