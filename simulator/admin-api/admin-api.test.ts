import { beforeEach, expect, test } from "vitest"
import { createMemoryContext } from "#tests/support/memory-context.ts"
import type { SimulatorContext } from "../context.ts"
import { createOrder } from "../world/actions/create-order.ts"
import { createCustomer } from "../world/actions/customers.ts"
import { fulfilOrder, reportShipment } from "../world/actions/fulfil-order.ts"
import { createProduct } from "../world/actions/products.ts"
import { refundOrder } from "../world/actions/refund-order.ts"
import { openShop } from "../world/actions/shops.ts"
import { getShop, type WorldEvent } from "../world/world.ts"
import { answer } from "./execute.ts"
import { createThrottle, type Throttle } from "./throttle.ts"

const SHOP = "kafe.myshopify.com"
const AT = new Date("2026-06-01T10:00:00Z")
const SCOPES = ["read_orders", "read_products", "write_customers"]

let context: SimulatorContext & { events: WorldEvent[] }
let throttle: Throttle

beforeEach(() => {
  context = createMemoryContext(AT)
  throttle = createThrottle()
  openShop(context.world, { domain: SHOP, name: "Kafe" }, AT)
})

// biome-ignore lint/suspicious/noExplicitAny: answers are read freely here
async function ask(query: string, variables = {}, scopes = SCOPES): Promise<any> {
  const place = getShop(context.world, SHOP)
  const api = { simulator: context, shop: SHOP, place, scopes: new Set(scopes), at: context.clock.now() }
  return JSON.parse(JSON.stringify(await answer(api, throttle, { query, variables })))
}

function buy(at = AT, customerId: string | null = null) {
  const lines = [{ title: "Coffee", quantity: 2, unitPriceMinor: 1200 }]
  return createOrder(context.world, SHOP, { customerId, lines, shipping: { title: "Courier", priceMinor: 600 } }, at)
}

test("the shop tells who it is", async () => {
  const { data, errors } = await ask(
    "{ shop { id name myshopifyDomain currencyCode ianaTimezone plan { partnerDevelopment } } }",
  )
  expect(errors).toBeUndefined()
  expect(data.shop).toMatchObject({
    name: "Kafe",
    myshopifyDomain: SHOP,
    currencyCode: "EUR",
    ianaTimezone: "Europe/Sofia",
    plan: { partnerDevelopment: false },
  })
})

test("an order is read with its lines, refunds, payments and parcels", async () => {
  const order = buy()
  const lineId = order.line_items[0]?.id as string
  refundOrder(context.world, SHOP, order.id, { lines: [{ lineId, quantity: 1 }], shippingMinor: 600 }, AT)
  fulfilOrder(context.world, SHOP, order.id, {}, AT)
  reportShipment(context.world, SHOP, order.id, "delivered", AT)
  const { data, errors } = await ask(
    `query ($id: ID!) { order(id: $id) {
      name displayFinancialStatus updatedAt taxesIncluded
      lineItems(first: 5) { nodes { id currentQuantity taxLines { priceSet { shopMoney { amount } } } } pageInfo { hasNextPage } }
      transactions(first: 5) { kind status amountSet { shopMoney { amount currencyCode } } }
      refunds(first: 5) { refundLineItems(first: 5) { nodes { quantity lineItem { id } subtotalSet { shopMoney { amount } } } }
        orderAdjustments(first: 5) { nodes { reason } }
        refundShippingLines(first: 5) { nodes { subtotalAmountSet { shopMoney { amount } } } } }
      fulfillments(first: 5) { status displayStatus deliveredAt } } }`,
    { id: order.admin_graphql_api_id },
  )
  expect(errors).toBeUndefined()
  expect(data.order).toMatchObject({
    name: "#1001",
    displayFinancialStatus: "PARTIALLY_REFUNDED",
    updatedAt: "2026-06-01T10:00:00Z",
    taxesIncluded: true,
    lineItems: {
      nodes: [
        {
          id: `gid://shopify/LineItem/${lineId}`,
          currentQuantity: 1,
          taxLines: [{ priceSet: { shopMoney: { amount: "4.00" } } }],
        },
      ],
      pageInfo: { hasNextPage: false },
    },
    transactions: [
      { kind: "SALE", status: "SUCCESS", amountSet: { shopMoney: { amount: "30.00", currencyCode: "EUR" } } },
      { kind: "REFUND", status: "SUCCESS", amountSet: { shopMoney: { amount: "18.00" } } },
    ],
    refunds: [
      {
        refundLineItems: {
          nodes: [
            {
              quantity: 1,
              lineItem: { id: `gid://shopify/LineItem/${lineId}` },
              subtotalSet: { shopMoney: { amount: "12.00" } },
            },
          ],
        },
        orderAdjustments: { nodes: [] },
        refundShippingLines: { nodes: [{ subtotalAmountSet: { shopMoney: { amount: "6.00" } } }] },
      },
    ],
    fulfillments: [{ status: "SUCCESS", displayStatus: "DELIVERED", deliveredAt: "2026-06-01T10:00:00Z" }],
  })
})

