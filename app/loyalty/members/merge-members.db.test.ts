import { expect, test } from "vitest"
import { inShop, shopDb } from "#app/lib/db.server.ts"
import { lockOrders } from "#app/records/orders/orders.server.ts"
import { know } from "#tests/support/known-customer.ts"
import {
  ANNA,
  BORIS,
  balanceOf,
  joinedRules,
  line,
  openShop,
  paidOrder,
  receive,
  refunded,
  simpleRules,
} from "#tests/support/loyalty-shop.ts"
import { releaseDue } from "../orders/release-due.server.ts"
import { verify } from "../verify.server.ts"
import { deduct, grant } from "./goodwill.server.ts"
import { join } from "./member.server.ts"
import { findOrdersOfMerged, mergeMembers } from "./merge-members.server.ts"

/** Boris goes, Anna stays, unless a test says otherwise. Orders are of 100.00 EUR: 100 points. */

const CARLA = "gid://shopify/Customer/1003"
const AT = new Date("2026-03-20T10:00:00Z")
const NOTHING = { available: 0, pending: 0, debt: 0, lifetime: 0 }

async function merge(shop: string, goneId = BORIS, keptId = ANNA, at = AT): Promise<void> {
  await inShop(shop, async (tx) => {
    await lockOrders(tx, shop, await findOrdersOfMerged(tx, shop, [goneId]))
    await mergeMembers(tx, shop, { goneId, keptId }, at)
  })
}

const byBoris = { customerId: BORIS }

async function give(shop: string, customerId: string, points: number, key: string): Promise<void> {
  const change = points > 0 ? grant : deduct
  const goodwill = { customerId, points: Math.abs(points), reason: "r", staff: "Mira", key, at: AT }
  expect(await change(shop, goodwill)).toMatchObject({ ok: true })
}

async function clean(shop: string): Promise<void> {
  expect((await verify(shop, AT)).differences).toEqual([])
}

async function entriesOf(shop: string, customerId: string) {
  const { rows } = await shopDb(shop).query(
    `SELECT e."code", e."delta", e."pendingDelta", e."debtDelta", e."sourceType", e."sourceId", l."earnedAt"
     FROM "PointsEntry" e LEFT JOIN "PointsLot" l
       ON l."shop" = e."shop" AND l."customerId" = e."customerId" AND l."entryVersion" = e."version"
     WHERE e."shop" = $1 AND e."customerId" = $2 ORDER BY e."version"`,
    [shop, customerId],
  )
  return rows
}

const holderOf = async (shop: string, digits: number) =>
  (
    await shopDb(shop).query(
      `SELECT "customerId", "posted", "context" FROM "OrderPoints" WHERE "shop" = $1 AND "orderId" = $2`,
      [shop, `gid://shopify/Order/${digits}`],
    )
  ).rows

test("everything moves: released points as old as they were, pending ones, goodwill and lifetime", async () => {
  const shop = await openShop()
  await receive(
    shop,
    "2026-03-01T10:00:00Z",
    paidOrder(1, { ...byBoris, processedAt: "2026-03-01T10:00:00.000Z", paidAt: "2026-03-01T10:00:00.000Z" }),
  )
  await releaseDue(new Date("2026-03-16T00:00:00Z"), 10)
  await receive(
    shop,
    "2026-03-18T10:00:00Z",
    paidOrder(2, { ...byBoris, processedAt: "2026-03-18T10:00:00.000Z", paidAt: "2026-03-18T10:00:00.000Z" }),
  )
  await give(shop, BORIS, 30, "g1")
  await give(shop, BORIS, -20, "g2")
  await receive(
    shop,
    "2026-03-18T11:00:00Z",
    paidOrder(3, { processedAt: "2026-03-18T11:00:00.000Z", paidAt: "2026-03-18T11:00:00.000Z" }),
  )
  const before = await balanceOf(shop, BORIS)
  expect(before).toMatchObject({ available: 110, debt: 0, lifetime: 100 })
  await merge(shop)
  expect(await balanceOf(shop, BORIS)).toEqual(NOTHING)
  expect(await balanceOf(shop)).toEqual({ available: 110, pending: before.pending + 100, debt: 0, lifetime: 100 })
  const moved = (await entriesOf(shop, ANNA)).filter((entry) => entry.code === "merged_in")
  expect(moved.map((entry) => [entry.delta, entry.pendingDelta, entry.earnedAt?.toISOString() ?? null])).toEqual([
    [80, 0, "2026-03-15T10:00:00.000Z"], // the older lot had paid for what staff took
    [30, 0, AT.toISOString()],
    [0, before.pending, null],
  ])
  expect(moved.every((entry) => entry.sourceType === "merge" && entry.sourceId === BORIS)).toBe(true)
  await clean(shop)
})

