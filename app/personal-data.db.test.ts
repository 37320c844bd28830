import { afterAll, beforeAll, expect, test } from "vitest"
import { acrossShops, inShop, shopDb } from "#app/lib/db.server.ts"
import { openFor } from "#app/lib/vault/vault.server.ts"
import { grant } from "#app/loyalty/members/goodwill.server.ts"
import { join } from "#app/loyalty/members/member.server.ts"
import { readStatement } from "#app/loyalty/members/statement.server.ts"
import { findPersons } from "#app/records/customers/persons.server.ts"
import { answerPrivacyRequests } from "#tests/support/privacy-office.ts"
import { balance, CUSTOMER, lastEvent, newDomain, openToldShop, orderIn, paid, tell } from "#tests/support/told-shop.ts"
import { type Door, openDoor } from "#tests/support/webhook-door.ts"
import { toWire } from "#tests/support/webhook-samples.ts"
import { PERSONAL_PLACES, WITHOUT_PERSONS } from "./personal-data.server.ts"
import { findFile, listRequests } from "./privacy/request-rows.server.ts"

let door: Door

beforeAll(async () => {
  door = await openDoor()
})

afterAll(() => door.stop())

const DIGITS = "115310627314723954"
const requestOf = async (shop: string) => (await listRequests(shop))[0]

test("every table stands in the list of places, or is said to hold nothing of a person", async () => {
  const { rows } = await acrossShops().query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  )
  const listed = [...PERSONAL_PLACES.flatMap((place) => place.tables), ...Object.keys(WITHOUT_PERSONS)].sort()
  expect(new Set(listed)).toEqual(new Set(rows.map((row) => row.name)))
  expect(listed).toHaveLength(new Set(listed).size)
})

test("customers/data_request makes the person's file, sealed, due in thirty days, once however often it is told", async () => {
  const shop = await openToldShop()
  await tell(door, shop, "orders/paid", paid())
  await grant(shop, {
    customerId: CUSTOMER,
    points: 5,
    reason: "Счупена чаша",
    staff: "7",
    key: "file-1",
    at: new Date(),
  })
  const asked = { customer: { id: DIGITS, email: "john@example.com" }, data_request: { id: 9999 } }
  await tell(door, shop, "customers/data_request", asked)
  await tell(door, shop, "customers/data_request", asked)
  const waiting = await listRequests(shop)
  expect(waiting).toMatchObject([
    { requestId: "data_request-9999", kind: "data_request", doneAt: null, hasFile: false },
  ])
  const days = ((waiting[0]?.dueAt.getTime() ?? 0) - (waiting[0]?.receivedAt.getTime() ?? 0)) / 86_400_000
  expect(days).toBe(30)
  expect(await answerPrivacyRequests()).toBe(1)
  expect(await requestOf(shop)).toMatchObject({ hasFile: true, error: null })
  const sealed = (await findFile(shop, "data_request-9999")) as Buffer
  expect(sealed.includes(Buffer.from("John"))).toBe(false)
  const file = JSON.parse(await openFor(shop, "PrivacyRequest data_request-9999", sealed))
  expect(file).toMatchObject({ shop, customerIds: [CUSTOMER] })
  const places = Object.fromEntries(file.places.map((one: { place: string; data: unknown[] }) => [one.place, one.data]))
  expect(places.customer).toMatchObject([{ firstName: "John", lastName: "Smith" }])
  expect(places.orders).toMatchObject([{ name: "#9999" }])
  expect(places["notes by staff"]).toMatchObject([{ words: "Счупена чаша" }])
  expect(places.points).toHaveLength(2)
  expect(places["messages from Shopify"].length).toBeGreaterThan(0)
})

test("a redacted person stays erased when something older about them comes late, and the ledger stays exact", async () => {
  const shop = await openToldShop()
  await tell(door, shop, "orders/paid", paid())
  await grant(shop, { customerId: CUSTOMER, points: 5, reason: "for John", staff: "7", key: "late-1", at: new Date() })
  await tell(door, shop, "customers/redact", { customer: { id: DIGITS, email: "john@example.com" } })
  expect(await answerPrivacyRequests()).toBe(1)
  await tell(door, shop, "orders/updated", paid({ updated_at: "2030-01-01T00:00:00Z", note: "late" }))
  await tell(door, shop, "customers/update", { ...(paid().customer as object), updated_at: "2030-01-01T00:00:00Z" })
  expect((await findPersons(shop, [CUSTOMER])).get(CUSTOMER)).toEqual({
    email: null,
    phone: null,
    firstName: null,
    lastName: null,
  })
  expect((await readStatement(shop, CUSTOMER)).entries.map((entry) => entry.reason)).toEqual([null, null])
  const { available, pending } = await balance(shop)
  expect(available + pending).toBe(419)
})

