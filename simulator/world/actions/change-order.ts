import { emit, orderPayload } from "../emit.ts"
import type { Id, OrderRecord } from "../order.ts"
import { recomputeOrder } from "../order-totals.ts"
import { readPresentment } from "../presentment.ts"
import { wireTime } from "../wire.ts"
import { getShop, markChanged, type World } from "../world.ts"

/** The order; throws when the shop has no such order. */
export function getOrder(world: World, shop: string, id: Id): OrderRecord {
  const order = getShop(world, shop).orders.get(id)
  if (!order) throw new Error(`no such order in ${shop}: ${id}`)
  return order
}

/**
 * Changes an order: `change` works on it, then totals and states follow, `updated_at` moves, and the topics it returns
 * (with payloads of their own, or none for the order itself) are told together with orders/updated.
 */
export function changeOrder(
  world: World,
  shop: string,
  id: Id,
  at: Date,
  change: (order: OrderRecord, time: string) => { topic: string; payload?: unknown }[],
): OrderRecord {
  const order = getOrder(world, shop, id)
  const presentment = readPresentment(order)
  const time = wireTime(at, getShop(world, shop).shop.ianaTimezone)
  const notices = change(order, time)
  recomputeOrder(order, presentment)
  order.updated_at = time
  markChanged(world, "order", shop, id)
  const payload = orderPayload(order)
  emit(world, shop, at, [
    ...notices.map((notice) => ({ topic: notice.topic, payload: notice.payload ?? payload })),
    { topic: "orders/updated", payload },
  ])
  return order
}

/** The order vanishes (test orders, archived ones): tells orders/delete, which carries only the id. */
export function deleteOrder(world: World, shop: string, id: Id, at: Date): void {
  const order = getOrder(world, shop, id)
  const place = getShop(world, shop)
  place.orders.delete(id)
  place.metafields.delete(order.admin_graphql_api_id)
  markChanged(world, "order", shop, id)
  emit(world, shop, at, [{ topic: "orders/delete", payload: { id } }])
}

/** Sets the order's tags and note; tells orders/updated. */
export function annotateOrder(
  world: World,
  shop: string,
  id: Id,
  change: { tags?: string[]; note?: string | null },
  at: Date,
): OrderRecord {
  return changeOrder(world, shop, id, at, (order) => {
    if (change.tags) order.tags = change.tags.join(", ")
    if (change.note !== undefined) order.note = change.note
    return []
  })
}
