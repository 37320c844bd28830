import type pg from "pg"

/**
 * A connection that breaks, idle or in the middle of somebody's transaction, must not end the process: whoever waits for
 * an answer on it is told by their query, the pool drops it, and the next question opens another.
 */
export function surviveLoss(pool: pg.Pool): void {
  const ignore = () => {}
  pool.on("error", ignore)
  // The pool listens to idle connections only.
  pool.on("connect", (client) => client.on("error", ignore))
}
