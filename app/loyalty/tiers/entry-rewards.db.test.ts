import { expect, test } from "vitest"
import { acrossShops, inShop, shopDbTogether } from "#app/lib/db.server.ts"
import {
  ANNA,
  balanceOf,
  line,
  openShop,
  paidOrder,
  receive,
  refunded,
  simpleRules,
} from "#tests/support/loyalty-shop.ts"
import { releaseDue } from "../orders/release-due.server.ts"
import { verify } from "../verify.server.ts"
import { findStanding } from "./member-tiers.server.ts"
import { payRewardsDue } from "./pay-rewards.server.ts"
import { reviewDue } from "./review-due.server.ts"
import { reviewTiers } from "./review-tiers.server.ts"

/** Silver gives 50 points, Gold 200; one point a euro in every tier, 14 days pending, tiers by spend of a calendar year. */
const rules = () =>
  simpleRules(({ tiers }) => {
    tiers.levels = tiers.levels.map((level) => ({
      ...level,
      entryPoints: { silver: 50, gold: 200 }[level.id],
      multiplier: { numerator: 1, denominator: 1 },
    }))
  })

const order = (digits: number, euro: number, processedAt: string) =>
  paidOrder(digits, { processedAt, lines: [line(digits * 10, euro * 100)] })

async function live(at: string): Promise<void> {
  await releaseDue(new Date(at), 1000)
  await payRewardsDue(new Date(at), 1000)
}

async function rewardsOf(shop: string): Promise<unknown[]> {
  const { rows } = await acrossShops().query({
    text: `SELECT "tierId", "points", "state" FROM "TierReward" WHERE "shop" = $1 ORDER BY "reachedAt", "tierId"`,
    values: [shop],
    rowMode: "array",
  })
  return rows
}

const sound = async (shop: string, at: string) => expect((await verify(shop, new Date(at))).differences).toEqual([])

test("each level reached is shown at once and paid when the order that reached it is past its pending days", async () => {
  const shop = await openShop(rules())
  await receive(shop, "2026-03-10T10:00:00Z", order(1, 600, "2026-03-10T10:00:00.000Z"))
  await live("2026-03-10T10:01:00Z")
  const standing = await findStanding(shopDbTogether(shop), shop, ANNA, new Date("2026-03-10T10:02:00Z"))
  expect(standing).toMatchObject({ tier: { id: "gold" }, waiting: 250 })
  await live("2026-03-24T09:59:59Z")
  expect(await balanceOf(shop)).toMatchObject({ available: 0, pending: 600 })
  await live("2026-03-24T10:00:00Z")
  expect(await balanceOf(shop)).toMatchObject({ available: 850, pending: 0 })
  expect(await rewardsOf(shop)).toEqual([
    ["gold", 200, "paid"],
    ["silver", 50, "paid"],
  ])
  await sound(shop, "2026-03-24T10:00:01Z")
})

test("what is given back before is dropped, and reached again it is paid once", async () => {
  const shop = await openShop(rules())
  const first = order(1, 300, "2026-03-10T10:00:00.000Z")
  await receive(shop, "2026-03-10T10:00:00Z", first)
  await receive(shop, "2026-03-12T10:00:00Z", refunded(first, 1, "2026-03-12T10:00:00.000Z"))
  await live("2026-03-12T10:01:00Z")
  expect(await rewardsOf(shop)).toEqual([["silver", 50, "dropped"]])
  await receive(shop, "2026-04-01T10:00:00Z", order(2, 310, "2026-04-01T10:00:00.000Z"))
  await live("2026-04-20T10:00:00Z")
  expect(await balanceOf(shop)).toMatchObject({ available: 360 })
  await sound(shop, "2026-04-20T10:00:01Z")
})

