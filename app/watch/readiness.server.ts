import { migrationNames } from "#app/lib/migrate.server.ts"
import type { WatchDatabase } from "./watch-database.server.ts"

/** Whether this process should be given work now. */
export type Readiness = {
  /** Null when ready, else the reason in words. Answers within about two seconds, whatever the database does. */
  reason: () => Promise<string | null>
  /** From now on not ready: the process is about to stop. */
  stop: () => void
}

/** Above this share of its room the event store counts as overfull: others should take the webhooks. */
const OVERFULL = 0.8

/** `storeLoad`: how full the room for events that are not stored yet is, 0 to 1. */
export function createReadiness({ door }: WatchDatabase, storeLoad: () => number = () => 0): Readiness {
  // As they are now: a newer edition may be put in place while this one still runs.
  const wanted = migrationNames()
  let stopping = false
  let migrated = false
  let asking: Promise<string | null> | null = null

  async function ask(): Promise<string | null> {
    try {
      if (migrated) await door.query("SELECT 1")
      else migrated = await hasAll(door, await wanted)
      return migrated ? null : "the database is older than this code"
    } catch {
      return "the database does not answer"
    }
  }

  async function reason(): Promise<string | null> {
    if (stopping) return "stopping"
    if (storeLoad() > OVERFULL) return "too many webhooks wait to be stored"
    // Any number of probes at once are one question.
    asking ??= ask().finally(() => {
      asking = null
    })
    return asking
  }

  return {
    reason,
    stop: () => {
      stopping = true
    },
  }
}

async function hasAll(door: WatchDatabase["door"], wanted: string[]): Promise<boolean> {
  const { rows } = await door.query<{ name: string }>(
    `SELECT "migration_name" AS name FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL`,
  )
  const applied = new Set(rows.map((row) => row.name))
  return wanted.every((name) => applied.has(name))
}
