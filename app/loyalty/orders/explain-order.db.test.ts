import { expect, test } from "vitest"
import { inTransactionAcrossShops } from "#app/lib/db.server.ts"
import { markDoubtful } from "#app/records/orders/orders.server.ts"
import { ANNA, BORIS, line, openShop, paidOrder, receive, refunded, simpleRules } from "#tests/support/loyalty-shop.ts"
import { explainOrder } from "./explain-order.server.ts"
import { releaseDue } from "./release-due.server.ts"

const codesOf = (steps: { code: string }[] | undefined) => steps?.map((step) => step.code)

test("an order that earned says what it deserves, what was posted, what waits, and why, line by line", async () => {
  const shop = await openShop()
  const order = paidOrder(1, { lines: [line(10, 2_500, 4), { ...line(11, 1_000), giftCard: true }] })
  await receive(shop, "2026-03-10T10:01:00Z", refunded(order, 2, "2026-03-10T10:00:30.000Z"))
  const explained = await explainOrder(shop, order.id)
  expect(explained).toMatchObject({
    order: { id: order.id, name: "#1", customerId: ANNA, currency: "EUR" },
    points: { target: 50, posted: 50, pending: 50, available: 0 },
    refusal: null,
    state: "earning",
    programmeVersion: 1,
    releaseAt: "2026-03-24T10:00:00.000Z",
    settledAt: null,
    lines: [
      { points: 50, basisMinor: 5_000, excluded: null },
      { points: 0, excluded: "line_gift_card" },
    ],
  })
  expect(codesOf(explained?.steps)).toContain("pending_until")
  await releaseDue(new Date("2026-03-24T10:00:00Z"), 1000)
  expect((await explainOrder(shop, order.id))?.points).toEqual({ target: 50, posted: 50, pending: 0, available: 50 })
})

test("a customer who has not joined: nothing, why, and what it would be worth", async () => {
  const shop = await openShop(
    simpleRules((rules) => {
      rules.members.who = "joined"
    }),
  )
  await receive(shop, "2026-03-10T10:01:00Z", paidOrder(1), paidOrder(2, { customerId: null }))
  const explained = await explainOrder(shop, "gid://shopify/Order/1")
  expect(explained).toMatchObject({
    points: { target: 0, posted: 0, pending: 0, available: 0 },
    refusal: "not_member",
    forecast: 100,
    lines: [{ points: 0 }],
  })
  expect(codesOf(explained?.steps)?.[0]).toBe("not_member")
  expect(await explainOrder(shop, "gid://shopify/Order/2")).toMatchObject({ refusal: "no_customer", holder: null })
})

test("an order from before the first programme earns nothing, and says so", async () => {
  const shop = await openShop()
  await receive(shop, "2026-03-10T10:01:00Z", paidOrder(1, { processedAt: "2025-12-01T10:00:00.000Z" }))
  expect(await explainOrder(shop, "gid://shopify/Order/1")).toMatchObject({
    refusal: "no_programme",
    programmeVersion: null,
    steps: [{ code: "no_programme" }],
  })
})

test("an order that changed hands names who had it before", async () => {
  const shop = await openShop()
  const order = paidOrder(1)
  await receive(shop, "2026-03-10T10:01:00Z", order)
  await receive(shop, "2026-03-11T10:01:00Z", {
    ...order,
    customerId: BORIS,
    updatedAt: "2026-03-11T10:00:00.000Z",
  })
  expect(await explainOrder(shop, order.id)).toMatchObject({
    holder: BORIS,
    points: { posted: 100 },
    former: [{ customerId: ANNA, posted: 0 }],
  })
})

test("an order in doubt says that it is being read again, and then what is known of it", async () => {
  const shop = await openShop()
  await receive(shop, "2026-03-10T10:01:00Z", paidOrder(1))
  await inTransactionAcrossShops((tx) => markDoubtful(tx, shop, ["gid://shopify/Order/1", "gid://shopify/Order/2"]))
  const read = await explainOrder(shop, "gid://shopify/Order/1")
  expect(codesOf(read?.steps)?.slice(0, 2)).toEqual(["doubtful", "basis_total"])
  expect(read?.points.posted).toBe(100)
  expect(codesOf((await explainOrder(shop, "gid://shopify/Order/2"))?.steps)).toEqual(["doubtful"])
})

test("an order nobody stored is null", async () => {
  expect(await explainOrder(await openShop(), "gid://shopify/Order/404")).toBeNull()
})
