import type { AddressInfo } from "node:net"
import { serve } from "@hono/node-server"
import type { Hono } from "hono"
import { adminApiRoutes } from "#simulator/admin-api/routes.ts"
import { createThrottle, type Throttle } from "#simulator/admin-api/throttle.ts"
import type { SimulatorContext } from "#simulator/context.ts"
import { signSessionToken } from "#simulator/shell/session-token.ts"
import { installApp, openShop } from "#simulator/world/actions/shops.ts"
import { createWorld, type World } from "#simulator/world/world.ts"
import { readAppConfiguration } from "../contract/app-configuration.ts"

/** The simulator's Admin API alone, on a port of its own, with everything in memory. */
export type SimulatedAdmin = {
  origin: string
  world: World
  throttle: Throttle
  /** Opens a shop and installs the app with the scopes of shopify.app.toml. */
  install: (shop: string) => void
  sessionToken: (shop: string) => string
  /** Requests to the token endpoint so far. */
  tokenRequests: (shop: string) => number
  close: () => Promise<void>
}

const apiKey = "regulars-dev-key"
const apiSecret = "regulars-dev-secret"

export async function openSimulatedAdmin(): Promise<SimulatedAdmin> {
  const world = createWorld()
  const throttle = createThrottle()
  const scopes = readAppConfiguration().access_scopes.scopes.split(",")
  const asked: string[] = []
  const config = { origin: "", storefrontOrigin: "", appOrigin: "http://127.0.0.1:4001", apiKey, apiSecret, scopes }
  const clock = { now: () => new Date() } as SimulatorContext["clock"]
  const routes = adminApiRoutes({ world, clock, config, deliveries: {} as SimulatorContext["deliveries"] }, throttle)
  const server = serve({ fetch: counting(routes, asked), port: 0, hostname: "127.0.0.1" })
  await new Promise((resolve) => server.once("listening", resolve))
  config.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  let tokens = 0
  return {
    origin: config.origin,
    world,
    throttle,
    install: (shop) => {
      if (!world.shops.has(shop)) openShop(world, { domain: shop }, new Date())
      installApp(world, shop, scopes, new Date())
    },
    sessionToken: (shop) => {
      tokens += 1
      return signSessionToken({
        shop,
        apiKey,
        apiSecret,
        userId: "7",
        sessionId: "s",
        tokenId: `t${tokens}`,
        at: new Date(),
      })
    },
    tokenRequests: (shop) => asked.filter((path) => path === `/shopify/${shop}/admin/oauth/access_token`).length,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** What the app must be started with to talk to it; before anything reads the environment. */
export function useSimulatedAdmin(admin: SimulatedAdmin): void {
  process.env.SHOPIFY_API_KEY = apiKey
  process.env.SHOPIFY_API_SECRET = apiSecret
  process.env.SHOPIFY_APP_URL = "http://127.0.0.1:4001"
  process.env.SHOPIFY_SIMULATOR_ORIGIN = admin.origin
}

function counting(routes: Hono, asked: string[]): Hono["fetch"] {
  return (request, ...rest) => {
    asked.push(new URL(request.url).pathname)
    return routes.fetch(request, ...rest)
  }
}
