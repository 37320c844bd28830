import { expect, test } from "vitest"
import { inShop, shopDb } from "#app/lib/db.server.ts"
import { onOrdersChanged } from "#app/reactions.server.ts"
import type { OrderFact } from "#app/records/orders/order-fact.ts"
import { deleteOrders, saveOrders } from "#app/records/orders/orders.server.ts"
import { ANNA, balanceOf, joinedRules, openShop, paidOrder, refunded } from "#tests/support/loyalty-shop.ts"
import { AT, enrol, offer, redeemed } from "#tests/support/reward-shop.ts"
import { deduct } from "../members/goodwill.server.ts"
import { verify } from "../verify.server.ts"
import { findRedemption } from "./list-redemptions.server.ts"
import { moveTo } from "./redemption-rows.server.ts"
import { lockWithHolder, returnPoints, returnRedemption } from "./return-redemption.server.ts"

/** Orders earn later (14 days pending), so what is available moves by redemptions alone. */

const later = (minutes: number) => new Date(AT.getTime() + minutes * 60_000)

/** Anna has 1000 points and redeems 500 for a code, which Shopify has made. */
async function shopWithCode(only: object = {}) {
  const shop = await openShop(
    joinedRules((rules) => {
      rules.goodwill.maxPoints = 100_000
    }),
  )
  await enrol(shop, ANNA, 400, 600)
  const { redemptionId, code } = await redeemed(shop, ANNA, await offer(shop, undefined, { only }))
  await inShop(shop, (tx) =>
    moveTo(tx, shop, redemptionId, "issued", AT, { shopifyId: "gid://shopify/DiscountCodeNode/1" }),
  )
  const order = paidOrder(7, { processedAt: later(5).toISOString(), discountCodes: [(code as string).toLowerCase()] })
  return { shop, redemptionId, order, stateOf: async () => (await findRedemption(shop, redemptionId))?.state }
}

async function tell(shop: string, fact: OrderFact, at: Date): Promise<void> {
  await inShop(shop, async (tx) => {
    await saveOrders(tx, shop, [{ fact, email: null }], "admin_api")
    await onOrdersChanged(tx, shop, [fact.id], at)
  })
}

const cancelled = (fact: OrderFact, at: Date): OrderFact => ({
  ...fact,
  cancelledAt: at.toISOString(),
  updatedAt: at.toISOString(),
})

async function clean(shop: string): Promise<void> {
  expect((await verify(shop, later(60))).differences).toEqual([])
}

test("an order with the code uses it, however it was typed, and however often it is told", async () => {
  const { shop, redemptionId, order } = await shopWithCode()
  for (const _time of [1, 2]) await tell(shop, order, later(5))
  const redemption = await findRedemption(shop, redemptionId)
  expect(redemption).toMatchObject({ state: "used", orderId: order.id, usedAt: later(5) })
  expect(await returnRedemption(shop, redemptionId, { customerId: ANNA, at: later(6) })).toMatchObject({
    reason: "already_used",
  })
  await clean(shop)
})

test("an order that is cancelled gives the points back once, as old as they were, and the code stays used up", async () => {
  const { shop, order, stateOf } = await shopWithCode()
  await tell(shop, order, later(5))
  for (const _time of [1, 2]) await tell(shop, cancelled(order, later(9)), later(9))
  expect(await stateOf()).toBe("returned")
  expect(await balanceOf(shop)).toMatchObject({ available: 1000, debt: 0 })
  const { rows } = await shopDb(shop).query(
    `SELECT l."amount", l."earnedAt" FROM "PointsEntry" e JOIN "PointsLot" l
       ON l."shop" = e."shop" AND l."customerId" = e."customerId" AND l."entryVersion" = e."version"
     WHERE e."shop" = $1 AND e."code" = 'redemption_returned' ORDER BY e."version"`,
    [shop],
  )
  expect(rows).toEqual([
    { amount: 400, earnedAt: new Date("2026-01-01T00:00:00Z") },
    { amount: 100, earnedAt: new Date("2026-01-02T00:00:00Z") },
  ])
  await clean(shop)
})

test("a part of a refund gives nothing back, the whole does, and a deleted order too", async () => {
  const whole = await shopWithCode()
  const two = {
    ...whole.order,
    lines: [{ ...(whole.order.lines[0] as OrderFact["lines"][number]), quantity: 2, currentQuantity: 2 }],
  }
  await tell(whole.shop, two, later(5))
  const part = refunded(two, 1, later(6).toISOString())
  await tell(whole.shop, part, later(6))
  expect(await whole.stateOf()).toBe("used")
  await tell(whole.shop, refunded(part, 1, later(7).toISOString()), later(7))
  expect(await whole.stateOf()).toBe("returned")
  await clean(whole.shop)

  const gone = await shopWithCode()
  await tell(gone.shop, gone.order, later(5))
  await inShop(gone.shop, async (tx) => {
    await deleteOrders(tx, gone.shop, [gone.order.id], later(8))
    await onOrdersChanged(tx, gone.shop, [gone.order.id], later(8))
  })
  expect(await gone.stateOf()).toBe("returned")
})

test("a reward that gives nothing back keeps its points", async () => {
  const { shop, order, stateOf } = await shopWithCode({ pointsBackOnCancel: false })
  await tell(shop, order, later(5))
  await tell(shop, cancelled(order, later(9)), later(9))
  expect(await stateOf()).toBe("used")
  expect(await balanceOf(shop)).toMatchObject({ available: 500 })
  await clean(shop)
})

test("an order that comes while the code is being returned keeps the points drawn", async () => {
  const { shop, redemptionId, order, stateOf } = await shopWithCode()
  await returnRedemption(shop, redemptionId, { customerId: ANNA, at: later(4) })
  await tell(shop, order, later(5))
  expect(await stateOf()).toBe("used")
  expect(await balanceOf(shop)).toMatchObject({ available: 500 })
  await clean(shop)
})

test("an order that comes after the points returned draws them again, into debt if they were spent", async () => {
  const { shop, redemptionId, order, stateOf } = await shopWithCode()
  await returnRedemption(shop, redemptionId, { customerId: ANNA, at: later(4) })
  await inShop(shop, async (tx) => {
    const row = await lockWithHolder(tx, shop, redemptionId)
    if (row) await returnPoints(tx, shop, row, later(40))
  })
  await deduct(shop, {
    customerId: ANNA,
    points: 800,
    reason: "r",
    staff: "Mira",
    key: "spent-meanwhile",
    at: later(41),
  })
  await tell(shop, order, later(45))
  expect(await stateOf()).toBe("used")
  expect(await balanceOf(shop)).toMatchObject({ available: 0, debt: 300 })
  await clean(shop)
  await tell(shop, cancelled(order, later(50)), later(50))
  expect(await stateOf()).toBe("returned")
  expect(await balanceOf(shop)).toMatchObject({ available: 200, debt: 0 })
  await clean(shop)
})

test("what was redeemed and drawn differs from the ledger: verify says so", async () => {
  const { shop, redemptionId } = await shopWithCode()
  await shopDb(shop).query(`UPDATE "Redemption" SET "round" = 2 WHERE "shop" = $1`, [shop])
  const { differences } = await verify(shop, AT)
  expect(differences).toMatchObject([{ promise: 7, subject: redemptionId }])
})
