import { type Payload, readSample, toWire } from "#tests/support/webhook-samples.ts"

/** Orders as shops have them, of two lines and a good 5 KB: Shopify's own sample, cut to that. */

const FIRST_ID = 5_085_215_785_508_000n
const MINUTE_MS = 60_000

const sample = withoutSecondMoney(readSample("orders/create"))
const lines = (sample.line_items as Payload[]).slice(0, 2)

export type OrderSeed = {
  /** Different numbers, different orders. */
  number: number
  /** Of its shop; different numbers, different people. */
  customer: number
  placedAt: Date
}

/** A paid order/create payload; the same seed makes the same bytes. */
export function orderBody({ number, customer, placedAt }: OrderSeed): Buffer {
  const id = String(FIRST_ID + BigInt(number))
  const customerId = String(700_000_000_000n + BigInt(customer))
  const at = placedAt.toISOString()
  const quantity = 1 + (number % 3)
  return Buffer.from(
    toWire({
      ...sample,
      id,
      admin_graphql_api_id: `gid://shopify/Order/${id}`,
      name: `#${1000 + number}`,
      test: false,
      financial_status: "paid",
      cancelled_at: null,
      cancel_reason: null,
      created_at: at,
      processed_at: at,
      updated_at: new Date(placedAt.getTime() + (number % 30) * MINUTE_MS).toISOString(),
      email: `person${customer}@example.com`,
      contact_email: `person${customer}@example.com`,
      customer: {
        ...(sample.customer as Payload),
        id: customerId,
        admin_graphql_api_id: `gid://shopify/Customer/${customerId}`,
        email: `person${customer}@example.com`,
        first_name: `Given${customer}`,
        last_name: `Family${customer}`,
        created_at: "2024-05-01T08:00:00Z",
        updated_at: at,
      },
      line_items: lines.map((line, index) => ({
        ...line,
        id: String(BigInt(id) * 10n + BigInt(index)),
        admin_graphql_api_id: `gid://shopify/LineItem/${BigInt(id) * 10n + BigInt(index)}`,
        quantity,
        current_quantity: quantity,
        fulfillable_quantity: quantity,
      })),
    }),
  )
}

/** The order-wide totals once more in both currencies, and a second address, are what goes first for the 5 KB. */
function withoutSecondMoney(order: Payload): Payload {
  const dropped = (name: string) => name.endsWith("_set") || name === "billing_address"
  return Object.fromEntries(Object.entries(order).filter(([name]) => !dropped(name)))
}
