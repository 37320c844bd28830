import { randomUUID } from "node:crypto"
import { expect, test } from "vitest"
import { acrossShops, inShop } from "#app/lib/db.server.ts"
import { balanceOf, joinedRules, openShop } from "#tests/support/loyalty-shop.ts"
import { join } from "../member.server.ts"
import { readStatement } from "../statement.server.ts"
import { BULK_PLACE } from "./bulk-place.server.ts"
import { findBulk, type NewBulk, startBulk, turnBulk } from "./bulk-rows.server.ts"
import { workOffBulk } from "./work-bulk.server.ts"

const AT = new Date("2026-03-12T10:00:00Z")
const gid = (number: number) => `gid://shopify/Customer/${3000 + number}`
const work = () => workOffBulk(() => AT, new AbortController().signal)

async function shopWith(members: number, maxPoints = 100): Promise<string> {
  const shop = await openShop(
    joinedRules((rules) => {
      rules.goodwill.maxPoints = maxPoints
    }),
  )
  for (let number = 0; number < members; number += 1)
    await inShop(shop, (tx) => join(tx, shop, gid(number), "staff", AT))
  return shop
}

const gift = (change: Partial<NewBulk> = {}): NewBulk => ({
  taskId: randomUUID(),
  customerIds: [0, 1, 2].map(gid),
  staff: "7",
  at: AT,
  does: { kind: "goodwill", points: 50, reason: "A late parcel" },
  ...change,
})

test("each of the chosen members gets the points once, with the reason, however often it is sent and worked off", async () => {
  const shop = await shopWith(3)
  const one = gift({ customerIds: [0, 1, 2, 99].map(gid) })
  expect(await startBulk(shop, one)).toEqual({ ok: true, total: 3 })
  expect(await startBulk(shop, one)).toEqual({ ok: true, total: 3 })
  expect(await findBulk(shop)).toMatchObject({ state: "running", total: 3, done: 0, reason: "A late parcel" })
  await Promise.all([work(), work()])
  await work()
  expect(await startBulk(shop, one)).toEqual({ ok: true, total: 3 })
  await work()
  for (const number of [0, 1, 2]) expect((await balanceOf(shop, gid(number))).available).toBe(50)
  expect(await findBulk(shop)).toMatchObject({ state: "done", done: 3, refused: 0, reason: null, refusals: [] })
  const { entries } = await readStatement(shop, gid(1), { before: null })
  expect(entries).toMatchObject([{ code: "granted", delta: 50, reason: "A late parcel" }])
})

test("who may not get them is told with the reason, and holds up nobody", async () => {
  const shop = await shopWith(3, 40)
  await startBulk(shop, gift())
  await work()
  expect(await findBulk(shop)).toMatchObject({ state: "done", done: 0, refused: 3 })
  expect((await findBulk(shop))?.refusals).toEqual(
    [0, 1, 2].map((number) => ({ digits: String(3000 + number), code: "over_limit" })),
  )
})

test("it is paused, taken up again, and ended with what is done kept", async () => {
  const shop = await shopWith(3)
  const one = gift()
  await startBulk(shop, one)
  expect(await startBulk(shop, gift())).toEqual({ ok: false, reason: "busy" })
  expect(await turnBulk(shop, one.taskId, "pause", AT)).toBe(true)
  await work()
  expect(await findBulk(shop)).toMatchObject({ state: "paused", done: 0 })
  expect(await turnBulk(shop, one.taskId, "resume", AT)).toBe(true)
  const stop = new AbortController()
  let members = 0
  await workOffBulk(() => {
    members += 1
    if (members === 2) stop.abort()
    return AT
  }, stop.signal)
  expect(await findBulk(shop)).toMatchObject({ state: "running", done: 2 })
  expect(await turnBulk(shop, one.taskId, "cancel", AT)).toBe(true)
  await work()
  expect(await findBulk(shop)).toMatchObject({ state: "cancelled", done: 2, reason: null })
  expect((await balanceOf(shop, gid(2))).available).toBe(0)
  expect(await turnBulk(shop, one.taskId, "pause", AT)).toBe(false)
  expect(await turnBulk(shop, one.taskId, "hide", AT)).toBe(true)
  expect(await findBulk(shop)).toBeNull()
  expect((await startBulk(shop, gift())).ok).toBe(true)
})

test("a fault of ours with one member is noted, and the others are done", async () => {
  const shop = await shopWith(3)
  const one = gift()
  await startBulk(shop, one)
  // What cannot be opened is a fault of ours.
  await acrossShops().query(`UPDATE "BulkTask" SET "sealed" = 'no seal' WHERE "shop" = $1`, [shop])
  await work()
  expect(await findBulk(shop)).toMatchObject({ state: "done", done: 0, refused: 3 })
})

test("writing to Shopify again is asked for each of them", async () => {
  const shop = await shopWith(2)
  const wanted = async () =>
    (await acrossShops().query(`SELECT "wanted", "tag" FROM "MemberSync" WHERE "shop" = $1 ORDER BY 1`, [shop])).rows
  const before = await wanted()
  expect(await startBulk(shop, gift({ does: { kind: "write_again" } }))).toEqual({ ok: true, total: 2 })
  await work()
  expect((await wanted()).map((row) => row.wanted)).toEqual(before.map((row) => row.wanted + 1))
})

test("nobody of another shop is reached, and whoever is erased meanwhile gets nothing", async () => {
  const [shop, other] = [await shopWith(2), await shopWith(2)]
  expect(await startBulk(shop, gift({ customerIds: [gid(50)] }))).toEqual({ ok: false, reason: "nobody" })
  await startBulk(shop, gift())
  await BULK_PLACE.erase({ shop, customerIds: [gid(0)], contacts: [], orderIds: [] })
  await work()
  expect((await balanceOf(shop, gid(0))).available).toBe(0)
  expect((await balanceOf(shop, gid(1))).available).toBe(50)
  expect((await balanceOf(other, gid(1))).available).toBe(0)
  const person = { shop, customerIds: [gid(1)], contacts: [], orderIds: [] }
  expect(await BULK_PLACE.show(person)).toMatchObject([{ kind: "goodwill", points: 50, outcome: "done" }])
  await BULK_PLACE.eraseAll(shop)
  expect(await BULK_PLACE.show(person)).toEqual([])
})
