import { AsyncLocalStorage } from "node:async_hooks"
import { metrics } from "./metrics.server.ts"

/** How much followed from a piece of work, counted where it happens and told once it is committed. */
export type Tally = { orders: number; postings: number }

const storage = new AsyncLocalStorage<Tally>()

/** Counts what happens now, into the tally of the work it belongs to; outside of any, at once. */
export function tally(what: keyof Tally, count: number): void {
  tell({ orders: 0, postings: 0, [what]: count })
}

/** Runs `work` and counts what it did only if it comes to a good end: into the tally of what it is a part of, if any. */
export async function tallied<T>(work: () => Promise<T>): Promise<{ result: T; done: Tally }> {
  const done: Tally = { orders: 0, postings: 0 }
  const result = await storage.run(done, work)
  tell(done)
  return { result, done }
}

function tell({ orders, postings }: Tally): void {
  const open = storage.getStore()
  if (open) {
    open.orders += orders
    open.postings += postings
    return
  }
  if (orders > 0) metrics.ordersSettled.inc(orders)
  if (postings > 0) metrics.postings.inc(postings)
}
