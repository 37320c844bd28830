import { createHash, randomUUID } from "node:crypto"
import { readdir, readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { runMigrations as runQueueMigrations } from "graphile-worker"
import pg from "pg"
import { EVERY_SHOP, SCOPE_SETTING } from "./scoped-statement.server.ts"

/** The lock number Prisma's own `migrate deploy` takes, so that both exclude each other. */
const PRISMA_MIGRATE_LOCK = 72707369
const MIGRATIONS = fileURLToPath(new URL("../../prisma/migrations", import.meta.url))

/**
 * Brings the database to this code's version: what `prisma migrate deploy` does (same table, same checksums), without
 * the CLI, then the job queue's own schema. Any number of processes may start at once: one does it, the others wait.
 * Returns the names applied now. Throws when an earlier migration failed half-way or was edited after it was applied.
 */
export async function migrate(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query("SELECT pg_advisory_lock($1)", [PRISMA_MIGRATE_LOCK])
    // A migration that moves rows moves every shop's; without this it would see none.
    await client.query(`SELECT set_config('${SCOPE_SETTING}', $1, false)`, [EVERY_SHOP])
    const done = await applyMissing(client)
    await runQueueMigrations({ connectionString: databaseUrl })
    return done
  } finally {
    await client.end() // the lock goes with the session
  }
}

async function applyMissing(client: pg.Client): Promise<string[]> {
  await client.query(`CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
    "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`)
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    `SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`,
  )
  const failed = rows.find((row) => !row.finished_at)
  if (failed)
    throw new Error(`Migration ${failed.migration_name} failed earlier; resolve it with "prisma migrate resolve".`)
  const applied = new Map(rows.map((row) => [row.migration_name, row.checksum]))
  const done: string[] = []
  for (const name of await migrationNames()) {
    const sql = await readFile(`${MIGRATIONS}/${name}/migration.sql`, "utf8")
    const checksum = createHash("sha256").update(sql).digest("hex")
    const before = applied.get(name)
    if (before === checksum) continue
    if (before) throw new Error(`Migration ${name} was edited after it was applied; write a new one instead.`)
    await applyOne(client, name, sql, checksum)
    done.push(name)
  }
  return done
}

async function applyOne(client: pg.Client, name: string, sql: string, checksum: string): Promise<void> {
  const id = randomUUID()
  await client.query(`INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ($1, $2, $3)`, [
    id,
    checksum,
    name,
  ])
  try {
    await client.query(sql) // one simple query: PostgreSQL runs it as one transaction
  } catch (error) {
    await client.query(`UPDATE "_prisma_migrations" SET logs = $2 WHERE id = $1`, [id, String(error)])
    throw error
  }
  await client.query(`UPDATE "_prisma_migrations" SET finished_at = now(), applied_steps_count = 1 WHERE id = $1`, [id])
}

/** Every migration of this code, in order. */
export async function migrationNames(): Promise<string[]> {
  const entries = await readdir(MIGRATIONS, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

/** A fingerprint of all migrations together, in order: two databases with the same one have the same shape. */
export async function migrationsFingerprint(): Promise<string> {
  const hash = createHash("sha256")
  for (const name of await migrationNames()) hash.update(await readFile(`${MIGRATIONS}/${name}/migration.sql`))
  return hash.digest("hex").slice(0, 12)
}
