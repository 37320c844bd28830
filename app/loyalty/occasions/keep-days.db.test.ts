import { beforeEach, expect, test } from "vitest"
import { inShop, shopDb } from "#app/lib/db.server.ts"
import { vaultOf } from "#app/lib/vault/vault.server.ts"
import { sealPerson } from "#app/records/customers/persons.server.ts"
import { ANNA, BORIS, balanceOf, joinedRules, openShop, publishRules } from "#tests/support/loyalty-shop.ts"
import { keepDetails } from "../members/member-details.server.ts"
import { insertMembers } from "../members/member-rows.server.ts"
import { mergeMembers } from "../members/merge-members.server.ts"
import type { ProgrammeRules } from "../programme/programme-rules.ts"
import { verify } from "../verify.server.ts"
import { keepDays } from "./keep-days.server.ts"

const JOINED = new Date("2026-01-02T12:00:00Z")
const never = new AbortController().signal

/** Everything on: 50 for a birthday, 30 for a name day, 20 for an anniversary. */
const giving = (change: (rules: ProgrammeRules) => void = () => {}) =>
  joinedRules((rules) => {
    const { occasions } = rules
    rules.occasions = {
      ...occasions,
      birthday: { on: true, points: 50, message: "" },
      nameDay: { ...occasions.nameDay, on: true, points: 30 },
      anniversary: { on: true, points: 20, message: "Благодарим за годината с нас" },
    }
    change(rules)
  })

let shop: string
beforeEach(async () => {
  shop = await openShop(giving())
  await shopDb(shop).query(`UPDATE "Shop" SET "timezone" = 'Europe/Sofia' WHERE "shop" = $1`, [shop])
})

async function enrol(customerId: string, firstName: string | null, at = JOINED): Promise<void> {
  const vault = await vaultOf(shop)
  const { sealed } = sealPerson(vault, customerId, { email: null, phone: null, firstName, lastName: null })
  await inShop(shop, async (tx) => {
    await tx.query(
      `INSERT INTO "Customer" ("shop", "customerId", "tags", "factAt", "tagsKnown", "sealed") VALUES ($1, $2, '{}', $3, true, $4)`,
      [shop, customerId, at, sealed],
    )
    await insertMembers(tx, shop, [customerId], "staff", at)
  })
}

const tell = (customerId: string, month: number, day: number, at: string, nameDay: string | null = null) =>
  inShop(shop, (tx) =>
    keepDetails(
      tx,
      shop,
      customerId,
      { birthday: { month, day, year: null }, name: null, nameDay },
      "staff",
      new Date(at),
    ),
  )

const at = (moment: string) => keepDays(() => new Date(moment), never)

async function gifts(customerId = ANNA): Promise<[kind: string, day: string, points: number][]> {
  const { rows } = await shopDb(shop).query<{ kind: string; day: string; delta: number }>(
    `SELECT "basis"->>'kind' AS kind, "basis"->>'day' AS day, "delta" FROM "PointsEntry"
     WHERE "shop" = $1 AND "customerId" = $2 AND "code" = 'awarded' ORDER BY "version"`,
    [shop, customerId],
  )
  return rows.map(({ kind, day, delta }) => [kind, day, delta])
}

test("a birthday's gift comes at the shop's midnight, not a second sooner, and once", async () => {
  await enrol(ANNA, null)
  await tell(ANNA, 7, 15, "2026-01-10T00:00:00Z")
  await at("2026-07-14T10:00:00Z")
  await at("2026-07-14T20:59:59Z")
  expect(await gifts()).toEqual([])
  await at("2026-07-14T21:00:00Z")
  expect(await gifts()).toEqual([["birthday", "2026-07-15", 50]])
  await at("2026-07-15T03:00:00Z")
  await at("2026-07-16T03:00:00Z")
  expect(await gifts()).toEqual([["birthday", "2026-07-15", 50]])
  await at("2027-07-14T21:00:00Z")
  expect((await gifts()).map(([kind, day]) => `${kind} ${day}`)).toEqual(["birthday 2026-07-15", "birthday 2027-07-15"])
  expect((await verify(shop, new Date("2027-08-01T00:00:00Z"))).differences).toEqual([])
})

