import { expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { BORIS, openShop, paidOrder, receive, simpleRules } from "#tests/support/loyalty-shop.ts"
import { releaseDue } from "../orders/release-due.server.ts"
import { saveDraft } from "../programme/programme.server.ts"
import { getOverview } from "./overview.server.ts"

test("before the first publication there is nothing but a draft", async () => {
  const shop = await openShop(null)
  expect(await getOverview(shop, new Date("2026-03-10T00:00:00Z"))).toMatchObject({
    programme: null,
    members: 0,
    today: { orders: 0, earned: 0, waiting: 0 },
  })
})

test("today's figures begin at midnight; members stand with their tier", async () => {
  const shop = await openShop()
  await receive(shop, "2026-03-09T10:00:00Z", paidOrder(1, { processedAt: "2026-03-09T09:00:00.000Z" }))
  await releaseDue(new Date("2026-03-23T09:00:00Z"), 1000)
  await receive(
    shop,
    "2026-03-23T10:00:00Z",
    paidOrder(2, { processedAt: "2026-03-23T09:30:00.000Z", customerId: BORIS, lines: [] }),
    paidOrder(3, { processedAt: "2026-03-23T09:40:00.000Z" }),
  )
  const overview = await getOverview(shop, new Date("2026-03-22T22:00:00Z"))
  expect(overview.today).toEqual({ orders: 1, earned: 100, waiting: 100 })
  expect(overview.outstanding).toEqual({ available: 100, pending: 100 })
  expect(overview.members).toBe(2)
  expect(overview.tiers.map(({ id, members }) => [id, members])).toEqual([
    ["gold", 0],
    ["silver", 0],
    ["bronze", 1],
    [null, 1],
  ])
})

test("a draft that differs is told, one that is the same is not", async () => {
  const shop = await openShop()
  const midnight = new Date("2026-03-10T00:00:00Z")
  await saveDraft(shop, simpleRules())
  expect((await getOverview(shop, midnight)).programme).toMatchObject({ version: 1, unpublished: false })
  await saveDraft(
    shop,
    simpleRules((rules) => {
      rules.pending.days = 30
    }),
  )
  expect((await getOverview(shop, midnight)).programme?.unpublished).toBe(true)
})

test("what needs a look is counted", async () => {
  const shop = await openShop()
  await receive(shop, "2026-03-10T10:01:00Z", paidOrder(1))
  await acrossShops().query(`UPDATE "Order" SET "doubtfulSince" = now() WHERE "shop" = $1`, [shop])
  await acrossShops().query(
    `INSERT INTO "WebhookEvent" ("shop", "topic", "dedupKey", "apiVersion", "body", "state", "attempts")
     VALUES ($1, 'orders/paid', 'one', '2026-07', '{}', 'failed', 20)`,
    [shop],
  )
  await acrossShops().query(`UPDATE "MemberSync" SET "error" = 'refused', "failedSince" = now() WHERE "shop" = $1`, [
    shop,
  ])
  const { attention } = await getOverview(shop, new Date("2026-03-10T00:00:00Z"))
  expect(attention).toEqual({ failedEvents: 1, doubtfulOrders: 1, syncErrors: 1 })
})
