import { parseMinor } from "#app/lib/money.ts"
import type { Id, OrderRecord } from "../order.ts"
import { buildTransaction } from "../order-payload.ts"
import { recomputeOrder } from "../order-totals.ts"
import { readPresentment } from "../presentment.ts"
import { nextId, type World } from "../world.ts"
import { changeOrder, getOrder } from "./change-order.ts"

export type Payment = {
  /** Default: the gateway the order is waiting for. */
  gateway?: string
  /** Shop minor units; default all that is outstanding. */
  amountMinor?: number
}

/** Pays what is outstanding (or a part); tells orders/paid once it is paid in full. */
export function payOrder(world: World, shop: string, orderId: Id, payment: Payment, at: Date): OrderRecord {
  const before = getOrder(world, shop, orderId)
  if (before.cancelled_at) throw new Error(`the order is cancelled: ${before.name}`)
  const outstanding = parseMinor(before.total_outstanding, before.currency)
  const amountMinor = Math.min(payment.amountMinor ?? outstanding, outstanding)
  if (amountMinor <= 0) throw new Error(`nothing is outstanding: ${before.name}`)
  return changeOrder(world, shop, orderId, at, (order, time) => {
    const waiting = order.transactions.find((t) => t.kind === "sale" && t.status === "pending")
    order.transactions = order.transactions.filter((t) => t !== waiting)
    order.transactions.push(
      buildTransaction({
        id: nextId(world),
        orderId,
        orderName: order.name,
        kind: "sale",
        gateway: payment.gateway ?? waiting?.gateway ?? order.payment_gateway_names[0] ?? "manual",
        status: "success",
        amountMinor,
        at: time,
        test: order.test,
        parentId: null,
        presentment: readPresentment(order),
      }),
    )
    recomputeOrder(order, readPresentment(order))
    return order.financial_status === "paid" ? [{ topic: "orders/paid" }] : []
  })
}

/** Pays a part of it: "partially_paid". */
export function partiallyPay(
  world: World,
  shop: string,
  orderId: Id,
  payment: Payment & { amountMinor: number },
  at: Date,
): OrderRecord {
  return payOrder(world, shop, orderId, payment, at)
}
