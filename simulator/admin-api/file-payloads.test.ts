import { expect, test } from "vitest"
import { createMemoryContext } from "#tests/support/memory-context.ts"
import { openShop } from "../world/actions/shops.ts"
import { storePayload } from "../world/store-payload.ts"
import { getShop } from "../world/world.ts"
import { answer } from "./execute.ts"
import { createThrottle } from "./throttle.ts"

/** What `regulars webhook` delivers is known to the Admin API too, however little the file says. */

const SHOP = "kafe.myshopify.com"
const AT = new Date("2026-06-01T10:00:00Z")
const context = createMemoryContext(AT)
openShop(context.world, { domain: SHOP, name: "Kafe" }, AT)

// biome-ignore lint/suspicious/noExplicitAny: answers are read freely here
async function ask(query: string): Promise<any> {
  const place = getShop(context.world, SHOP)
  const api = { simulator: context, shop: SHOP, place, scopes: new Set(["read_orders", "write_customers"]), at: AT }
  return JSON.parse(JSON.stringify(await answer(api, createThrottle(), { query, variables: {} })))
}

test("a payload from a file is known to the Admin API under its exact id", async () => {
  const body = `{"id":5085215785508999999,"name":"#7","currency":"EUR","total_price":"12.50","financial_status":"paid",
    "payment_gateway_names":["visa"],"created_at":"2026-06-01T09:00:00Z","updated_at":"2026-06-01T09:00:00Z",
    "customer":{"id":706405506930370084,"email":"file@example.com","state":"disabled","tax_exempt":false},
    "line_items":[{"id":5085215785508999998,"title":"Tea","quantity":1,"price":"12.50"}]}`
  storePayload(context.world, SHOP, "orders/create", body, AT)
  const { data } = await ask(
    `{ order(id: "gid://shopify/Order/5085215785508999999") { name customer { id } transactions { kind amountSet { shopMoney { amount } } }
      lineItems(first: 1) { nodes { id currentQuantity } } } neighbour: order(id: "gid://shopify/Order/5085215785509000000") { id } }`,
  )
  expect(data.order).toEqual({
    name: "#7",
    customer: { id: "gid://shopify/Customer/706405506930370084" },
    transactions: [{ kind: "SALE", amountSet: { shopMoney: { amount: "12.50" } } }],
    lineItems: { nodes: [{ id: "gid://shopify/LineItem/5085215785508999998", currentQuantity: 1 }] },
  })
  expect(data.neighbour).toBeNull()
})

test("a refund written by hand, with the least that a refund can say, joins its order", async () => {
  const order = `{"id":820982911946154508,"name":"#8","currency":"EUR","total_price":"12.50","financial_status":"paid",
    "created_at":"2026-06-01T09:00:00Z","line_items":[{"id":487817672276298554,"title":"Tea","quantity":1,"price":"12.50"}]}`
  storePayload(context.world, SHOP, "orders/paid", order, AT)
  const refund = `{"id":890088186047892319,"order_id":820982911946154508,"transactions":[{"kind":"refund","status":"success","amount":12.5}],
    "refund_line_items":[{"id":1,"line_item_id":487817672276298560,"quantity":1,"subtotal":12.5,
      "line_item":{"id":487817672276298560,"admin_graphql_api_id":"gid://shopify/LineItem/487817672276298554"}}]}`
  storePayload(context.world, SHOP, "refunds/create", refund, AT)
  const { data, errors } = await ask(
    `{ order(id: "gid://shopify/Order/820982911946154508") { displayFinancialStatus lineItems(first: 1) { nodes { currentQuantity } }
      refunds { createdAt transactions(first: 1) { nodes { createdAt status } } } } }`,
  )
  expect(errors).toBeUndefined()
  expect(data.order).toEqual({
    displayFinancialStatus: "REFUNDED",
    lineItems: { nodes: [{ currentQuantity: 0 }] },
    refunds: [
      {
        createdAt: "2026-06-01T10:00:00Z",
        transactions: { nodes: [{ createdAt: "2026-06-01T10:00:00Z", status: "SUCCESS" }] },
      },
    ],
  })
})