test("orders changed since a moment come page by page in the order of their change", async () => {
  const old = buy(new Date("2026-05-01T10:00:00Z"))
  const made = [1, 2, 3].map((hour) => buy(new Date(AT.getTime() + hour * 3_600_000)))
  context.clock.advance("1d")
  const query = `query ($after: String) { orders(first: 2, after: $after, sortKey: UPDATED_AT, query: "updated_at:>='2026-06-01T00:00:00.000Z'") {
    nodes { id } pageInfo { hasNextPage endCursor } } }`
  const first = (await ask(query)).data.orders
  const second = (await ask(query, { after: first.pageInfo.endCursor })).data.orders
  const ids = [...first.nodes, ...second.nodes].map((node: { id: string }) => node.id)
  expect(ids).toEqual(made.map((order) => order.admin_graphql_api_id))
  expect(ids).not.toContain(old.admin_graphql_api_id)
  expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false])
})

test("without read_all_orders, orders older than 60 days are not there", async () => {
  const order = buy()
  context.clock.advance("61d")
  const query = "query ($id: ID!) { order(id: $id) { id } orders(first: 5) { nodes { id } } }"
  const hidden = await ask(query, { id: order.admin_graphql_api_id })
  expect(hidden.data).toEqual({ order: null, orders: { nodes: [] } })
  const seen = await ask(query, { id: order.admin_graphql_api_id }, [...SCOPES, "read_all_orders"])
  expect(seen.data.orders.nodes).toHaveLength(1)
})

test("a missing scope is denied in Shopify's words", async () => {
  const { data, errors } = await ask("{ orders(first: 1) { nodes { id } } }", {}, ["read_customers"])
  expect(data).toBeNull()
  expect(errors[0]).toMatchObject({
    message: expect.stringContaining("Access denied for orders field. Required access: `read_orders`"),
    path: ["orders"],
    extensions: { code: "ACCESS_DENIED" },
  })
})

test("what is not simulated says so instead of answering null", async () => {
  const { errors } = await ask("{ shop { weightUnit } }")
  expect(errors[0].message).toBe('Field "Shop.weightUnit" is not simulated')
})

test("a field that the schema does not have is refused", async () => {
  const { errors } = await ask("{ shop { flavour } }")
  expect(errors[0].message).toContain('Cannot query field "flavour" on type "Shop"')
})

test("every answer tells its cost; an empty bucket throttles and refills", async () => {
  throttle = createThrottle({ maximumAvailable: 30, restoreRate: 1 })
  const query = "{ orders(first: 20) { nodes { id } } }"
  const first = await ask(query)
  expect(first.extensions.cost).toMatchObject({ requestedQueryCost: 22, actualQueryCost: 2 })
  for (let spent = 2; spent <= 8; spent += 2) await ask(query)
  const { data, errors, extensions } = await ask(query)
  expect(data).toBeUndefined()
  expect(errors[0]).toMatchObject({ message: "Throttled", extensions: { code: "THROTTLED" } })
  expect(extensions.cost).toMatchObject({
    requestedQueryCost: 22,
    actualQueryCost: null,
    throttleStatus: { maximumAvailable: 30, restoreRate: 1 },
  })
})

test("a bucket refills with time and never over its brim", () => {
  const bucket = createThrottle({ maximumAvailable: 100, restoreRate: 10 })
  expect(bucket.take(SHOP, 90, 0)).toBe(true)
  expect(bucket.take(SHOP, 20, 500)).toBe(false)
  expect(bucket.take(SHOP, 20, 1000)).toBe(true)
  expect(bucket.status(SHOP, 3_600_000).currentlyAvailable).toBe(100)
})

test("a query that could cost more than 1,000 points is refused whole", async () => {
  const { errors } = await ask("{ orders(first: 250) { nodes { lineItems(first: 10) { nodes { id } } } } }")
  expect(errors[0].extensions.code).toBe("MAX_COST_EXCEEDED")
})

const SET = `mutation ($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) {
  metafields { namespace key } userErrors { code elementIndex message } } }`

test("a metafield in $app is written, read back and told as the customer's update", async () => {
  const customer = createCustomer(context.world, SHOP, { email: "ana@example.com" }, AT)
  const ownerId = customer.admin_graphql_api_id
  context.events.length = 0
  const input = { ownerId, namespace: "$app", key: "loyalty", type: "json", value: '{"available":5}' }
  const written = await ask(SET, { metafields: [input] })
  expect(written.data.metafieldsSet.userErrors).toEqual([])
  expect(context.events.flatMap((event) => event.notices.map((n) => n.topic))).toEqual(["customers/update"])
  const read = await ask(
    'query ($id: ID!) { customer(id: $id) { metafield(namespace: "$app", key: "loyalty") { value jsonValue } } }',
    { id: ownerId },
  )
  expect(read.data.customer.metafield).toEqual({ value: '{"available":5}', jsonValue: { available: 5 } })
  expect([...(getShop(context.world, SHOP).metafields.get(ownerId)?.keys() ?? [])]).toEqual(["app--key.loyalty"])
})

