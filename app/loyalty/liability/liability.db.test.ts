import { describe, expect, test } from "vitest"
import { acrossShops, inShop, shopDb } from "#app/lib/db.server.ts"
import { recordStatements } from "#tests/plans/recorded-statements.ts"
import { scansOf } from "#tests/plans/scans.ts"
import { ANNA, BORIS, openShop, paidOrder, receive, refunded, simpleRules } from "#tests/support/loyalty-shop.ts"
import { asSuperuser } from "#tests/support/superuser.ts"
import { post } from "../ledger/ledger.server.ts"
import type { Posting } from "../ledger/posting.ts"
import { transferAccount } from "../ledger/transfer.server.ts"
import { deduct, grant } from "../members/goodwill.server.ts"
import { releaseDue } from "../orders/release-due.server.ts"
import { verify } from "../verify.server.ts"
import { getLiabilityMonths } from "./liability-months.server.ts"
import { getLiabilityPage } from "./liability-page.server.ts"
import { saveLiabilitySettings } from "./settings.server.ts"

const SOFIA = "Europe/Sofia"
const noon = (day: string) => new Date(`${day}T12:00:00Z`)
const months = (shop: string, day: string) => getLiabilityMonths(shop, SOFIA, noon(day))
const page = (shop: string, day: string) => getLiabilityPage(shop, { currency: "EUR", timezone: SOFIA, at: noon(day) })

let keys = 0
const posting = (change: Partial<Posting>): Posting => ({
  customerId: ANNA,
  code: "imported",
  amount: 10,
  phase: "available",
  mode: "record",
  sourceType: "import",
  sourceId: "one",
  programmeVersion: null,
  basis: {},
  key: `key ${keys++}`,
  eventAt: noon("2026-03-10"),
  ...change,
})
const posted = (shop: string, ...all: Partial<Posting>[]) => inShop(shop, (tx) => post(tx, shop, all.map(posting)))

/** A shop in which everything happened that moves points, over three months. */
async function busyShop(): Promise<string> {
  const shop = await openShop(simpleRules())
  const order = paidOrder(1, { processedAt: "2026-02-10T10:00:00.000Z", paidAt: "2026-02-10T10:00:00.000Z" })
  await receive(shop, "2026-02-10T10:01:00Z", order)
  await releaseDue(noon("2026-02-25"), 1000)
  await grant(shop, { customerId: ANNA, points: 30, reason: "x", staff: "7", key: "g", at: noon("2026-03-01") })
  await deduct(shop, { customerId: ANNA, points: 5, reason: "x", staff: "7", key: "d", at: noon("2026-03-02") })
  await receive(
    shop,
    "2026-03-05T10:01:00Z",
    paidOrder(2, { customerId: BORIS, processedAt: "2026-03-05T10:00:00.000Z" }),
  )
  await posted(
    shop,
    { code: "imported", amount: 40, eventAt: noon("2026-03-06") },
    { code: "redeemed", amount: -60, mode: "authorise", eventAt: noon("2026-03-07") },
    { code: "redemption_returned", amount: 20, eventAt: noon("2026-03-08") },
    { code: "expired", amount: -15, eventAt: noon("2026-04-01") },
    {
      code: "awarded",
      amount: 8,
      sourceType: "award",
      sourceId: "1",
      key: "award:1",
      basis: { kind: "custom" },
      eventAt: noon("2026-04-02"),
    },
  )
  await receive(shop, "2026-04-03T10:01:00Z", refunded(order, 1, "2026-04-03T10:00:00.000Z"))
  await inShop(shop, (tx) => transferAccount(tx, shop, { from: BORIS, to: ANNA, at: noon("2026-04-04") }))
  return shop
}

test("each month opens with what the last closed with, by reason, and the last closes with what members hold", async () => {
  const shop = await busyShop()
  const all = await months(shop, "2026-04-10")
  expect(all.map(({ month, opening, closing }) => [month, opening, closing])).toEqual([
    ["2026-02", 0, 100],
    ["2026-03", 100, 225],
    ["2026-04", 225, 118],
  ])
  expect(all[1]?.moves).toEqual({
    earned: 100,
    awarded: 0,
    given: 30,
    imported: 40,
    returned: 20,
    redeemed: -60,
    expired: 0,
    reversed: -5,
    merged: 0,
  })
  expect(all[2]?.moves).toMatchObject({ expired: -15, awarded: 8, reversed: -100, merged: 0 })
  const { rows } = await shopDb(shop).query(
    `SELECT sum("available")::bigint AS available, sum("pending")::bigint AS pending, sum("debt")::bigint AS debt
     FROM "PointsAccount" WHERE "shop" = $1`,
    [shop],
  )
  expect((await page(shop, "2026-04-10")).outstanding).toEqual(rows[0])
  expect((await verify(shop, noon("2026-04-10"))).differences.filter(({ promise }) => promise === 1)).toEqual([])
})

