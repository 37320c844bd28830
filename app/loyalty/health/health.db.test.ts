import { expect, test } from "vitest"
import { shopDb } from "#app/lib/db.server.ts"
import { openShop, paidOrder, receive, simpleRules } from "#tests/support/loyalty-shop.ts"
import { saveLiabilitySettings } from "../liability/settings.server.ts"
import { saveReward, setRewardState } from "../rewards/rewards.server.ts"
import { getHealth, getHealthNow } from "./health.server.ts"
import { getTrade } from "./trade.server.ts"

const AT = new Date("2026-03-20T10:00:00Z")
const asked = { currency: "EUR", at: AT }

async function offer(shop: string, points: number, amountMinor: number): Promise<void> {
  const terms = {
    schema: 1 as const,
    name: "Five off",
    description: "",
    translations: {},
    currency: "EUR",
    gives: { kind: "amount_off" as const, points, amountMinor },
    restrictions: {
      minimumSpendMinor: null,
      products: [],
      collections: [],
      combinesWith: { order: false, product: false, shipping: true },
      purchases: "one_time" as const,
      tierIds: [],
      customerTags: [],
      limitPerMember: null,
      codeDays: null,
      pointsBackOnCancel: true,
    },
  }
  const saved = await saveReward(shop, { rewardId: null, terms, stock: null })
  if (saved.ok) await setRewardState(shop, saved.rewardId, "active")
}

test("a programme is measured by what the shop sold in the last ninety days", async () => {
  const shop = await openShop(simpleRules())
  const old = { processedAt: "2025-12-01T10:00:00.000Z" }
  const foreign = { currency: "BGN" }
  await receive(shop, "2026-03-10T10:01:00Z", paidOrder(1), paidOrder(2), paidOrder(3, old), paidOrder(4, foreign))
  expect(await getTrade(shop, "EUR", AT)).toMatchObject({ orders: 2, revenueMinor: 20_000 })
  await offer(shop, 250, 1_500)
  expect(await getHealth(shop, simpleRules(), asked)).toEqual([
    { code: "first_reward_far", reward: "Five off", points: 250, orders: 3 },
    { code: "liability_outgrows", costMinor: 1_200, revenueMinor: 20_000, share: 600, most: 500 },
  ])
})

test("home tells only what costs money, and nothing before there is a programme", async () => {
  const shop = await openShop(simpleRules())
  await receive(shop, "2026-03-10T10:01:00Z", paidOrder(1))
  await offer(shop, 250, 1_500)
  expect((await getHealthNow(shop, asked)).map(({ code }) => code)).toEqual(["liability_outgrows"])
  const worth = { minor: 1, points: 100 }
  await saveLiabilitySettings(shop, "EUR", { worth, redeemed: null, mostOfRevenue: 500, margin: 3000 })
  expect(await getHealthNow(shop, asked)).toEqual([])
  expect(await getHealthNow(await openShop(null), asked)).toEqual([])
})

test("what many orders came to is kept for a while", async () => {
  const shop = await openShop(simpleRules())
  const many = { orders: 1_000, revenueMinor: 7, currency: "EUR" }
  const remember = (age: string) =>
    shopDb(shop).query(
      `INSERT INTO "ShopTrade" VALUES ($1, $2, now() - $3::interval)
       ON CONFLICT ("shop") DO UPDATE SET "figures" = excluded."figures", "countedAt" = excluded."countedAt"`,
      [shop, JSON.stringify(many), age],
    )
  await remember("50 seconds")
  expect(await getTrade(shop, "EUR", AT)).toMatchObject({ orders: 1_000 })
  expect(await getTrade(shop, "BGN", AT)).toMatchObject({ orders: 0 })
  await remember("70 seconds")
  expect(await getTrade(shop, "EUR", AT)).toMatchObject({ orders: 0 })
})
