import { expect, test } from "vitest"
import { acrossShops, inShop, shopDb } from "#app/lib/db.server.ts"
import {
  ANNA,
  BORIS,
  balanceOf,
  OPENED,
  openShop,
  paidOrder,
  publishRules,
  receive,
  simpleRules,
} from "#tests/support/loyalty-shop.ts"
import { post } from "../ledger/ledger.server.ts"
import { transferAccount } from "../ledger/transfer.server.ts"
import { deduct, grant } from "../members/goodwill.server.ts"
import { findShopperSummary } from "../members/shopper-view.server.ts"
import { getMemberPage } from "../members/ui-data/member-page.server.ts"
import { releaseDue } from "../orders/release-due.server.ts"
import { endPause, startPause } from "../programme/pauses.server.ts"
import type { ProgrammeRules } from "../programme/programme-rules.ts"
import { verify } from "../verify.server.ts"
import { expireDue } from "./expire-points.server.ts"
import type { ExpiryRules } from "./expiry-rules.ts"
import { forecastFor } from "./forecast.server.ts"

const rulesWith = (expiry: ExpiryRules, change: (rules: ProgrammeRules) => void = () => {}) =>
  simpleRules((rules) => {
    rules.pending = { from: "payment", days: 0 }
    rules.expiry = expiry
    change(rules)
  })
const PER_LOT = { kind: "lot", months: 12 } as const
/** The shop's midnight in winter. */
const midnight = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - 2 * 3_600_000)
const noon = (day: string) => new Date(`${day}T12:00:00Z`)
const order = (digits: number, day: string, customerId = ANNA) =>
  paidOrder(digits, { processedAt: `${day}T10:00:00.000Z`, customerId })
const place = (shop: string, digits: number, day: string, customerId = ANNA) =>
  receive(shop, `${day}T10:00:30Z`, order(digits, day, customerId))

async function night(shop: string, day: string): Promise<void> {
  await shopDb(shop).query(`UPDATE "ShopExpiry" SET "nextRunAt" = least("nextRunAt", $2) WHERE "shop" = $1`, [
    shop,
    midnight(day),
  ])
  while ((await expireDue(midnight(day), 1)) > 0);
}

async function expiredOf(shop: string): Promise<unknown[][]> {
  const sql = `SELECT "delta", "eventAt", "basis" ->> 'lot' FROM "PointsEntry"
    WHERE "shop" = $1 AND "code" = 'expired' ORDER BY "customerId", "version"`
  return (await acrossShops().query({ text: sql, values: [shop], rowMode: "array" })).rows
}

async function warningsOf(shop: string): Promise<unknown[]> {
  const { rows } = await shopDb(shop).query(
    `SELECT "expiresAt", "daysBefore", "points" FROM "ExpiryWarning" WHERE "shop" = $1 ORDER BY "warnedAt"`,
    [shop],
  )
  return rows
}

async function clean(shop: string, at = noon("2028-01-01")): Promise<void> {
  expect((await verify(shop, at)).differences.filter(({ promise }) => promise <= 4)).toEqual([])
}

test("each lot expires at the midnight after its last day, once, and what waits and debt stay", async () => {
  const shop = await openShop(rulesWith(PER_LOT))
  await place(shop, 1, "2026-02-10")
  await place(shop, 2, "2026-03-10")
  await place(shop, 3, "2026-02-20", BORIS)
  await night(shop, "2027-02-10")
  expect(await expiredOf(shop)).toEqual([])
  await night(shop, "2027-02-11")
  await night(shop, "2027-02-11")
  expect(await expiredOf(shop)).toEqual([[-100, midnight("2027-02-11"), "1"]])
  expect(await balanceOf(shop)).toEqual({ available: 100, pending: 0, debt: 0, lifetime: 200 })
  await night(shop, "2027-12-01")
  expect((await expiredOf(shop)).map(([delta]) => delta)).toEqual([-100, -100, -100])
  expect(await balanceOf(shop, BORIS)).toMatchObject({ available: 0, debt: 0 })
  await clean(shop)
})

test("two workers at once let each lot expire once, and nobody waits for ever", async () => {
  const shop = await openShop(rulesWith(PER_LOT))
  const customers = Array.from({ length: 30 }, (_, n) => `gid://shopify/Customer/${5000 + n}`)
  for (const [n, customerId] of customers.entries()) await place(shop, n + 1, "2026-02-10", customerId)
  const at = midnight("2027-02-11")
  await Promise.all([expireDue(at, 1000), expireDue(at, 1000), expireDue(at, 1000)])
  await expireDue(at, 1000)
  expect(await expiredOf(shop)).toHaveLength(30)
  await clean(shop)
})

