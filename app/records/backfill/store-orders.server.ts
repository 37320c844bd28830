import { inShop, shopDb } from "#app/lib/db.server.ts"
import { type AdminRefund, readRefundsOfOrders } from "#app/shopify/operations/refunds.server.ts"
import { saveCustomers } from "../customers/customers.server.ts"
import { customerFromAdminApi } from "../customers/from-admin-api.ts"
import { copyNewOrders, type WrittenOrder, writeOrder } from "../orders/copy-orders.server.ts"
import type { OnOrdersChanged } from "../orders/doubtful.server.ts"
import { incomingFromAdminApi } from "../orders/from-admin-api.ts"
import { markDoubtful, saveOrders } from "../orders/orders.server.ts"
import type { GroupedOrder } from "./group-orders.ts"

export type StoredCounts = { read: number; written: number; customers: number; doubtful: number }

/** What refunds hold is not in the file; this asks for it. (Named, so that a bench can answer it without a Shopify.) */
export type ReadRefunds = typeof readRefundsOfOrders

/** Orders known already are compared one by one, under their locks: fewer at a time. */
const KNOWN_AT_ONCE = 200

/**
 * Stores a batch of past orders and their customers. Safe to repeat, and beside webhooks: an order that is known is only
 * replaced by a newer telling (newest-wins.ts), with what follows from it in the same transaction; one that changed since
 * the file was made is left to be read again. What follows from new ones is a later step's.
 */
export async function storeOrders(
  shop: string,
  orders: GroupedOrder[],
  strays: string[],
  onChanged: OnOrdersChanged,
  readRefunds: ReadRefunds = readRefundsOfOrders,
): Promise<StoredCounts> {
  const refunds = await readRefunds(shop, orders.flatMap(askedRefunds))
  const astray = new Set(strays)
  for (const { order } of orders) if (refunds.get(order.id) === "changed") astray.add(order.id)
  const sure = orders.filter(({ order }) => !astray.has(order.id))
  const incoming = sure.map((one) => incomingOf(one, (refunds.get(one.order.id) as AdminRefund[] | undefined) ?? []))
  const added = await inShop(shop, (tx) => copyNewOrders(tx, shop, incoming))
  const known = incoming.filter(({ fact }) => !added.has(fact.id))
  const written = added.size + (await saveKnown(shop, known, onChanged))
  const customers = await saveNewCustomers(shop, orders)
  if (astray.size > 0) await inShop(shop, (tx) => markDoubtful(tx, shop, [...astray]))
  return { read: orders.length, written, customers, doubtful: astray.size }
}

function askedRefunds({ order }: GroupedOrder) {
  if (order.refunds.length === 0) return []
  return [{ orderId: order.id, updatedAt: order.updatedAt, refundIds: order.refunds.map((refund) => refund.id) }]
}

function incomingOf({ order, lines, shippingLines }: GroupedOrder, refunds: AdminRefund[]): WrittenOrder {
  return writeOrder(incomingFromAdminApi({ ...order, lines, shippingLines, refunds }))
}

async function saveKnown(shop: string, known: WrittenOrder[], onChanged: OnOrdersChanged): Promise<number> {
  if (known.length === 0) return 0
  const { rows } = await shopDb(shop).query<{ orderId: string; factHash: string }>(
    `SELECT "orderId", "factHash" FROM "Order" WHERE "shop" = $1 AND "orderId" = ANY($2)`,
    [shop, known.map(({ fact }) => fact.id)],
  )
  const hashes = new Map(rows.map((row) => [row.orderId, row.factHash]))
  const others = known.filter(({ fact, factHash }) => hashes.get(fact.id) !== factHash)
  let changed = 0
  for (let start = 0; start < others.length; start += KNOWN_AT_ONCE) {
    const some = others.slice(start, start + KNOWN_AT_ONCE)
    changed += await inShop(shop, async (tx) => {
      const ids = await saveOrders(tx, shop, some, "admin_api")
      if (ids.length > 0) await onChanged(tx, shop, ids)
      return ids.length
    })
  }
  return changed
}

/** Customers nobody has told of yet; those who are known are told by their own webhooks. */
async function saveNewCustomers(shop: string, orders: GroupedOrder[]): Promise<number> {
  const told = new Map(orders.flatMap(({ order }) => (order.customer ? [[order.customer.id, order.customer]] : [])))
  if (told.size === 0) return 0
  const { rows } = await shopDb(shop).query<{ customerId: string }>(
    `SELECT "customerId" FROM "Customer" WHERE "shop" = $1 AND "customerId" = ANY($2) AND "factAt" > to_timestamp(0)`,
    [shop, [...told.keys()]],
  )
  for (const { customerId } of rows) told.delete(customerId)
  if (told.size === 0) return 0
  const facts = [...told.values()].map(customerFromAdminApi)
  return (await inShop(shop, (tx) => saveCustomers(tx, shop, facts))).length
}
