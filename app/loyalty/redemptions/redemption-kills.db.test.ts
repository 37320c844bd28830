import fc from "fast-check"
import { afterAll, beforeAll, expect, test } from "vitest"
import { shopDb } from "#app/lib/db.server.ts"
import { getShop } from "#simulator/world/world.ts"
import { balanceOf } from "#tests/support/loyalty-shop.ts"
import { killAfter } from "#tests/support/mortal.ts"
import { AT, newMember, offer, openRewardShop } from "#tests/support/reward-shop.ts"
import { openSimulatedAdmin, type SimulatedAdmin, useSimulatedAdmin } from "#tests/support/simulated-admin.ts"
import { verify } from "../verify.server.ts"
import { issueRedemptions } from "./issue-redemptions.server.ts"
import { listRedemptions } from "./list-redemptions.server.ts"
import { redeem } from "./redeem.server.ts"
import type { Redemption } from "./redemption.ts"
import { returnRedemption } from "./return-redemption.server.ts"
import { markOf } from "./wanted-discount.ts"

let admin: SimulatedAdmin

beforeAll(async () => {
  admin = await openSimulatedAdmin()
  useSimulatedAdmin(admin)
})

afterAll(() => admin.close())

const KINDS = [
  { kind: "amount_off", points: 100, amountMinor: 100 },
  { kind: "store_credit", points: 100, amountMinor: 100 },
  { kind: "gift_card", points: 100, amountMinor: 100, days: null },
  { kind: "custom", points: 100, instructions: "" },
] as const

/** What is done, each killed after so many half steps; `twice`: by two clicks, or two workers, at once. */
const steps = fc.oneof(
  fc.record({
    do: fc.constant("redeem"),
    reward: fc.nat({ max: KINDS.length - 1 }),
    twice: fc.boolean(),
    dies: fc.nat({ max: 60 }),
  }),
  fc.record({ do: fc.constant("work"), reward: fc.constant(0), twice: fc.boolean(), dies: fc.nat({ max: 60 }) }),
  fc.record({ do: fc.constant("return"), reward: fc.nat({ max: 5 }), twice: fc.boolean(), dies: fc.nat({ max: 60 }) }),
)

type Step = { do: string; reward: number; twice: boolean; dies: number }

let keys = 0

/** World time goes on by a minute with each thing that is done. */
async function live(shop: string, customerId: string, rewards: string[], life: Step[]): Promise<Date> {
  let at = AT
  for (const step of life) {
    at = new Date(at.getTime() + 60_000)
    keys += 1
    const key = `killed-or-not-${keys}`
    const rewardId = rewards[step.reward] as string
    const one = async (): Promise<unknown> => {
      if (step.do === "redeem") return redeem(shop, customerId, { rewardId, points: 100, key, at })
      if (step.do === "work") return issueRedemptions(() => at)
      const { redemptions } = await listRedemptions(shop, { customerId })
      const chosen = redemptions[step.reward]
      return chosen && returnRedemption(shop, chosen.redemptionId, { customerId, at })
    }
    await killAfter(step.dies, () => (step.twice ? Promise.all([one(), one()]) : one()))
    await leasesEnd(shop)
  }
  return at
}

/** As if the time had passed for which a dead worker holds what it claimed, and what failed waits; how many wait. */
async function leasesEnd(shop: string): Promise<number> {
  const { rowCount } = await shopDb(shop).query(
    `UPDATE "Redemption" SET "nextTryAt" = clock_timestamp(), "askedAt" = "askedAt" - interval '1 hour' WHERE "shop" = $1 AND "state" IN ('drawn', 'returning')`,
    [shop],
  )
  return rowCount ?? 0
}

/** The rest is worked off by a worker that lives, well after every wait. */
async function settle(shop: string, at: Date): Promise<void> {
  for (const minutes of [1, 40, 80]) {
    if ((await leasesEnd(shop)) === 0) return
    while ((await issueRedemptions(() => new Date(at.getTime() + minutes * 60_000))) > 0);
  }
}

const HELD = ["issued", "used", "returning"]

/** Shopify has exactly one thing for each redemption that stands, and nothing else that works. */
function compare(shop: string, redemptions: Redemption[]): void {
  const place = getShop(admin.world, shop)
  const standing = (kind: string) =>
    redemptions.filter(({ terms, state }) => terms.gives.kind === kind && HELD.includes(state))
  const live = [...place.discounts.values()].filter(({ endsAt }) => endsAt === null)
  expect(live.map(({ code }) => code).sort()).toEqual(
    standing("amount_off")
      .map(({ code }) => code)
      .sort(),
  )
  for (const { code, tags } of live)
    expect(tags).toContain(markOf(redemptions.find((one) => one.code === code)?.redemptionId ?? ""))
  const credits = [...place.storeCredits.values()].flatMap(({ transactions }) => transactions)
  expect(credits).toHaveLength(standing("store_credit").length)
  const cards = [...place.giftCards.values()].map(({ code }) => code.toUpperCase())
  expect(cards.sort()).toEqual(
    standing("gift_card")
      .map(({ code }) => code)
      .sort(),
  )
}

