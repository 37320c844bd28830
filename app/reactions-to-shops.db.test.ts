import { afterAll, beforeAll, expect, test } from "vitest"
import { acrossShops, inTransactionAcrossShops } from "#app/lib/db.server.ts"
import { insertMembers } from "#app/loyalty/members/member-rows.server.ts"
import { findPersons } from "#app/records/customers/persons.server.ts"
import { answerPrivacyRequests } from "#tests/support/privacy-office.ts"
import {
  balance,
  CUSTOMER,
  lastEvent,
  newDomain,
  openToldShop,
  orderIn,
  paid,
  tell as tellThrough,
} from "#tests/support/told-shop.ts"
import { type Door, openDoor, workOff } from "#tests/support/webhook-door.ts"
import { type Payload, readSample } from "#tests/support/webhook-samples.ts"
import { setWorldClock } from "#tests/support/world-clock.ts"
import { onInstalled } from "./reactions.server.ts"

/** Customers, products and the shop itself: Shopify's own samples through the real door. */

let door: Door

beforeAll(async () => {
  setWorldClock("2022-01-01T00:10:00Z") // ten minutes after the sample order was placed
  door = await openDoor()
})

afterAll(() => door.stop())

const tell = (shop: string, topic: string, payload: Payload) => tellThrough(door, shop, topic, payload)

const row = async (sql: string, shop: string) => (await acrossShops().query(sql, [shop])).rows[0]

test("customers/create and /update are stored, an older one changes nothing, /delete is final", async () => {
  const shop = await openToldShop()
  const customer = readSample("customers/update")
  await tell(shop, "customers/create", customer)
  await tell(shop, "customers/update", { ...customer, first_name: "Боб", updated_at: "2022-01-01T00:00:01Z" })
  await tell(shop, "customers/update", { ...customer, first_name: "older" })
  const found = await row(`SELECT * FROM "Customer" WHERE "shop" = $1`, shop)
  expect(found).toMatchObject({
    customerId: "gid://shopify/Customer/706405506930370084",
    deletedAt: null,
  })
  const persons = await findPersons(shop, [found.customerId])
  expect(persons.get(found.customerId)).toMatchObject({ email: "bob@biller.com", firstName: "Боб" })
  await tell(shop, "customers/delete", readSample("customers/delete"))
  await tell(shop, "customers/update", { ...customer, updated_at: "2030-01-01T00:00:00Z" })
  expect((await row(`SELECT * FROM "Customer" WHERE "shop" = $1`, shop)).deletedAt).not.toBeNull()
})

test("a merge that has failed (as documented) changes nothing; a completed one moves the orders", async () => {
  const shop = await openToldShop()
  await tell(shop, "orders/paid", paid())
  await tell(shop, "customers/merge", readSample("customers/merge"))
  expect(await balance(shop)).toMatchObject({ pending: 414 })
  const kept = "gid://shopify/Customer/1"
  await tell(shop, "customers/merge", {
    admin_graphql_api_customer_kept_id: kept,
    admin_graphql_api_customer_deleted_id: CUSTOMER,
    status: "completed",
  })
  expect(await balance(shop)).toMatchObject({ pending: 0 })
  expect(await balance(shop, kept)).toMatchObject({ pending: 414 })
})

test("a member merged into somebody who never joined stays a member, and keeps the points", async () => {
  const shop = await openToldShop({}, "joined")
  await inTransactionAcrossShops((tx) =>
    insertMembers(tx, shop, [CUSTOMER], "storefront", new Date("2021-06-01T00:00:00Z")),
  )
  await tell(shop, "orders/paid", paid())
  expect(await balance(shop)).toMatchObject({ pending: 414 })
  const kept = "gid://shopify/Customer/1"
  await tell(shop, "customers/merge", {
    admin_graphql_api_customer_kept_id: kept,
    admin_graphql_api_customer_deleted_id: CUSTOMER,
    status: "completed",
  })
  expect(await balance(shop)).toMatchObject({ pending: 0 })
  expect(await balance(shop, kept)).toMatchObject({ pending: 414 })
  const { joinedAt } = await row(`SELECT "joinedAt" FROM "Member" WHERE "shop" = $1 AND "customerId" = '${kept}'`, shop)
  expect(joinedAt).toEqual(new Date("2021-06-01T00:00:00Z"))
})