test("orders keep their frozen context, and later refunds come out exact at the one who stays", async () => {
  const shop = await openShop()
  // Boris reaches Bronze and Silver; with Silver his next order earns 1.25 a euro. Anna has no tier.
  const march = (day: number) => `2026-03-${String(day).padStart(2, "0")}T10:00:00.000Z`
  const big = paidOrder(1, { ...byBoris, lines: [line(10, 30_000)], processedAt: march(1), paidAt: march(1) })
  const second = paidOrder(2, { ...byBoris, lines: [line(20, 2_500, 4)], processedAt: march(5), paidAt: march(5) })
  await receive(shop, march(1), big)
  await receive(shop, march(5), second)
  expect(await balanceOf(shop, BORIS)).toMatchObject({ pending: 425 })
  await merge(shop)
  expect(await holderOf(shop, 2)).toMatchObject([{ customerId: ANNA, posted: 125, context: { tierId: "silver" } }])
  const half = refunded({ ...second, customerId: ANNA }, 2, "2026-03-22T10:00:00.000Z")
  await receive(shop, "2026-03-22T10:00:00Z", half)
  const rest = refunded(half, 2, "2026-03-23T10:00:00.000Z")
  await receive(shop, "2026-03-23T10:00:00Z", rest)
  const { available, pending, debt } = await balanceOf(shop)
  expect(available + pending - debt).toBe(300)
  expect(await balanceOf(shop, BORIS)).toEqual(NOTHING)
  await clean(shop)
})

test("the tier is measured from both histories, with its reason", async () => {
  const shop = await openShop()
  await receive(shop, "2026-03-10T10:00:00Z", paidOrder(1, { ...byBoris, lines: [line(10, 20_000)] }))
  await receive(shop, "2026-03-10T10:00:00Z", paidOrder(2, { lines: [line(20, 20_000)] }))
  await merge(shop)
  const { rows } = await shopDb(shop).query(
    `SELECT m."tierId", m."tierMeasure", t."reason" FROM "Member" m JOIN "TierChange" t USING ("shop", "customerId")
     WHERE m."shop" = $1 AND m."customerId" = $2 ORDER BY t."seq" DESC LIMIT 1`,
    [shop, ANNA],
  )
  expect(rows).toEqual([{ tierId: "silver", tierMeasure: 40_000, reason: "merged" }])
})

test.each([
  ["of the one who goes is paid by what the other has", 0, 130, { available: 30, debt: 0 }],
  ["of the one who goes stays what is left of it", 0, 70, { available: 0, debt: 30 }],
  ["of the one who stays is paid by what comes in", 130, 0, { available: 30, debt: 0 }],
])("debt %s", async (_name, borisHas, annaHas, expected) => {
  const shop = await openShop(
    simpleRules((rules) => {
      rules.pending.days = 0
    }),
  )
  // Whoever owes spent 100 points of an order that was given back.
  const debtor = borisHas === 0 ? BORIS : ANNA
  const order = paidOrder(1, { customerId: debtor })
  await receive(shop, "2026-03-10T10:00:00Z", order)
  await give(shop, debtor, -100, "spent")
  await receive(shop, "2026-03-11T10:00:00Z", refunded(order, 1, "2026-03-11T10:00:00.000Z"))
  const other = debtor === BORIS ? ANNA : BORIS
  await receive(
    shop,
    "2026-03-12T10:00:00Z",
    paidOrder(2, { customerId: other, lines: [line(20, (borisHas || annaHas) * 100)] }),
  )
  expect(await balanceOf(shop, debtor)).toMatchObject({ available: 0, debt: 100 })
  await merge(shop)
  expect(await balanceOf(shop)).toMatchObject(expected)
  expect(await balanceOf(shop, BORIS)).toEqual(NOTHING)
  await clean(shop)
})

test("a merge told twice is one; what was told late of the customer who went is the other's", async () => {
  const shop = await openShop()
  await receive(shop, "2026-03-10T10:00:00Z", paidOrder(1, byBoris))
  await merge(shop)
  await merge(shop, BORIS, ANNA, new Date("2026-03-22T10:00:00Z"))
  await receive(shop, "2026-03-22T10:00:00Z", paidOrder(2, byBoris))
  expect(await balanceOf(shop)).toMatchObject({ pending: 200 })
  expect(await balanceOf(shop, BORIS)).toEqual(NOTHING)
  await clean(shop)
})

test.each([
  [
    "in order",
    [
      [BORIS, ANNA],
      [ANNA, CARLA],
    ],
  ],
  [
    "the later told first",
    [
      [ANNA, CARLA],
      [BORIS, ANNA],
    ],
  ],
])("a chain of merges ends at its last one: %s", async (_name, merges) => {
  const shop = await openShop()
  await receive(shop, "2026-03-10T10:00:00Z", paidOrder(1, byBoris))
  await receive(shop, "2026-03-10T10:00:00Z", paidOrder(2))
  for (const [gone, kept] of merges as [string, string][]) await merge(shop, gone, kept)
  await receive(shop, "2026-03-22T10:00:00Z", paidOrder(3, byBoris))
  expect(await balanceOf(shop, CARLA)).toMatchObject({ pending: 300, lifetime: 0 })
  for (const customerId of [ANNA, BORIS]) expect(await balanceOf(shop, customerId)).toEqual(NOTHING)
  await clean(shop)
})

