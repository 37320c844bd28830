import { afterAll, beforeAll, expect, test } from "vitest"
import { acrossShops, inTransactionAcrossShops, shopDb } from "#app/lib/db.server.ts"
import { syncShopMetafields } from "#app/records/shops/shop-metafields.server.ts"
import { SHOP_METAFIELDS } from "#app/shop-metafields.server.ts"
import { createCustomer, getCustomer, updateCustomer } from "#simulator/world/actions/customers.ts"
import { findMetafield } from "#simulator/world/metafields.ts"
import { openApp, openLinkedShop } from "#tests/support/installed-shop.ts"
import { paidOrder, receive, refunded } from "#tests/support/loyalty-shop.ts"
import { openSimulatedAdmin, type SimulatedAdmin, useSimulatedAdmin } from "#tests/support/simulated-admin.ts"
import { type Claimed, claimMembers, findShopsToSync, markWritten, putOff } from "./member-sync-rows.server.ts"
import { requestSync, requestWholeSync } from "./request-sync.server.ts"
import { syncMembers } from "./sync-members.server.ts"

const NAMESPACE = "app--regulars-dev-key"
let admin: SimulatedAdmin

beforeAll(async () => {
  admin = await openSimulatedAdmin()
  useSimulatedAdmin(admin)
})

afterAll(() => admin.close())

/** A shop on both sides. Nothing of other tests is due. */
async function linkedShop(): Promise<string> {
  await acrossShops().query(`UPDATE "MemberSync" SET "written" = "wanted"`)
  await acrossShops().query(`UPDATE "ShopMetafield" SET "written" = "wanted"`)
  return openLinkedShop(admin)
}

const newCustomer = (shop: string) => createCustomer(admin.world, shop, {}, new Date()).admin_graphql_api_id
const tagsOf = (shop: string, gid: string) => getCustomer(admin.world, shop, gid.split("/").at(-1) as never).tags

function metafieldOf(shop: string, gid: string, key = "loyalty"): Record<string, unknown> | null {
  const metafield = findMetafield(admin.world, shop, gid, NAMESPACE, key)
  return metafield && JSON.parse(metafield.value)
}

async function syncRow(shop: string, customerId: string) {
  const { rows } = await acrossShops().query(
    `SELECT "wanted" > "written" AS waits, "tries", "error", "tag", "nextTryAt" > now() AS later FROM "MemberSync"
     WHERE "shop" = $1 AND "customerId" = $2`,
    [shop, customerId],
  )
  return rows[0]
}

test("balance, tier and the way to the next one are written as a metafield, the tier also as a tag", async () => {
  const shop = await linkedShop()
  const customerId = newCustomer(shop)
  const order = paidOrder(1, { customerId, processedAt: new Date().toISOString() })
  await receive(shop, new Date().toISOString(), order)
  expect(await syncMembers()).toBe(1)
  expect(metafieldOf(shop, customerId)).toEqual({
    available: 0,
    pending: 100,
    lifetime: 0,
    debt: 0,
    tier: { id: "bronze", name: "Bronze" },
    next: { id: "silver", name: "Silver", missing: 20_000, unit: "spend", currency: "EUR" },
    joined: true,
    at: expect.any(String),
  })
  expect(tagsOf(shop, customerId)).toContain("regulars-tier-bronze")
  await receive(shop, new Date().toISOString(), refunded(order, 1, new Date(Date.now() + 1000).toISOString()))
  expect(await syncMembers()).toBe(1)
  expect(metafieldOf(shop, customerId)).toMatchObject({ pending: 0, tier: null })
  expect(tagsOf(shop, customerId)).not.toContain("regulars-tier-bronze")
  expect(await syncRow(shop, customerId)).toMatchObject({ waits: false, tries: 0, error: null, tag: null })
  expect(await syncMembers()).toBe(0)
})

