import { adminApi } from "../admin-api.server.ts"
import { customerSearch } from "../customer-search.ts"
import {
  type CustomerParts,
  FindCustomers,
  ReadCustomer,
  ReadCustomerIds,
  ReadCustomersUpdatedSince,
} from "../types/operations.generated.ts"
import { nextCursor, updatedSince } from "./pages.ts"

/** The customer (gid), or null when there is none. Without protected-data access, names and addresses come as null. */
export async function readCustomer(shop: string, customerId: string): Promise<CustomerParts | null> {
  const data = await adminApi(shop).query(ReadCustomer, { id: customerId })
  return data.customer
}

/** A page of the customers updated at or after `since`, oldest change first; `cursor` null: this was the last. */
export async function readCustomersUpdatedSince(
  shop: string,
  since: Date,
  cursor: string | null,
): Promise<{ customers: CustomerParts[]; cursor: string | null }> {
  const variables = { query: updatedSince(since), after: cursor }
  const { customers } = await adminApi(shop).query(ReadCustomersUpdatedSince, variables)
  return { customers: customers.nodes, cursor: nextCursor(customers.pageInfo) }
}

/** Of up to 250 customers (gids) those that Shopify shows. */
export async function readShownCustomers(shop: string, customerIds: string[]): Promise<Set<string>> {
  const { nodes } = await adminApi(shop).query(ReadCustomerIds, { ids: customerIds })
  return new Set(nodes.flatMap((node) => node?.id ?? []))
}

/**
 * The customers (gids) whom Shopify finds by a name or a part of an address or number, the best first, at most fifty;
 * `more`: there are others. Words that hold nothing to look for find nobody.
 */
export async function findCustomersByWords(
  shop: string,
  words: string,
): Promise<{ customerIds: string[]; more: boolean }> {
  const query = customerSearch(words)
  if (query === null) return { customerIds: [], more: false }
  const { nodes, pageInfo } = (await adminApi(shop).query(FindCustomers, { query })).customers
  return { customerIds: nodes.map((node) => node.id), more: pageInfo.hasNextPage }
}
