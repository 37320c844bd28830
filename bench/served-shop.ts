import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { closeDb } from "#app/lib/db.server.ts"
import { startEmbeddedDatabase } from "#app/lib/embedded-database/embedded-database.server.ts"
import { migrate } from "#app/lib/migrate.server.ts"
import { buildPagesIfStale } from "../bin/demo/build-pages.ts"
import { freePorts, type Running, startProcess, waitUntilReady } from "../bin/demo/processes.ts"
import { type BigShop, seedBigShop } from "./big-shop.ts"
import { API_KEY, API_SECRET, variablesFor } from "./variables.ts"

/** A big shop in a database of its own, and the real server in production mode before it. */
export type ServedShop = BigShop & {
  port: number
  /** Where the simulator's admin stands, when it was asked for. */
  adminOrigin: string | null
  server: Running
  databaseUrl: string
  folder: string
  /** Stopped with the rest, the last first. */
  started: Running[]
  end: () => Promise<void>
}

const READY_MS = 60_000

/** `inAdmin`: with the simulator around it, which production mode refuses: then the server runs in development mode. */
export async function serveBigShop(
  size: BigShop,
  tell: (words: string) => void,
  { inAdmin = false } = {},
): Promise<ServedShop> {
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
    const admin = inAdmin ? await startAdmin(origin, folder, started) : null
    const variables = {
      ...variablesFor(databaseUrl),
      PORT: String(port),
      SHOPIFY_APP_URL: origin,
      WORKER: "off",
      ...admin?.variables,
    }
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
    if (admin) await openInAdmin(admin.origin, size.shop)
    return { ...size, port, adminOrigin: admin?.origin ?? null, server, databaseUrl, folder, started, end }
  } catch (error) {
    await end()
    throw error
  }
}

/** The simulator, its world in memory; and what the server must know of it. */
async function startAdmin(appOrigin: string, folder: string, started: Running[]) {
  const [front, storefront] = (await freePorts(2)) as [number, number]
  const origin = `http://127.0.0.1:${front}`
  const clockFile = join(folder, "clock.json")
  const variables = {
    PORT: String(front),
    STOREFRONT_PORT: String(storefront),
    SHOPIFY_APP_URL: appOrigin,
    SHOPIFY_API_KEY: API_KEY,
    SHOPIFY_API_SECRET: API_SECRET,
    REGULARS_CLOCK_FILE: clockFile,
  }
  const simulator = startProcess("The simulator", "simulator/start.ts", variables, join(folder, "simulator.log"))
  started.push(simulator)
  await waitUntilReady(`${origin}/_control/clock`, simulator, READY_MS)
  return {
    origin,
    variables: {
      NODE_ENV: "development",
      SHOPIFY_SIMULATOR_ORIGIN: origin,
      APP_BRIDGE_URL: `${origin}/app-bridge.js`,
      REGULARS_CLOCK_FILE: clockFile,
    },
  }
}

/** Installs the app in the simulated shop and lets the app fetch its token, as its first opening does. */
async function openInAdmin(origin: string, shop: string): Promise<void> {
  const answer = await fetch(`${origin}/_control/scenario/${shop}/open`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ start: "today" }),
  })
  if (!answer.ok) throw new Error(`the shop was not opened in the admin: HTTP ${answer.status} ${await answer.text()}`)
}