test("switching it on starts the clock; switching it off in time saves everything", async () => {
  const shop = await openShop(rulesWith({ kind: "never", months: 12 }))
  await place(shop, 1, "2026-02-10")
  await publishRules(shop, rulesWith({ kind: "lot", months: 3 }), noon("2027-01-10"))
  await night(shop, "2027-04-10")
  expect(await expiredOf(shop)).toEqual([])
  await publishRules(shop, rulesWith({ kind: "never", months: 3 }), midnight("2027-04-11"))
  await night(shop, "2027-06-01")
  expect(await balanceOf(shop)).toMatchObject({ available: 100 })
  await publishRules(shop, rulesWith({ kind: "lot", months: 3 }), noon("2027-06-01"))
  await night(shop, "2027-09-03")
  expect(await expiredOf(shop)).toHaveLength(1)
  await clean(shop)
})

test("a debit takes what expires soonest by the rule of its moment, and later rules leave the proof valid", async () => {
  const shop = await openShop(rulesWith({ kind: "lot", months: 24 }))
  await place(shop, 1, "2026-02-10")
  await publishRules(shop, rulesWith({ kind: "lot", months: 6 }), noon("2026-03-01"))
  await place(shop, 2, "2026-03-10")
  const take = { customerId: ANNA, points: 30, reason: "spent", staff: "7", key: "take", at: noon("2026-04-01") }
  expect(await deduct(shop, take)).toMatchObject({ ok: true })
  const { rows } = await shopDb(shop).query(
    `SELECT "lotVersion", "amount", "policyVersion" FROM "PointsDraw" WHERE "shop" = $1`,
    [shop],
  )
  expect(rows).toEqual([{ lotVersion: 2, amount: 30, policyVersion: 2 }])
  await clean(shop)
  await publishRules(shop, rulesWith({ kind: "never", months: 6 }), noon("2026-05-01"))
  await deduct(shop, { ...take, points: 10, key: "again", at: noon("2026-05-02") })
  await clean(shop)
})

test("a draw that passed over a sooner lot, and points that expired too early, are found", async () => {
  const shop = await openShop(rulesWith(PER_LOT))
  await place(shop, 1, "2026-02-10")
  await place(shop, 2, "2026-03-10")
  await deduct(shop, { customerId: ANNA, points: 30, reason: "x", staff: "7", key: "k", at: noon("2026-04-01") })
  const early = {
    customerId: ANNA,
    code: "expired",
    amount: -20,
    phase: "available",
    mode: "record",
    sourceType: "expiry",
    sourceId: "too early",
    programmeVersion: 1,
    basis: {},
    key: "too early",
    eventAt: noon("2026-04-02"),
  } as const
  await inShop(shop, (tx) => post(tx, shop, [early]))
  const words = (await verify(shop, noon("2026-05-01"))).differences.map((one) => one.words)
  expect(words).toEqual([expect.stringMatching(/entry 4 let lot 1 expire/)])
})

test("by inactivity: an order keeps all points alive, a gift of staff does not", async () => {
  const shop = await openShop(rulesWith({ kind: "inactivity", months: 6 }))
  await place(shop, 1, "2026-01-10")
  await place(shop, 2, "2026-01-10", BORIS)
  await place(shop, 3, "2026-06-01")
  const gift = { customerId: BORIS, points: 5, reason: "hello", staff: "7", key: "gift", at: noon("2026-06-01") }
  await grant(shop, gift)
  await night(shop, "2026-07-12")
  expect(await balanceOf(shop)).toMatchObject({ available: 200 })
  expect(await balanceOf(shop, BORIS)).toMatchObject({ available: 5 })
  await night(shop, "2026-12-03")
  expect(await balanceOf(shop)).toMatchObject({ available: 0 })
  await clean(shop)
})

test("what is given back after its lot expired can be used for thirty days", async () => {
  const shop = await openShop(rulesWith(PER_LOT))
  await place(shop, 1, "2026-02-10")
  const back = {
    customerId: ANNA,
    code: "redemption_returned",
    amount: 40,
    phase: "available",
    mode: "record",
    sourceType: "redemption",
    sourceId: "r1",
    programmeVersion: 1,
    basis: {},
    key: "back",
    eventAt: noon("2027-06-01"),
    earnedAt: noon("2026-02-10"),
  } as const
  await inShop(shop, (tx) => post(tx, shop, [back]))
  await night(shop, "2027-07-01")
  expect(await balanceOf(shop)).toMatchObject({ available: 40 })
  await night(shop, "2027-07-03")
  expect(await balanceOf(shop)).toMatchObject({ available: 0 })
  await clean(shop)
})