test("products/update is stored, products/delete marks it", async () => {
  const shop = await openToldShop()
  await tell(shop, "products/update", readSample("products/update"))
  expect(await row(`SELECT * FROM "Product" WHERE "shop" = $1`, shop)).toMatchObject({
    productId: "gid://shopify/Product/788032119674292922",
    title: "Example T-Shirt",
    tags: ["example", "mens", "t-shirt"],
  })
  await tell(shop, "products/delete", { id: "788032119674292922" })
  expect((await row(`SELECT * FROM "Product" WHERE "shop" = $1`, shop)).deletedAt).not.toBeNull()
})

test("shop/update says only that the shop must be read again, soon", async () => {
  const shop = await openToldShop()
  await tell(shop, "shop/update", readSample("shop/update"))
  expect(await lastEvent(shop)).toMatchObject({ state: "done" })
  expect((await row(`SELECT * FROM "Shop" WHERE "shop" = $1`, shop)).factAt).toEqual(new Date(0))
  const jobs = await acrossShops().query(`SELECT FROM graphile_worker.jobs WHERE task_identifier = 'read_shops'`)
  expect(jobs.rowCount).toBe(1)
})

test("app/scopes_update writes the scopes", async () => {
  const shop = await openToldShop()
  await tell(shop, "app/scopes_update", readSample("app/scopes_update"))
  expect(await row(`SELECT "scopes" FROM "Shop" WHERE "shop" = $1`, shop)).toEqual({
    scopes: "read_products,write_products",
  })
})

test("app/uninstalled goes by the header's shop, forgets its tokens and lets later orders wait", async () => {
  const shop = await openToldShop()
  await acrossShops().query(
    `INSERT INTO "Session" ("id", "shop", "state", "accessToken") VALUES ('offline_' || $1, $1, '', 't')`,
    [shop],
  )
  await tell(shop, "app/uninstalled", readSample("app/uninstalled"))
  expect((await row(`SELECT * FROM "Shop" WHERE "shop" = $1`, shop)).uninstalledAt).not.toBeNull()
  expect((await row(`SELECT count(*) AS n FROM "Session" WHERE "shop" = $1`, shop)).n).toBe(0)
  await tell(shop, "orders/paid", paid())
  expect(await lastEvent(shop)).toMatchObject({ state: "stored", error: expect.stringContaining("not installed") })
  expect(await orderIn(shop)).toBeNull()
})

test("what arrived before the app was first opened is worked off once it is", async () => {
  const shop = newDomain()
  await tell(shop, "orders/paid", paid())
  expect(await orderIn(shop)).toBeNull()
  const fact = { gid: "gid://shopify/Shop/1", name: "New", currency: "USD", timezone: "UTC", developmentStore: false }
  await onInstalled(shop, fact, ["read_orders"], new Date())
  await workOff()
  expect(await orderIn(shop)).toMatchObject({ name: "#9999" })
})

test("the three that the law asks for are answered, also long after an uninstall", async () => {
  const shop = newDomain()
  for (const topic of ["customers/data_request", "customers/redact", "shop/redact"]) {
    await tell(shop, topic, readSample(topic))
    expect(await lastEvent(shop)).toEqual({ state: "done", error: null })
  }
  expect(await answerPrivacyRequests()).toBe(3)
})

test("customers/redact erases the person: record, orders, stored payloads; points and purchases stay", async () => {
  const shop = await openToldShop()
  await tell(shop, "orders/paid", paid())
  await tell(shop, "customers/redact", { customer: { id: "115310627314723954", email: "john@example.com" } })
  expect(await answerPrivacyRequests()).toBe(1)
  const { rows } = await acrossShops().query(
    `SELECT (SELECT count(*) FROM "Customer" WHERE "shop" = $1 AND coalesce("sealed", "emailIndex", "phoneIndex") IS NOT NULL)
       + (SELECT count(*) FROM "Order" WHERE "shop" = $1 AND "emailIndex" IS NOT NULL)
       + (SELECT count(*) FROM "WebhookEvent" WHERE "shop" = $1 AND "topic" LIKE 'orders/%' AND "body" <> '{}')
       AS traces`,
    [shop],
  )
  expect(rows[0].traces).toBe(0)
  expect(await balance(shop)).toMatchObject({ pending: 414 })
})

test("a topic nobody asked for is let pass", async () => {
  const shop = await openToldShop()
  await tell(shop, "carts/update", { id: "1" })
  expect(await lastEvent(shop)).toMatchObject({ state: "ignored" })
})
