import { afterAll, beforeAll, expect, test } from "vitest"
import { inShop, shopDb } from "#app/lib/db.server.ts"
import { saveOrders } from "#app/records/orders/orders.server.ts"
import { toGid } from "#app/shopify/gid.ts"
import { createCustomer } from "#simulator/world/actions/customers.ts"
import { createProduct } from "#simulator/world/actions/products.ts"
import { installAndOpen } from "#tests/support/installed-shop.ts"
import { balanceOf, line, paidOrder, publishRules, simpleRules } from "#tests/support/loyalty-shop.ts"
import { openSimulatedAdmin, type SimulatedAdmin, useSimulatedAdmin } from "#tests/support/simulated-admin.ts"
import { verify } from "../verify.server.ts"
import { readAwaited } from "./read-awaited.server.ts"
import { settleOrders } from "./settle-orders.server.ts"

/** A programme without sale prices and wholesalers, in a shop whose customers and products nobody has told of. */

const SHOP = "awaited.myshopify.com"
const now = () => new Date()
let admin: SimulatedAdmin

beforeAll(async () => {
  admin = await openSimulatedAdmin()
  useSimulatedAdmin(admin)
  await installAndOpen(admin, SHOP)
  const rules = simpleRules((change) => {
    change.exclusions = { ...change.exclusions, salePrice: true, customerTags: ["wholesale"] }
  })
  await publishRules(SHOP, rules, new Date("2026-01-01T00:00:00Z"))
})

afterAll(() => admin.close())

const work = () => readAwaited(now, new AbortController().signal)
let digits = 0

const customer = (tags: string[]) =>
  toGid(
    "Customer",
    createCustomer(admin.world, SHOP, { firstName: "A", email: `a${++digits}@example.com`, tags }, now()).id,
  )

/** A product of 10.00 in two variants; the second is on sale. */
function product(): { productId: string; plain: string; onSale: string } {
  const made = createProduct(
    admin.world,
    SHOP,
    {
      title: `Cup ${++digits}`,
      handle: `cup-${digits}`,
      variants: [
        { title: "plain", priceMinor: 1000 },
        { title: "sale", priceMinor: 1000 },
      ],
    },
    now(),
  )
  const [plain, sale] = made.variants
  if (!plain || !sale) throw new Error("two variants were asked for")
  sale.compare_at_price = "12.00"
  return {
    productId: made.admin_graphql_api_id,
    plain: plain.admin_graphql_api_id,
    onSale: sale.admin_graphql_api_id,
  }
}

async function order(customerId: string, lines: { productId: string; variantId: string }[]): Promise<void> {
  const fact = paidOrder(++digits, { customerId, lines: lines.map((one) => ({ ...line(++digits, 1000), ...one })) })
  await inShop(SHOP, async (tx) => {
    await saveOrders(tx, SHOP, [{ fact, email: null }], "admin_api")
    await settleOrders(tx, SHOP, [fact.id], now())
  })
}

async function pointsOf(customerId: string): Promise<number> {
  const { available, pending } = await balanceOf(SHOP, customerId)
  return available + pending
}

test("an order earns once its customer and products were read, without what was on sale", async () => {
  const anna = customer(["vip"])
  const { productId, plain, onSale } = product()
  await order(anna, [
    { productId, variantId: plain },
    { productId, variantId: onSale },
  ])
  expect(await pointsOf(anna)).toBe(0)
  await work()
  expect(await pointsOf(anna)).toBe(10)
  expect((await shopDb(SHOP).query(`SELECT 1 FROM "OrderWait" WHERE "shop" = $1`, [SHOP])).rows).toEqual([])
  expect((await verify(SHOP)).differences).toEqual([])
})

test("a wholesaler's order earns nothing, read or not", async () => {
  const boris = customer(["Wholesale"])
  const { productId, plain } = product()
  await order(boris, [{ productId, variantId: plain }])
  await work()
  expect(await pointsOf(boris)).toBe(0)
})

test("what Shopify no longer has is excluded by nothing", async () => {
  const gone = "gid://shopify/Customer/404"
  await order(gone, [{ productId: "gid://shopify/Product/404", variantId: "gid://shopify/ProductVariant/404" }])
  await work()
  expect(await pointsOf(gone)).toBe(10)
})