const later = (minutes: number) => () => new Date(AT.getTime() + minutes * 60_000)

/** Kills `work` before its first half step, then `stride` later …, until it lives; before each, `again` begins anew. */
async function killEverywhere(
  work: () => Promise<unknown>,
  again: () => Promise<unknown>,
  stride = 1,
): Promise<number> {
  for (let halfSteps = 0; ; halfSteps += stride) {
    await again()
    if (await killAfter(halfSteps, work)) return halfSteps
  }
}

async function proved(shop: string): Promise<Redemption[]> {
  const { redemptions } = await listRedemptions(shop, { limit: 1000 })
  compare(shop, redemptions)
  expect((await verify(shop, AT)).differences).toEqual([])
  return redemptions
}

async function rich(gives: (typeof KINDS)[number]) {
  const shop = await openRewardShop(admin)
  const customerId = await newMember(admin, shop, 50_000, 50_000)
  const rewardId = await offer(shop, gives)
  const click = (key: string) => redeem(shop, customerId, { rewardId, points: 100, key, at: AT })
  return { shop, customerId, click }
}

test.each(KINDS.slice(0, 3))("making $kind, killed at every step there is, makes it once", async (gives) => {
  const { shop, click } = await rich(gives)
  let made = 0
  const steps = await killEverywhere(
    () => issueRedemptions(later(1)),
    async () => {
      await settle(shop, AT)
      made += 1
      await click(`made-and-killed-${gives.kind}-${made}`)
    },
  )
  expect(steps).toBeGreaterThan(10)
  await settle(shop, AT)
  const redemptions = await proved(shop)
  expect(redemptions).toHaveLength(made)
  expect(redemptions.filter(({ state }) => state !== "issued")).toEqual([])
})

test("redeeming, killed at every step there is, draws points and writes the redemption, or neither", async () => {
  const { shop, click } = await rich(KINDS[3])
  let clicked = 0
  const key = () => `clicked-and-killed-${clicked}`
  await killEverywhere(
    () => click(key()),
    async () => {
      clicked += 1
    },
  )
  await proved(shop)
  // Whoever clicks again with the same form gets what the dead click wrote, or what it did not.
  for (let number = 1; number <= clicked; number += 1) await click(`clicked-and-killed-${number}`)
  expect(await proved(shop)).toHaveLength(clicked)
})

test("giving back, killed at every third of its steps, ends the code before its points return, once", async () => {
  const { shop, customerId, click } = await rich(KINDS[0])
  let made = 0
  const backAndHome = async (minutes: number) => {
    await killEverywhere(
      () => issueRedemptions(later(minutes)),
      async () => {
        await settle(shop, AT)
        made += 1
        const clicked = await click(`given-back-${minutes}-${made}`)
        await settle(shop, AT)
        if (clicked.ok) await returnRedemption(shop, clicked.redemption.redemptionId, { customerId, at: AT })
        if (minutes > 1) await issueRedemptions(later(0))
      },
      3,
    )
  }
  await backAndHome(1)
  await backAndHome(90)
  await settle(shop, AT)
  const redemptions = await proved(shop)
  expect(redemptions.map(({ state }) => state)).toEqual(Array.from({ length: made }, () => "returned"))
  expect(await balanceOf(shop, customerId)).toMatchObject({ available: 100_000 })
})

test("whatever is done and killed, in any order: one thing in Shopify for each redemption, every point accounted for", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 2, maxLength: 8 }), async (life) => {
      const shop = await openRewardShop(admin)
      const customerId = await newMember(admin, shop, 300, 300)
      const rewards: string[] = []
      for (const gives of KINDS) rewards.push(await offer(shop, gives))
      await settle(shop, await live(shop, customerId, rewards, life))
      const redemptions = await proved(shop)
      expect(redemptions.filter(({ state }) => !["issued", "returned"].includes(state))).toEqual([])
      const held = redemptions.filter(({ state }) => HELD.includes(state)).length * 100
      expect(await balanceOf(shop, customerId)).toMatchObject({ available: 600 - held, debt: 0 })
    }),
    { numRuns: 15, endOnFailure: true },
  )
})
