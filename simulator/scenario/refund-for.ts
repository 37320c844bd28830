import { parseMinor } from "#app/lib/money.ts"
import { refundOrder } from "../world/actions/refund-order.ts"
import type { OrderRecord } from "../world/order.ts"
import type { World } from "../world/world.ts"
import type { RefundPlan } from "./plan.ts"

/** Refunds as planned, as far as the order still has what is to be refunded; otherwise nothing happens. */
export function refundFor(world: World, shop: string, order: OrderRecord, plan: RefundPlan, at: Date): void {
  const left = order.line_items.filter((line) => line.current_quantity > 0)
  const first = left[0]
  if (!first || !["paid", "partially_refunded"].includes(order.financial_status)) return
  const refund = (request: Parameters<typeof refundOrder>[3]) => refundOrder(world, shop, order.id, request, at)
  const goodsMinor = parseMinor(order.current_subtotal_price, order.currency)
  const percentOfGoods = (percent: number) => Math.max(1, Math.trunc((goodsMinor * percent) / 100))
  if (plan.what === "first_line") refund({ lines: [{ lineId: first.id, quantity: 1 }] })
  if (plan.what === "amount") refund({ amountMinor: percentOfGoods(plan.percent) })
  if (plan.what === "failed_amount") refund({ amountMinor: percentOfGoods(plan.percent), transactionStatus: "failure" })
  if (plan.what === "restocking") {
    const feeMinor = Math.trunc((parseMinor(first.price, order.currency) * plan.feePercent) / 100)
    refund({ lines: [{ lineId: first.id, quantity: 1 }], restockingFeeMinor: feeMinor })
  }
  const shippingMinor = order.shipping_lines.reduce(
    (sum, line) => sum + parseMinor(line.discounted_price, order.currency),
    0,
  )
  if (plan.what === "shipping" && shippingMinor > 0) refund({ shippingMinor })
  if (plan.what === "everything")
    refund({ lines: left.map((line) => ({ lineId: line.id, quantity: line.current_quantity })), shippingMinor })
}
