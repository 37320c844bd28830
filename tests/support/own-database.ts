import { randomBytes } from "node:crypto"
import pg from "pg"
import { afterAll, inject } from "vitest"

// Each test file works in a database of its own, cloned from the migrated template before anything is imported.
const name = `test_${process.pid}_${randomBytes(4).toString("hex")}`
const adminUrl = inject("adminUrl")

async function asAdmin(sql: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  try {
    await admin.query(sql)
  } finally {
    await admin.end()
  }
}

const url = new URL(inject("templateUrl"))
await asAdmin(`CREATE DATABASE ${name} TEMPLATE ${inject("templateDatabase")} OWNER ${url.username}`)
url.pathname = `/${name}`
process.env.DATABASE_URL = url.href

afterAll(async () => {
  const { closeDb } = await import("#app/lib/db.server.ts")
  await closeDb()
  await asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
})
