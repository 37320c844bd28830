import { randomBytes } from "node:crypto"
import { afterAll, beforeAll, expect, test } from "vitest"
import { acrossShops, shopDb } from "#app/lib/db.server.ts"
import { addShopKey, forgetKeys } from "#app/lib/vault/vault.server.ts"
import { grant } from "#app/loyalty/members/goodwill.server.ts"
import { readStatement } from "#app/loyalty/members/statement.server.ts"
import { resealData } from "#app/privacy/reseal-data.server.ts"
import { findEventsOf } from "#app/queue/personal-events.server.ts"
import { findCustomersByContact, findPersons } from "#app/records/customers/persons.server.ts"
import { sealToken } from "#app/shopify/sealed-token.server.ts"
import { freshAccess } from "#app/shopify/tokens.server.ts"
import { know, knowAll } from "#tests/support/known-customer.ts"
import { answerPrivacyRequests } from "#tests/support/privacy-office.ts"
import { CUSTOMER, openToldShop, paid, tell } from "#tests/support/told-shop.ts"
import { type Door, openDoor } from "#tests/support/webhook-door.ts"

/** New data keys: everything is sealed anew in the background, whatever stops it, and only then are the old keys destroyed. */

let door: Door

beforeAll(async () => {
  door = await openDoor()
})

afterAll(() => door.stop())

const going = () => new AbortController().signal

/** The versions that the sealed values of a shop carry. */
async function versionsIn(shop: string): Promise<number[]> {
  const { rows } = await shopDb(shop).query<{ version: Buffer }>(
    `SELECT DISTINCT substring(v FROM 2 FOR 4) AS version FROM (
       SELECT "sealed" FROM "Customer" WHERE "shop" = $1 UNION ALL SELECT "sealed" FROM "Note" WHERE "shop" = $1
       UNION ALL SELECT "body" FROM "WebhookEvent" WHERE "shop" = $1 AND "sealed"
       UNION ALL SELECT "file" FROM "PrivacyRequest" WHERE "shop" = $1
       UNION ALL SELECT decode(substring("accessToken" FROM 8), 'base64') FROM "Session" WHERE "shop" = $1) AS all_of(v)
     WHERE v IS NOT NULL ORDER BY 1`,
    [shop],
  )
  return rows.map((row) => row.version.readUInt32BE())
}

async function livingKeys(shop: string): Promise<number[]> {
  const { rows } = await shopDb(shop).query<{ version: number }>(
    `SELECT "version" FROM "ShopKey" WHERE "shop" = $1 AND "wrapped" IS NOT NULL ORDER BY 1`,
    [shop],
  )
  return rows.map((row) => row.version)
}

const letTenMinutesPass = (shop: string) =>
  shopDb(shop).query(`UPDATE "ShopKey" SET "createdAt" = "createdAt" - interval '11 minutes' WHERE "shop" = $1`, [shop])

test("after a rotation everything opens under the new key, the old one is gone, and nobody is lost on the way", async () => {
  const shop = await openToldShop()
  await tell(door, shop, "orders/paid", paid())
  const people = Array.from({ length: 600 }, (_, n) => ({
    customerId: `gid://shopify/Customer/${n + 1}`,
    email: `p${n}@example.com`,
  }))
  await knowAll(shop, people)
  await grant(shop, { customerId: CUSTOMER, points: 5, reason: "Счупена чаша", staff: "7", key: "k1", at: new Date() })
  await tell(door, shop, "customers/data_request", { customer: { id: "115310627314723954" }, data_request: { id: 1 } })
  await answerPrivacyRequests()
  const token = randomBytes(8).toString("hex")
  await shopDb(shop).query(
    `INSERT INTO "Session" ("id", "shop", "state", "accessToken") VALUES ('offline_' || $1, $1, '', $2)`,
    [shop, await sealToken(shop, token)],
  )
  expect(await versionsIn(shop)).toEqual([1])
  expect(await addShopKey(shop)).toBe(2)
  expect(await resealData(going())).toBe(0) // other processes may still seal with the old key
  expect(await livingKeys(shop)).toEqual([1, 2])

  await letTenMinutesPass(shop)
  const stopped = new AbortController()
  stopped.abort()
  await resealData(stopped.signal)
  expect(await livingKeys(shop)).toEqual([1, 2])
  expect(await resealData(going())).toBeGreaterThan(600)
  expect(await livingKeys(shop)).toEqual([2])
  expect(await versionsIn(shop)).toEqual([2])

  forgetKeys(shop)
  expect((await findPersons(shop, [CUSTOMER])).get(CUSTOMER)?.firstName).toBe("John")
  expect(await findCustomersByContact(shop, "email", "P599@example.com")).toEqual(["gid://shopify/Customer/600"])
  expect((await readStatement(shop, CUSTOMER)).entries[0]?.reason).toBe("Счупена чаша")
  expect((await freshAccess(shop))?.accessToken).toBe(token)
  const topics: string[] = []
  for await (const events of findEventsOf({ shop, customerIds: [CUSTOMER], contacts: [], orderIds: [] }))
    topics.push(...events.map((event) => event.topic))
  expect(topics).toEqual(["orders/paid", "customers/data_request"])
})

test("a value that no longer opens keeps the old key from being destroyed, and stops nothing else", async () => {
  const shop = await openToldShop()
  await know(shop, "gid://shopify/Customer/1", { firstName: "Анна" })
  await know(shop, "gid://shopify/Customer/2", { firstName: "Борис" })
  await acrossShops().query(
    `UPDATE "Customer" SET "sealed" = set_byte("sealed", 30, 0) || '\\x00' WHERE "shop" = $1 AND "customerId" LIKE '%/1'`,
    [shop],
  )
  await addShopKey(shop)
  await letTenMinutesPass(shop)
  await resealData(going())
  expect(await livingKeys(shop)).toEqual([1, 2])
  expect((await findPersons(shop, ["gid://shopify/Customer/2"])).get("gid://shopify/Customer/2")?.firstName).toBe(
    "Борис",
  )
})
