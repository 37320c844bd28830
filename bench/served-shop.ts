import { join } from "node:path"
import { migrate } from "#app/lib/migrate.server.ts"
import { buildPagesIfStale } from "../bin/demo/build-pages.ts"
import { freePorts, type Running, startProcess, waitUntilReady } from "../bin/demo/processes.ts"
import { openShop } from "../bin/demo/scenario.ts"
import { type BenchPlace, openBenchPlace } from "./bench-place.ts"
import { type BigShop, seedBigShop } from "./big-shop.ts"
import { API_KEY, API_SECRET, variablesFor } from "./variables.ts"

/** A big shop in a database of its own, and the real server in production mode before it. */
export type ServedShop = BigShop &
  BenchPlace & {
    port: number
    /** Where the simulator's admin stands, when it was asked for. */
    adminOrigin: string | null
    server: Running
  }

const READY_MS = 60_000

/** `inAdmin`: with the simulator around it, which production mode refuses: then the server runs in development mode. */
export async function serveBigShop(
  size: BigShop,
  tell: (words: string) => void,
  { inAdmin = false } = {},
): Promise<ServedShop> {
  const place = await openBenchPlace({ throwaway: true })
  const { folder, databaseUrl, started } = place
  try {
    const [port] = (await freePorts(1)) as [number]
    const origin = `http://127.0.0.1:${port}`
    const admin = inAdmin ? await startAdmin(origin, place) : null
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
    await seedBigShop(place.adminUrl, size)
    tell(`seeded in ${Math.round((performance.now() - seedingAt) / 1000)} s; building the pages`)
    await buildPagesIfStale()
    const server = startProcess("Regulars", "app/server.ts", variables, join(folder, "server.log"))
    started.push(server)
    await waitUntilReady(`${origin}/readyz`, server, READY_MS)
    // The app is installed there and fetches its token, as at its first opening.
    if (admin) await openShop({ simulatorOrigin: admin.origin, shop: size.shop }, "today")
    return { ...size, ...place, port, adminOrigin: admin?.origin ?? null, server }
  } catch (error) {
    await place.end()
    throw error
  }
}

/** The simulator, its world in memory; and what the server must know of it. */
async function startAdmin(appOrigin: string, { folder, started }: BenchPlace) {
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