test("a tier's tag that was written by a try that never ended does not stay beside the right one", async () => {
  const shop = await linkedShop()
  const [first, second] = [newCustomer(shop), newCustomer(shop)]
  const digits = (gid: string) => gid.split("/").at(-1) as string
  for (const gid of [first, second])
    updateCustomer(admin.world, shop, digits(gid), { tags: ["vip", "regulars-tier-gold"] }, new Date())
  const now = new Date().toISOString()
  await receive(
    shop,
    now,
    ...[first, second].map((customerId, n) => paidOrder(n + 1, { customerId, processedAt: now })),
  )
  // One was being written when its worker was killed, the other's tags came from a customer merged into her.
  await acrossShops().query(`UPDATE "MemberSync" SET "tries" = 1 WHERE "customerId" = $1`, [first])
  await inTransactionAcrossShops((tx) => requestWholeSync(tx, shop, second))
  expect(await syncMembers()).toBe(2)
  expect(tagsOf(shop, first)).toBe("regulars-tier-bronze, vip")
  expect(tagsOf(shop, second)).toBe("regulars-tier-bronze, vip")
  expect(await syncRow(shop, second)).toMatchObject({ waits: false, tag: "regulars-tier-bronze" })
})

test("a customer whom Shopify no longer knows is put off with its words, the others are written", async () => {
  const shop = await linkedShop()
  const known = Array.from({ length: 30 }, () => newCustomer(shop))
  const gone = "gid://shopify/Customer/999999999"
  const orders = [...known, gone].map((customerId, n) => paidOrder(n + 1, { customerId }))
  await receive(shop, "2026-03-10T10:01:00Z", ...orders)
  expect(await syncMembers()).toBe(30)
  expect(known.every((customerId) => metafieldOf(shop, customerId)?.pending === 100)).toBe(true)
  expect(await syncRow(shop, gone)).toMatchObject({ waits: true, tries: 1, later: true, error: expect.any(String) })
})

test("asked to stop, it stops after the members of one call; the others wait for the next worker", async () => {
  const shop = await linkedShop()
  const orders = Array.from({ length: 60 }, (_, n) => paidOrder(n + 1, { customerId: newCustomer(shop) }))
  await receive(shop, "2026-03-10T10:01:00Z", ...orders)
  const stopping = new AbortController()
  const stop = () => stopping.abort() // with the first call that Shopify serves
  admin.world.listeners.push(stop)
  try {
    expect(await syncMembers(stopping.signal)).toBe(25)
  } finally {
    admin.world.listeners = admin.world.listeners.filter((listener) => listener !== stop)
  }
  expect(await syncMembers(stopping.signal)).toBe(0)
  expect(await syncMembers()).toBe(35)
})

test("when Shopify does not let us in, everything waits with the reason and is written when it does", async () => {
  const shop = await linkedShop()
  const customerId = newCustomer(shop)
  await receive(shop, "2026-03-10T10:01:00Z", paidOrder(1, { customerId }))
  await acrossShops().query(`DELETE FROM "Session" WHERE "shop" = $1`, [shop])
  expect(await syncMembers()).toBe(0)
  expect(await syncRow(shop, customerId)).toMatchObject({ waits: true, later: true, error: expect.any(String) })
  await openApp(admin, shop)
  await acrossShops().query(`UPDATE "MemberSync" SET "nextTryAt" = now() - interval '1 s' WHERE "shop" = $1`, [shop])
  expect(await syncMembers()).toBe(1)
  expect(await syncRow(shop, customerId)).toMatchObject({ waits: false, error: null })
})

test("a shop that does not let us in holds up no other: it is tried once, the other is written in full", async () => {
  const [closed, open] = [await linkedShop(), await linkedShop()]
  const many = (shop: string, count: number) =>
    Array.from({ length: count }, (_, n) => paidOrder(n + 1, { customerId: newCustomer(shop) }))
  await receive(closed, "2026-03-10T10:01:00Z", ...many(closed, 60))
  await receive(open, "2026-03-10T10:01:00Z", ...many(open, 60))
  await acrossShops().query(`DELETE FROM "Session" WHERE "shop" = $1`, [closed])
  expect(await syncMembers()).toBe(60)
  const { rows } = await acrossShops().query(
    `SELECT count(*) FILTER (WHERE "tries" = 1) AS tried, count(*) AS waiting FROM "MemberSync"
     WHERE "shop" = $1 AND "wanted" > "written"`,
    [closed],
  )
  expect(rows).toEqual([{ tried: 25, waiting: 60 }])
})

