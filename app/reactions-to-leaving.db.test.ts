import { afterAll, beforeAll, expect, test } from "vitest"
import { inShop, shopDb } from "#app/lib/db.server.ts"
import { verify } from "#app/loyalty/verify.server.ts"
import { saveTags } from "#app/records/customers/customers.server.ts"
import { findPersons } from "#app/records/customers/persons.server.ts"
import { forgetLeftShops } from "#app/records/shops/left-shops.server.ts"
import { findShop } from "#app/records/shops/shops.server.ts"
import { loader as summary } from "#app/routes/storefront/summary.ts"
import { signProxyQuery } from "#app/shopify/proxy-signature.server.ts"
import { balance, CUSTOMER, openToldShop, orderIn, paid, tell as tellThrough } from "#tests/support/told-shop.ts"
import { type Door, openDoor, workOff } from "#tests/support/webhook-door.ts"
import { type Payload, readSample } from "#tests/support/webhook-samples.ts"
import { setWorldClock } from "#tests/support/world-clock.ts"
import { eraseShop } from "./personal-data.server.ts"
import { onInstalled } from "./reactions.server.ts"

/** A shop removes the app and comes back. The sample order earns 414 points. */

const FACT = { gid: "gid://shopify/Shop/1", name: "Back", currency: "USD", timezone: "UTC", developmentStore: false }
const INSTALLED = new Date("2022-01-01T00:00:00Z")
const day = (n: number) => new Date(INSTALLED.getTime() + n * 86_400_000)

let door: Door

beforeAll(async () => {
  process.env.SHOPIFY_API_KEY = "regulars-dev-key"
  process.env.SHOPIFY_API_SECRET = "regulars-dev-secret"
  process.env.SHOPIFY_APP_URL = "http://127.0.0.1:4001"
  setWorldClock("2022-01-01T00:10:00Z")
  door = await openDoor()
})

afterAll(() => door.stop())

const tell = (shop: string, topic: string, payload: Payload) => tellThrough(door, shop, topic, payload)
const forget = (at: Date) => forgetLeftShops(at, eraseShop, new AbortController().signal)
const nameOf = async (shop: string) => (await findPersons(shop, [CUSTOMER])).get(CUSTOMER)?.firstName ?? null

/** A shop with a member who has pending points and a name, which removed the app on the day of the install. */
async function left(): Promise<string> {
  const shop = await openToldShop()
  await tell(shop, "orders/paid", paid())
  await tell(shop, "customers/update", { ...(paid().customer as Payload), updated_at: "2022-01-01T00:05:00Z" })
  expect(await nameOf(shop)).toBe("John")
  await tell(shop, "app/uninstalled", readSample("app/uninstalled"))
  return shop
}

async function wantedSyncs(shop: string): Promise<{ members: number; programme: number }> {
  const { rows } = await shopDb(shop).query(
    `SELECT (SELECT sum("wanted") FROM "MemberSync" WHERE "shop" = $1)::int AS members,
       (SELECT "wanted" FROM "ShopMetafield" WHERE "shop" = $1 AND "key" = 'programme')::int AS programme`,
    [shop],
  )
  return rows[0]
}

test("within 30 days a reinstall goes on where it ended, with what was told meanwhile", async () => {
  const shop = await left()
  const second = "gid://shopify/Order/820982911946154509"
  await tell(shop, "orders/paid", paid({ id: "820982911946154509", admin_graphql_api_id: second }))
  expect(await orderIn(shop, second)).toBeNull()
  await forget(day(29))
  expect(await nameOf(shop)).toBe("John")
  const before = await wantedSyncs(shop)
  await onInstalled(shop, FACT, ["read_orders"], day(29))
  await workOff()
  expect(await balance(shop)).toMatchObject({ pending: 828 })
  const after = await wantedSyncs(shop)
  expect(after.members).toBeGreaterThan(before.members)
  expect(after.programme).toBeGreaterThan(before.programme)
  expect(await findShop(shop)).toMatchObject({ uninstalledAt: null })
  expect((await verify(shop)).differences).toEqual([])
})

test("after 30 days nobody is known by name any more, and the arithmetic stays", async () => {
  const shop = await left()
  await forget(day(31))
  await forget(day(32))
  expect(await nameOf(shop)).toBeNull()
  expect(await balance(shop)).toMatchObject({ pending: 414 })
  expect((await verify(shop)).differences).toEqual([])
})

test("who comes back even later has the points, and the persons are read anew", async () => {
  const shop = await left()
  await forget(day(31))
  await onInstalled(shop, FACT, ["read_orders"], day(40))
  const { rows } = await shopDb(shop).query(`SELECT "factAt" FROM "Customer" WHERE "shop" = $1 AND "customerId" = $2`, [
    shop,
    CUSTOMER,
  ])
  expect(rows).toEqual([{ factAt: new Date(0) }])
  await tell(shop, "customers/update", { ...(paid().customer as Payload), updated_at: "2022-02-10T00:00:00Z" })
  expect(await nameOf(shop)).toBe("John")
  expect(await balance(shop)).toMatchObject({ pending: 414 })
  await forget(day(90))
  expect(await nameOf(shop)).toBe("John")
})

test("the storefront is answered with silence meanwhile", async () => {
  const shop = await left()
  const url = new URL("http://127.0.0.1:4001/storefront/summary")
  url.searchParams.set("shop", shop)
  url.searchParams.set("logged_in_customer_id", CUSTOMER.slice(23))
  url.searchParams.set("path_prefix", "/apps/regulars")
  url.searchParams.set("timestamp", String(Math.floor(Date.now() / 1000)))
  url.searchParams.set("signature", signProxyQuery(url.searchParams, "regulars-dev-secret"))
  const ask = async () => (await summary({ request: new Request(url), params: {}, context: {} } as never)).json()
  expect(await ask()).toMatchObject({ state: "visitor", member: null })
  await onInstalled(shop, FACT, ["read_orders"], day(1))
  expect(await ask()).toMatchObject({ state: "member", member: { pending: 414 } })
})

test.each([
  ["before it comes back", true],
  ["when it is back already", false],
])("erased by law %s, a shop knows no tags any more: they are read before anybody earns", async (_when, before) => {
  const shop = await left()
  await inShop(shop, (tx) => saveTags(tx, shop, CUSTOMER, ["staff"]))
  if (before) await eraseShop(shop)
  await onInstalled(shop, FACT, ["read_orders"], day(3))
  if (!before) await eraseShop(shop)
  const { rows } = await shopDb(shop).query(
    `SELECT "factAt", "tagsKnown" FROM "Customer" WHERE "shop" = $1 AND "customerId" = $2`,
    [shop, CUSTOMER],
  )
  expect(rows).toEqual([{ factAt: new Date(0), tagsKnown: false }])
  expect(await balance(shop)).toMatchObject({ pending: 414 })
})
