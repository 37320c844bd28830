import type { Id, OrderRecord } from "./order.ts"

/** Which order each refund, parcel and payment belongs to: an answer about one of them need not look through all orders. */
export type OrderParts = {
  /** "Refund 123" → the order's id. */
  owners: Map<string, Id>
  /** Orders that changed since their parts were last noted. */
  changed: Set<Id>
}

export function noOrderParts(): OrderParts {
  return { owners: new Map(), changed: new Set() }
}

/** The order that has this part, or undefined when no order does (any more). */
export function findOrderOfPart(
  place: { orders: Map<Id, OrderRecord>; orderParts: OrderParts },
  type: "Refund" | "Fulfillment" | "OrderTransaction",
  id: Id,
): OrderRecord | undefined {
  const { owners, changed } = place.orderParts
  for (const orderId of changed) {
    const order = place.orders.get(orderId)
    for (const refund of order?.refunds ?? []) owners.set(`Refund ${refund.id}`, orderId)
    for (const parcel of order?.fulfillments ?? []) owners.set(`Fulfillment ${parcel.id}`, orderId)
    for (const payment of order?.transactions ?? []) owners.set(`OrderTransaction ${payment.id}`, orderId)
  }
  changed.clear()
  const owner = owners.get(`${type} ${id}`)
  return owner === undefined ? undefined : place.orders.get(owner)
}
