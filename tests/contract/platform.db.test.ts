import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { adminApi } from "#app/shopify/admin-api.server.ts"
import { readCustomer } from "#app/shopify/operations/customers.server.ts"
import { METAFIELDS_PER_CALL, writeMetafields } from "#app/shopify/operations/metafields.server.ts"
import { readOrder, readOrdersUpdatedSince } from "#app/shopify/operations/orders.server.ts"
import { readProduct } from "#app/shopify/operations/products.server.ts"
import { readAppScopes, readShop } from "#app/shopify/operations/shops.server.ts"
import { changeTags } from "#app/shopify/operations/tags.server.ts"
import { ReadShop } from "#app/shopify/types/operations.generated.ts"
import { expireTokens } from "#simulator/admin-api/tokens.ts"
import { annotateOrder } from "#simulator/world/actions/change-order.ts"
import { createOrder, type NewOrder } from "#simulator/world/actions/create-order.ts"
import { createCustomer } from "#simulator/world/actions/customers.ts"
import { deliverOrder, fulfilOrder } from "#simulator/world/actions/fulfil-order.ts"
import { createProduct } from "#simulator/world/actions/products.ts"
import { refundOrder } from "#simulator/world/actions/refund-order.ts"
import { openApp } from "#tests/support/installed-shop.ts"
import { openSimulatedAdmin, type SimulatedAdmin, useSimulatedAdmin } from "#tests/support/simulated-admin.ts"

let admin: SimulatedAdmin

beforeAll(async () => {
  admin = await openSimulatedAdmin()
  useSimulatedAdmin(admin)
})

afterAll(() => admin.close())

/** A shop where a merchant has just opened the app. */
async function openedShop(name: string): Promise<string> {
  const shop = `${name}.myshopify.com`
  admin.install(shop)
  await openApp(admin, shop)
  return shop
}

const anna = (shop: string) =>
  createCustomer(admin.world, shop, { firstName: "Анна", email: `anna@${shop}`, tags: ["vip"] }, new Date())

function placeOrder(shop: string, order: Partial<NewOrder> = {}) {
  const lines = [{ title: "Coffee", quantity: 2, unitPriceMinor: 1000 }]
  return createOrder(admin.world, shop, { customerId: null, lines, ...order }, new Date())
}

describe("after the token exchange", () => {
  test("the Admin API tells what the shop is and what it granted", async () => {
    const shop = await openedShop("tells")
    expect(await readShop(shop)).toMatchObject({ currency: "EUR", timezone: "Europe/Sofia", developmentStore: false })
    expect(await readAppScopes(shop)).toContain("read_orders")
  })

  test("a burst of calls is throttled and still answered, and a token that ran out midway is refreshed once", async () => {
    const shop = await openedShop("bursting")
    admin.throttle.configure({ maximumAvailable: 20, restoreRate: 200 })
    const before = Array.from({ length: 30 }, () => adminApi(shop).query(ReadShop, {}))
    expect((await Promise.all(before)).map((answer) => answer.shop.myshopifyDomain)).toEqual(Array(30).fill(shop))
    expireTokens(admin.world, shop, new Date())
    const after = Array.from({ length: 30 }, () => adminApi(shop).query(ReadShop, {}))
    expect(await Promise.all(after)).toHaveLength(30)
    admin.throttle.configure({ maximumAvailable: 2000, restoreRate: 1000 })
    expect(admin.tokenRequests(shop)).toBe(2)
  })

  test("a token of one shop never opens another", async () => {
    const mine = await openedShop("mine")
    const yours = await openedShop("yours")
    await acrossShops().query(
      `UPDATE "Session" SET "accessToken" = (SELECT "accessToken" FROM "Session" WHERE shop = $1), "refreshToken" = NULL
       WHERE shop = $2`,
      [mine, yours],
    )
    await expect(readShop(yours)).rejects.toMatchObject({ name: "NoAccessError", shop: yours })
  })
})

describe("an order read from the Admin API", () => {
  test("has its money, parts and people as the shop has them", async () => {
    const shop = await openedShop("reads")
    const customer = anna(shop)
    const { id, admin_graphql_api_id: gid } = placeOrder(shop, {
      customerId: customer.id,
      shipping: { title: "Courier", priceMinor: 500 },
      tags: ["gift"],
    })
    fulfilOrder(admin.world, shop, id, {}, new Date())
    deliverOrder(admin.world, shop, id, new Date())
    const order = await readOrder(shop, gid)
    expect(order).toMatchObject({
      id: gid,
      customer: { id: customer.admin_graphql_api_id },
      currencyCode: "EUR",
      displayFinancialStatus: "PAID",
      tags: ["gift"],
      test: false,
      lines: [{ title: "Coffee", quantity: 2, currentQuantity: 2, isGiftCard: false }],
      transactions: [{ kind: "SALE", status: "SUCCESS" }],
      fulfillments: [{ status: "SUCCESS", displayStatus: "DELIVERED", deliveredAt: expect.any(String) }],
      refunds: [],
    })
    expect(order?.lines[0]?.originalUnitPriceSet.shopMoney).toEqual({
      amount: expect.stringMatching(/^10\.00?$/),
      currencyCode: "EUR",
    })
    expect(order?.shippingLines).toHaveLength(1)
  })

  test("is whole with 130 lines, 100 refunds and refunds of many lines", async () => {
    const shop = await openedShop("large")
    const lines = Array.from({ length: 130 }, (_, index) => ({
      title: `Tea ${index}`,
      quantity: 2,
      unitPriceMinor: 100,
    }))
    const placed = placeOrder(shop, { lines })
    const lineId = (index: number) => placed.line_items[index]?.id as string
    const many = Array.from({ length: 25 }, (_, index) => ({ lineId: lineId(index), quantity: 1 }))
    refundOrder(admin.world, shop, placed.id, { lines: many }, new Date())
    for (let index = 0; index < 99; index += 1)
      refundOrder(admin.world, shop, placed.id, { lines: [{ lineId: lineId(30 + index), quantity: 1 }] }, new Date())
    const order = await readOrder(shop, placed.admin_graphql_api_id)
    expect(order?.lines.map((line) => line.title)).toEqual(lines.map((line) => line.title))
    expect(order?.refunds).toHaveLength(100)
    expect(order?.refunds[0]?.lines).toHaveLength(25)
    expect(new Set(order?.refunds.map((refund) => refund.id)).size).toBe(100)
    expect(order?.lines.reduce((sum, line) => sum + line.currentQuantity, 0)).toBe(260 - 25 - 99)
  })

  test("that does not exist, or is older than the scopes reach, is null", async () => {
    const shop = await openedShop("missing")
    expect(await readOrder(shop, "gid://shopify/Order/5085215785508999999")).toBeNull()
    const old = createOrder(
      admin.world,
      shop,
      { customerId: null, lines: [{ title: "Old", quantity: 1, unitPriceMinor: 100 }] },
      new Date(Date.now() - 61 * 86_400_000),
    )
    expect(await readOrder(shop, old.admin_graphql_api_id)).toBeNull()
  })
})

