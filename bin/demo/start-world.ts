import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { type EmbeddedDatabase, startEmbeddedDatabase } from "#app/lib/embedded-database/embedded-database.server.ts"
import { migrate } from "#app/lib/migrate.server.ts"
import { type Running, startProcess, waitUntilReady } from "./processes.ts"
import { type WorldFile, writeWorldFile } from "./world-file.ts"

/** The whole world in processes: database, simulator, app with its worker. `forget` stops it and removes its database. */
export type World = WorldFile & {
  folder: string
  running: Running[]
  stop: () => Promise<void>
  forget: () => Promise<void>
}

export type WorldOptions = {
  folder: string
  /** Front door (simulator), app, storefront. */
  ports: [number, number, number]
  /** Live reload of the pages. */
  dev?: boolean
  /** Nothing survives a power cut; for `--once` and tests. */
  throwaway?: boolean
}

const DEMO_SHOP = "zrance.myshopify.com"
const READY_MS = 120_000

/** Starts everything: the database first, then what needs it, side by side. Stops what it started when one fails. */
export async function startWorld(options: WorldOptions): Promise<World> {
  mkdirSync(options.folder, { recursive: true })
  const cluster = await startEmbeddedDatabase({
    folder: join(options.folder, "postgres"),
    throwaway: options.throwaway,
  })
  const running: Running[] = []
  const stopProcesses = async () => {
    for (const process of running.toReversed()) await process.stop()
  }
  const stop = async () => {
    await stopProcesses()
    await cluster.stop()
  }
  const forget = async () => {
    await stopProcesses()
    await cluster.destroy()
  }
  try {
    const world = await describe(options, cluster)
    await migrate(world.databaseUrl)
    const log = (name: string) => join(options.folder, `${name}.log`)

    const simulator = startProcess(
      "The simulator",
      "simulator/start.ts",
      simulatorVariables(options, world),
      log("simulator"),
    )
    const app = startProcess("The app", "app/server.ts", appVariables(options, world), log("app"))
    running.push(simulator, app)
    await Promise.all([
      waitUntilReady(`${world.simulatorOrigin}/_control/clock`, simulator, READY_MS),
      waitUntilReady(`${world.appOrigin}/readyz`, app, READY_MS),
    ])

    world.pids = { simulator: simulator.pid, app: app.pid }
    writeWorldFile(options.folder, world)
    return { ...world, folder: options.folder, running, stop, forget }
  } catch (error) {
    await stop()
    throw error
  }
}

async function describe(options: WorldOptions, cluster: EmbeddedDatabase): Promise<WorldFile> {
  const [front, app, storefront] = options.ports
  return {
    databaseUrl: await cluster.url("regulars"),
    simulatorDatabaseUrl: await cluster.url("simulator"),
    simulatorOrigin: `http://127.0.0.1:${front}`,
    appOrigin: `http://127.0.0.1:${app}`,
    storefrontOrigin: `http://127.0.0.1:${storefront}`,
    clockFile: join(options.folder, "clock.json"),
    apiKey: "regulars-dev-key",
    apiSecret: "regulars-dev-secret",
    shop: DEMO_SHOP,
    pids: { simulator: 0, app: 0 },
  }
}

function simulatorVariables(options: WorldOptions, world: WorldFile): Record<string, string> {
  return {
    PORT: String(options.ports[0]),
    STOREFRONT_PORT: String(options.ports[2]),
    SIMULATOR_DATABASE_URL: world.simulatorDatabaseUrl,
    SHOPIFY_APP_URL: world.appOrigin,
    SHOPIFY_API_KEY: world.apiKey,
    SHOPIFY_API_SECRET: world.apiSecret,
    REGULARS_CLOCK_FILE: world.clockFile,
  }
}

function appVariables(options: WorldOptions, world: WorldFile): Record<string, string> {
  return {
    NODE_ENV: "development",
    ...(options.dev ? { PAGES: "live", RATE_LIMITS: "off" } : {}),
    PORT: String(options.ports[1]),
    DATABASE_URL: world.databaseUrl,
    SHOPIFY_API_KEY: world.apiKey,
    SHOPIFY_API_SECRET: world.apiSecret,
    SHOPIFY_APP_URL: world.appOrigin,
    SHOPIFY_SIMULATOR_ORIGIN: world.simulatorOrigin,
    APP_BRIDGE_URL: `${world.simulatorOrigin}/app-bridge.js`,
    REGULARS_CLOCK_FILE: world.clockFile,
    WORKER: "on",
    // A world of its own is sealed under the key for development, whatever key the shell may hold for a real one.
    REGULARS_MASTER_KEY: "",
  }
}
