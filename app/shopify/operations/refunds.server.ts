import { adminApi } from "../admin-api.server.ts"
import {
  type OrderAdjustment,
  type OrderTransaction,
  ReadRefundLines,
  ReadRefundParts,
  ReadRefunds,
  type Refund,
  type RefundLine,
  type RefundShippingLine,
} from "../types/operations.generated.ts"

/** A refund with all its parts; money in shop currency as decimal strings. */
export type AdminRefund = Pick<Refund, "id" | "createdAt" | "processedAt"> & {
  lines: RefundLine[]
  adjustments: OrderAdjustment[]
  shippingLines: RefundShippingLine[]
  transactions: OrderTransaction[]
}

/** Refunds a request (refund.graphql: eight full ones stay under the cost limit). */
const REFUNDS_PER_REQUEST = 8

/** An order's refunds to be read, as they were when the order was as of `updatedAt`. */
export type AskedRefunds = { orderId: string; updatedAt: string; refundIds: string[] }

/** The refunds of orders, by order (gid) and as given; "changed" when an order is no longer as of its `updatedAt`. */
export async function readRefundsOfOrders(
  shop: string,
  asked: AskedRefunds[],
): Promise<Map<string, AdminRefund[] | "changed">> {
  const found = new Map<string, AdminRefund[] | "changed">(asked.map(({ orderId }) => [orderId, []]))
  const wanted = asked.flatMap((order) => order.refundIds.map((id) => ({ id, order })))
  for (let start = 0; start < wanted.length; start += REFUNDS_PER_REQUEST) {
    const some = wanted.slice(start, start + REFUNDS_PER_REQUEST)
    const { nodes } = await adminApi(shop).query(ReadRefunds, { ids: some.map(({ id }) => id) })
    for (const [index, { order }] of some.entries()) {
      const refund = nodes[index]
      const list = found.get(order.orderId)
      if (refund?.order.updatedAt !== order.updatedAt) found.set(order.orderId, "changed")
      else if (Array.isArray(list)) list.push(await complete(shop, refund))
    }
  }
  return found
}

async function complete(shop: string, refund: Refund): Promise<AdminRefund> {
  const { id, createdAt, processedAt } = refund
  return { id, createdAt, processedAt, lines: await allLines(shop, refund), ...(await allParts(shop, refund)) }
}

async function allLines(shop: string, refund: Refund): Promise<RefundLine[]> {
  const lines = [...refund.refundLineItems.nodes]
  let page = refund.refundLineItems.pageInfo
  while (page.hasNextPage && page.endCursor !== null) {
    const next = await adminApi(shop).query(ReadRefundLines, { id: refund.id, after: page.endCursor })
    if (!next.refund) break
    lines.push(...next.refund.refundLineItems.nodes)
    page = next.refund.refundLineItems.pageInfo
  }
  return lines
}

type Parts = Pick<AdminRefund, "adjustments" | "shippingLines" | "transactions">

async function allParts(shop: string, refund: Refund): Promise<Parts> {
  const { orderAdjustments, refundShippingLines, transactions } = refund
  const lists = [orderAdjustments, refundShippingLines, transactions]
  const more = lists.some((list) => list.pageInfo.hasNextPage)
  const whole = (more && (await adminApi(shop).query(ReadRefundParts, { id: refund.id })).refund) || refund
  return {
    adjustments: whole.orderAdjustments.nodes,
    shippingLines: whole.refundShippingLines.nodes,
    transactions: whole.transactions.nodes,
  }
}
