import { expect, test } from "vitest"
import { acrossShops, inShop } from "#app/lib/db.server.ts"
import {
  ANNA,
  BORIS,
  line,
  openShop,
  paidOrder,
  publishRules,
  receive,
  simpleRules,
} from "#tests/support/loyalty-shop.ts"
import { lockProgramme } from "../programme/programme-lock.server.ts"
import { reviewDue } from "./review-due.server.ts"
import { reviewTiers } from "./review-tiers.server.ts"

async function historyOf(shop: string, customerId = ANNA): Promise<unknown[]> {
  const { rows } = await acrossShops().query({
    text: `SELECT "toTierId", "reason", "at" FROM "TierChange" WHERE "shop" = $1 AND "customerId" = $2 ORDER BY "seq"`,
    values: [shop, customerId],
    rowMode: "array",
  })
  return rows
}

const goldOrder = () => paidOrder(1, { lines: [line(10, 60_000)] })

test("a tier of a calendar year ends at the shop's midnight after the next year, not an hour sooner", async () => {
  const shop = await openShop()
  await receive(shop, "2026-03-10T10:01:00Z", goldOrder())
  // Midnight of 2028 in Sofia is 22:00 UTC.
  await reviewDue(new Date("2027-12-31T21:59:59Z"), 1000)
  expect(await historyOf(shop)).toEqual([["gold", "order", new Date("2026-03-10T10:01:00Z")]])
  expect(await reviewDue(new Date("2027-12-31T22:00:00Z"), 1000)).toBeGreaterThan(0)
  expect(await historyOf(shop)).toEqual([
    ["gold", "order", new Date("2026-03-10T10:01:00Z")],
    [null, "time", new Date("2027-12-31T22:00:00Z")],
  ])
  expect(await reviewDue(new Date("2028-06-01T00:00:00Z"), 1000)).toBe(0)
})

test("a new programme moves every member whose measure it judges otherwise, and all are told to Shopify", async () => {
  const shop = await openShop()
  await receive(shop, "2026-03-10T10:01:00Z", goldOrder(), paidOrder(2, { customerId: BORIS }))
  await acrossShops().query(`UPDATE "MemberSync" SET "written" = "wanted" WHERE "shop" = $1`, [shop])
  const dearer = simpleRules((rules) => {
    for (const level of rules.tiers.levels) level.threshold *= 3
  })
  await publishRules(shop, dearer, new Date("2026-04-01T00:00:00Z"))
  expect(await reviewDue(new Date("2026-04-01T00:00:05Z"), 1000)).toBe(2)
  expect((await historyOf(shop)).at(-1)).toEqual(["bronze", "programme", new Date("2026-04-01T00:00:05Z")])
  expect((await historyOf(shop, BORIS)).at(-1)).toEqual([null, "programme", new Date("2026-04-01T00:00:05Z")])
  const waiting = await acrossShops().query(`SELECT 1 FROM "MemberSync" WHERE "shop" = $1 AND "wanted" > "written"`, [
    shop,
  ])
  expect(waiting.rowCount).toBe(2)
})

test("whoever began before a programme was published does not measure by the one before it", async () => {
  const shop = await openShop()
  await receive(shop, "2026-03-10T10:01:00Z", goldOrder())
  const dearer = simpleRules((rules) => {
    for (const level of rules.tiers.levels) level.threshold *= 3
  })
  await publishRules(shop, dearer, new Date("2026-04-01T00:00:00Z"))
  await reviewDue(new Date("2026-04-01T00:00:05Z"), 1000)
  await inShop(shop, (tx) =>
    reviewTiers(tx, shop, [ANNA], new Date("2026-03-31T23:59:59Z"), { up: "order", down: "refund" }),
  )
  expect((await historyOf(shop)).at(-1)).toEqual(["bronze", "programme", new Date("2026-04-01T00:00:05Z")])
})

test("whoever is reviewed while a programme is being published is due again", async () => {
  const shop = await openShop()
  await receive(shop, "2026-03-10T10:01:00Z", goldOrder())
  const at = new Date("2026-04-01T00:00:00Z")
  await inShop(shop, async (publication) => {
    await lockProgramme(publication, shop)
    await inShop(shop, (tx) => reviewTiers(tx, shop, [ANNA], at, { up: "order", down: "refund" }))
  })
  expect(await reviewDue(at, 1)).toBe(1)
  expect(await reviewDue(at, 1)).toBe(0)
})

test("two reviews at once write one change", async () => {
  const shop = await openShop()
  await receive(shop, "2026-03-10T10:01:00Z", goldOrder())
  const at = new Date("2028-01-02T00:00:00Z")
  await Promise.all([reviewDue(at, 1000), reviewDue(at, 1000)])
  expect(await historyOf(shop)).toHaveLength(2)
})