test("a change that comes while the former one is being written stays due", async () => {
  const shop = await linkedShop()
  const customerId = newCustomer(shop)
  await receive(shop, "2026-03-10T10:01:00Z", paidOrder(1, { customerId }))
  const batch = await claimMembers(shop, 25)
  expect(await claimMembers(shop, 25)).toEqual([])
  await inTransactionAcrossShops((tx) => requestSync(tx, shop, [customerId]))
  await markWritten(shop, batch)
  expect(await claimMembers(shop, 25)).toMatchObject([{ customerId, wanted: 2 }])
})

test.each([
  ["done", (shop: string, late: Claimed[]) => markWritten(shop, late)],
  ["failed", (shop: string, late: Claimed[]) => putOff(shop, late, "no answer", 0)],
])("whoever is %s after their lease has the row written again: they may have written what was old", async (_, end) => {
  const shop = await linkedShop()
  const customerId = newCustomer(shop)
  await receive(shop, "2026-03-10T10:01:00Z", paidOrder(1, { customerId }))
  const late = await claimMembers(shop, 25)
  const expire = `UPDATE "MemberSync" SET "nextTryAt" = now() - interval '1 second' WHERE "shop" = $1`
  await shopDb(shop).query(expire, [shop])
  const [next] = await claimMembers(shop, 25)
  await markWritten(shop, [next as Claimed])
  expect(await syncRow(shop, customerId)).toMatchObject({ waits: false })
  await end(shop, late)
  expect(await syncRow(shop, customerId)).toMatchObject({ waits: true, tag: "" })
  expect(await syncMembers()).toBe(1)
  expect(await syncRow(shop, customerId)).toMatchObject({ waits: false, error: null })
  expect(metafieldOf(shop, customerId)).toMatchObject({ pending: 100 })
})

test("tags that became unknown while a member was being written stay so", async () => {
  const shop = await linkedShop()
  const customerId = newCustomer(shop)
  await receive(shop, "2026-03-10T10:01:00Z", paidOrder(1, { customerId }))
  const batch = await claimMembers(shop, 25)
  await inTransactionAcrossShops((tx) => requestWholeSync(tx, shop, customerId))
  await markWritten(shop, batch)
  expect(await claimMembers(shop, 25)).toMatchObject([{ customerId, tag: "" }])
})

test("a shop that uninstalled the app is left alone", async () => {
  const shop = await linkedShop()
  await receive(shop, "2026-03-10T10:01:00Z", paidOrder(1, { customerId: newCustomer(shop) }))
  await acrossShops().query(`UPDATE "Shop" SET "uninstalledAt" = now() WHERE "shop" = $1`, [shop])
  expect(await findShopsToSync("", [], 100)).toEqual([])
  expect(await syncShopMetafields(SHOP_METAFIELDS)).toBe(0)
})

test("publishing writes what shoppers may know of the programme to the shop", async () => {
  const shop = await linkedShop()
  expect(await syncShopMetafields(SHOP_METAFIELDS)).toBe(1)
  const { rows } = await acrossShops().query(`SELECT "gid" FROM "Shop" WHERE "shop" = $1`, [shop])
  expect(metafieldOf(shop, rows[0].gid, "programme")).toMatchObject({
    version: 1,
    currency: "EUR",
    rates: { EUR: { points: 1, perMinor: 100 } },
    pending: { from: "payment", days: 14 },
    tiers: [{ id: "bronze" }, { id: "silver" }, { id: "gold" }],
  })
  expect(await syncShopMetafields(SHOP_METAFIELDS)).toBe(0)
})
