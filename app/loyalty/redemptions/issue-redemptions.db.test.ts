import { afterAll, afterEach, beforeAll, expect, test } from "vitest"
import { acrossShops, inShop, shopDb } from "#app/lib/db.server.ts"
import { giveStoreCredit } from "#simulator/world/actions/credits.ts"
import { createDiscount, draftDiscount, findDiscount } from "#simulator/world/actions/discounts.ts"
import { createProduct } from "#simulator/world/actions/products.ts"
import { getShop } from "#simulator/world/world.ts"
import { balanceOf } from "#tests/support/loyalty-shop.ts"
import { AT, newMember, offer, openRewardShop, redeemed } from "#tests/support/reward-shop.ts"
import { openShopifyGate, type ShopifyGate } from "#tests/support/shopify-gate.ts"
import { openSimulatedAdmin, type SimulatedAdmin, useSimulatedAdmin } from "#tests/support/simulated-admin.ts"
import { verify } from "../verify.server.ts"
import { decideUnclear } from "./decide.server.ts"
import { FAILED_REDEMPTIONS } from "./failed-redemptions.server.ts"
import { issueRedemptions } from "./issue-redemptions.server.ts"
import { findRedemption } from "./list-redemptions.server.ts"
import { returnRedemption } from "./return-redemption.server.ts"
import { markOf } from "./wanted-discount.ts"

let admin: SimulatedAdmin
let gate: ShopifyGate
beforeAll(async () => {
  admin = await openSimulatedAdmin()
  gate = await openShopifyGate(admin.origin)
  useSimulatedAdmin({ ...admin, origin: gate.origin })
})

afterEach(() => {
  gate.throttle(false)
  gate.afterwards(null)
})

afterAll(async () => {
  await gate.close()
  await admin.close()
})

const CREDIT = { kind: "store_credit", points: 500, amountMinor: 500 } as const
const GIFT_CARD = { kind: "gift_card", points: 500, amountMinor: 1000, days: 365 } as const
const minutesLater = (minutes: number) => () => new Date(AT.getTime() + minutes * 60_000)
const run = (minutes = 0) => issueRedemptions(minutesLater(minutes))
/** What was put off, or claimed by a worker that died, is due again. */
const waitOver = (shop: string, asked = "1 hour") =>
  shopDb(shop).query(
    `UPDATE "Redemption" SET "nextTryAt" = clock_timestamp(), "askedAt" = "askedAt" - $2::interval WHERE "shop" = $1`,
    [shop, asked],
  )
const creditsOf = (shop: string) => [...getShop(admin.world, shop).storeCredits.values()]

async function rowOf(shop: string, redemptionId: string) {
  const { rows } = await acrossShops().query(
    `SELECT "state", "shopifyId", "error", "code", "nextTryAt" > clock_timestamp() AS later FROM "Redemption"
     WHERE "shop" = $1 AND "redemptionId" = $2`,
    [shop, redemptionId],
  )
  return rows[0]
}

async function drawn(gives?: Parameters<typeof offer>[1], options?: Parameters<typeof offer>[2]) {
  const shop = await openRewardShop(admin)
  const customerId = await newMember(admin, shop, 500, 1500)
  const rewardId = await offer(shop, gives, options)
  return { shop, customerId, rewardId, redemption: await redeemed(shop, customerId, rewardId) }
}

async function clean(shop: string): Promise<void> {
  expect((await verify(shop, AT)).differences).toEqual([])
}

test("a code is made for one customer, once, with what the reward restricts", async () => {
  const only = { minimumSpendMinor: 2000, codeDays: 30, combinesWith: { order: false, product: true, shipping: true } }
  const { shop, customerId, redemption } = await drawn(undefined, { only })
  expect(await run()).toBe(1)
  expect(findDiscount(getShop(admin.world, shop), redemption.code as string)).toMatchObject({
    type: "basic",
    tags: ["regulars", markOf(redemption.redemptionId)],
    usageLimit: 1,
    appliesOncePerCustomer: true,
    customers: [customerId],
    minimumSubtotal: "20.00",
    value: { amount: "5.00" },
    products: null,
    endsAt: "2026-04-19T10:00:00.000Z",
    combinesWith: { order: false, product: true, shipping: true },
  })
  expect(await findRedemption(shop, redemption.redemptionId)).toMatchObject({ state: "issued", error: null })
  expect(await run()).toBe(0)
  await clean(shop)
})

