import { inShopOnce, type Tx } from "#app/lib/db.server.ts"

/** First key of the advisory locks that guard a shop's tokens; the second is the shop. */
const TOKEN_LOCK = 41_100

/** Per shop, the last one in this process's queue: at most one connection of the pool waits for a shop. */
const queues = new Map<string, Promise<unknown>>()

/**
 * Runs `work` while no other request or process works on this shop's tokens. The lock ends with the transaction, so a
 * killed process never keeps it. Not reentrant.
 */
export async function exclusively<T>(shop: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const before = queues.get(shop) ?? Promise.resolve()
  const mine = before.catch(() => {}).then(() => underLock(shop, work))
  queues.set(shop, mine)
  try {
    return await mine
  } finally {
    if (queues.get(shop) === mine) queues.delete(shop)
  }
}

function underLock<T>(shop: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inShopOnce(shop, async (tx) => {
    await tx.query("SELECT pg_advisory_xact_lock($1, hashtext($2))", [TOKEN_LOCK, shop])
    return work(tx)
  })
}
