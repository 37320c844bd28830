import type { Tx } from "#app/lib/db.server.ts"

/** Every kind of work that can fail; app/dead-work.server.ts lists where each is found. */
export type WorkKind =
  | "event"
  | "order"
  | "customer"
  | "awaited"
  | "shop"
  | "redemption"
  | "member_sync"
  | "programme_sync"
  | "look_sync"
  | "sweep"
  | "privacy_request"
  | "backfill"
  | "job"

/**
 * Where one kind of failed work stands in the tables. `key` tells one from another within a shop and a kind: a column, so
 * that an index finds it.
 */
export type WorkSource = {
  kind: WorkKind
  /**
   * SELECT with the columns "shop", "key", "what" (topic or name of the job, null), "about" (gid, null), "since", "tries",
   * "nextTryAt" (null: given up), "error", "trace" (null), one row for each failure, of all shops.
   */
  rows: string
  keyType: "bigint" | "text"
  /** The key is a gid of this kind: addresses carry its digits. */
  gid?: "Order" | "Customer"
  /** Serves all shops at once: its rows have no "shop", and every shop sees them. */
  ofAllShops?: true
  /** Makes it due now and wakes its job. False: there is no such failure any more. */
  retry: (tx: Tx, shop: string, key: string) => Promise<boolean>
  /** Takes it out of the way. False: there is no such failure any more. */
  discard: (tx: Tx, shop: string, key: string) => Promise<boolean>
  /** Undoes `discard`: it is due now. False: it cannot be brought back any more. */
  bringBack: (tx: Tx, shop: string, key: string) => Promise<boolean>
}

/** Runs one UPDATE or DELETE and tells whether it met anything. */
export async function changes(tx: Tx, sql: string, values: unknown[]): Promise<boolean> {
  return ((await tx.query(sql, values)).rowCount ?? 0) > 0
}
