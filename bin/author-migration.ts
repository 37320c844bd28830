import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { startEmbeddedDatabase } from "#app/lib/embedded-database/embedded-database.server.ts"

// `npm run db:author -- NAME`: after a change of prisma/schema.prisma, writes prisma/migrations/<time>_NAME/migration.sql
// (never applied here; read it, add the CHECKs and triggers Prisma cannot say). Needs no network and no server of yours.
const name = process.argv[2]
if (!name || !/^[a-z0-9_]+$/.test(name)) {
  console.error("Usage: npm run db:author -- a_name_in_snake_case")
  process.exit(2)
}

const cluster = await startEmbeddedDatabase({
  folder: join(import.meta.dirname, "../.cache/authoring-postgres"),
  throwaway: true,
})
try {
  const { status } = spawnSync("prisma", ["migrate", "dev", "--create-only", "--skip-generate", "--name", name], {
    stdio: "inherit",
    env: { ...process.env, DATABASE_URL: await cluster.url("authoring") },
    shell: process.platform === "win32",
  })
  process.exitCode = status ?? 1
} finally {
  await cluster.stop()
}