test("one bad metafield of many writes none", async () => {
  const { admin_graphql_api_id: ownerId } = createCustomer(context.world, SHOP, { email: "b@example.com" }, AT)
  const good = { ownerId, namespace: "$app", key: "good", type: "json", value: "1" }
  const bad = { ...good, key: "bad", value: "{" }
  const { data } = await ask(SET, { metafields: [good, bad] })
  expect(data.metafieldsSet).toMatchObject({
    metafields: null,
    userErrors: [{ code: "INVALID_VALUE", elementIndex: 1 }],
  })
  expect(getShop(context.world, SHOP).metafields.get(ownerId)).toBeUndefined()
})

test.each([
  ["26 at once", 26, "1", "LESS_THAN_OR_EQUAL_TO"],
  ["more than 128 KB of JSON", 1, JSON.stringify("x".repeat(131_072)), "TOO_LONG"],
])("%s are refused", async (_what, count, value, code) => {
  const { admin_graphql_api_id: ownerId } = createCustomer(context.world, SHOP, { email: "c@example.com" }, AT)
  const metafields = Array.from({ length: count }, (_, i) => ({ ownerId, key: `key${i}`, type: "json", value }))
  const { data } = await ask(SET, { metafields })
  expect(data.metafieldsSet.userErrors[0].code).toBe(code)
})

test("writing to customers needs write_customers", async () => {
  const { admin_graphql_api_id: ownerId } = createCustomer(context.world, SHOP, { email: "d@example.com" }, AT)
  const metafields = [{ ownerId, key: "loyalty", type: "json", value: "1" }]
  const { errors } = await ask(SET, { metafields }, ["read_customers"])
  expect(errors[0].extensions.code).toBe("ACCESS_DENIED")
})

test("tags are added once and removed whatever their case", async () => {
  const { id, admin_graphql_api_id: gid } = createCustomer(
    context.world,
    SHOP,
    { email: "e@example.com", tags: ["VIP"] },
    AT,
  )
  const tags = () => getShop(context.world, SHOP).customers.get(id)?.tags
  await ask(
    'mutation ($id: ID!) { tagsAdd(id: $id, tags: ["vip", "regulars-tier-gold"]) { userErrors { message } } }',
    { id: gid },
  )
  expect(tags()).toBe("regulars-tier-gold, VIP")
  context.events.length = 0
  await ask('mutation ($id: ID!) { tagsRemove(id: $id, tags: ["vip"]) { userErrors { message } } }', { id: gid })
  expect(tags()).toBe("regulars-tier-gold")
  const topics = context.events.flatMap((event) => event.notices.map((notice) => notice.topic))
  expect(topics.sort()).toEqual(["customer.tags_removed", "customers/update"])
})

test("without access to protected customer data names arrive null", async () => {
  context.config.protectedData = "hidden"
  const customer = createCustomer(context.world, SHOP, { firstName: "Ana", email: "f@example.com" }, AT)
  const { data } = await ask("query ($id: ID!) { customer(id: $id) { firstName email state } }", {
    id: customer.admin_graphql_api_id,
  })
  expect(data.customer).toEqual({ firstName: null, email: null, state: "DISABLED" })
})

test("products and customers are found by what they are called", async () => {
  createProduct(
    context.world,
    SHOP,
    { title: "Tea", handle: "tea", variants: [{ title: "100 g", priceMinor: 900 }] },
    AT,
  )
  createCustomer(context.world, SHOP, { email: "Zoe@example.com" }, AT)
  const { data } = await ask(
    '{ productByHandle(handle: "tea") { title variants(first: 1) { nodes { price } } } customers(first: 1, query: "email:zoe@example.com") { nodes { email } } }',
  )
  expect(data.productByHandle).toEqual({ title: "Tea", variants: { nodes: [{ price: "9.00" }] } })
  expect(data.customers.nodes).toEqual([{ email: "Zoe@example.com" }])
})

test("bare words find customers by the beginnings of their names, addresses and numbers, all words at once", async () => {
  const anna = { firstName: "Анна", lastName: "Петрова", email: "anna.p@sofia.example", phone: "+359881234567" }
  createCustomer(context.world, SHOP, anna, AT)
  createCustomer(context.world, SHOP, { firstName: "Анна", lastName: "Иванова", email: "ai@sofia.example" }, AT)
  const found = async (query: string) => {
    const { data } = await ask("query ($q: String!) { customers(first: 9, query: $q) { nodes { lastName } } }", {
      q: query,
    })
    return data.customers.nodes.map((node: { lastName: string }) => node.lastName)
  }
  expect(await found("анна*")).toEqual(["Петрова", "Иванова"])
  expect(await found("Анна* Пет*")).toEqual(["Петрова"])
  expect(await found("Анн")).toEqual([])
  expect(await found("anna.p@so* AND +35988*")).toEqual(["Петрова"])
  const { errors } = await ask('{ customers(first: 1, query: "Anna OR Boris") { nodes { id } } }')
  expect(errors[0].message).toContain("not simulated")
})
