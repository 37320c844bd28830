import { expect, test } from "vitest"
import { inShop, shopDb } from "#app/lib/db.server.ts"
import { showPerson } from "#app/personal-data.server.ts"
import { lockOrders } from "#app/records/orders/orders.server.ts"
import { ANNA, BORIS, balanceOf, joinedRules, OPENED, openShop } from "#tests/support/loyalty-shop.ts"
import { AT, enrol, offer, redeemed } from "#tests/support/reward-shop.ts"
import { findOrdersOfMerged, mergeMembers } from "../members/merge-members.server.ts"
import { startPause } from "../programme/pauses.server.ts"
import { listRedeemable } from "../rewards/redeemable.server.ts"
import { addRewardCodes, countRewardCodes } from "../rewards/reward-codes.server.ts"
import { findReward, saveReward, setRewardState } from "../rewards/rewards.server.ts"
import { verify } from "../verify.server.ts"
import { markFulfilled } from "./decide.server.ts"
import { findRedemption, listRedemptions } from "./list-redemptions.server.ts"
import { redeem } from "./redeem.server.ts"
import { returnRedemption } from "./return-redemption.server.ts"

const CUSTOM = { kind: "custom", points: 300, instructions: "A visit to the roastery" } as const
const LIST = { kind: "partner_perk", points: 100, instructions: "At the cinema", codes: "list" } as const

/** Anna has 1000 points, of two days. */
async function shopWithAnna(): Promise<string> {
  const shop = await openShop(
    joinedRules((rules) => {
      rules.goodwill.maxPoints = 100_000
    }),
  )
  await enrol(shop, ANNA, 400, 600)
  return shop
}

async function clean(shop: string): Promise<void> {
  expect((await verify(shop, AT)).differences).toEqual([])
}

async function lotsOf(shop: string, customerId = ANNA) {
  const { rows } = await shopDb(shop).query<{ left: number; earnedAt: Date }>(
    `SELECT (l."amount" - coalesce((SELECT sum(d."amount") FROM "PointsDraw" d WHERE d."shop" = l."shop"
       AND d."customerId" = l."customerId" AND d."lotVersion" = l."entryVersion"), 0))::bigint AS left, l."earnedAt"
     FROM "PointsLot" l WHERE l."shop" = $1 AND l."customerId" = $2 ORDER BY l."earnedAt", l."entryVersion"`,
    [shop, customerId],
  )
  return rows.filter(({ left }) => left > 0).map(({ left, earnedAt }) => [left, earnedAt.toISOString().slice(0, 10)])
}

test("points and redemption are written together; a code waits until Shopify has made it", async () => {
  const shop = await shopWithAnna()
  const rewardId = await offer(shop, undefined, { only: { codeDays: 10 } })
  const redemption = await redeemed(shop, ANNA, rewardId)
  expect(redemption).toMatchObject({ state: "drawn", points: 500, valueMinor: 500, customerId: ANNA, issuedAt: null })
  expect(redemption.code).toMatch(/^[2-9B-DF-HJKMNP-TV-XZ]{10}$/)
  expect(redemption.expiresAt).toEqual(new Date("2026-03-30T10:00:00Z"))
  expect(await balanceOf(shop)).toMatchObject({ available: 500 })
  await clean(shop)
})

test("two clicks at once are one redemption, also when they are ten", async () => {
  const shop = await shopWithAnna()
  const rewardId = await offer(shop)
  const click = () => redeem(shop, ANNA, { rewardId, points: 500, key: "one-and-the-same", at: AT })
  const outcomes = await Promise.all(Array.from({ length: 10 }, click))
  expect(new Set(outcomes.map((outcome) => outcome.ok && outcome.redemption.redemptionId)).size).toBe(1)
  expect(outcomes.filter((outcome) => outcome.ok && !outcome.replayed)).toHaveLength(1)
  expect(await balanceOf(shop)).toMatchObject({ available: 500 })
  expect((await listRedemptions(shop)).redemptions).toHaveLength(1)
  await clean(shop)
})

test("a key that was used for something else is a conflict", async () => {
  const shop = await shopWithAnna()
  await enrol(shop, BORIS, 500)
  const rewardId = await offer(shop)
  const request = { rewardId, points: 500, key: "used-twice", at: AT }
  expect(await redeem(shop, ANNA, request)).toMatchObject({ ok: true })
  expect(await redeem(shop, BORIS, request)).toMatchObject({ ok: false, reason: "conflict" })
  expect(await redeem(shop, ANNA, { ...request, points: 400 })).toMatchObject({ ok: false, reason: "conflict" })
  expect(await balanceOf(shop, BORIS)).toMatchObject({ available: 500 })
})