test("a merge back returns everything to the one who lives again", async () => {
  const shop = await openShop()
  const order = paidOrder(1, byBoris)
  await receive(shop, "2026-03-10T10:00:00Z", order)
  await receive(shop, "2026-03-10T10:00:00Z", paidOrder(2))
  await merge(shop)
  await merge(shop, ANNA, BORIS)
  expect(await balanceOf(shop, BORIS)).toMatchObject({ pending: 200 })
  expect(await balanceOf(shop)).toEqual(NOTHING)
  await receive(shop, "2026-03-22T10:00:00Z", refunded(order, 1, "2026-03-22T10:00:00.000Z"))
  expect(await balanceOf(shop, BORIS)).toMatchObject({ pending: 100 })
  await clean(shop)
})

test.each([
  ["the one who goes was a member", BORIS],
  ["the one who stays was a member", ANNA],
])("only %s: the orders of both are credited within the window", async (_name, memberId) => {
  const shop = await openShop(joinedRules())
  await inShop(shop, (tx) => join(tx, shop, memberId, "staff", new Date("2026-03-01T10:00:00Z")))
  await receive(shop, "2026-03-10T10:00:00Z", paidOrder(1, byBoris), paidOrder(2))
  await merge(shop)
  expect(await balanceOf(shop)).toMatchObject({ pending: 200 })
  expect((await shopDb(shop).query(`SELECT "customerId" FROM "Member" WHERE "shop" = $1`, [shop])).rows).toEqual([
    { customerId: ANNA },
  ])
  await clean(shop)
})

test("neither a member: nothing is posted, and joining later credits both histories", async () => {
  const shop = await openShop(joinedRules())
  await receive(shop, "2026-03-10T10:00:00Z", paidOrder(1, byBoris), paidOrder(2))
  await merge(shop)
  expect(await entriesOf(shop, ANNA)).toEqual([])
  await inShop(shop, (tx) => join(tx, shop, ANNA, "staff", AT))
  const { available, pending } = await balanceOf(shop)
  expect(available + pending).toBe(200)
  await clean(shop)
})

test("an order that had been both customers' keeps adding up", async () => {
  const shop = await openShop()
  const order = paidOrder(1)
  await receive(shop, "2026-03-10T10:00:00Z", order)
  await receive(shop, "2026-03-11T10:00:00Z", { ...order, ...byBoris, updatedAt: "2026-03-11T10:00:00.000Z" })
  expect(await balanceOf(shop, BORIS)).toMatchObject({ pending: 100 })
  await merge(shop)
  expect(await holderOf(shop, 1)).toMatchObject([{ customerId: ANNA, posted: 100 }])
  const back = refunded({ ...order, updatedAt: "2026-03-12T10:00:00.000Z" }, 1, "2026-03-18T10:00:00.000Z")
  await receive(shop, "2026-03-18T10:00:00Z", back)
  expect(await balanceOf(shop)).toMatchObject({ available: 0, pending: 0, debt: 0 })
  await clean(shop)
})

test("an order that named the one who stays before the merge was known, too late a member for it, is theirs after it", async () => {
  const shop = await openShop(joinedRules())
  await inShop(shop, (tx) => join(tx, shop, BORIS, "staff", new Date("2026-01-10T10:00:00Z")))
  await inShop(shop, (tx) => join(tx, shop, ANNA, "staff", new Date("2027-01-10T10:00:00Z")))
  const order = paidOrder(1, byBoris)
  await receive(shop, "2026-03-10T10:00:00Z", order)
  await receive(shop, "2027-01-11T10:00:00Z", { ...order, customerId: ANNA, updatedAt: "2027-01-11T10:00:00.000Z" })
  expect(await balanceOf(shop, BORIS)).toMatchObject({ available: 0, pending: 0 })
  await merge(shop, BORIS, ANNA, new Date("2027-01-12T10:00:00Z"))
  expect(await holderOf(shop, 1)).toMatchObject([{ customerId: ANNA, posted: 100 }])
  expect((await verify(shop, new Date("2027-01-12T10:00:00Z"))).differences).toEqual([])
})

test("who stays has the tags of both by now: no order is judged by those of before the merge", async () => {
  const shop = await openShop(
    simpleRules((rules) => {
      rules.exclusions = { ...rules.exclusions, customerTags: ["staff"] }
    }),
  )
  await know(shop, ANNA, { tags: [] })
  await know(shop, BORIS, { tags: ["staff"] })
  await merge(shop)
  await receive(shop, AT.toISOString(), paidOrder(1))
  expect(await holderOf(shop, 1)).toMatchObject([{ customerId: ANNA, posted: 0, context: { awaits: [ANNA] } }])
  await clean(shop)
})
