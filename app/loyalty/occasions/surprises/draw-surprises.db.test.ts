import { beforeEach, expect, test } from "vitest"
import { inShop, shopDb } from "#app/lib/db.server.ts"
import { joinedRules, openShop, paidOrder, publishRules, receive } from "#tests/support/loyalty-shop.ts"
import { insertMembers } from "../../members/member-rows.server.ts"
import type { ProgrammeRules } from "../../programme/programme-rules.ts"
import { verify } from "../../verify.server.ts"
import { keepDays } from "../keep-days.server.ts"
import type { OccasionRules } from "../occasion-rules.ts"

const REGULARS = Array.from({ length: 8 }, (_, n) => `gid://shopify/Customer/${7000 + n}`)
const RARE = "gid://shopify/Customer/7100"
const never = new AbortController().signal
const at = (moment: string) => keepDays(() => new Date(moment), never)

const rulesWith = (surprise: Partial<OccasionRules["surprise"]>): ProgrammeRules =>
  joinedRules((rules) => {
    const rule = { on: true, points: 50, budget: 200, orders: 2, days: 60, fromTier: null, everyMonths: 6 }
    rules.occasions.surprise = { ...rule, ...surprise }
  })

let shop: string
beforeEach(async () => {
  shop = await openShop(rulesWith({}))
  const everybody = [...REGULARS, RARE]
  await inShop(shop, async (tx) => {
    await tx.query(
      `INSERT INTO "Customer" ("shop", "customerId", "tags", "factAt", "tagsKnown")
       SELECT $1, id, '{}', now(), true FROM unnest($2::text[]) AS id`,
      [shop, everybody],
    )
    await insertMembers(tx, shop, everybody, "staff", new Date("2026-01-02T00:00:00Z"))
  })
  const orders = everybody.flatMap((customerId, index) =>
    (customerId === RARE ? [1] : [1, 2]).map((n) =>
      paidOrder(index * 10 + n, { customerId, processedAt: `2026-03-0${n}T10:00:00.000Z` }),
    ),
  )
  await receive(shop, "2026-03-03T00:00:00Z", ...orders)
})

type Gift = { day: string; customerId: string; points: number; drawnFrom: number }

async function gifts(): Promise<Gift[]> {
  const { rows } = await shopDb(shop).query<Gift>(
    `SELECT "day", "customerId", "points", "drawnFrom" FROM "SurpriseGift" WHERE "shop" = $1 ORDER BY "day", "customerId"`,
    [shop],
  )
  return rows
}

async function awarded(): Promise<number> {
  const { rows } = await shopDb(shop).query<{ sum: number }>(
    `SELECT coalesce(sum("delta"), 0)::bigint AS sum FROM "PointsEntry" WHERE "shop" = $1 AND "basis"->>'kind' = 'surprise'`,
    [shop],
  )
  return rows[0]?.sum ?? 0
}

test("regulars are drawn day by day, each once, and the month's budget is given to the point and no further", async () => {
  for (let day = 4; day <= 31; day += 1) await at(`2026-03-${String(day).padStart(2, "0")}T12:00:00Z`)
  const given = await gifts()
  expect(given).toHaveLength(4)
  expect(new Set(given.map((gift) => gift.customerId)).size).toBe(4)
  expect(given.every(({ customerId }) => REGULARS.includes(customerId))).toBe(true)
  expect(given.map((gift) => gift.drawnFrom)).toEqual([8, 7, 6, 5])
  expect(await awarded()).toBe(200)
  expect((await verify(shop, new Date("2026-04-01T00:00:00Z"))).differences).toEqual([])
})

test("nobody is given two within the months between, also when the next month has a budget", async () => {
  await at("2026-03-31T12:00:00Z")
  await at("2026-04-30T12:00:00Z")
  const given = await gifts()
  expect(given).toHaveLength(8)
  expect(new Set(given.map((gift) => gift.customerId)).size).toBe(8)
})

test("many workers at once never overdraw the budget", async () => {
  await Promise.all(Array.from({ length: 6 }, () => at("2026-03-31T12:00:00Z")))
  expect(await gifts()).toHaveLength(4)
  expect(await awarded()).toBe(200)
})

test("a draw can be made again from its seed: the same people come out", async () => {
  await at("2026-03-31T12:00:00Z")
  const drawn = (await gifts()).map((gift) => gift.customerId)
  const { rows } = await shopDb(shop).query<{ customerId: string }>(
    `SELECT id AS "customerId" FROM unnest($2::text[]) AS id ORDER BY sha256(convert_to(
       (SELECT min("seed") FROM "SurpriseGift" WHERE "shop" = $1) || ' ' || id, 'UTF8')) LIMIT 4`,
    [shop, REGULARS],
  )
  expect(rows.map((row) => row.customerId).sort()).toEqual(drawn.sort())
})

test("a level of the programme and those above it; one that is gone is nobody's", async () => {
  await publishRules(shop, rulesWith({ fromTier: "silver" }), new Date("2026-03-05T00:00:00Z"))
  await shopDb(shop).query(`UPDATE "Member" SET "tierId" = 'gold' WHERE "shop" = $1 AND "customerId" = $2`, [
    shop,
    REGULARS[3],
  ])
  await at("2026-03-31T12:00:00Z")
  expect((await gifts()).map((gift) => gift.customerId)).toEqual([REGULARS[3]])
  await publishRules(shop, rulesWith({ fromTier: "platinum", everyMonths: 1 }), new Date("2026-04-05T00:00:00Z"))
  await at("2026-05-31T12:00:00Z")
  expect(await gifts()).toHaveLength(1)
})

test("who is left out by a tag makes room for the next", async () => {
  await publishRules(
    shop,
    { ...rulesWith({}), exclusions: { ...rulesWith({}).exclusions, customerTags: ["staff"] } },
    new Date("2026-03-05T00:00:00Z"),
  )
  await shopDb(shop).query(`UPDATE "Customer" SET "tags" = '{staff}' WHERE "shop" = $1 AND "customerId" = ANY($2)`, [
    shop,
    REGULARS.slice(0, 5),
  ])
  await at("2026-03-31T12:00:00Z")
  expect((await gifts()).map((gift) => gift.customerId).sort()).toEqual(REGULARS.slice(5))
})
