import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { closeDb } from "#app/lib/db.server.ts"
import { startEmbeddedDatabase } from "#app/lib/embedded-database/embedded-database.server.ts"
import { migrate } from "#app/lib/migrate.server.ts"
import { buildPagesIfStale } from "../bin/demo/build-pages.ts"
import { freePorts, type Running, startProcess, waitUntilReady } from "../bin/demo/processes.ts"
import { type BigShop, seedBigShop } from "./big-shop.ts"
import { variablesFor } from "./variables.ts"

/** A big shop in a database of its own, and the real server in production mode before it. */
export type ServedShop = BigShop & {
  port: number
  server: Running
  databaseUrl: string
  folder: string
  /** Stopped with the rest, the last first. */
  started: Running[]
  end: () => Promise<void>
}

const READY_MS = 60_000

export async function serveBigShop(size: BigShop, tell: (words: string) => void): Promise<ServedShop> {
  const folder = mkdtempSync(join(tmpdir(), "regulars-bench-"))
  // Nothing is written while it is measured: the disk may lose what the seed wrote.
  const database = await startEmbeddedDatabase({ folder: join(folder, "postgres"), throwaway: true })
  const started: Running[] = []
  const end = async () => {
    for (const running of started.toReversed()) await running.stop()
    await closeDb()
    await database.destroy()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const [port] = (await freePorts(1)) as [number]
    const databaseUrl = await database.url("bench")
    const origin = `http://127.0.0.1:${port}`
    const variables = { ...variablesFor(databaseUrl), PORT: String(port), SHOPIFY_APP_URL: origin, WORKER: "off" }
    Object.assign(process.env, variables)
    await migrate(databaseUrl)
    tell(`seeding ${size.members} members and ${size.orders} orders`)
    const seedingAt = performance.now()
    await seedBigShop(database.adminUrl("bench"), size)
    tell(`seeded in ${Math.round((performance.now() - seedingAt) / 1000)} s; building the pages`)
    await buildPagesIfStale()
    const server = startProcess("Regulars", "app/server.ts", variables, join(folder, "server.log"))
    started.push(server)
    await waitUntilReady(`${origin}/readyz`, server, READY_MS)
    return { ...size, port, server, databaseUrl, folder, started, end }
  } catch (error) {
    await end()
    throw error
  }
}
