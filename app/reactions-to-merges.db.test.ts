import { afterAll, beforeAll, expect, test } from "vitest"
import { shopDb } from "#app/lib/db.server.ts"
import { verify } from "#app/loyalty/verify.server.ts"
import {
  balance,
  CUSTOMER,
  lastEvent,
  ORDER,
  openToldShop,
  paid,
  tell as tellThrough,
} from "#tests/support/told-shop.ts"
import { type Door, openDoor } from "#tests/support/webhook-door.ts"
import { type Payload, readSample } from "#tests/support/webhook-samples.ts"
import { setWorldClock } from "#tests/support/world-clock.ts"

/** customers/merge through the real door, in whatever order it comes. The sample order earns 414 points. */

const KEPT = "gid://shopify/Customer/706405506930370084"
const completed = {
  ...(readSample("customers/merge") as Payload),
  admin_graphql_api_customer_kept_id: KEPT,
  admin_graphql_api_customer_deleted_id: CUSTOMER,
  status: "completed",
  errors: [],
}
const orderOfKept = paid({
  id: "820982911946154509",
  admin_graphql_api_id: "gid://shopify/Order/820982911946154509",
  customer: { ...(readSample("customers/update") as Payload), id: "706405506930370084" },
})

let door: Door

beforeAll(async () => {
  setWorldClock("2022-01-01T00:10:00Z")
  door = await openDoor()
})

afterAll(() => door.stop())

const tell = (shop: string, topic: string, payload: Payload) => tellThrough(door, shop, topic, payload)

async function endsWellAt(shop: string, pending: number): Promise<void> {
  expect(await balance(shop)).toMatchObject({ available: 0, pending: 0 })
  expect(await balance(shop, KEPT)).toMatchObject({ available: 0, pending })
  expect((await verify(shop)).differences).toEqual([])
}

test.each(["failed", "in_progress", "requested", "FAILED", ""])(
  "a merge that is %s moves nothing, and says so",
  async (status) => {
    const shop = await openToldShop()
    await tell(shop, "orders/paid", paid())
    await tell(shop, "customers/merge", { ...completed, status })
    expect(await balance(shop)).toMatchObject({ pending: 414 })
    expect(await lastEvent(shop)).toMatchObject({ state: "ignored", error: expect.stringContaining("not completed") })
  },
)

test("told again, and failed after it was completed, it stays as it is", async () => {
  const shop = await openToldShop()
  await tell(shop, "orders/paid", paid())
  await tell(shop, "customers/merge", completed)
  await tell(shop, "customers/merge", completed)
  await tell(shop, "customers/merge", { ...completed, status: "failed" })
  await endsWellAt(shop, 414)
})

test("before anybody told of the customers or their orders, all comes to the one who stays", async () => {
  const shop = await openToldShop()
  await tell(shop, "customers/merge", completed)
  await tell(shop, "customers/update", readSample("customers/update"))
  await tell(shop, "orders/paid", paid())
  await tell(shop, "orders/paid", orderOfKept)
  await endsWellAt(shop, 828)
})

test("the one who went stays gone when late payloads name them", async () => {
  const shop = await openToldShop()
  await tell(shop, "orders/paid", paid())
  await tell(shop, "customers/merge", completed)
  await tell(shop, "customers/delete", { id: CUSTOMER.slice(23), admin_graphql_api_id: CUSTOMER })
  const late = { ...(paid().customer as Payload), updated_at: "2022-01-01T00:09:00Z" }
  await tell(shop, "customers/update", late)
  await tell(shop, "orders/updated", paid({ updated_at: "2022-01-01T00:09:00Z", note: "late" }))
  await endsWellAt(shop, 414)
  const { rows } = await shopDb(shop).query(
    `SELECT (SELECT "deletedAt" IS NOT NULL FROM "Customer" WHERE "shop" = $1 AND "customerId" = $2) AS gone,
       (SELECT "customerId" FROM "Order" WHERE "shop" = $1 AND "orderId" = $3) AS holder`,
    [shop, CUSTOMER, ORDER],
  )
  expect(rows).toEqual([{ gone: true, holder: KEPT }])
})

test("a customer merged with themselves is no merge", async () => {
  const shop = await openToldShop()
  await tell(shop, "orders/paid", paid())
  await tell(shop, "customers/merge", { ...completed, admin_graphql_api_customer_kept_id: CUSTOMER })
  expect(await balance(shop)).toMatchObject({ pending: 414 })
})