test("different clicks at once never spend more than there is", async () => {
  const shop = await shopWithAnna()
  const rewardId = await offer(shop)
  const clicks = Array.from({ length: 6 }, (_, index) =>
    redeem(shop, ANNA, { rewardId, points: null, key: `another-${index}`, at: AT }),
  )
  const outcomes = await Promise.all(clicks)
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(2)
  for (const outcome of outcomes)
    if (!outcome.ok) expect(outcome).toEqual({ ok: false, reason: "not_enough_points", missing: 500 })
  await clean(shop)
})

test("stock goes to as many as there are, whoever is quicker, and comes back with what is returned", async () => {
  const shop = await shopWithAnna()
  await enrol(shop, BORIS, 900)
  const rewardId = await offer(shop, CUSTOM, { stock: 2 })
  const outcomes = await Promise.all(
    [ANNA, BORIS, ANNA, BORIS].map((customerId, index) =>
      redeem(shop, customerId, { rewardId, points: null, key: `of-stock-${index}`, at: AT }),
    ),
  )
  const done = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.redemption] : []))
  expect(done).toHaveLength(2)
  expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === "out_of_stock")).toHaveLength(2)
  const first = done[0] as (typeof done)[number]
  expect(await returnRedemption(shop, first.redemptionId, { customerId: null, at: AT })).toMatchObject({ ok: true })
  expect((await findReward(shop, rewardId))?.stock).toBe(1)
  await clean(shop)
})

test("a limit for each member counts what came to something", async () => {
  const shop = await shopWithAnna()
  const rewardId = await offer(shop, CUSTOM, { only: { limitPerMember: 1 } })
  const first = await redeemed(shop, ANNA, rewardId)
  const [told] = await listRedeemable(shop, ANNA, AT)
  expect(told).toMatchObject({ ok: false, reason: "limit_reached", missing: 0 })
  await returnRedemption(shop, first.redemptionId, { customerId: ANNA, at: AT })
  expect((await listRedeemable(shop, ANNA, AT))[0]).toMatchObject({ ok: true })
})

test("each gets a code of the partner's list; when it is used up, nobody pays for nothing", async () => {
  const shop = await shopWithAnna()
  const rewardId = await offer(shop, LIST)
  expect(await addRewardCodes(shop, rewardId, ["CINE-1", " CINE-2 ", "CINE-1", ""])).toBe(2)
  const both = await Promise.all([redeemed(shop, ANNA, rewardId), redeemed(shop, ANNA, rewardId)])
  expect(both.map(({ code, state }) => `${code} ${state}`).sort()).toEqual(["CINE-1 issued", "CINE-2 issued"])
  expect(await countRewardCodes(shop, [rewardId])).toEqual(new Map([[rewardId, { all: 2, free: 0 }]]))
  const third = await redeem(shop, ANNA, { rewardId, points: null, key: "third-of-two", at: AT })
  expect(third).toMatchObject({ ok: false, reason: "out_of_stock" })
  const [given] = both
  expect(await returnRedemption(shop, given.redemptionId, { customerId: null, at: AT })).toEqual({
    ok: false,
    reason: "cannot_be_returned",
  })
  expect(await balanceOf(shop)).toMatchObject({ available: 800 })
  await clean(shop)
})

test("what comes back is as old as it was, lot by lot", async () => {
  const shop = await shopWithAnna()
  const redemption = await redeemed(shop, ANNA, await offer(shop, { ...CUSTOM, points: 500 }))
  expect(await lotsOf(shop)).toEqual([[500, "2026-01-02"]])
  await returnRedemption(shop, redemption.redemptionId, { customerId: null, at: AT })
  expect(await lotsOf(shop)).toEqual([
    [400, "2026-01-01"],
    [500, "2026-01-02"],
    [100, "2026-01-02"],
  ])
  expect(await findRedemption(shop, redemption.redemptionId)).toMatchObject({ state: "returned", returnedAt: AT })
  const again = await returnRedemption(shop, redemption.redemptionId, { customerId: null, at: AT })
  expect(again).toEqual({ ok: false, reason: "already_returned" })
  await clean(shop)
})

test("what the merchant did by hand is used, and does not come back", async () => {
  const shop = await shopWithAnna()
  const { redemptionId } = await redeemed(shop, ANNA, await offer(shop, CUSTOM))
  expect(await markFulfilled(shop, redemptionId, AT)).toBe(true)
  expect(await markFulfilled(shop, redemptionId, AT)).toBe(false)
  const outcome = await returnRedemption(shop, redemptionId, { customerId: ANNA, at: AT })
  expect(outcome).toEqual({ ok: false, reason: "already_used" })
})

