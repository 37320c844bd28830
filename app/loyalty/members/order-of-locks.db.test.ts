import { expect, test } from "vitest"
import { inShop, inShopOnce } from "#app/lib/db.server.ts"
import { noteCustomers } from "#app/records/customers/read-customers.server.ts"
import { lockOrders } from "#app/records/orders/orders.server.ts"
import { know } from "#tests/support/known-customer.ts"
import {
  ANNA,
  BORIS,
  balanceOf,
  joinedRules,
  openShop,
  paidOrder,
  publishRules,
  receive,
  simpleRules,
} from "#tests/support/loyalty-shop.ts"
import { somebodyWaitsFor } from "#tests/support/somebody-waits.ts"
import { lockCustomers } from "../orders/order-rows.server.ts"
import { settleOwed } from "../orders/settle-owed.server.ts"
import { listVersions } from "../programme/programme.server.ts"
import { verify } from "../verify.server.ts"
import { grant } from "./goodwill.server.ts"
import { join } from "./member.server.ts"
import { findOrdersOfMerged, mergeMembers } from "./merge-members.server.ts"

/** A batch of webhooks writes the customer's row first and locks the customer before it settles; so does everybody else. */

const AT = new Date("2026-06-01T12:00:00Z")
const dearer = simpleRules((rules) => {
  for (const level of rules.tiers.levels) level.threshold *= 3
})

test("joining while a webhook of the same new customer is worked off closes no circle of locks", async () => {
  const shop = await openShop(joinedRules())
  let joined: Promise<unknown> = Promise.resolve()
  await inShopOnce(shop, async (tx) => {
    await noteCustomers(tx, shop, [ANNA])
    joined = inShopOnce(shop, (other) => join(other, shop, ANNA, "storefront", AT))
    await somebodyWaitsFor(tx)
    await lockCustomers(tx, shop, [ANNA])
  })
  expect(await joined).toEqual({ ok: true, already: false })
})

test("a merge holds the row of who stays before it waits for their lock", async () => {
  const shop = await openShop()
  await know(shop, ANNA)
  let merged: Promise<unknown> = Promise.resolve()
  await inShopOnce(shop, async (tx) => {
    await lockCustomers(tx, shop, [ANNA])
    merged = inShopOnce(shop, (other) => mergeMembers(other, shop, { goneId: BORIS, keptId: ANNA }, AT))
    await somebodyWaitsFor(tx)
    const { rowCount: free } = await tx.query(
      `SELECT FROM "Customer" WHERE "shop" = $1 AND "customerId" = $2 FOR NO KEY UPDATE SKIP LOCKED`,
      [shop, ANNA],
    )
    expect(free).toBe(0)
  })
  await merged
})

test("merges, orders and goodwill at the same time leave nothing behind", async () => {
  const at = new Date("2026-03-20T10:00:00Z")
  const shop = await openShop(
    simpleRules((rules) => {
      rules.goodwill.maxPoints = 100
    }),
  )
  await publishRules(shop, simpleRules(), new Date("2026-02-01T00:00:00Z"))
  await receive(shop, "2026-03-10T10:00:00Z", paidOrder(1, { customerId: BORIS }), paidOrder(2))
  const late = [3, 4, 5, 6, 7, 8].map((digits) =>
    receive(shop, "2026-03-11T10:00:00Z", paidOrder(digits, { customerId: BORIS })),
  )
  const goodwill = [1, 2, 3, 4].map((n) =>
    grant(shop, { customerId: BORIS, points: 10, reason: "r", staff: "s", key: `c${n}`, at }),
  )
  const merged = inShop(shop, async (tx) => {
    await lockOrders(tx, shop, await findOrdersOfMerged(tx, shop, [BORIS]))
    await mergeMembers(tx, shop, { goneId: BORIS, keptId: ANNA }, at)
  })
  await Promise.all([...late, ...goodwill, merged])
  // What the merge could not wait for is owed, and the worker's job settles it.
  await settleOwed(at)
  expect(await balanceOf(shop, BORIS)).toEqual({ available: 0, pending: 0, debt: 0, lifetime: 0 })
  const { available, pending } = await balanceOf(shop)
  expect(pending).toBe(800)
  expect(available % 10).toBe(0)
  expect((await verify(shop, at)).differences).toEqual([])
})

test("a publication and a batch that close a circle are both done in the end", async () => {
  const shop = await openShop()
  await receive(shop, "2026-03-10T10:00:00Z", paidOrder(1), paidOrder(2, { customerId: BORIS }))
  let published: Promise<void> | undefined
  await inShop(shop, async (tx) => {
    const lockMember = (customerId: string) =>
      tx.query(`SELECT FROM "Member" WHERE "shop" = $1 AND "customerId" = $2 FOR NO KEY UPDATE`, [shop, customerId])
    // As after a merge: the later member first. A publication takes them in their order.
    await lockMember(BORIS)
    if (!published) {
      published = publishRules(shop, dearer, AT)
      await somebodyWaitsFor(tx)
    }
    await lockMember(ANNA)
  })
  await published
  expect((await listVersions(shop)).map(({ version }) => version)).toEqual([2, 1])
})
