import { expect } from "vitest"
import type { Tx } from "#app/lib/db.server.ts"

/** Waits until somebody waits for a lock that this transaction holds. */
export async function somebodyWaitsFor(tx: Tx): Promise<void> {
  const waits = async () => {
    await tx.query("SELECT pg_stat_clear_snapshot()") // a transaction else keeps the list of sessions it saw first
    const { rows } = await tx.query<{ waits: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))) AS waits`,
    )
    return rows[0]?.waits ?? false
  }
  await expect.poll(waits, { timeout: 10_000 }).toBe(true)
}
