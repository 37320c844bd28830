import { inShopOnce } from "#app/lib/db.server.ts"

/** First keys of the advisory locks that keep a shop's sweeps, and its imports, apart; the second is the shop. */
const LOCKS = { sweep: 41_200, backfill: 41_201 } as const

/** Does `work`, unless another process is at the same for this shop. */
export function unlessBusy<T>(
  kind: keyof typeof LOCKS,
  shop: string,
  work: () => Promise<T>,
): Promise<T | { kind: "busy" }> {
  // The lock ends with the transaction, so a killed process never keeps it. The work has connections of its own
  // and asks Shopify: nothing begins all of it again.
  return inShopOnce(shop, async (lock) => {
    const { rows } = await lock.query<{ mine: boolean }>(`SELECT pg_try_advisory_xact_lock($1, hashtext($2)) AS mine`, [
      LOCKS[kind],
      shop,
    ])
    return rows[0]?.mine ? work() : { kind: "busy" }
  })
}
