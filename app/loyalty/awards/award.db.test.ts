import { expect, test } from "vitest"
import { inShop, shopDb } from "#app/lib/db.server.ts"
import {
  ANNA,
  BORIS,
  balanceOf,
  joinedRules,
  openShop,
  publishRules,
  simpleRules,
} from "#tests/support/loyalty-shop.ts"
import { deduct } from "../members/goodwill.server.ts"
import { insertMembers } from "../members/member-rows.server.ts"
import { mergeMembers } from "../members/merge-members.server.ts"
import { startPause } from "../programme/pauses.server.ts"
import { verify } from "../verify.server.ts"
import { type Award, award } from "./award.server.ts"
import { withdrawAward } from "./withdraw-award.server.ts"

const AT = new Date("2026-03-10T10:00:00Z")
const BIRTHDAY: Award = { customerId: ANNA, kind: "birthday", points: 50, key: "birthday:2026", at: AT }

/** A shop whose members are these. */
async function shopOf(members: string[], rules = joinedRules()): Promise<string> {
  const shop = await openShop(rules)
  await inShop(shop, async (tx) => {
    await tx.query(
      `INSERT INTO "Customer" ("shop", "customerId", "tags", "factAt", "tagsKnown")
       SELECT $1, id, '{}', now(), true FROM unnest($2::text[]) AS id`,
      [shop, members],
    )
    await insertMembers(tx, shop, members, "staff", new Date("2026-01-02T00:00:00Z"))
  })
  return shop
}

const give = (shop: string, ...awards: Award[]) => inShop(shop, (tx) => award(tx, shop, awards))
const takeBack = (shop: string, customerId = ANNA) =>
  inShop(shop, (tx) => withdrawAward(tx, shop, { customerId, key: "birthday:2026", at: AT }))

async function isClean(shop: string): Promise<void> {
  expect((await verify(shop, new Date("2026-06-01T00:00:00Z"))).differences).toEqual([])
}

test("many people are given theirs in one call, and Shopify is to be told", async () => {
  const shop = await shopOf([ANNA, BORIS])
  const outcomes = await give(shop, BIRTHDAY, { ...BIRTHDAY, customerId: BORIS, points: 70 })
  expect(outcomes).toMatchObject([
    { ok: true, customerId: ANNA, replayed: false, entry: { code: "awarded", delta: 50, basis: { kind: "birthday" } } },
    { ok: true, customerId: BORIS, replayed: false, entry: { delta: 70, programmeVersion: 1 } },
  ])
  expect(await balanceOf(shop)).toEqual({ available: 50, pending: 0, debt: 0, lifetime: 50 })
  const { rowCount } = await shopDb(shop).query(`SELECT FROM "MemberSync" WHERE "shop" = $1`, [shop])
  expect(rowCount).toBe(2)
  await isClean(shop)
})

test("asked for again it is the stored entry, whatever was published since; something else under its key is a conflict", async () => {
  const shop = await shopOf([ANNA])
  await give(shop, BIRTHDAY)
  await publishRules(
    shop,
    joinedRules((rules) => {
      rules.goodwill.maxPoints = 5
    }),
    new Date("2026-03-01T00:00:00Z"),
  )
  expect(await give(shop, BIRTHDAY, BIRTHDAY)).toMatchObject([
    { ok: true, replayed: true },
    { ok: true, replayed: true },
  ])
  expect(await give(shop, { ...BIRTHDAY, points: 51 })).toEqual([{ ok: false, reason: "conflict" }])
  expect(await give(shop, { ...BIRTHDAY, kind: "survey" })).toEqual([{ ok: false, reason: "conflict" }])
  expect((await balanceOf(shop)).available).toBe(50)
})

test("ten askers at once give it once", async () => {
  const shop = await shopOf([ANNA, BORIS])
  const both = [BIRTHDAY, { ...BIRTHDAY, customerId: BORIS }]
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, (_, n) => give(shop, ...(n % 2 ? both : [...both].reverse()))),
  )
  expect(outcomes.flat().filter((outcome) => outcome.ok && !outcome.replayed)).toHaveLength(2)
  expect((await balanceOf(shop)).available).toBe(50)
  await isClean(shop)
})

