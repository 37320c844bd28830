import pg from "pg"
import { type Door, EVERY_SHOP, scopedDoor } from "#app/lib/scoped-statement.server.ts"
import { surviveLoss } from "#app/lib/survive-loss.server.ts"

/** The few connections of those who watch: they must get an answer, or a no, while everything else waits. */
export type WatchDatabase = { door: Door; close: () => Promise<void> }

/** Whoever asks hears within about this time. */
const BOUND_MS = 2_000

export function openWatchDatabase(databaseUrl: string): WatchDatabase {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 2,
    connectionTimeoutMillis: BOUND_MS,
    query_timeout: BOUND_MS,
    statement_timeout: BOUND_MS,
    idleTimeoutMillis: 60_000,
  })
  surviveLoss(pool)
  return { door: scopedDoor(pool, EVERY_SHOP), close: () => pool.end() }
}
