import type { OrderRecord } from "../world/order.ts"
import { utcTime } from "../world/wire.ts"
import { grants } from "./access.ts"
import type { ApiContext } from "./api-context.ts"
import { type Connection, type PageArguments, paginate } from "./connection.ts"
import { splitTags } from "./nodes/customer.ts"
import { orderNode } from "./nodes/order.ts"
import { matchesId, matchesText, matchesTime, parseSearchQuery, type SearchTerm, unknownTerm } from "./search-query.ts"

export type OrdersArguments = PageArguments & { query?: string | null; sortKey?: string | null }

/** Without read_all_orders an app sees the orders of the last 60 days. */
const SEEN_MS = 60 * 86_400_000

/** Whether the app may see an order of this age. */
export function isVisible(context: ApiContext, order: OrderRecord): boolean {
  if (grants(context.scopes, "read_all_orders")) return true
  return context.at.getTime() - new Date(order.created_at).getTime() <= SEEN_MS
}

/** The order, or null when there is none or it is too old to be seen. */
export function findOrder(context: ApiContext, id: string): OrderRecord | null {
  const order = context.place.orders.get(id)
  return order && isVisible(context, order) ? order : null
}

/** A page of orders; `of` narrows to a customer's. */
export function listOrders(
  context: ApiContext,
  args: OrdersArguments & { of?: string },
): Connection<Record<string, unknown>> {
  const terms = parseSearchQuery(args.query)
  const found = [...context.place.orders.values()].filter(
    (order) =>
      (!args.of || order.customer?.id === args.of) &&
      isVisible(context, order) &&
      terms.every((term) => matches(order, term)),
  )
  return paginate(
    found,
    args,
    (order) => ({ value: sortValue(order, args.sortKey ?? "PROCESSED_AT"), id: order.id }),
    (order) => orderNode(context, order),
  )
}

function sortValue(order: OrderRecord, sortKey: string): string {
  if (sortKey === "ID" || sortKey === "RELEVANCE" || sortKey === "ORDER_NUMBER") return ""
  if (sortKey === "UPDATED_AT") return utcTime(order.updated_at)
  if (sortKey === "CREATED_AT") return utcTime(order.created_at)
  if (sortKey === "PROCESSED_AT") return utcTime(order.processed_at ?? order.created_at)
  throw new Error(`Sorting orders by ${sortKey} is not simulated`)
}

function matches(order: OrderRecord, term: SearchTerm): boolean {
  switch (term.field) {
    case "updated_at":
      return matchesTime(order.updated_at, term)
    case "created_at":
      return matchesTime(order.created_at, term)
    case "processed_at":
      return matchesTime(order.processed_at ?? order.created_at, term)
    case "id":
      return matchesId(order.id, term)
    case "customer_id":
      return order.customer !== null && matchesId(order.customer.id, term)
    case "name":
      return matchesText(order.name, { ...term, value: term.value.replace(/^#?/, "#") })
    case "email":
      return matchesText(order.email, term)
    case "financial_status":
      return matchesText(order.financial_status, term)
    case "tag":
      return splitTags(order.tags).some((tag) => matchesText(tag, term))
    case "test":
      return String(order.test ?? false) === term.value
    case "status":
      return matchesStatus(order, term.value)
    default:
      return unknownTerm("orders", term)
  }
}

function matchesStatus(order: OrderRecord, status: string): boolean {
  if (status === "any") return true
  if (status === "cancelled") return Boolean(order.cancelled_at)
  if (status === "closed") return Boolean(order.closed_at)
  return !order.closed_at && !order.cancelled_at
}