test("delivery, percent and a product are what their names say", async () => {
  const { shop, customerId } = await drawn()
  const place = getShop(admin.world, shop)
  const coffee = createProduct(
    admin.world,
    shop,
    { title: "Coffee", handle: "coffee", variants: [{ title: "250 g", priceMinor: 990 }] },
    AT,
  )
  const productId = coffee.admin_graphql_api_id
  const gives = [
    { kind: "free_shipping", points: 100, maxShippingMinor: 600 },
    { kind: "percent_off", points: 100, percent: 15 },
    { kind: "free_product", points: 100, productId, valueMinor: 990 },
  ] as const
  const codes: string[] = []
  for (const one of gives) codes.push((await redeemed(shop, customerId, await offer(shop, one))).code as string)
  await run()
  const digits = customerId.split("/").at(-1) as string
  const lines = [{ productId: coffee.id, priceMinor: 1980 }]
  const taken = codes.map((code) =>
    draftDiscount(place, code, { customerId: digits, lines, shippingMinor: 390, at: minutesLater(1)() }),
  )
  expect(taken).toMatchObject([
    { kind: "shipping" },
    { kind: "percentage", percent: 15 },
    { kind: "fixed_amount", amountMinor: 990, productIds: [coffee.id] },
  ])
  const stranger = { customerId: "1", lines, shippingMinor: 390, at: minutesLater(1)() }
  expect(draftDiscount(place, codes[1] as string, stranger)).toBeNull()
})

test("store credit and a gift card are made once, for the member", async () => {
  const { shop, customerId, redemption } = await drawn(CREDIT)
  const card = await redeemed(shop, customerId, await offer(shop, GIFT_CARD))
  expect(await run()).toBe(2)
  expect(creditsOf(shop)).toMatchObject([{ owner: customerId, balance: "5.00", transactions: [{ amount: "5.00" }] }])
  expect([...getShop(admin.world, shop).giftCards.values()]).toMatchObject([
    { code: card.code?.toLowerCase(), initial: "10.00", customer: customerId, expiresOn: "2027-03-20" },
  ])
  for (const { redemptionId } of [redemption, card])
    expect(await rowOf(shop, redemptionId)).toMatchObject({ state: "issued" })
})

test("what Shopify refuses gives the points back, in its words", async () => {
  const { shop, customerId, redemption } = await drawn()
  getShop(admin.world, shop).customers.delete(customerId.split("/").at(-1) as string)
  await run()
  expect(await findRedemption(shop, redemption.redemptionId)).toMatchObject({
    state: "refused",
    error: "Shopify refused: Customer does not exist",
  })
  expect(await balanceOf(shop, customerId)).toMatchObject({ available: 2000 })
  await clean(shop)
})

test("a shop that is throttled waits, with the points held, and then goes on", async () => {
  const { shop, redemption } = await drawn()
  gate.throttle(true)
  expect(await run()).toBe(0)
  expect(await rowOf(shop, redemption.redemptionId)).toMatchObject({ state: "drawn", later: true })
  gate.throttle(false)
  await waitOver(shop)
  expect(await run()).toBe(1)
  expect(await rowOf(shop, redemption.redemptionId)).toMatchObject({ state: "issued", error: null })
})

test.each([
  ["a code", undefined],
  ["store credit", CREDIT],
  ["a gift card", GIFT_CARD],
] as const)(
  "the answer about %s is lost after it was made: it is found again, not made again",
  async (_what, gives) => {
    const { shop, redemption } = await drawn(gives)
    gate.afterwards((body) => (/mutation/.test(body) ? "cut" : "pass"))
    await run()
    expect(await rowOf(shop, redemption.redemptionId)).toMatchObject({ state: "drawn", later: true })
    gate.afterwards(null)
    await waitOver(shop)
    expect(await run()).toBe(1)
    const place = getShop(admin.world, shop)
    const made = [
      ...place.discounts.values(),
      ...place.giftCards.values(),
      ...creditsOf(shop).flatMap((a) => a.transactions),
    ]
    expect(made).toHaveLength(1)
    const { shopifyId, state } = await rowOf(shop, redemption.redemptionId)
    expect(state).toBe("issued")
    expect(shopifyId.split("/").at(-1)).toBe(made[0]?.id)
    await clean(shop)
  },
)

test("a code that somebody else's discount has is exchanged for another", async () => {
  const { shop, redemption } = await drawn()
  const { code } = redemption
  const foreign = {
    type: "basic" as const,
    title: "Theirs",
    code: code as string,
    tags: [],
    startsAt: AT.toISOString(),
    endsAt: null,
    usageLimit: null,
    appliesOncePerCustomer: false,
    customers: null,
    combinesWith: { order: false, product: false, shipping: false },
    minimumSubtotal: null,
    value: { percentage: 0.5 },
    products: null,
    collections: [],
    maximumShipping: null,
  }
  createDiscount(admin.world, shop, foreign, AT)
  await run()
  const row = await rowOf(shop, redemption.redemptionId)
  expect(row.state).toBe("issued")
  expect(row.code).not.toBe(code)
  expect(findDiscount(getShop(admin.world, shop), row.code)?.tags).toContain(markOf(redemption.redemptionId))
})

