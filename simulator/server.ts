import type { Server } from "node:http"
import type { AddressInfo } from "node:net"
import { fileURLToPath } from "node:url"
import { serve } from "@hono/node-server"
import { Hono } from "hono"
import { adminApiRoutes } from "./admin-api/routes.ts"
import { createThrottle, type ThrottleSettings } from "./admin-api/throttle.ts"
import { openClock } from "./clock.ts"
import type { SimulatorConfig, SimulatorContext } from "./context.ts"
import { controlRoutes, onlyLocalPrograms } from "./control/routes.ts"
import { deskRoutes } from "./desk/desk-routes.ts"
import { faultRoutes } from "./faults/fault-routes.ts"
import { createFaults, type Faults } from "./faults/faults.ts"
import { withFaults } from "./faults/faulty-deliveries.ts"
import { scenarioRoutes } from "./scenario/scenario-routes.ts"
import { shellRoutes } from "./shell/shell-routes.ts"
import { storefrontRoutes } from "./storefront/storefront.ts"
import { openDeliveries } from "./webhooks/deliveries.ts"
import { subscribeApp } from "./webhooks/subscribe.ts"
import { readAppConfiguration } from "./webhooks/subscriptions.ts"
import { openStore } from "./world/store.ts"
import { createWorld } from "./world/world.ts"

const TOML = fileURLToPath(new URL("../shopify.app.toml", import.meta.url))
const HOST = "127.0.0.1"

export type SimulatorOptions = {
  /** Front door; 0: any free port. */
  port: number
  storefrontPort: number
  appOrigin: string
  clockFile: string
  apiKey: string
  apiSecret: string
  /** Without it the world lives in memory only. */
  databaseUrl?: string
  /** Waits between the tries of a webhook. */
  retryMs?: number[]
  /** How many webhooks are under way at once. */
  parallelDeliveries?: number
  throttle?: ThrottleSettings
}

export type Simulator = {
  origin: string
  storefrontOrigin: string
  world: SimulatorContext["world"]
  context: SimulatorContext
  /** What goes wrong; nothing until asked for (`/_control/faults`). */
  faults: Faults
  /** Waits for the requests under way, writes the world, closes. */
  stop(): Promise<void>
}

/** A local Shopify: admin, Admin API, OAuth, webhooks and control on one port, a shop's storefront on another. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const world = createWorld()
  const store = options.databaseUrl ? await openStore(world, options.databaseUrl) : null
  const app = readAppConfiguration(TOML)
  const config: SimulatorConfig = {
    origin: "",
    storefrontOrigin: "",
    appOrigin: options.appOrigin,
    apiKey: options.apiKey,
    apiSecret: options.apiSecret,
    scopes: app.scopes,
  }
  const clock = openClock(options.clockFile)
  const faults = createFaults()
  const { retryMs, parallelDeliveries: parallel } = options
  const queue = withFaults(openDeliveries({ apiSecret: () => config.apiSecret, retryMs, parallel }), faults, clock)
  const unsubscribe = subscribeApp(world, queue, config, () => app)
  const context: SimulatorContext = { world, clock, config, deliveries: queue }
  const throttle = createThrottle(options.throttle)
  const front = new Hono()
  front.route("/", adminApiRoutes(context, throttle, faults))
  front.use("/_control/*", onlyLocalPrograms)
  front.route("/_control/scenario", scenarioRoutes(context))
  front.route("/_control/faults", faultRoutes(faults, clock))
  front.route("/_control", controlRoutes(context, { queue, throttle, app: () => app }))
  front.route("/", deskRoutes(context))
  front.route("/", shellRoutes(context))
  const frontServer = await listen(front, options.port)
  config.origin = originOf(frontServer)
  const storefrontServer = await listen(storefrontRoutes(context), options.storefrontPort)
  config.storefrontOrigin = originOf(storefrontServer)
  return {
    origin: config.origin,
    storefrontOrigin: config.storefrontOrigin,
    world,
    context,
    faults,
    async stop() {
      unsubscribe()
      faults.end()
      queue.stop()
      await Promise.all([close(frontServer), close(storefrontServer)])
      await store?.close()
    },
  }
}

function listen(app: Hono, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: HOST, port }, () => resolve(server as Server))
    server.once("error", reject)
  })
}

function originOf(server: Server): string {
  return `http://${HOST}:${(server.address() as AddressInfo).port}`
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    // Connections kept open by a long answer may not hold up the end.
    setTimeout(() => server.closeAllConnections(), 1000).unref()
  })
}