test("a birthday told less than thirty days before is kept the next year", async () => {
  await enrol(ANNA, null)
  await enrol(BORIS, null)
  await tell(ANNA, 7, 15, "2026-06-20T00:00:00Z")
  await tell(BORIS, 7, 15, "2026-06-14T20:00:00Z")
  await at("2026-07-15T00:00:00Z")
  await at("2027-07-15T00:00:00Z")
  expect((await gifts()).map(([, day]) => day)).toEqual(["2027-07-15"])
  expect((await gifts(BORIS)).map(([, day]) => day)).toEqual(["2026-07-15", "2027-07-15"])
})

test("a birthday corrected to another day of the same year is not paid for again, also not in time", async () => {
  await enrol(ANNA, null)
  await tell(ANNA, 3, 15, "2026-01-10T00:00:00Z")
  await at("2026-03-15T00:00:00Z")
  await tell(ANNA, 9, 15, "2026-03-16T00:00:00Z")
  await at("2026-09-15T00:00:00Z")
  expect((await gifts()).map(([, day]) => day)).toEqual(["2026-03-15"])
})

test("29 February is kept on the 28th in years without one", async () => {
  await enrol(ANNA, null)
  await tell(ANNA, 2, 29, "2026-01-10T00:00:00Z")
  await at("2027-02-28T00:00:00Z")
  await at("2028-02-28T00:00:00Z")
  await at("2028-02-29T00:00:00Z")
  expect((await gifts()).filter(([kind]) => kind === "birthday").map(([, day]) => day)).toEqual([
    "2027-02-28",
    "2028-02-29",
  ])
})

test("name days: of the name they told, of Shopify's, of the day they chose; movable ones move", async () => {
  await enrol(ANNA, "Cvetelina")
  await enrol(BORIS, "Трифон")
  await tell(BORIS, 12, 31, "2026-01-03T00:00:00Z", "trifon_zarezan")
  for (const day of ["2026-02-01", "2026-02-14", "2026-04-05", "2027-02-14", "2027-04-05", "2027-04-25"])
    await at(`${day}T01:00:00Z`)
  expect((await gifts()).filter(([kind]) => kind === "name_day")).toEqual([
    ["name_day", "2026-04-05", 30],
    ["name_day", "2027-04-25", 30],
  ])
  expect((await gifts(BORIS)).filter(([kind]) => kind === "name_day").map(([, day]) => day)).toEqual([
    "2026-02-14",
    "2027-02-14",
  ])
})

test("an anniversary is the day of joining in the shop's zone, with the shop's own words", async () => {
  // In Sofia it was the third already.
  await enrol(ANNA, null, new Date("2026-01-02T23:00:00Z"))
  await at("2027-01-02T10:00:00Z")
  expect(await gifts()).toEqual([])
  await at("2027-01-03T10:00:00Z")
  expect(await gifts()).toEqual([["member_anniversary", "2027-01-03", 20]])
})

test("a clock that jumps over days gives what they brought once; what is too long ago is not given", async () => {
  await enrol(ANNA, null)
  await enrol(BORIS, null)
  await tell(ANNA, 7, 15, "2026-01-10T00:00:00Z")
  await tell(BORIS, 6, 1, "2026-01-10T00:00:00Z")
  await at("2026-05-01T00:00:00Z")
  await at("2026-08-01T00:00:00Z")
  await at("2026-08-01T00:00:00Z")
  expect((await gifts()).map(([, day]) => day)).toEqual(["2026-07-15"])
  expect(await gifts(BORIS)).toEqual([])
})