test("an address that only an order of theirs had, and their language, do not come back either", async () => {
  const shop = await openToldShop()
  const former = { email: "before@example.com", contact_email: "before@example.com" }
  await tell(door, shop, "orders/paid", paid(former))
  await tell(door, shop, "customers/redact", { customer: { id: DIGITS, email: "john@example.com" } })
  await answerPrivacyRequests()
  const late = { updated_at: "2030-01-01T00:00:00Z" }
  await tell(door, shop, "orders/updated", paid({ ...former, ...late, note: "late" }))
  await tell(door, shop, "customers/update", { ...(paid().customer as object), ...late, locale: "de" })
  const { rows } = await shopDb(shop).query(
    `SELECT o."emailIndex", c."locale" FROM "Order" o JOIN "Customer" c USING ("shop", "customerId") WHERE "shop" = $1`,
    [shop],
  )
  expect(rows).toEqual([{ emailIndex: null, locale: null }])
})

test("who was forgotten and joins anew, signed in, is known again from then on", async () => {
  const shop = await openToldShop({}, "joined")
  const customer = { ...(paid().customer as object), updated_at: "2030-01-01T00:00:00Z" }
  await tell(door, shop, "customers/update", customer)
  await tell(door, shop, "customers/redact", { customer: { id: DIGITS } })
  await answerPrivacyRequests()
  const name = async () => (await findPersons(shop, [CUSTOMER])).get(CUSTOMER)?.firstName
  for (const by of ["staff", "storefront"] as const) {
    await inShop(shop, (tx) => join(tx, shop, CUSTOMER, by, new Date()))
    await tell(door, shop, "customers/update", customer)
    expect(await name()).toBe(by === "staff" ? null : "John")
  }
})

test("an order whose message was not worked off yet is read from Shopify instead of being lost with the person", async () => {
  const shop = await openToldShop()
  await tell(door, shop, "orders/paid", paid())
  await door.deliver({ shop, topic: "orders/updated", body: toWire(paid({ updated_at: "2030-01-01T00:00:00Z" })) })
  await tell(door, shop, "customers/redact", { customer: { id: DIGITS } })
  await door.deliver({ shop, topic: "orders/cancelled", body: toWire(paid({ updated_at: "2030-01-02T00:00:00Z" })) })
  expect(await answerPrivacyRequests()).toBe(1)
  expect((await orderIn(shop))?.doubtfulSince).not.toBeNull()
  expect(await lastEvent(shop)).toEqual({ state: "ignored", error: "the person it named was erased" })
})

test("a guest is found and erased by the address alone, in orders and in stored messages", async () => {
  const shop = await openToldShop()
  const guest = { customer: null, email: "Guest@Example.com", contact_email: "guest@example.com", phone: null }
  await tell(door, shop, "orders/paid", paid(guest))
  const index = `SELECT count(*) AS n FROM "Order" WHERE "shop" = $1 AND "emailIndex" IS NOT NULL`
  expect((await shopDb(shop).query(index, [shop])).rows[0].n).toBe(1)
  await tell(door, shop, "customers/redact", { customer: { email: "GUEST@example.com" }, orders_to_redact: [] })
  expect(await answerPrivacyRequests()).toBe(1)
  expect((await shopDb(shop).query(index, [shop])).rows[0].n).toBe(0)
  const { rows } = await shopDb(shop).query(
    `SELECT "topic", "body" = '{}' AS emptied FROM "WebhookEvent" WHERE "shop" = $1 ORDER BY "id"`,
    [shop],
  )
  expect(rows).toEqual([
    { topic: "orders/paid", emptied: true },
    { topic: "customers/redact", emptied: true },
  ])
})

test("shop/redact of a shop that left erases everybody and destroys its keys", async () => {
  const shop = await openToldShop()
  await tell(door, shop, "orders/paid", paid())
  await tell(door, shop, "app/uninstalled", { domain: null })
  await tell(door, shop, "shop/redact", { shop_domain: shop })
  expect(await answerPrivacyRequests()).toBe(1)
  const { rows } = await shopDb(shop).query(
    `SELECT (SELECT count(*) FROM "ShopKey" WHERE "shop" = $1 AND "wrapped" IS NOT NULL) AS keys,
       (SELECT count(*) FROM "Customer" WHERE "shop" = $1 AND "sealed" IS NOT NULL) AS persons,
       (SELECT count(*) FROM "WebhookEvent" WHERE "shop" = $1 AND "body" <> '{}') AS bodies,
       (SELECT "available" + "pending" FROM "PointsAccount" WHERE "shop" = $1) AS points`,
    [shop],
  )
  expect(rows[0]).toEqual({ keys: 0, persons: 0, bodies: 0, points: 414 })
})

test("a request that says neither who nor which order is let pass, with the reason", async () => {
  const shop = newDomain()
  await tell(door, shop, "customers/redact", { shop_domain: shop })
  expect(await listRequests(shop)).toEqual([])
})
