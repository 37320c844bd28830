import { parseMinor } from "#app/lib/money.ts"
import { refundPayload } from "../emit.ts"
import type { Id, OrderRecord } from "../order.ts"
import type { World } from "../world.ts"
import { changeOrder, getOrder } from "./change-order.ts"
import { makeRefund } from "./refund-order.ts"

export type CancelRequest = {
  reason?: "customer" | "inventory" | "fraud" | "declined" | "staff" | "other"
  /** Give the money back; default true. */
  refund?: boolean
}

/** Cancels: everything left is taken off the order, money goes back. Tells orders/cancelled and refunds/create. */
export function cancelOrder(world: World, shop: string, orderId: Id, request: CancelRequest, at: Date): OrderRecord {
  if (getOrder(world, shop, orderId).cancelled_at) throw new Error("the order is cancelled already")
  return changeOrder(world, shop, orderId, at, (order, time) => {
    const lines = order.line_items
      .filter((line) => line.current_quantity > 0)
      .map((line) => ({ lineId: line.id, quantity: line.current_quantity, restockType: "cancel" as const }))
    const shippingMinor = Math.max(0, shippingLeft(order))
    const refund = makeRefund(world, order, time, {
      lines,
      shippingMinor,
      ...(request.refund === false ? { amountMinor: 0 } : {}),
    })
    order.cancelled_at = time
    order.closed_at = time
    order.cancel_reason = request.reason ?? "customer"
    order.transactions = order.transactions.filter((t) => !(t.kind === "sale" && t.status === "pending"))
    return [{ topic: "refunds/create", payload: refundPayload(refund) }, { topic: "orders/cancelled" }]
  })
}

/** What was paid for shipping and not given back, in minor units. */
export function shippingLeft(order: OrderRecord): number {
  const minor = (amount: string) => parseMinor(amount, order.currency)
  const price = order.shipping_lines.reduce((sum, line) => sum + minor(line.discounted_price), 0)
  const back = order.refunds
    .flatMap((refund) => refund.order_adjustments)
    .filter((adjustment) => adjustment.kind === "shipping_refund")
    .reduce((sum, adjustment) => sum + minor(adjustment.amount), 0)
  return price + back
}