test("after a lost answer, two amounts that fit leave it to staff; the points are held, and later credits wait", async () => {
  const { shop, customerId, rewardId, redemption } = await drawn(CREDIT)
  gate.afterwards((body) => (/mutation/.test(body) ? "cut" : "pass"))
  await run()
  gate.afterwards(null)
  giveStoreCredit(admin.world, shop, customerId, { amount: "5.00", currency: "EUR", expiresAt: null }, AT)
  await waitOver(shop)
  await run()
  expect(await rowOf(shop, redemption.redemptionId)).toMatchObject({ state: "unclear" })
  const next = await redeemed(shop, customerId, rewardId)
  expect(await run()).toBe(0)
  expect(await balanceOf(shop, customerId)).toMatchObject({ available: 1000 })
  const { rows } = await acrossShops().query(`${FAILED_REDEMPTIONS.rows} AND "shop" = $1`, [shop])
  expect(rows).toMatchObject([{ key: redemption.redemptionId, what: "unclear", about: customerId, nextTryAt: null }])
  await clean(shop)
  expect(await decideUnclear(shop, redemption.redemptionId, "did_not", AT)).toBe(true)
  expect(await decideUnclear(shop, redemption.redemptionId, "happened", AT)).toBe(false)
  expect(await balanceOf(shop, customerId)).toMatchObject({ available: 1500 })
  expect(await run()).toBe(1)
  expect(await rowOf(shop, next.redemptionId)).toMatchObject({ state: "issued" })
  await clean(shop)
})

test("nobody asks about store credit within a minute of a lost answer, also when staff are in a hurry", async () => {
  const { shop, redemption } = await drawn(CREDIT)
  gate.afterwards((body) => (/mutation/.test(body) ? "cut" : "pass"))
  await run()
  gate.afterwards(null)
  await inShop(shop, (tx) => FAILED_REDEMPTIONS.retry(tx, shop, redemption.redemptionId))
  expect(await run()).toBe(0)
  await waitOver(shop, "61 seconds")
  expect(await run()).toBe(1)
  expect(creditsOf(shop)).toMatchObject([{ balance: "5.00" }])
})

test("store credits of one customer are made one after the other", async () => {
  const { shop, customerId, rewardId } = await drawn(CREDIT)
  await redeemed(shop, customerId, rewardId)
  await redeemed(shop, customerId, rewardId)
  await Promise.all([run(), run(), run()])
  while ((await run()) > 0);
  expect(creditsOf(shop)).toMatchObject([{ balance: "15.00", transactions: [{}, {}, {}] }])
  await clean(shop)
})

test("many workers at once make one code each", async () => {
  const { shop, customerId } = await drawn()
  const rewardId = await offer(shop, { kind: "percent_off", points: 10, percent: 5 })
  for (let index = 0; index < 20; index += 1) await redeemed(shop, customerId, rewardId)
  await Promise.all([run(), run(), run()])
  expect(getShop(admin.world, shop).discounts.size).toBe(21)
  await clean(shop)
})

test("a code that comes back is ended first; half an hour later its points return", async () => {
  const { shop, customerId, redemption } = await drawn()
  const { redemptionId, code } = redemption
  const early = await returnRedemption(shop, redemptionId, { customerId, at: AT })
  expect(early).toEqual({ ok: false, reason: "not_issued_yet" })
  await run()
  const outcome = await returnRedemption(shop, redemptionId, { customerId, at: AT })
  expect(outcome).toEqual({ ok: true, state: "returning" })
  await run(1)
  const discount = findDiscount(getShop(admin.world, shop), code as string)
  expect(discount?.endsAt).not.toBeNull()
  expect(await run(30)).toBe(0)
  expect(await balanceOf(shop, customerId)).toMatchObject({ available: 1500 })
  await clean(shop)
  expect(await run(31)).toBe(1)
  expect(await balanceOf(shop, customerId)).toMatchObject({ available: 2000 })
  expect(await rowOf(shop, redemptionId)).toMatchObject({ state: "returned" })
  await clean(shop)
})

test("a code that Shopify has seen used does not come back, even when its order is not known yet", async () => {
  const { shop, customerId, redemption } = await drawn()
  await run()
  await returnRedemption(shop, redemption.redemptionId, { customerId, at: AT })
  await run()
  findDiscount(getShop(admin.world, shop), redemption.code as string)?.uses.push({ order_id: "1", customer_id: "2" })
  await run(31)
  expect(await rowOf(shop, redemption.redemptionId)).toMatchObject({
    state: "returning",
    error: "the code was used, but its order is not known yet",
    later: true,
  })
  expect(await balanceOf(shop, customerId)).toMatchObject({ available: 1500 })
})
