import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { closeDb } from "#app/lib/db.server.ts"
import { startEmbeddedDatabase } from "#app/lib/embedded-database/embedded-database.server.ts"
import type { Running } from "../bin/demo/processes.ts"

/** Where a bench works: a temporary folder and a PostgreSQL of its own. */
export type BenchPlace = {
  folder: string
  databaseUrl: string
  adminUrl: string
  /** Processes that were started beside it; `end` stops them, the last first. */
  started: Running[]
  /** Stops everything and removes it. */
  end: () => Promise<void>
}

/** `throwaway`: a database that may lose what it wrote, because nothing is written while it is measured. */
export async function openBenchPlace({ throwaway = false } = {}): Promise<BenchPlace> {
  const folder = mkdtempSync(join(tmpdir(), "regulars-bench-"))
  const database = await startEmbeddedDatabase({ folder: join(folder, "postgres"), throwaway })
  const started: Running[] = []
  const end = async () => {
    for (const running of started.toReversed()) await running.stop()
    await closeDb()
    await database.destroy()
    rmSync(folder, { recursive: true, force: true })
  }
  return { folder, databaseUrl: await database.url("bench"), adminUrl: database.adminUrl("bench"), started, end }
}
