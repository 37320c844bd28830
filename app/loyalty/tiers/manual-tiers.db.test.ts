import { expect, test } from "vitest"
import { acrossShops, inTransactionAcrossShops } from "#app/lib/db.server.ts"
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
import { mergeMembers } from "../members/merge-members.server.ts"
import { giveTier, listManualTiers, type ManualGrant, takeTierBack } from "./manual-tiers.server.ts"
import { reviewDue } from "./review-due.server.ts"

const AT = new Date("2026-03-11T10:00:00Z")
const grant = (part: Partial<ManualGrant> = {}): ManualGrant => ({
  customerId: ANNA,
  tierId: "gold",
  exact: false,
  untilAt: new Date("2026-06-30T21:00:00Z"),
  reason: "Our oldest customer",
  staff: "42",
  key: "k1",
  at: AT,
  ...part,
})

async function openWithAnna(): Promise<string> {
  const shop = await openShop()
  await receive(shop, "2026-03-10T10:01:00Z", paidOrder(1))
  return shop
}

async function historyOf(shop: string, customerId = ANNA): Promise<unknown[]> {
  const { rows } = await acrossShops().query({
    text: `SELECT "toTierId", "reason" FROM "TierChange" WHERE "shop" = $1 AND "customerId" = $2 ORDER BY "seq"`,
    values: [shop, customerId],
    rowMode: "array",
  })
  return rows
}

test("a tier given by hand stands until its end, and is told to Shopify", async () => {
  const shop = await openWithAnna()
  await acrossShops().query(`UPDATE "MemberSync" SET "written" = "wanted" WHERE "shop" = $1`, [shop])
  expect(await giveTier(shop, grant())).toEqual({ ok: true })
  const waiting = await acrossShops().query(`SELECT 1 FROM "MemberSync" WHERE "shop" = $1 AND "wanted" > "written"`, [
    shop,
  ])
  expect(waiting.rowCount).toBe(1)
  await reviewDue(new Date("2026-06-30T20:59:59Z"), 1000)
  expect((await historyOf(shop)).at(-1)).toEqual(["gold", "staff"])
  await reviewDue(new Date("2026-06-30T21:00:00Z"), 1000)
  expect(await historyOf(shop)).toEqual([
    ["bronze", "order"],
    ["gold", "staff"],
    ["bronze", "manual_end"],
  ])
})

test("the same form sent twice is one grant; another one takes its place; taken back, what was bought decides", async () => {
  const shop = await openWithAnna()
  await giveTier(shop, grant())
  await giveTier(shop, grant())
  await giveTier(shop, grant({ tierId: "silver", key: "k2", reason: "Said so on the phone" }))
  expect(await listManualTiers(shop, ANNA)).toMatchObject([
    { tierId: "gold", reason: "Our oldest customer", endedAt: AT },
    { tierId: "silver", reason: "Said so on the phone", endedAt: null },
  ])
  expect(await takeTierBack(shop, { customerId: ANNA, staff: "42", at: AT })).toEqual({ ok: true })
  expect(await takeTierBack(shop, { customerId: ANNA, staff: "42", at: AT })).toEqual({
    ok: false,
    reason: "not_found",
  })
  expect((await historyOf(shop)).slice(1)).toEqual([
    ["gold", "staff"],
    ["silver", "staff"],
    ["bronze", "staff"],
  ])
})

test.each([
  [{ customerId: BORIS }, "not_member"],
  [{ tierId: "platinum" }, "tier_unknown"],
  [{ untilAt: AT }, "ends_before"],
])("%o is refused as %s", async (part, reason) => {
  expect(await giveTier(await openWithAnna(), grant(part))).toEqual({ ok: false, reason })
})

test("a new programme without the level takes it, one that has it again gives it back", async () => {
  const shop = await openWithAnna()
  await giveTier(shop, grant())
  const without = simpleRules((rules) => void rules.tiers.levels.pop())
  await publishRules(shop, without, new Date("2026-04-01T00:00:00Z"))
  await reviewDue(new Date("2026-04-01T00:00:05Z"), 1000)
  expect((await historyOf(shop)).at(-1)).toEqual(["bronze", "programme"])
  await publishRules(shop, simpleRules(), new Date("2026-04-02T00:00:00Z"))
  await reviewDue(new Date("2026-04-02T00:00:05Z"), 1000)
  expect((await historyOf(shop)).at(-1)).toEqual(["gold", "programme"])
})

test("whoever stays after a merge keeps the higher of two tiers given by hand", async () => {
  const shop = await openWithAnna()
  await receive(shop, "2026-03-10T10:01:00Z", paidOrder(2, { customerId: BORIS, lines: [line(20, 10_000)] }))
  await giveTier(shop, grant())
  await giveTier(
    shop,
    grant({ customerId: BORIS, tierId: "silver", key: "k2", untilAt: new Date("2026-12-31T00:00:00Z") }),
  )
  await inTransactionAcrossShops((tx) =>
    mergeMembers(tx, shop, { goneId: BORIS, keptId: ANNA }, new Date("2026-03-12T00:00:00Z")),
  )
  expect((await historyOf(shop)).at(-1)).toEqual(["gold", "staff"])
  const given = await listManualTiers(shop, ANNA)
  expect(given.map(({ tierId, endedAt }) => [tierId, endedAt === null])).toEqual(
    expect.arrayContaining([
      ["gold", true],
      ["silver", false],
    ]),
  )
})