test("nobody returns what another redeemed", async () => {
  const shop = await shopWithAnna()
  const { redemptionId } = await redeemed(shop, ANNA, await offer(shop, CUSTOM))
  const outcome = await returnRedemption(shop, redemptionId, { customerId: BORIS, at: AT })
  expect(outcome).toEqual({ ok: false, reason: "not_found" })
})

test("who is no member, and whoever comes in a pause, gets nothing", async () => {
  const shop = await shopWithAnna()
  const rewardId = await offer(shop)
  const request = { rewardId, points: null, key: "not-this-time", at: AT }
  expect(await redeem(shop, BORIS, request)).toMatchObject({ ok: false, reason: "not_member" })
  await startPause(shop, { earning: false, spending: true, toAt: null, notice: {} }, "Mira", OPENED)
  expect(await redeem(shop, ANNA, request)).toMatchObject({ ok: false, reason: "spending_paused" })
  expect(await balanceOf(shop)).toMatchObject({ available: 1000 })
})

test("a redemption keeps the terms it was made by", async () => {
  const shop = await shopWithAnna()
  const rewardId = await offer(shop, CUSTOM)
  const { redemptionId } = await redeemed(shop, ANNA, rewardId)
  const reward = await findReward(shop, rewardId)
  if (!reward) throw new Error("it was saved")
  const dearer = { ...reward.terms, gives: { ...CUSTOM, points: 900 } }
  expect(await saveReward(shop, { rewardId, terms: dearer, stock: null })).toEqual({ ok: true, rewardId })
  const another = { ...reward.terms, gives: LIST }
  expect(await saveReward(shop, { rewardId, terms: another, stock: null })).toEqual({ ok: false, reason: "other_kind" })
  expect((await findRedemption(shop, redemptionId))?.terms.gives).toEqual(CUSTOM)
  await setRewardState(shop, rewardId, "archived")
  expect(await saveReward(shop, { rewardId, terms: dearer, stock: null })).toMatchObject({ reason: "not_found" })
  await expect(shopDb(shop).query(`UPDATE "Redemption" SET "points" = 1 WHERE "shop" = $1`, [shop])).rejects.toThrow(
    "what was redeemed does not change",
  )
  await expect(
    shopDb(shop).query(`UPDATE "Redemption" SET "state" = 'drawn' WHERE "shop" = $1`, [shop]),
  ).rejects.toThrow("a redemption that is issued does not become drawn")
})

test("redemptions follow a merge, and what comes back goes to whom they are now", async () => {
  const shop = await shopWithAnna()
  await enrol(shop, BORIS, 700)
  const rewardId = await offer(shop, CUSTOM)
  const { redemptionId } = await redeemed(shop, BORIS, rewardId)
  await inShop(shop, async (tx) => {
    await lockOrders(tx, shop, await findOrdersOfMerged(tx, shop, [BORIS]))
    await mergeMembers(tx, shop, { goneId: BORIS, keptId: ANNA }, AT)
  })
  expect((await listRedemptions(shop, { customerId: BORIS })).redemptions).toMatchObject([{ customerId: ANNA }])
  expect(await returnRedemption(shop, redemptionId, { customerId: BORIS, at: AT })).toMatchObject({ ok: true })
  expect(await balanceOf(shop)).toMatchObject({ available: 1700 })
  expect((await lotsOf(shop))[1]).toEqual([400, "2026-01-01"])
  await clean(shop)
})

test("a person's file tells what they redeemed", async () => {
  const shop = await shopWithAnna()
  const { redemptionId, code } = await redeemed(shop, ANNA, await offer(shop))
  const told = await showPerson({ shop, customerIds: [ANNA], contacts: [], orderIds: [] })
  const place = told.find(({ place: name }) => name === "rewards redeemed")
  expect(place?.data).toMatchObject([{ redemptionId, code, reward: "A reward", points: 500, state: "drawn" }])
})

test("pages of redemptions come one after the other, the newest first", async () => {
  const shop = await shopWithAnna()
  const rewardId = await offer(shop, { ...CUSTOM, points: 100 })
  const made = []
  for (const hour of [1, 2, 3]) made.push(await redeemed(shop, ANNA, rewardId, { at: new Date(AT.getTime() + hour) }))
  const first = await listRedemptions(shop, { limit: 2 })
  const second = await listRedemptions(shop, { limit: 2, cursor: first.next })
  expect([...first.redemptions, ...second.redemptions].map((one) => one.redemptionId)).toEqual(
    made.map((one) => one.redemptionId).reverse(),
  )
  expect(second.next).toBeNull()
})
