import { UpstreamError } from "#app/lib/errors.ts"
import { adminApi } from "../admin-api.server.ts"
import {
  type Fulfillment,
  type OrderGlance,
  type OrderHead,
  type OrderLine,
  type OrderTransaction,
  type Page,
  ReadOrder,
  ReadOrderIds,
  ReadOrderLines,
  ReadOrderLists,
  ReadOrdersUpdatedSince,
  type ShippingLine,
} from "../types/operations.generated.ts"
import { nextCursor, updatedSince } from "./pages.ts"
import { type AdminRefund, readRefundsOfOrders } from "./refunds.server.ts"

/** An order with all its parts, however many requests it took; money in shop currency as decimal strings. */
export type AdminOrder = OrderHead & {
  lines: OrderLine[]
  shippingLines: ShippingLine[]
  transactions: OrderTransaction[]
  fulfillments: Fulfillment[]
  refunds: AdminRefund[]
}

/** ReadOrder's first helping of the lists that have no pages (order.graphql). */
const FIRST = { transactions: 10, fulfillments: 10, shippingLines: 5, refundIds: 50 } as const
/** Times an order may change under our hands before we let it rest. */
const MAX_READS = 3
const REST_MS = 2_000

/**
 * The whole order (gid) as of one `updatedAt`, or null when it does not exist (or is older than the scopes reach). An
 * order that changes between its pages is read again; one that keeps changing throws UpstreamError.
 */
export async function readOrder(shop: string, orderId: string): Promise<AdminOrder | null> {
  for (let reads = 0; reads < MAX_READS; reads += 1) {
    const order = await readOnce(shop, orderId)
    if (order !== "changed") return order
  }
  throw new UpstreamError(`${orderId} changed while it was read`, REST_MS)
}

async function readOnce(shop: string, orderId: string): Promise<AdminOrder | null | "changed"> {
  const { order } = await adminApi(shop).query(ReadOrder, { id: orderId })
  if (!order) return null
  const { lineItems, shippingLines, transactions, fulfillments, refunds, ...head } = order
  const lines = await readLines(shop, head, lineItems)
  const lists = await readLists(shop, head, {
    transactions,
    fulfillments,
    shippingLines: shippingLines.nodes,
    refundIds: refunds.map((refund) => refund.id),
  })
  if (lines === "changed" || lists === "changed") return "changed"
  const { refundIds, ...rest } = lists
  const { updatedAt } = head
  const refundsRead = (await readRefundsOfOrders(shop, [{ orderId, updatedAt, refundIds }])).get(orderId) ?? []
  return refundsRead === "changed" ? "changed" : { ...head, lines, ...rest, refunds: refundsRead }
}

async function readLines(
  shop: string,
  head: OrderHead,
  first: { nodes: OrderLine[]; pageInfo: Page },
): Promise<OrderLine[] | "changed"> {
  const lines = [...first.nodes]
  let after = nextCursor(first.pageInfo)
  while (after !== null) {
    const { order } = await adminApi(shop).query(ReadOrderLines, { id: head.id, after })
    if (order?.updatedAt !== head.updatedAt) return "changed"
    lines.push(...order.lineItems.nodes)
    after = nextCursor(order.lineItems.pageInfo)
  }
  return lines
}

type Lists = Pick<AdminOrder, "transactions" | "fulfillments" | "shippingLines"> & { refundIds: string[] }

async function readLists(shop: string, head: OrderHead, first: Lists): Promise<Lists | "changed"> {
  const kinds = Object.keys(FIRST) as (keyof Lists)[]
  if (kinds.every((kind) => first[kind].length < FIRST[kind])) return first
  const { order } = await adminApi(shop).query(ReadOrderLists, { id: head.id })
  if (order?.updatedAt !== head.updatedAt) return "changed"
  const { transactions, fulfillments, shippingLines, refunds } = order
  return {
    transactions,
    fulfillments,
    shippingLines: shippingLines.nodes,
    refundIds: refunds.map((refund) => refund.id),
  }
}

/** A page of what changed; `cursor` of the next page, null: this was the last. */
export type UpdatedOrders = { orders: OrderGlance[]; cursor: string | null }

/** A glance at the orders updated at or after `since`, oldest change first, 90 a page. */
export async function readOrdersUpdatedSince(shop: string, since: Date, cursor: string | null): Promise<UpdatedOrders> {
  const variables = { query: updatedSince(since), after: cursor }
  const { orders } = await adminApi(shop).query(ReadOrdersUpdatedSince, variables)
  return { orders: orders.nodes, cursor: nextCursor(orders.pageInfo) }
}

/** Of up to 250 orders (gids) those that Shopify shows, each with the customer it names now. */
export async function readShownOrders(shop: string, orderIds: string[]): Promise<Map<string, string | null>> {
  const { nodes } = await adminApi(shop).query(ReadOrderIds, { ids: orderIds })
  return new Map(nodes.flatMap((node) => (node ? [[node.id, node.customer?.id ?? null] as const] : [])))
}