test("bought again before anybody looked, the reward waits for what stands now", async () => {
  const shop = await openShop(rules())
  const first = order(1, 300, "2026-03-10T10:00:00.000Z")
  await receive(shop, "2026-03-10T10:00:00Z", first)
  await receive(shop, "2026-03-12T10:00:00Z", refunded(first, 1, "2026-03-12T10:00:00.000Z"))
  await receive(shop, "2026-03-12T10:00:30Z", order(2, 310, "2026-03-12T10:00:30.000Z"))
  await live("2026-03-12T10:01:00Z")
  await live("2026-03-24T10:00:00Z")
  expect(await balanceOf(shop)).toMatchObject({ available: 0 })
  await live("2026-03-26T10:00:30Z")
  expect(await balanceOf(shop)).toMatchObject({ available: 360 })
  expect(await rewardsOf(shop)).toEqual([["silver", 50, "paid"]])
})

test("a refund after it was paid takes it back, what was spent becomes debt", async () => {
  const shop = await openShop(rules())
  const first = order(1, 300, "2026-03-10T10:00:00.000Z")
  await receive(shop, "2026-03-10T10:00:00Z", first)
  await live("2026-04-10T10:00:00Z")
  expect(await balanceOf(shop)).toMatchObject({ available: 350 })
  await receive(shop, "2026-04-11T10:00:00Z", refunded(first, 1, "2026-04-11T10:00:00.000Z"))
  await live("2026-04-11T10:01:00Z")
  expect(await balanceOf(shop)).toMatchObject({ available: 0, debt: 0, lifetime: 0 })
  expect(await rewardsOf(shop)).toEqual([["silver", 50, "withdrawn"]])
  await sound(shop, "2026-04-11T10:01:01Z")
})

test("the same level is paid once in a period and again in the next", async () => {
  const shop = await openShop(rules())
  await receive(shop, "2026-03-10T10:00:00Z", order(1, 300, "2026-03-10T10:00:00.000Z"))
  await receive(shop, "2026-06-10T10:00:00Z", order(2, 30, "2026-06-10T10:00:00.000Z"))
  await live("2026-08-01T10:00:00Z")
  expect(await balanceOf(shop)).toMatchObject({ available: 380 })

  await reviewDue(new Date("2028-01-01T00:00:00Z"), 1000)
  await receive(shop, "2028-02-10T10:00:00Z", order(3, 300, "2028-02-10T10:00:00.000Z"))
  await live("2028-03-10T10:00:00Z")
  expect(await rewardsOf(shop)).toEqual([
    ["silver", 50, "paid"],
    ["silver", 50, "paid"],
  ])
})

test("two runs at once pay once", async () => {
  const shop = await openShop(rules())
  await receive(shop, "2026-03-10T10:00:00Z", order(1, 600, "2026-03-10T10:00:00.000Z"))
  await releaseDue(new Date("2026-04-01T10:00:00Z"), 1000)
  const at = new Date("2026-04-01T10:00:01Z")
  await Promise.all([payRewardsDue(at, 1000), payRewardsDue(at, 1000)])
  expect(await balanceOf(shop)).toMatchObject({ available: 850 })
})

test("what a tier gave reaches no other where points are the measure", async () => {
  const shop = await openShop(
    simpleRules(({ tiers }) => {
      tiers.measure = "points"
      const [bronze, silver] = tiers.levels as [(typeof tiers.levels)[0], (typeof tiers.levels)[0]]
      tiers.levels = [
        { ...bronze, threshold: 100, entryPoints: 500 },
        { ...silver, threshold: 400 },
      ]
    }),
  )
  await receive(shop, "2026-03-10T10:00:00Z", order(1, 100, "2026-03-10T10:00:00.000Z"))
  await live("2026-04-10T10:00:00Z")
  expect(await balanceOf(shop)).toMatchObject({ available: 600 })

  await inShop(shop, (tx) =>
    reviewTiers(tx, shop, [ANNA], new Date("2026-04-11T10:00:00Z"), { up: "order", down: "refund" }),
  )
  const standing = await findStanding(shopDbTogether(shop), shop, ANNA, new Date("2026-04-11T10:00:00Z"))
  expect(standing).toMatchObject({ tier: { id: "bronze" } })
})