test("a month is the shop's: before and after midnight in Sofia are two", async () => {
  const shop = await openShop(simpleRules())
  await posted(shop, { eventAt: new Date("2026-03-31T20:59:59Z") }, { eventAt: new Date("2026-03-31T21:00:00Z") })
  expect((await months(shop, "2026-04-10")).map(({ month, closing }) => [month, closing])).toEqual([
    ["2026-03", 10],
    ["2026-04", 20],
  ])
})

async function keptMonths(shop: string): Promise<string[]> {
  const { rows } = await shopDb(shop).query<{ month: string }>(
    `SELECT "month"::text AS month FROM "LiabilityMonth" WHERE "shop" = $1 AND "figures" IS NOT NULL ORDER BY 1`,
    [shop],
  )
  return rows.map(({ month }) => month)
}

/** Until what is over is kept; other test files' transactions may be under way. */
async function keep(shop: string, day: string, count: number) {
  for (let tries = 0; (await keptMonths(shop)).length < count && tries < 200; tries += 1) {
    await months(shop, day)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  expect(await keptMonths(shop)).toHaveLength(count)
}

describe("months that are over", () => {
  test("are counted once and kept; the running one is not", async () => {
    const shop = await busyShop()
    const before = await months(shop, "2026-04-10")
    await keep(shop, "2026-04-10", 2)
    const asked = await recordStatements(async () => expect(await months(shop, "2026-04-10")).toEqual(before))
    const counts = asked.filter(({ text }) => text.includes("CROSS JOIN LATERAL"))
    expect(counts.map(({ values }) => values[1])).toEqual([["2026-04"]])
  })

  test("are counted anew when something is posted into them", async () => {
    const shop = await busyShop()
    await keep(shop, "2026-04-10", 2)
    await posted(shop, { amount: 7, eventAt: noon("2026-03-15") })
    expect(await keptMonths(shop)).toEqual(["2026-02-01"])
    expect((await months(shop, "2026-04-10")).map(({ closing }) => closing)).toEqual([100, 232, 125])
    await keep(shop, "2026-04-10", 2)
    expect((await months(shop, "2026-04-10")).map(({ closing }) => closing)).toEqual([100, 232, 125])
  })

  test("are not kept while somebody who may not know of it still posts into them", async () => {
    const shop = await busyShop()
    await inShop(shop, async (tx) => {
      await post(tx, shop, [posting({ amount: 7, eventAt: noon("2026-03-15") })])
      for (let looks = 0; looks < 4; looks += 1) await months(shop, "2026-04-10")
      expect(await keptMonths(shop)).toEqual([])
    })
    await keep(shop, "2026-04-10", 2)
    expect((await months(shop, "2026-04-10")).map(({ closing }) => closing)).toEqual([100, 232, 125])
    expect((await verify(shop, noon("2026-04-10"))).differences.filter(({ promise }) => promise === 1)).toEqual([])
  })

  test("that were kept wrongly are found", async () => {
    const shop = await busyShop()
    await keep(shop, "2026-04-10", 2)
    await asSuperuser(async (client) => {
      await client.query(
        `UPDATE "LiabilityMonth" SET "figures" = jsonb_set("figures", '{moves,earned}', '1') WHERE "shop" = $1`,
        [shop],
      )
    })
    const words = (await verify(shop, noon("2026-04-10"))).differences.map((one) => one.words)
    expect(words).toContain("2026-02 was counted otherwise")
  })
})

test("the running month is read down the index of moments, and no more rows than it has", async () => {
  const shop = await openShop(simpleRules())
  await posted(shop, ...Array.from({ length: 300 }, () => ({ eventAt: noon("2026-02-10") })))
  await posted(shop, ...Array.from({ length: 20 }, () => ({ eventAt: noon("2026-03-10") })))
  await keep(shop, "2026-03-10", 1)
  await acrossShops().query(`ANALYZE "PointsEntry"`)
  const asked = await recordStatements(() => months(shop, "2026-03-10"))
  const reads = asked.filter(({ text }) => text.includes(`FROM "PointsEntry"`))
  expect(reads).toHaveLength(2)
  for (const read of reads)
    for (const scan of (await scansOf(shopDb(shop), read)).filter(({ table }) => table === "PointsEntry")) {
      expect(scan.index).toBe("PointsEntry_shop_eventAt_idx")
      expect(scan.rowsLookedAt).toBeLessThanOrEqual(20)
    }
})

test("the cost is by the merchant's word, and unknown when nobody said anything", async () => {
  const shop = await busyShop()
  expect((await page(shop, "2026-04-10")).estimate).toEqual({
    worth: null,
    // 40 of 173 were redeemed for good.
    redeemed: 2312,
    assumed: false,
    costMinor: null,
  })
  await saveLiabilitySettings(shop, "EUR", {
    worth: { minor: 500, points: 100 },
    redeemed: 5000,
    mostOfRevenue: 500,
    margin: 3000,
  })
  expect((await page(shop, "2026-04-10")).estimate).toEqual({
    worth: { minor: 500, points: 100 },
    redeemed: 5000,
    assumed: false,
    costMinor: 295,
  })
})

test("a shop in which nobody has points has no months", async () => {
  const shop = await openShop(simpleRules())
  expect(await page(shop, "2026-04-10")).toMatchObject({ months: [], outstanding: { available: 0 } })
})
