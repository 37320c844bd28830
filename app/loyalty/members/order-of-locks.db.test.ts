import { expect, test } from "vitest"
import { inShopOnce } from "#app/lib/db.server.ts"
import { noteCustomers } from "#app/records/customers/read-customers.server.ts"
import { know } from "#tests/support/known-customer.ts"
import { ANNA, BORIS, openShop, simpleRules } from "#tests/support/loyalty-shop.ts"
import { somebodyWaitsFor } from "#tests/support/somebody-waits.ts"
import { lockCustomers } from "../orders/order-rows.server.ts"
import { join } from "./member.server.ts"
import { mergeMembers } from "./merge-members.server.ts"

/** A batch of webhooks writes the customer's row first and locks the customer before it settles; so does everybody else. */

const AT = new Date("2026-06-01T12:00:00Z")

test("joining while a webhook of the same new customer is worked off closes no circle of locks", async () => {
  const joiners = simpleRules((rules) => {
    rules.members = { who: "joined", retroWindowDays: 30 }
  })
  const shop = await openShop(joiners)
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
