import { beforeEach, expect, test } from "vitest"
import { createWorld, getShop, type World, type WorldEvent } from "../world.ts"
import { createOrder } from "./create-order.ts"
import {
  askForData,
  createCustomer,
  deleteCustomer,
  findCustomerByEmail,
  mergeCustomers,
  updateCustomer,
} from "./customers.ts"
import { changeScopes, installApp, openShop, redactShop, uninstallApp } from "./shops.ts"

const SHOP = "kafe.myshopify.com"
const AT = new Date("2026-02-03T10:00:00Z")

let world: World
let events: WorldEvent[]

beforeEach(() => {
  world = createWorld()
  openShop(world, { domain: SHOP }, AT)
  events = []
  world.listeners.push((event) => events.push(event))
})

function told(): Record<string, Record<string, unknown>> {
  const notices = events.flatMap((event) => event.notices)
  return Object.fromEntries(notices.map(({ topic, body }) => [topic, JSON.parse(body)]))
}

test("an e-mail belongs to one customer, whatever its case", () => {
  createCustomer(world, SHOP, { email: "ana@example.com" }, AT)
  expect(findCustomerByEmail(world, SHOP, " Ana@Example.com ")?.email).toBe("ana@example.com")
  expect(() => createCustomer(world, SHOP, { email: "ANA@example.com" }, AT)).toThrow("already")
})

test("signing in for the first time enables the customer and is told once", () => {
  const { id } = createCustomer(world, SHOP, { email: "ana@example.com" }, AT)
  updateCustomer(world, SHOP, id, { state: "enabled" }, AT)
  updateCustomer(world, SHOP, id, { state: "enabled" }, AT)
  const topics = events.flatMap((event) => event.notices.map((notice) => notice.topic))
  expect(topics).toEqual(["customers/create", "customers/enable", "customers/update", "customers/update"])
})

test("a deleted customer is told by id; orders keep their copy", () => {
  const { id } = createCustomer(world, SHOP, { email: "ana@example.com" }, AT)
  const order = createOrder(
    world,
    SHOP,
    { customerId: id, lines: [{ title: "Tea", quantity: 1, unitPriceMinor: 1 }] },
    AT,
  )
  deleteCustomer(world, SHOP, id, AT)
  expect(told()["customers/delete"]).toMatchObject({ id: Number(id) })
  expect(order.customer?.id).toBe(id)
})

test("a merge moves the orders and the tags, and the other customer is gone", () => {
  const kept = createCustomer(world, SHOP, { email: "ana@example.com", tags: ["vip"] }, AT)
  const gone = createCustomer(world, SHOP, { phone: "+359888000000", tags: ["vip", "pos"] }, AT)
  const order = createOrder(
    world,
    SHOP,
    { customerId: gone.id, lines: [{ title: "Tea", quantity: 1, unitPriceMinor: 1 }] },
    AT,
  )
  mergeCustomers(world, SHOP, kept.id, gone.id, AT)
  expect(order.customer?.id).toBe(kept.id)
  expect(kept).toMatchObject({ tags: "vip, pos", phone: "+359888000000" })
  expect(getShop(world, SHOP).customers.has(gone.id)).toBe(false)
  expect(told()["customers/merge"]).toMatchObject({
    admin_graphql_api_customer_kept_id: kept.admin_graphql_api_id,
    admin_graphql_api_customer_deleted_id: gone.admin_graphql_api_id,
    status: "completed",
  })
})

test("requests for data and for being forgotten name the customer's orders", () => {
  const { id } = createCustomer(world, SHOP, { email: "ana@example.com" }, AT)
  const order = createOrder(
    world,
    SHOP,
    { customerId: id, lines: [{ title: "Tea", quantity: 1, unitPriceMinor: 1 }] },
    AT,
  )
  askForData(world, SHOP, id, "customers/data_request", AT)
  askForData(world, SHOP, id, "customers/redact", AT)
  expect(told()["customers/data_request"]).toMatchObject({ shop_domain: SHOP, orders_requested: [Number(order.id)] })
  expect(told()["customers/redact"]).toMatchObject({
    customer: { id: Number(id) },
    orders_to_redact: [Number(order.id)],
  })
})

test("the app's life in a shop: installed, other scopes, uninstalled, forgotten", () => {
  installApp(world, SHOP, ["read_orders"], AT)
  changeScopes(world, SHOP, ["read_orders", "read_all_orders"], AT)
  expect(told()["app/scopes_update"]).toMatchObject({
    previous: ["read_orders"],
    current: ["read_orders", "read_all_orders"],
  })
  uninstallApp(world, SHOP, AT)
  expect(getShop(world, SHOP).shop.installation).toBeNull()
  expect(told()["app/uninstalled"]).toMatchObject({ domain: null, myshopify_domain: SHOP })
  redactShop(world, SHOP, AT)
  expect(told()["shop/redact"]).toMatchObject({ shop_domain: SHOP })
})
