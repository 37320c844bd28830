import pg from "pg"
import { log } from "#app/lib/log.server.ts"

/**
 * A worker that is killed leaves its jobs locked for hours. So each worker holds an advisory lock under its id for as long
 * as its connection lives, and every worker looks every ten seconds for ids that lock jobs but whose own lock is free:
 * their jobs are given back.
 */
export type Liveness = { release: () => Promise<void> }

const SWEEP_EVERY_MS = 10_000

const TAKE_SQL = `SELECT pg_advisory_lock(hashtext('worker'), hashtext($1))`
const UNLOCK_DEAD_SQL = `
WITH holders AS MATERIALIZED (
  SELECT DISTINCT locked_by AS id FROM graphile_worker.jobs WHERE locked_by IS NOT NULL AND locked_by <> $1
), dead AS MATERIALIZED (
  SELECT id FROM holders WHERE pg_try_advisory_xact_lock(hashtext('worker'), hashtext(id))
), unlocked AS MATERIALIZED (
  SELECT graphile_worker.force_unlock_workers(ids) FROM (SELECT array_agg(id) AS ids FROM dead) AS all_dead
  WHERE ids IS NOT NULL
)
SELECT id FROM dead, (SELECT count(*) FROM unlocked) AS did`

/** Announces that the worker `id` is alive, gives back what dead ones hold, and keeps doing so until released. */
export async function announceWorker(databaseUrl: string, id: string): Promise<Liveness> {
  let client: pg.Client | null = await hold(databaseUrl, id)
  let released = false
  let working: Promise<void> = sweep()

  async function sweep(): Promise<void> {
    try {
      client ??= await hold(databaseUrl, id)
      const { rows } = await client.query<{ id: string }>(UNLOCK_DEAD_SQL, [id])
      if (rows.length > 0) log.warn({ workers: rows.map((row) => row.id) }, "gave back the jobs of dead workers")
    } catch (error) {
      log.warn({ error: String(error) }, "the look for dead workers failed; it is repeated")
      const broken = client
      client = null
      await broken?.end().catch(() => {})
    }
  }

  const timer = setInterval(() => {
    working = working.then(() => (released ? undefined : sweep()))
  }, SWEEP_EVERY_MS)

  async function release(): Promise<void> {
    released = true
    clearInterval(timer)
    await working
    await client?.end()
  }
  await working
  return { release }
}

async function hold(databaseUrl: string, id: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 })
  client.on("error", () => {
    // The next sweep notices and takes the lock anew.
  })
  await client.connect()
  await client.query(TAKE_SQL, [id])
  return client
}