test("a shop that moves to another zone gives nothing twice and misses nothing", async () => {
  await enrol(ANNA, null)
  await tell(ANNA, 7, 15, "2026-01-10T00:00:00Z")
  const move = (zone: string) => shopDb(shop).query(`UPDATE "Shop" SET "timezone" = $2 WHERE "shop" = $1`, [shop, zone])
  await at("2026-07-14T21:30:00Z")
  await move("America/Los_Angeles")
  for (const hour of ["22", "23"]) await at(`2026-07-14T${hour}:00:00Z`)
  await at("2026-07-15T08:00:00Z")
  await move("Pacific/Kiritimati")
  await at("2026-07-15T09:00:00Z")
  const { rows } = await shopDb(shop).query(`SELECT "doneDay", "day" FROM "ShopOccasions" WHERE "shop" = $1`, [shop])
  expect(rows).toEqual([{ doneDay: "2026-07-15", day: null }])
  expect(await gifts()).toEqual([["birthday", "2026-07-15", 50]])
})

test("what a programme gives is what it gave at that midnight; what is switched on later begins with the next", async () => {
  await enrol(ANNA, null)
  await tell(ANNA, 7, 15, "2026-01-10T00:00:00Z")
  await publishRules(
    shop,
    giving((rules) => void Object.assign(rules.occasions.birthday, { on: false })),
    new Date("2026-07-01T00:00:00Z"),
  )
  await publishRules(
    shop,
    giving((rules) => void Object.assign(rules.occasions.birthday, { points: 99 })),
    new Date("2026-07-15T06:00:00Z"),
  )
  await at("2026-07-15T07:00:00Z")
  await at("2026-07-16T07:00:00Z")
  expect(await gifts()).toEqual([])
  await at("2027-07-15T07:00:00Z")
  expect(await gifts()).toEqual([["birthday", "2027-07-15", 99]])
})

test("tiers multiply when the merchant says so, and a level may add to a birthday", async () => {
  await enrol(ANNA, "Иван")
  await tell(ANNA, 7, 15, "2026-01-10T00:00:00Z")
  await publishRules(
    shop,
    giving((rules) => {
      rules.occasions.byTier = true
      const gold = rules.tiers.levels.at(-1)
      if (gold) gold.perks = { switches: [], own: {}, birthdayPoints: 7 }
    }),
    new Date("2026-02-01T00:00:00Z"),
  )
  await shopDb(shop).query(
    `INSERT INTO "TierChange" ("shop", "customerId", "seq", "toTierId", "reason", "measure", "at")
     VALUES ($1, $2, 1, 'gold', 'staff', 0, '2026-03-01')`,
    [shop, ANNA],
  )
  await at("2026-07-15T07:00:00Z")
  expect(await gifts()).toEqual([["birthday", "2026-07-15", 82]])
})

test("two who became one keep their days once a year", async () => {
  await enrol(ANNA, null)
  await enrol(BORIS, null)
  await tell(ANNA, 7, 15, "2026-01-10T00:00:00Z")
  await tell(BORIS, 8, 20, "2026-01-10T00:00:00Z")
  await at("2026-07-15T07:00:00Z")
  await inShop(shop, (tx) => mergeMembers(tx, shop, { goneId: ANNA, keptId: BORIS }, new Date("2026-08-01T00:00:00Z")))
  await at("2026-08-20T07:00:00Z")
  expect((await balanceOf(shop, BORIS)).available).toBe(50)
  await at("2027-08-20T07:00:00Z")
  expect((await balanceOf(shop, BORIS)).available).toBe(100)
})

test("four workers at once give each gift once, and all of them", async () => {
  const many = Array.from({ length: 40 }, (_, n) => `gid://shopify/Customer/${5000 + n}`)
  for (const id of many) {
    await enrol(id, "Георги")
    await tell(id, 5, 6, "2026-01-10T00:00:00Z")
  }
  await Promise.all(Array.from({ length: 4 }, () => at("2026-05-06T00:00:00Z")))
  const sums = await Promise.all(many.map((id) => balanceOf(shop, id)))
  expect(new Set(sums.map((sum) => sum.available))).toEqual(new Set([80]))
})
