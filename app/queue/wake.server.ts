import type { Door } from "#app/lib/db.server.ts"
import type { JobName } from "./job-name.ts"

/**
 * The SQL expression that wakes the job named by `$1`: usable alone or as part of a bigger statement.
 *
 * Repeats collapse by job key. Two transactions that wake the same job at the same time must not wait for each other (that
 * could close a circle of locks with the accounts they hold): the later one adds a job of its own instead.
 */
export const WAKE_SQL = `graphile_worker.add_job($1::text, '{}'::json, job_key => CASE
  WHEN pg_try_advisory_xact_lock(hashtext('wake'), hashtext($1::text)) THEN $1::text
  ELSE $1::text || ':' || pg_current_xact_id()::text END)`

/**
 * Wakes `job` when the transaction commits (never when it rolls back). Jobs carry nothing: what is to be done stands in
 * the tables, so a job that finds nothing to do is harmless and one that fails is simply woken again.
 */
export async function wake(at: Door, job: JobName): Promise<void> {
  await at.query(`SELECT ${WAKE_SQL}`, [job])
}
