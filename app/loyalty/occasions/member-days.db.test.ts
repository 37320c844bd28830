import { beforeEach, expect, test } from "vitest"
import { inShop, shopDb } from "#app/lib/db.server.ts"
import { vaultOf } from "#app/lib/vault/vault.server.ts"
import { sealPerson } from "#app/records/customers/persons.server.ts"
import { ANNA, BORIS, joinedRules, openShop } from "#tests/support/loyalty-shop.ts"
import { keepDetails, type MemberDetails } from "../members/member-details.server.ts"
import { insertMembers } from "../members/member-rows.server.ts"
import { saveDraft } from "../programme/programme.server.ts"
import { keepDays } from "./keep-days.server.ts"
import { findMemberDays } from "./member-days.server.ts"
import { findOccasionsAhead } from "./occasions-ahead.server.ts"

const NOW = new Date("2026-04-01T12:00:00Z")
const rules = joinedRules(({ occasions }) => {
  occasions.nameDay.on = true
  occasions.birthday = { on: true, points: 70, message: "" }
})

let shop: string
beforeEach(async () => {
  shop = await openShop(rules)
  const vault = await vaultOf(shop)
  for (const [customerId, firstName] of [
    [ANNA, "Anna"],
    [BORIS, "Boris"],
  ] as const) {
    const { sealed } = sealPerson(vault, customerId, { email: null, phone: null, firstName, lastName: null })
    await shopDb(shop).query(
      `INSERT INTO "Customer" ("shop", "customerId", "tags", "factAt", "tagsKnown", "sealed") VALUES ($1, $2, '{}', $3, true, $4)`,
      [shop, customerId, NOW, sealed],
    )
  }
  await inShop(shop, (tx) => insertMembers(tx, shop, [ANNA, BORIS], "staff", new Date("2026-01-02T00:00:00Z")))
})

const tell = (details: Partial<MemberDetails>, at = new Date("2026-02-01T00:00:00Z")) =>
  inShop(shop, (tx) => keepDetails(tx, shop, ANNA, { birthday: null, name: null, ...details }, "staff", at))

test("a member's days by the name Shopify has, with what the programme gives for each", async () => {
  const days = await findMemberDays(shop, ANNA, NOW)
  expect(days).toMatchObject({
    birthday: null,
    nameDay: { id: "zimna_anna", chosen: false },
    next: {
      birthday: null,
      nameDay: { day: "2026-12-09", points: 50 },
      anniversary: { day: "2027-01-02", points: 0 },
    },
  })
  expect(days?.ofName.map(({ id }) => id)).toEqual(["zimna_anna", "letna_anna"])
})

test("a name that was told goes before, and a day that was chosen before both; the choice can be taken back", async () => {
  await tell({ name: "Цветелина", birthday: { day: 29, month: 2, year: null } })
  expect(await findMemberDays(shop, ANNA, NOW)).toMatchObject({
    birthday: { day: 29, month: 2 },
    nameDay: { id: "tsvetnitsa" },
    next: { birthday: { day: "2027-02-28", points: 70 }, nameDay: { day: "2026-04-05" } },
  })
  await tell({ nameDay: "vsi_svetii" })
  expect(await findMemberDays(shop, ANNA, NOW)).toMatchObject({
    birthday: { day: 29, month: 2 },
    nameDay: { id: "vsi_svetii", chosen: true },
    next: { nameDay: { day: "2026-06-07" } },
  })
  await tell({ nameDay: "" })
  expect(await findMemberDays(shop, ANNA, NOW)).toMatchObject({ nameDay: { id: "tsvetnitsa", chosen: false } })
})

test("who is no member keeps nothing", async () => {
  expect(await findMemberDays(shop, "gid://shopify/Customer/9", NOW)).toBeNull()
})

test("the next thirty days are counted by the saved draft, once who keeps what was looked up", async () => {
  await tell({ birthday: { day: 15, month: 4, year: 1990 } })
  await keepDays(() => NOW, new AbortController().signal)
  expect(await findOccasionsAhead(shop, "UTC", NOW)).toEqual({
    counts: { birthday: 1, nameDay: 0, anniversary: 0 },
    points: 70,
    surprises: [],
  })
  await saveDraft(shop, { ...rules, occasions: { ...rules.occasions, birthday: { on: true, points: 5, message: "" } } })
  // Boris keeps his name day on 2 May: from the next day on it is within thirty days.
  expect(await findOccasionsAhead(shop, "UTC", new Date("2026-04-02T12:00:00Z"))).toMatchObject({
    counts: { birthday: 1, nameDay: 1 },
    points: 55,
  })
})

test("marks tell nobody a day: those of two shops differ, and they are gone with the person", async () => {
  await tell({ birthday: { day: 15, month: 4, year: null } })
  await keepDays(() => NOW, new AbortController().signal)
  const { rows } = await shopDb(shop).query<{ birthday: string; nameDay: string }>(
    `SELECT "birthday", "nameDay" FROM "MemberOccasion" WHERE "shop" = $1 AND "customerId" = $2`,
    [shop, ANNA],
  )
  expect(rows[0]?.birthday).toMatch(/^[0-9a-f]{32}$/)
  const other = await openShop(rules)
  expect(rows[0]?.birthday).not.toBe((await vaultOf(other)).fingerprint("occasion birthday 04-15"))
  expect(rows[0]?.birthday).toBe((await vaultOf(shop)).fingerprint("occasion birthday 04-15"))
})