test("two customers who became one are one person: what one was given, both were given", async () => {
  const shop = await shopOf([ANNA, BORIS])
  await give(shop, BIRTHDAY)
  await inShop(shop, (tx) => mergeMembers(tx, shop, { goneId: ANNA, keptId: BORIS }, AT))
  for (const customerId of [ANNA, BORIS])
    expect(await give(shop, { ...BIRTHDAY, customerId })).toMatchObject([
      { ok: true, customerId: BORIS, replayed: true },
    ])
  expect((await balanceOf(shop, BORIS)).available).toBe(50)
  await takeBack(shop, ANNA)
  expect(await takeBack(shop, BORIS)).toMatchObject({ ok: true, replayed: true })
  expect(await balanceOf(shop, BORIS)).toEqual({ available: 0, pending: 0, debt: 0, lifetime: 0 })
  await isClean(shop)
})

test("who earns nothing at that moment is given nothing, and may be given it later", async () => {
  const shop = await shopOf(
    [ANNA],
    joinedRules((rules) => {
      rules.exclusions.customerTags = ["staff"]
    }),
  )
  expect(await give(shop, { ...BIRTHDAY, customerId: BORIS })).toEqual([{ ok: false, reason: "not_member" }])
  const early = new Date("2025-01-01T00:00:00Z")
  expect(await give(shop, { ...BIRTHDAY, at: early })).toEqual([{ ok: false, reason: "no_programme" }])
  const rest = { earning: true, spending: false, toAt: new Date("2026-03-20T00:00:00Z"), notice: {} }
  await startPause(shop, rest, "staff", new Date("2026-03-01T00:00:00Z"))
  expect(await give(shop, BIRTHDAY)).toEqual([{ ok: false, reason: "paused" }])
  const tags = (known: boolean, ...names: string[]) =>
    shopDb(shop).query(`UPDATE "Customer" SET "tags" = $2, "tagsKnown" = $3 WHERE "shop" = $1`, [shop, names, known])
  const later = { ...BIRTHDAY, at: new Date("2026-03-21T00:00:00Z") }
  await tags(true, "Staff")
  expect(await give(shop, later)).toEqual([{ ok: false, reason: "excluded" }])
  await tags(false)
  expect(await give(shop, later)).toEqual([{ ok: false, reason: "customer_unknown" }])
  await tags(true)
  expect(await give(shop, later)).toMatchObject([{ ok: true, replayed: false }])
})

test("taken back once, all of it; what was spent is owed", async () => {
  const shop = await shopOf([ANNA])
  expect(await takeBack(shop)).toEqual({ ok: false, reason: "not_awarded" })
  await give(shop, BIRTHDAY)
  await deduct(shop, { customerId: ANNA, points: 30, reason: "spent", staff: "staff", key: "1", at: AT })
  expect(await takeBack(shop)).toMatchObject({ ok: true, replayed: false, entry: { delta: -20, debtDelta: 30 } })
  expect(await takeBack(shop)).toMatchObject({ ok: true, replayed: true })
  expect(await balanceOf(shop)).toEqual({ available: 0, pending: 0, debt: 30, lifetime: 0 })
  expect(await give(shop, BIRTHDAY)).toMatchObject([{ ok: true, replayed: true }])
  await isClean(shop)
})

test("tiers that points measure count what was awarded, also after a merge, and no longer what was taken back", async () => {
  const byPoints = simpleRules((rules) => {
    rules.members.who = "joined"
    rules.tiers.measure = "points"
    rules.tiers.levels = rules.tiers.levels.map((level, index) => ({ ...level, threshold: 50 * (index + 1) }))
  })
  const shop = await shopOf([ANNA, BORIS], byPoints)
  const tierOf = async (customerId: string) => {
    const { rows } = await shopDb(shop).query<{ tierId: string | null }>(
      `SELECT "tierId" FROM "Member" WHERE "shop" = $1 AND "customerId" = $2`,
      [shop, customerId],
    )
    return rows[0]?.tierId
  }
  await give(shop, BIRTHDAY, { ...BIRTHDAY, customerId: BORIS, key: "survey:1", kind: "survey" })
  expect(await tierOf(ANNA)).toBe("bronze")
  await inShop(shop, (tx) => mergeMembers(tx, shop, { goneId: ANNA, keptId: BORIS }, AT))
  expect(await tierOf(BORIS)).toBe("silver")
  await takeBack(shop, ANNA)
  expect(await tierOf(BORIS)).toBe("bronze")
  await isClean(shop)
})
