import { existsSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { startEmbeddedDatabase } from "#app/lib/embedded-database/embedded-database.server.ts"
import { migrate } from "#app/lib/migrate.server.ts"
import { type Simulator, startSimulator } from "#simulator/server.ts"
import { changeScopes } from "#simulator/world/actions/shops.ts"
import { freePorts } from "../../bin/demo/processes.ts"
import { openShop } from "../../bin/demo/scenario.ts"
import { type Crew, openCrew } from "./crew.ts"

/** Everything a fault run needs, in a folder of its own: database, simulator (in this process), servers and workers. */
export type FaultWorld = {
  folder: string
  shop: string
  apiKey: string
  apiSecret: string
  simulator: Simulator
  crew: Crew
  databaseUrl: string
  /** Sees every shop's rows. */
  database: pg.Pool
  close: () => Promise<void>
}

const SHOP = "zrance.myshopify.com"
const API_KEY = "regulars-dev-key"
const API_SECRET = "regulars-dev-secret"
const SERVERS = 2
const COMPILED = join(import.meta.dirname, "../../.cache/compiled")
/** Machine time: short, because what kills a server here is over in a second. */
const RETRY_MS = [40, 120, 300, 600, 1000, 1500, 2500]
const PARALLEL_DELIVERIES = 24
/** The world's clock is set before each happening: where there is a folder in memory, no disk holds that up. */
const MEMORY_FOLDER = "/dev/shm"
/** So large that only faults throttle. */
const BUCKET = { maximumAvailable: 10_000_000, restoreRate: 1_000_000 }

/** Starts the world at `startAt` (world time) with the app open in one shop and nothing published. */
export async function openFaultWorld(startAt: Date): Promise<FaultWorld> {
  const folder = await mkdtemp(join(tmpdir(), "regulars-faults-"))
  const clockFolder = await mkdtemp(join(existsSync(MEMORY_FOLDER) ? MEMORY_FOLDER : folder, "regulars-clock-"))
  const clockFile = join(clockFolder, "clock.json")
  const cluster = await startEmbeddedDatabase({ folder: join(folder, "postgres"), throwaway: true })
  const ports = await freePorts(SERVERS)
  const databaseUrl = await cluster.url("regulars")
  await migrate(databaseUrl)
  const simulator = await startSimulator({
    port: 0,
    storefrontPort: 0,
    appOrigin: `http://127.0.0.1:${ports[0]}`,
    clockFile,
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    retryMs: RETRY_MS,
    parallelDeliveries: PARALLEL_DELIVERIES,
    throttle: BUCKET,
  })
  simulator.context.clock.set(startAt)
  const variables = {
    NODE_ENV: "development",
    LOG_LEVEL: "info",
    DATABASE_URL: databaseUrl,
    SHOPIFY_API_KEY: API_KEY,
    SHOPIFY_API_SECRET: API_SECRET,
    SHOPIFY_APP_URL: `http://127.0.0.1:${ports[0]}`,
    SHOPIFY_SIMULATOR_ORIGIN: simulator.origin,
    REGULARS_CLOCK_FILE: clockFile,
    // Who is killed this often should start quickly.
    NODE_COMPILE_CACHE: COMPILED,
  }
  // The product's own functions, called from here, work on this world too.
  Object.assign(process.env, variables, { LOG_LEVEL: "silent" })
  const crew = openCrew(folder, ports, variables)
  const database = new pg.Pool({ connectionString: databaseUrl, max: 2, options: "-c regulars.shop=*" })
  database.on("error", () => {
    // A broken idle connection: the next query opens another.
  })
  const close = async () => {
    const { closeDb } = await import("#app/lib/db.server.ts")
    simulator.faults.end()
    await Promise.all([crew.stop("server"), crew.stop("worker")])
    await Promise.all([closeDb(), database.end(), simulator.stop()])
    await cluster.destroy()
    for (const one of [clockFolder, folder]) await rm(one, { recursive: true, force: true })
  }
  try {
    crew.start("server")
    crew.start("worker")
    await crew.ready()
    await openBehindBalancer(simulator, crew.origins)
  } catch (error) {
    const complaints = crew.complaints().slice(0, 10).join("\n")
    await close()
    throw new Error(`the world did not open: ${String(error)}\n${complaints}`, { cause: error })
  }
  return { folder, shop: SHOP, apiKey: API_KEY, apiSecret: API_SECRET, simulator, crew, databaseUrl, database, close }
}

async function openBehindBalancer(simulator: Simulator, origins: string[]): Promise<void> {
  const { context, world } = simulator
  await openShop({ simulatorOrigin: simulator.origin, shop: SHOP }, "today")
  changeScopes(world, SHOP, [...context.config.scopes, "read_all_orders"], context.clock.now())
  await context.deliveries.idle()
  // From here on each webhook goes to the next server, as through a balancer.
  let turn = 0
  Object.defineProperty(context.config, "appOrigin", {
    get: () => {
      turn += 1
      return origins[turn % origins.length]
    },
  })
}
