import { createHash } from "node:crypto"
import type pg from "pg"

/**
 * A statement that is planned once for each connection, for those that every batch of events sends. Its name follows from
 * its text, so that the same name never means two statements. Give the rows it looks for as `= ANY($n)`: the plan is made
 * without knowing them, and then goes by the index.
 */
export function prepared(text: string): (values: unknown[]) => pg.QueryConfig {
  const name = createHash("sha256").update(text).digest("hex").slice(0, 32)
  return (values) => ({ name, text, values })
}
