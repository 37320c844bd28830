import { toHundredths } from "#app/appearance/liquid/money.ts"
import { parseMinor } from "#app/lib/money.ts"
import type { CustomerRecord } from "#simulator/world/customer.ts"
import type { OrderRecord } from "#simulator/world/order.ts"
import type { ShopWorld } from "#simulator/world/world.ts"
import { metafieldsOf } from "./metafields.ts"

const SHOWN_ORDERS = 20

/** The signed-in customer as Liquid has one, with the latest orders. */
export function customerObject(place: ShopWorld, customer: CustomerRecord, apiKey: string) {
  const orders = [...place.orders.values()]
    .filter((order) => order.customer?.id === customer.id)
    .sort((a, b) => Date.parse(b.processed_at) - Date.parse(a.processed_at))
  return {
    id: customer.id,
    email: customer.email,
    first_name: customer.first_name,
    last_name: customer.last_name,
    name: [customer.first_name, customer.last_name].filter(Boolean).join(" "),
    tags: customer.tags
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean),
    has_account: customer.state === "enabled",
    orders_count: orders.length,
    orders: orders.slice(0, SHOWN_ORDERS).map(orderObject),
    metafields: metafieldsOf(place, customer.admin_graphql_api_id, apiKey),
  }
}

/** An order as the account page shows one. */
export function orderObject(order: OrderRecord) {
  return {
    id: order.id,
    name: order.name,
    created_at: order.processed_at,
    financial_status: order.cancelled_at ? "cancelled" : order.financial_status,
    fulfillment_status: order.fulfillment_status ?? "unfulfilled",
    currency: order.currency,
    total_price: toHundredths(parseMinor(order.total_price, order.currency), order.currency),
    email: order.email,
    line_items: order.line_items.map((line) => ({ title: line.name ?? line.title, quantity: line.quantity })),
    item_count: order.line_items.reduce((sum, line) => sum + line.quantity, 0),
  }
}
