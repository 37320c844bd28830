import { join } from "node:path"
import pg from "pg"
import type { TestProject } from "vitest/node"
import { startEmbeddedDatabase } from "#app/lib/embedded-database/embedded-database.server.ts"
import { migrate, migrationsFingerprint } from "#app/lib/migrate.server.ts"

declare module "vitest" {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface can be extended from outside
  export interface ProvidedContext {
    /** As a superuser: makes and drops databases. */
    adminUrl: string
    /** As the app's own ordinary role. */
    templateUrl: string
    templateDatabase: string
  }
}

/** Shared by every running test command; the last one to leave stops the cluster. */
const IN_USE_LOCK = 41_001
const TEMPLATE_LOCK = 41_002

/** Starts (or finds) the throwaway cluster and migrates a template that each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startEmbeddedDatabase({
    folder: join(import.meta.dirname, "../../.cache/test-postgres"),
    throwaway: true,
  })
  const adminUrl = cluster.adminUrl("postgres")
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  await admin.query("SELECT pg_advisory_lock_shared($1)", [IN_USE_LOCK])
  const template = `template_app_${await migrationsFingerprint()}`
  await admin.query("SELECT pg_advisory_lock($1)", [TEMPLATE_LOCK])
  try {
    const { rowCount } = await admin.query("SELECT 1 FROM pg_database WHERE datname = $1", [template])
    if (!rowCount) {
      const draft = `${template}_draft`
      await admin.query(`DROP DATABASE IF EXISTS ${draft}`)
      await migrate(await cluster.url(draft)) // as its owner, the ordinary role
      await admin.query(`ALTER DATABASE ${draft} RENAME TO ${template}`)
    }
  } finally {
    await admin.query("SELECT pg_advisory_unlock($1)", [TEMPLATE_LOCK])
  }
  project.provide("adminUrl", adminUrl)
  project.provide("templateUrl", await cluster.url(template))
  project.provide("templateDatabase", template)
  return async () => {
    await admin.query("SELECT pg_advisory_unlock_shared($1)", [IN_USE_LOCK])
    const { rows } = await admin.query<{ last: boolean }>("SELECT pg_try_advisory_lock($1) AS last", [IN_USE_LOCK])
    await admin.end()
    if (rows[0]?.last) await cluster.stop()
  }
}
