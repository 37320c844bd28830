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

/** The refunds by gid, in the order given; "changed" when their order is no longer as of `updatedAt`. */
export async function readRefunds(
  shop: string,
  refundIds: string[],
  updatedAt: string,
): Promise<AdminRefund[] | "changed"> {
  const refunds: AdminRefund[] = []
  for (let start = 0; start < refundIds.length; start += REFUNDS_PER_REQUEST) {
    const ids = refundIds.slice(start, start + REFUNDS_PER_REQUEST)
    const { nodes } = await adminApi(shop).query(ReadRefunds, { ids })
    for (const refund of nodes) {
      if (refund?.order.updatedAt !== updatedAt) return "changed"
      refunds.push(await complete(shop, refund))
    }
  }
  return refunds
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
