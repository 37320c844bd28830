import { parseMinor } from "#app/lib/money.ts"
import { refundPayload } from "../emit.ts"
import type { Id, OrderAdjustment, OrderRecord, RefundLineItem, RefundRecord, Transaction } from "../order.ts"
import { buildTransaction } from "../order-payload.ts"
import { paidMinor } from "../order-totals.ts"
import { readPresentment } from "../presentment.ts"
import {
  buildAdjustment,
  buildRefund,
  buildRefundLine,
  buildShippingRefund,
  shippingTaxMinor,
} from "../refund-payload.ts"
import { nextId, type World } from "../world.ts"
import { changeOrder } from "./change-order.ts"

export type RefundRequest = {
  lines?: { lineId: Id; quantity: number; restockType?: RefundLineItem["restock_type"] }[]
  /** Shop minor units. Without lines: money alone. With lines: what really goes back, instead of their price. */
  amountMinor?: number
  /** Shipping given back, taken from its price (tax inside when prices include tax). */
  shippingMinor?: number
  /** Kept back from the lines' price. */
  restockingFeeMinor?: number
  transactionStatus?: "success" | "failure" | "pending"
  note?: string | null
}

/** Refunds; tells refunds/create and orders/updated. Never gives back more than was paid. */
export function refundOrder(world: World, shop: string, orderId: Id, request: RefundRequest, at: Date): OrderRecord {
  return changeOrder(world, shop, orderId, at, (order, time) => {
    const refund = makeRefund(world, order, time, request)
    return [{ topic: "refunds/create", payload: refundPayload(refund) }]
  })
}

/** Makes the refund and writes it into the order (states and totals follow from `changeOrder`). */
export function makeRefund(world: World, order: OrderRecord, time: string, request: RefundRequest): RefundRecord {
  const lines = (request.lines ?? []).map((line) => takeLine(world, order, line))
  const shippingMinor = request.shippingMinor ?? 0
  const worth = linesWorth(order, lines) + shippingWorth(order, shippingMinor)
  const { paid, refunded } = paidMinor(order)
  const left = Math.max(0, paid - refunded)
  const asked = request.amountMinor ?? worth - (request.restockingFeeMinor ?? 0)
  const moneyMinor = Math.max(0, Math.min(asked, left))
  const status = request.transactionStatus ?? "success"
  const refundId = nextId(world)
  const transactions = refundTransactions(world, order, time, moneyMinor, status)
  const moved = status === "success" ? moneyMinor : 0
  const refund = buildRefund(refundId, order, time, {
    lines,
    note: request.note ?? null,
    adjustments: adjust(world, order, refundId, {
      shippingMinor,
      discrepancyMinor: Math.min(worth, left) - moved,
      pending: status === "pending",
    }),
    shippingLines: shippingMinor > 0 ? [buildShippingRefund(nextId(world), order, shippingMinor)] : [],
    transactions,
  })
  order.refunds.push(refund)
  order.transactions.push(...transactions)
  return refund
}

function takeLine(
  world: World,
  order: OrderRecord,
  wanted: NonNullable<RefundRequest["lines"]>[number],
): RefundLineItem {
  const line = order.line_items.find((l) => l.id === wanted.lineId)
  if (!line) throw new Error(`no such line in ${order.name}: ${wanted.lineId}`)
  if (wanted.quantity < 1 || wanted.quantity > line.current_quantity) {
    throw new Error(`${line.current_quantity} units are left of ${line.name}`)
  }
  const refundLine = buildRefundLine(nextId(world), order, line, wanted.quantity, wanted.restockType ?? "return")
  line.current_quantity -= wanted.quantity
  return refundLine
}

function linesWorth(order: OrderRecord, lines: RefundLineItem[]): number {
  return lines.reduce((sum, line) => {
    const subtotal = parseMinor(line.subtotal_set.shop_money.amount, order.currency)
    const tax = parseMinor(line.total_tax_set.shop_money.amount, order.currency)
    return sum + subtotal + (order.taxes_included ? 0 : tax)
  }, 0)
}

function shippingWorth(order: OrderRecord, minor: number): number {
  return minor + (order.taxes_included ? 0 : shippingTaxMinor(order, minor))
}

function adjust(
  world: World,
  order: OrderRecord,
  refundId: Id,
  of: { shippingMinor: number; discrepancyMinor: number; pending: boolean },
): OrderAdjustment[] {
  const list: OrderAdjustment[] = []
  if (of.discrepancyMinor !== 0) {
    list.push(buildAdjustment(nextId(world), order, refundId, "refund_discrepancy", of.discrepancyMinor, 0, of.pending))
  }
  if (of.shippingMinor > 0) {
    const tax = shippingTaxMinor(order, of.shippingMinor)
    list.push(buildAdjustment(nextId(world), order, refundId, "shipping_refund", -of.shippingMinor, -tax))
  }
  return list
}

/** Money goes back to where it came from, the last payment first. */
function refundTransactions(
  world: World,
  order: OrderRecord,
  time: string,
  moneyMinor: number,
  status: "success" | "failure" | "pending",
): Transaction[] {
  const list: Transaction[] = []
  let left = moneyMinor
  for (const payment of refundable(order)) {
    const amountMinor = Math.min(left, payment.leftMinor)
    if (amountMinor <= 0) continue
    left -= amountMinor
    list.push(
      buildTransaction({
        id: nextId(world),
        orderId: order.id,
        orderName: order.name,
        kind: "refund",
        gateway: payment.transaction.gateway,
        status,
        amountMinor,
        at: time,
        test: order.test,
        parentId: payment.transaction.id,
        presentment: readPresentment(order),
      }),
    )
  }
  return list
}

function refundable(order: OrderRecord): { transaction: Transaction; leftMinor: number }[] {
  const minor = (t: Transaction) => parseMinor(t.amount_set?.shop_money.amount ?? t.amount, order.currency)
  const done = order.transactions.filter((t) => t.status === "success")
  const payments = done.filter((t) => t.kind === "sale" || t.kind === "capture").reverse()
  return payments.map((transaction) => {
    const back = done.filter((t) => t.kind === "refund" && t.parent_id === transaction.id)
    return { transaction, leftMinor: minor(transaction) - back.reduce((sum, t) => sum + minor(t), 0) }
  })
}

/** A pending refund arrives at the bank, or fails. */
export function settleRefund(
  world: World,
  shop: string,
  orderId: Id,
  refundId: Id,
  status: "success" | "failure",
  at: Date,
): OrderRecord {
  return changeOrder(world, shop, orderId, at, (order, time) => {
    const refund = order.refunds.find((r) => r.id === refundId)
    const waiting = refund?.transactions.filter((t) => t.status === "pending") ?? []
    if (!refund || waiting.length === 0) throw new Error(`no pending refund in ${order.name}: ${refundId}`)
    for (const transaction of [...waiting, ...order.transactions]) {
      if (!waiting.some((t) => t.id === transaction.id)) continue
      transaction.status = status
      transaction.processed_at = time
    }
    if (status === "success") {
      refund.order_adjustments = refund.order_adjustments.filter((a) => !a.reason.startsWith("Pending"))
    }
    return []
  })
}