describe("the sweep", () => {
  test("finds every order changed since a moment, page by page, oldest change first", async () => {
    const shop = await openedShop("sweeps")
    const start = Date.now() - 20 * 86_400_000
    const at = (hour: number) => new Date(start + hour * 3_600_000)
    const line = { title: "Tea", quantity: 1, unitPriceMinor: 100 }
    const orders = Array.from({ length: 260 }, (_, hour) =>
      createOrder(admin.world, shop, { customerId: null, lines: [line] }, at(hour)),
    )
    annotateOrder(admin.world, shop, orders[0]?.id as string, { note: "changed last" }, at(300))
    const found: string[] = []
    let pages = 0
    for (let cursor: string | null = null; pages === 0 || cursor !== null; pages += 1) {
      const page = await readOrdersUpdatedSince(shop, at(2), cursor)
      found.push(...page.orders.map((order) => order.id))
      cursor = page.cursor
    }
    expect(pages).toBe(3)
    const expected = [...orders.slice(2), orders[0]].map((order) => order?.admin_graphql_api_id)
    expect(found).toEqual(expected)
  })
})

describe("customers and products", () => {
  test("are read with what we keep of them", async () => {
    const shop = await openedShop("keeps")
    const customer = anna(shop)
    expect(await readCustomer(shop, customer.admin_graphql_api_id)).toMatchObject({
      firstName: "Анна",
      tags: ["vip"],
      defaultEmailAddress: { emailAddress: `anna@${shop}` },
    })
    const product = createProduct(
      admin.world,
      shop,
      { title: "Ethiopia", handle: "ethiopia", variants: [{ title: "250 g", priceMinor: 900 }] },
      new Date(),
    )
    expect(await readProduct(shop, product.admin_graphql_api_id)).toMatchObject({ title: "Ethiopia", status: "ACTIVE" })
    expect(await readCustomer(shop, "gid://shopify/Customer/1")).toBeNull()
  })
})

describe("writing back", () => {
  const loyalty = (ownerId: string, value: string) => ({
    ownerId,
    namespace: "$app",
    key: "loyalty",
    type: "json",
    value,
  })

  test("sets metafields, and tells which of them was refused while none is written", async () => {
    const shop = await openedShop("writes")
    const owner = anna(shop).admin_graphql_api_id
    expect((await writeMetafields(shop, [loyalty(owner, '{"available":5}')])).ok).toBe(true)
    const refused = await writeMetafields(shop, [loyalty(owner, '{"available":6}'), loyalty(owner, "not json")])
    expect(refused).toMatchObject({ ok: false, faults: [{ index: 1 }] })
    const stored = [...(admin.world.shops.get(shop)?.metafields.get(owner)?.values() ?? [])]
    expect(stored.map((metafield) => metafield.value)).toEqual(['{"available":5}'])
  })

  test("refuses more metafields than Shopify takes at once before asking it", async () => {
    const inputs = Array.from({ length: METAFIELDS_PER_CALL + 1 }, () => loyalty("gid://shopify/Customer/1", "{}"))
    await expect(writeMetafields("anyone.myshopify.com", inputs)).rejects.toThrow(/at most 25/)
  })

  test("changes tags and leaves the others alone", async () => {
    const shop = await openedShop("tags")
    const customer = anna(shop)
    const change = { add: ["regulars-tier-gold"], remove: ["regulars-tier-silver"] }
    expect(await changeTags(shop, customer.admin_graphql_api_id, change)).toEqual({ ok: true })
    expect((await readCustomer(shop, customer.admin_graphql_api_id))?.tags.sort()).toEqual([
      "regulars-tier-gold",
      "vip",
    ])
  })

  test("to orders is beyond our scopes", async () => {
    const shop = await openedShop("bounded")
    const order = placeOrder(shop)
    const attempt = changeTags(shop, order.admin_graphql_api_id, { add: ["x"], remove: [] })
    await expect(attempt).rejects.toMatchObject({ name: "AppError", code: "forbidden" })
  })
})
