import type { Id, LineItem, OrderRecord, RefundLineItem } from "../order.ts"
import { buildLineItem, buildTaxLines, lineNetMinor } from "../order-lines.ts"
import { addTaxLines } from "../order-payload.ts"
import { readPresentment } from "../presentment.ts"
import { buildRefund, buildRefundLine } from "../refund-payload.ts"
import { getShop, nextId, type World } from "../world.ts"
import { changeOrder } from "./change-order.ts"
import { draftLine, type NewLine, taxOfShop } from "./create-order.ts"

export type OrderEdit = {
  add?: NewLine[]
  /** New unit counts of lines; 0 removes the line. More units than before become a line of their own. */
  set?: { lineId: Id; quantity: number }[]
}

/** Edits lines. Removals move no money: they leave a refund without transactions, as Shopify's do. */
export function editOrder(world: World, shop: string, orderId: Id, edit: OrderEdit, at: Date): OrderRecord {
  return changeOrder(world, shop, orderId, at, (order, time) => {
    const additions: { id: Id; delta: number }[] = []
    const removals: { id: Id; delta: number }[] = []
    const removed: RefundLineItem[] = []
    for (const { lineId, quantity } of edit.set ?? []) {
      const line = findLine(order, lineId)
      const delta = quantity - line.current_quantity
      if (delta > 0) {
        raiseQuantity(world, shop, order, line, delta)
        additions.push({ id: lineId, delta })
      } else if (delta < 0) {
        removed.push(buildRefundLine(nextId(world), order, line, -delta, "no_restock"))
        line.current_quantity = quantity
        removals.push({ id: lineId, delta: -delta })
      }
    }
    for (const added of edit.add ?? []) {
      const line = addLine(world, shop, order, added)
      additions.push({ id: line.id, delta: line.quantity })
    }
    if (removed.length > 0) {
      order.refunds.push(buildRefund(nextId(world), order, time, { lines: removed, note: null }))
    }
    order.tax_lines = addTaxLines([...order.line_items, ...order.shipping_lines], readPresentment(order))
    const payload = { order_edit: orderEdit(nextId(world), orderId, time, additions, removals) }
    return [{ topic: "orders/edited", payload }]
  })
}

function findLine(order: OrderRecord, lineId: Id): LineItem {
  const line = order.line_items.find((l) => l.id === lineId)
  if (!line) throw new Error(`no such line in ${order.name}: ${lineId}`)
  return line
}

function addLine(world: World, shop: string, order: OrderRecord, added: NewLine): LineItem {
  const record = getShop(world, shop).shop
  const tax = { ...taxOfShop(record), included: order.taxes_included }
  const draft = draftLine(world, shop, added)
  const line = buildLineItem(nextId(world), draft, 0, tax, readPresentment(order), "manual")
  order.line_items.push(line)
  return line
}

/** More units of a line: they come without discount, tax follows the new price. */
function raiseQuantity(world: World, shop: string, order: OrderRecord, line: LineItem, delta: number): void {
  line.quantity += delta
  line.current_quantity += delta
  if (line.tax_lines.length === 0) return
  const tax = { ...taxOfShop(getShop(world, shop).shop), included: order.taxes_included }
  line.tax_lines = buildTaxLines(lineNetMinor(line, order.currency), tax, readPresentment(order))
}

function orderEdit(
  id: Id,
  orderId: Id,
  time: string,
  additions: { id: Id; delta: number }[],
  removals: { id: Id; delta: number }[],
): Record<string, unknown> {
  return {
    id,
    app_id: null,
    created_at: time,
    committed_at: time,
    notify_customer: false,
    order_id: orderId,
    staff_note: "",
    user_id: null,
    line_items: { additions, removals },
    discounts: { line_item: { additions: [], removals: [] } },
    shipping_lines: { additions: [], removals: [] },
  }
}
