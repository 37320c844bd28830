import { expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { ANNA, openShop, paidOrder, receive, refunded } from "#tests/support/loyalty-shop.ts"
import { asSuperuser } from "#tests/support/superuser.ts"
import { deduct } from "./members/goodwill.server.ts"
import { releaseDue } from "./orders/release-due.server.ts"
import { verify } from "./verify.server.ts"

const AT = new Date("2026-04-01T00:00:00Z")

/** A shop with points waiting, released, spent, taken back and owed. */
async function busyShop(): Promise<string> {
  const shop = await openShop()
  const order = paidOrder(1)
  await receive(shop, "2026-03-10T10:01:00Z", order, paidOrder(2, { customerId: "gid://shopify/Customer/5" }))
  await releaseDue(new Date("2026-03-24T10:00:00Z"), 1000)
  const at = new Date("2026-03-25T10:00:00Z")
  await deduct(shop, { customerId: ANNA, points: 70, reason: "spent", staff: "staff", key: "1", at })
  await receive(shop, "2026-03-26T10:01:00Z", refunded(order, 1, "2026-03-26T10:00:00.000Z"))
  await receive(shop, "2026-03-27T10:01:00Z", paidOrder(3, { processedAt: "2026-03-27T10:00:00.000Z" }))
  return shop
}

/** Damages the tables as no code of ours could: with the triggers off. */
async function damage(sql: string, shop: string): Promise<void> {
  await asSuperuser(async (client) => {
    await client.query(`SET session_replication_role = replica`)
    const { rowCount } = await client.query(sql, [shop])
    expect(rowCount).toBeGreaterThan(0)
  })
}

test("a shop that lived by the rules is clean, and says what was looked at", async () => {
  const shop = await busyShop()
  const { ok, checked, differences } = await verify(shop, AT)
  expect(differences).toEqual([])
  expect(ok).toBe(true)
  expect(checked).toEqual({ accounts: 2, entries: 7, lots: 2, draws: 2, orders: 3, members: 2 })
})

test.each([
  [1, `UPDATE "PointsAccount" SET "pending" = "pending" + 1 WHERE "shop" = $1 AND "customerId" LIKE '%1001'`],
  [1, `UPDATE "PointsAccount" SET "lifetime" = "lifetime" + 1 WHERE "shop" = $1 AND "customerId" LIKE '%1001'`],
  [3, `DELETE FROM "PointsEntry" WHERE "shop" = $1 AND "customerId" LIKE '%1001' AND "version" = 2`],
  [3, `UPDATE "PointsEntry" SET "pendingAfter" = 7 WHERE "shop" = $1 AND "customerId" LIKE '%1001' AND "version" = 1`],
  [4, `UPDATE "PointsLot" SET "amount" = 60 WHERE "shop" = $1 AND "customerId" LIKE '%1001'`],
  [4, `DELETE FROM "PointsDraw" WHERE "shop" = $1`],
  [
    4,
    `INSERT INTO "PointsLot" SELECT "shop", "customerId", 1, 5, '2020-01-01' FROM "PointsLot"
       WHERE "shop" = $1 AND "customerId" LIKE '%1001'`,
  ],
  [6, `UPDATE "PointsEntry" SET "code" = 'pending_released' WHERE "shop" = $1 AND "code" = 'order_adjusted'`],
  [7, `UPDATE "OrderPoints" SET "posted" = "posted" + 1 WHERE "shop" = $1 AND "orderId" LIKE '%/3'`],
  [9, `UPDATE "OrderPoints" SET "target" = 99, "posted" = 99 WHERE "shop" = $1 AND "orderId" LIKE '%/2'`],
  [9, `DELETE FROM "OrderPoints" WHERE "shop" = $1 AND "orderId" LIKE '%/2'`],
  [9, `UPDATE "Member" SET "tierId" = 'gold' WHERE "shop" = $1 AND "customerId" LIKE '%1001'`],
  [9, `DELETE FROM "MemberSync" WHERE "shop" = $1 AND "customerId" LIKE '%1001'`],
])("a break of promise %i is found: %s", async (promise, sql) => {
  const shop = await busyShop()
  await damage(sql, shop)
  const { ok, differences } = await verify(shop, AT)
  expect(ok).toBe(false)
  expect(differences.map((difference) => difference.promise)).toContain(promise)
  expect(differences.every((difference) => difference.words.length > 10 && difference.shop === shop)).toBe(true)
})

test("a trigger that was switched off is found", async () => {
  await acrossShops().query(`ALTER TABLE "PointsLot" DISABLE TRIGGER append_only`)
  const { differences } = await verify(null, AT)
  await acrossShops().query(`ALTER TABLE "PointsLot" ENABLE TRIGGER append_only`)
  expect(differences).toContainEqual(expect.objectContaining({ promise: 8, subject: "PointsLot" }))
})
