import type { ListShape } from "#app/lib/list-query.ts"

/**
 * What became of an order's points, for narrowing a list: the marks of the list (ui-data/order-mark.ts), and for orders
 * that earned nothing why they did not, as far as it can be told without reckoning the order again. Each order is in one.
 */
export const ORDER_STATES = [
  "available",
  "pending",
  "doubtful",
  "guest",
  "not_member",
  "taken_back",
  "by_rules",
] as const
export type OrderState = (typeof ORDER_STATES)[number]

const ORDER_SORTS = ["newest", "oldest"] as const
export type OrderSort = (typeof ORDER_SORTS)[number]

/** What the list of orders can be narrowed and ordered by. A search by name is listed by names. */
export const ORDER_LIST = {
  filters: { state: { kind: "choices", values: ORDER_STATES }, placed: { kind: "days" } },
  sorts: ORDER_SORTS,
} as const satisfies ListShape