test("nothing expires while spending rests, and thirty days are left after it", async () => {
  const shop = await openShop(rulesWith(PER_LOT))
  await place(shop, 1, "2026-02-10")
  await startPause(shop, { earning: false, spending: true, toAt: null, notice: {} }, "7", noon("2027-02-01"))
  await night(shop, "2027-03-01")
  await endPause(shop, "7", noon("2027-03-10"))
  await night(shop, "2027-04-09")
  expect(await expiredOf(shop)).toEqual([])
  await night(shop, "2027-04-11")
  expect(await expiredOf(shop)).toHaveLength(1)
  await clean(shop)
})

test("a warning is noted once for each distance, told at the storefront and asked to be written to Shopify", async () => {
  const shop = await openShop(rulesWith(PER_LOT))
  await place(shop, 1, "2026-02-10")
  expect(await findShopperSummary(shop, ANNA, noon("2026-03-01"))).not.toHaveProperty("expires")
  const wanted = async () =>
    (await shopDb(shop).query(`SELECT "wanted" FROM "MemberSync" WHERE "shop" = $1`, [shop])).rows[0].wanted
  await night(shop, "2027-01-11")
  const before = await wanted()
  for (const day of ["2027-01-12", "2027-01-12", "2027-01-20", "2027-02-04", "2027-02-10"]) await night(shop, day)
  const expiresAt = midnight("2027-02-11")
  expect(await warningsOf(shop)).toEqual([30, 7, 1].map((daysBefore) => ({ expiresAt, daysBefore, points: 100 })))
  expect(await wanted()).toBe(before + 3)
  const told = await findShopperSummary(shop, ANNA, noon("2027-02-01"))
  expect(told?.expires).toEqual({ points: 100, lastDay: "2027-02-10" })
  expect((await getMemberPage(shop, ANNA, noon("2027-02-01"), null)).lots).toEqual([
    { left: 100, earnedAt: "2026-02-10T10:00:30.000Z", lastDay: "2027-02-10" },
  ])
})

test("where points do not expire nobody is looked at, and pages say nothing of it", async () => {
  const shop = await openShop()
  await place(shop, 1, "2026-02-10")
  await releaseDue(noon("2026-03-01"), 100)
  const shops = await acrossShops().query(`SELECT FROM "ShopExpiry" WHERE "shop" = $1`, [shop])
  expect(shops.rowCount).toBe(0)
  expect((await getMemberPage(shop, ANNA, noon("2026-04-01"), null)).lots).toBeNull()
  const { rows } = await shopDb(shop).query(`SELECT "expiryLookAt" FROM "PointsAccount" WHERE "shop" = $1`, [shop])
  expect(rows).toEqual([{ expiryLookAt: null }])
})

test("a merge takes the age of points and the last activity along", async () => {
  const shop = await openShop(rulesWith({ kind: "inactivity", months: 6 }))
  await place(shop, 1, "2026-01-10")
  await place(shop, 2, "2026-05-01", BORIS)

  await inShop(shop, (tx) => transferAccount(tx, shop, { from: BORIS, to: ANNA, at: noon("2026-05-02") }))
  await night(shop, "2026-09-01")
  expect(await balanceOf(shop)).toMatchObject({ available: 200 })
  await night(shop, "2026-11-03")
  expect(await balanceOf(shop)).toMatchObject({ available: 0 })
})

test("the forecast says what a rule would let expire of today's points", async () => {
  const shop = await openShop(rulesWith(PER_LOT))
  await place(shop, 1, "2026-02-10")
  await place(shop, 2, "2026-06-10", BORIS)
  await deduct(shop, { customerId: ANNA, points: 30, reason: "x", staff: "7", key: "k", at: noon("2026-07-01") })
  const asked = { zone: "Europe/Sofia", at: noon("2026-12-01") }
  expect(await forecastFor(shop, { ...asked, rule: PER_LOT })).toEqual({
    points: 170,
    within: [
      { months: 3, points: 70 },
      { months: 6, points: 70 },
      { months: 12, points: 170 },
    ],
  })
  // Boris's points keep the day they were promised.
  const byInactivity = await forecastFor(shop, { ...asked, rule: { kind: "inactivity", months: 5 } })
  expect(byInactivity.within.map(({ points }) => points)).toEqual([0, 70, 170])
})

test("a shop without a programme has nothing to expire", async () => {
  const shop = await openShop(null)
  expect(await forecastFor(shop, { rule: PER_LOT, zone: "UTC", at: OPENED })).toMatchObject({ points: 0 })
})
