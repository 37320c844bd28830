/** What an order is to the programme, in one word. */
export type OrderMark = "doubtful" | "deleted" | "not_counted" | "nothing" | "pending" | "available"

/** `points` null: the order was never evaluated for a member. */
export function orderMark(order: {
  deleted: boolean
  doubtful: boolean
  cancelled: boolean
  points: number | null
  pending: number
  settled: boolean
}): OrderMark {
  if (order.deleted) return "deleted"
  if (order.doubtful) return "doubtful"
  if (order.points === null) return "not_counted"
  if (order.pending > 0) return "pending"
  if (order.points === 0 || order.cancelled) return "nothing"
  return order.settled ? "available" : "pending"
}
