import { afterAll, beforeAll, expect, test } from "vitest"
import { inShop } from "#app/lib/db.server.ts"
import { toGid } from "#app/shopify/gid.ts"
import { createCustomer } from "#simulator/world/actions/customers.ts"
import { know } from "#tests/support/known-customer.ts"
import { openSimulatedAdmin, type SimulatedAdmin, useSimulatedAdmin } from "#tests/support/simulated-admin.ts"
import { openSweptShop } from "#tests/support/swept-shop.ts"
import { join } from "../member.server.ts"
import { readMemberList } from "./list-members.server.ts"

/** Names are sealed here, so Shopify is asked whom they belong to. */

const SHOP = "names.myshopify.com"
const AT = new Date()
let admin: SimulatedAdmin

beforeAll(async () => {
  admin = await openSimulatedAdmin()
  useSimulatedAdmin(admin)
  await openSweptShop(admin, SHOP, AT, (rules) => {
    rules.members.who = "joined"
  })
})

afterAll(() => admin.close())

async function person(firstName: string, lastName: string, email: string, member: boolean): Promise<void> {
  const customerId = toGid("Customer", createCustomer(admin.world, SHOP, { firstName, lastName, email }, AT).id)
  await know(SHOP, customerId, { firstName, lastName, email })
  if (member) await inShop(SHOP, (tx) => join(tx, SHOP, customerId, "staff", AT))
}

const search = (words: string) => readMemberList(SHOP, { search: words, after: null }, "UTC")

test("members and those who could join are found by the beginnings of their names, in any alphabet", async () => {
  await person("Анна", "Петрова", "anna@example.com", true)
  await person("Анна", "Иванова", "ai@example.com", false)
  await person("Boris", "O'Neil", "boris@example.com", true)
  expect(await search("анна пет")).toMatchObject({ rows: [{ name: "Анна Петрова" }], outsiders: [], notice: null })
  expect(await search("Анна")).toMatchObject({
    rows: [{ name: "Анна Петрова", email: "anna@example.com" }],
    outsiders: [{ name: "Анна Иванова" }],
  })
  expect((await search("boris@ex")).rows).toMatchObject([{ name: "Boris O'Neil" }])
  expect(await search("Nobody")).toMatchObject({ rows: [], next: null, outsiders: [], notice: null })
  expect(await search("tag:vip OR (Anna)")).toMatchObject({ rows: [], notice: null })
})

test("whom Shopify finds but we do not know is left out, and of very many the first are taken", async () => {
  for (let n = 0; n < 51; n += 1)
    createCustomer(admin.world, SHOP, { firstName: "Зорница", email: `z${n}@example.com` }, AT)
  expect(await search("Зорница")).toMatchObject({ rows: [], next: null, outsiders: [], notice: "more" })
})
