import { expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { BORIS, openShop, paidOrder, receive, simpleRules } from "#tests/support/loyalty-shop.ts"
import { releaseDue } from "../orders/release-due.server.ts"
import { startPause } from "../programme/pauses.server.ts"
import { saveDraft } from "../programme/programme.server.ts"
import { startTest } from "../programme/test-mode.server.ts"
import { getOverview } from "./overview.server.ts"

const SOFIA = "Europe/Sofia"

test("before the first publication there is nothing but a draft", async () => {
  const shop = await openShop(null)
  expect(await getOverview(shop, SOFIA, new Date("2026-03-10T00:00:00Z"))).toMatchObject({
    programme: null,
    members: 0,
    days: Array.from({ length: 30 }, () => ({ points: 0, orders: 0, members: 0 })),
    pause: null,
    testTag: null,
    imported: false,
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
  const overview = await getOverview(shop, SOFIA, new Date("2026-03-23T10:00:00Z"))
  expect(overview.days.at(-1)).toEqual({ day: "2026-03-23", points: 100, orders: 1, members: 1 })
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
  expect((await getOverview(shop, SOFIA, midnight)).programme).toMatchObject({ version: 1, unpublished: false })
  await saveDraft(
    shop,
    simpleRules((rules) => {
      rules.pending.days = 30
    }),
  )
  expect((await getOverview(shop, SOFIA, midnight)).programme?.unpublished).toBe(true)
})

test("a draft from before joining could ask for anything asks for nothing", async () => {
  const shop = await openShop()
  await saveDraft(shop, simpleRules())
  await acrossShops().query(`UPDATE "ProgrammeDraft" SET "rules" = "rules" #- '{members,ask}' WHERE "shop" = $1`, [
    shop,
  ])
  const { programme } = await getOverview(shop, SOFIA, new Date("2026-03-10T00:00:00Z"))
  expect(programme?.unpublished).toBe(false)
})

test("what rests, what is tried out and what was brought in is told", async () => {
  const shop = await openShop()
  const at = new Date("2026-03-10T10:00:00Z")
  await startPause(shop, { earning: true, spending: false, toAt: null, notice: {} }, "7", at)
  await startTest(shop, "friends", "7", at)
  await acrossShops().query(
    `INSERT INTO "Backfill" ("shop", "id", "state", "phase", "askedBy", "startedAt", "finishedAt")
     VALUES ($1, 1, 'done', 'settling', '7', $2, $2)`,
    [shop, at],
  )
  expect(await getOverview(shop, SOFIA, new Date("2026-03-10T11:00:00Z"))).toMatchObject({
    pause: { earning: true, spending: false },
    testTag: "friends",
    imported: true,
  })
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
  await acrossShops().query(
    `INSERT INTO "WebhookEvent" ("shop", "topic", "dedupKey", "apiVersion", "body", "nextTryAt")
     VALUES ($1, 'orders/paid', 'late', '2026-07', '{}', now() - interval '6 minutes'),
       ($1, 'orders/paid', 'fresh', '2026-07', '{}', now())`,
    [shop],
  )
  await acrossShops().query(`UPDATE "MemberSync" SET "error" = 'refused', "failedSince" = now() WHERE "shop" = $1`, [
    shop,
  ])
  const { attention } = await getOverview(shop, SOFIA, new Date("2026-03-10T00:00:00Z"))
  expect(attention).toEqual({ failedEvents: 1, lateEvents: 1, doubtfulOrders: 1, syncErrors: 1 })
})
