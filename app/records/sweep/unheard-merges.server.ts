import { inShop, type Tx } from "#app/lib/db.server.ts"
import { readCustomer } from "#app/shopify/operations/customers.server.ts"
import type { Merge } from "../customers/merge.ts"

/** What follows from a merge of customers, in one transaction of its own. */
export type OnMerged = (tx: Tx, shop: string, merge: Merge) => Promise<void>

/** An order's customer as we know it, and as Shopify names it now. */
export type CustomerMove = { from: string | null; to: string | null }

/**
 * Follows merges that nobody told of: the Admin API has no list of them, but their orders name another customer and the
 * former one is gone. All orders of who went have gone to one customer then: where two have them, staff moved them by
 * hand. Returns the customers (gids) who went.
 */
export async function followUnheardMerges(
  shop: string,
  moves: CustomerMove[],
  onMerged: OnMerged,
): Promise<Set<string>> {
  const kept = new Map<string, Set<string>>()
  for (const { from, to } of moves) if (from && to && from !== to) kept.set(from, (kept.get(from) ?? new Set()).add(to))
  const gone = new Set<string>()
  for (const [goneId, [keptId, ...others]] of kept) {
    if (keptId === undefined || others.length > 0) continue
    if ((await readCustomer(shop, goneId)) !== null) continue
    await inShop(shop, (tx) => onMerged(tx, shop, { goneId, keptId }))
    gone.add(goneId)
  }
  return gone
}
