import { afterAll, beforeAll, expect, test } from "vitest"
import { acrossShops, inTransactionAcrossShops } from "#app/lib/db.server.ts"
import { parseJsonExact } from "#app/lib/json.ts"
import { toGid } from "#app/shopify/gid.ts"
import { readCustomer } from "#app/shopify/operations/customers.server.ts"
import { createCustomer } from "#simulator/world/actions/customers.ts"
import { customerPayload } from "#simulator/world/emit.ts"
import { toWire } from "#simulator/world/wire.ts"
import { installAndOpen } from "#tests/support/installed-shop.ts"
import { openSimulatedAdmin, type SimulatedAdmin, useSimulatedAdmin } from "#tests/support/simulated-admin.ts"
import { saveCustomers } from "./customers.server.ts"
import { customerFromAdminApi } from "./from-admin-api.ts"
import { readCustomerPayload } from "./from-webhook.ts"
import { findPersons } from "./persons.server.ts"
import { noteCustomers, readCustomers } from "./read-customers.server.ts"

const SHOP = "regulars-of-old.myshopify.com"
const now = () => new Date()

let admin: SimulatedAdmin

beforeAll(async () => {
  admin = await openSimulatedAdmin()
  useSimulatedAdmin(admin)
  await installAndOpen(admin, SHOP)
})

afterAll(() => admin.close())

const stored = async (customerId: string) =>
  (await acrossShops().query(`SELECT * FROM "Customer" WHERE "shop" = $1 AND "customerId" = $2`, [SHOP, customerId]))
    .rows[0]
const person = async (customerId: string) => (await findPersons(SHOP, [customerId])).get(customerId)
const note = (customerId: string) => inTransactionAcrossShops((tx) => noteCustomers(tx, SHOP, [customerId]))

test("a customer from before the install, who joins, is read with name, e-mail, language and tags", async () => {
  const input = { firstName: "Анна", lastName: "Петрова", email: "Anna@Example.com", tags: ["vip"] }
  const gid = toGid("Customer", createCustomer(admin.world, SHOP, input, now()).id)
  await note(gid)
  await readCustomers(now, new AbortController().signal)
  expect(await person(gid)).toMatchObject({ firstName: "Анна", lastName: "Петрова", email: "anna@example.com" })
  expect((await stored(gid)).tags).toEqual(["vip"])
})

test("one whom Shopify does not know is gone", async () => {
  const gid = "gid://shopify/Customer/404"
  await note(gid)
  await readCustomers(now, new AbortController().signal)
  expect((await stored(gid)).deletedAt).not.toBeNull()
})

test("whom we know already is not asked for again", async () => {
  const gid = toGid(
    "Customer",
    createCustomer(admin.world, SHOP, { firstName: "Иван", email: "i@example.com" }, now()).id,
  )
  const known = { ...customerFromAdminApi(await fromShopify(gid)), firstName: "Ivan" }
  await inTransactionAcrossShops((tx) => saveCustomers(tx, SHOP, [known]))
  await note(gid)
  await readCustomers(now, new AbortController().signal)
  expect((await person(gid))?.firstName).toBe("Ivan")
})

test("a webhook and the Admin API tell the same customer, but for the tags and language that webhooks leave out", async () => {
  const record = createCustomer(
    admin.world,
    SHOP,
    { firstName: "Ольга", email: "olga@example.com", tags: ["b2b"] },
    now(),
  )
  const told = readCustomerPayload(parseJsonExact(toWire(customerPayload(record))))
  const read = customerFromAdminApi(await fromShopify(toGid("Customer", record.id)))
  expect(told).toEqual({ ...read, tags: null, locale: null })
})

async function fromShopify(gid: string) {
  const node = await readCustomer(SHOP, gid)
  if (!node) throw new Error(`no ${gid}`)
  return node
}
