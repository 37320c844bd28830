import { type Context, Hono, type Next } from "hono"
import { type BulkBehaviour, setBulkBehaviour } from "../admin-api/bulk/bulk-operations.ts"
import type { Throttle, ThrottleSettings } from "../admin-api/throttle.ts"
import { expireTokens } from "../admin-api/tokens.ts"
import type { SimulatorContext } from "../context.ts"
import type { DeliveryQueue } from "../webhooks/deliveries.ts"
import type { AppConfiguration } from "../webhooks/subscriptions.ts"
import { findCustomerByEmail } from "../world/actions/customers.ts"
import { listMetafields } from "../world/metafields.ts"
import { type ActRequest, act } from "./act.ts"
import { deliverFile, type FileWebhook } from "./file-webhook.ts"

export type ControlParts = { queue: DeliveryQueue; throttle: Throttle; app: () => AppConfiguration }

const LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

/**
 * /_control: what scripts, tests and the `regulars` command use. Answers are plain JSON with ids as strings.
 * Only programs on this machine: mount it behind `onlyLocalPrograms`.
 */
export function controlRoutes(context: SimulatorContext, parts: ControlParts): Hono {
  const routes = new Hono()
  routes.onError((error, c) => c.json({ error: error.message }, 400))
  routes.route("/clock", clockRoutes(context))
  routes.route("/deliveries", deliveryRoutes(parts))
  routes.route("/shops", stateRoutes(context))

  routes.post("/webhook", async (c) => {
    const file = (await c.req.json()) as FileWebhook
    if (typeof file.topic !== "string" || typeof file.body !== "string") {
      throw new Error('a webhook needs "topic" and "body" (the raw text)')
    }
    const shop = requireShop(context, file.shop)
    const sent = deliverFile(context, parts.queue, parts.app(), { ...file, shop })
    return c.json({ shop, stored: sent.stored, deliveries: sent.deliveries })
  })

  routes.post("/act", async (c) => {
    const request = (await c.req.json()) as ActRequest
    const shop = request.action === "openShop" ? request.shop : requireShop(context, request.shop)
    return c.json((act(context.world, { ...request, shop }, context.clock.now()) ?? null) as object)
  })

  routes.post("/bulk", async (c) => {
    const { shop, ...behaviour } = (await c.req.json()) as BulkBehaviour & { shop?: string }
    setBulkBehaviour(context.world, requireShop(context, shop), behaviour)
    return c.json(behaviour)
  })

  routes.post("/throttle", async (c) => {
    const settings = (await c.req.json()) as ThrottleSettings
    parts.throttle.configure(settings)
    return c.json(settings)
  })

  return routes
}

/** Refuses what a browser page sends, and any other name for this machine. */
export async function onlyLocalPrograms(c: Context, next: Next): Promise<Response | undefined> {
  const host = new URL(c.req.url).hostname
  if (!LOCAL_HOSTS.includes(host) || c.req.header("origin") || c.req.header("sec-fetch-site")) {
    return c.json({ error: "the control API is for programs on this machine" }, 403)
  }
  await next()
}

/** The named shop, or the first one. */
function requireShop(context: SimulatorContext, shop: string | undefined): string {
  const wanted = shop ?? context.world.shops.keys().next().value
  if (!wanted || !context.world.shops.has(wanted)) throw new Error(`no such shop in the simulator: ${wanted ?? "none"}`)
  return wanted
}

function clockRoutes(context: SimulatorContext): Hono {
  const routes = new Hono()
  routes.get("/", (c) => c.json({ now: context.clock.now().toISOString() }))
  routes.post("/", async (c) => {
    const change = (await c.req.json()) as { set?: string; advance?: string }
    if (change.set !== undefined) context.clock.set(new Date(change.set))
    else if (change.advance !== undefined) context.clock.advance(change.advance)
    else throw new Error('give "set" (a moment) or "advance" (a duration)')
    return c.json({ now: context.clock.now().toISOString() })
  })
  return routes
}

function deliveryRoutes({ queue }: ControlParts): Hono {
  const routes = new Hono()
  routes.get("/", (c) => {
    const { shop, topic, limit } = c.req.query()
    return c.json({ deliveries: queue.list({ shop, topic, limit: Number(limit ?? 100) }) })
  })
  routes.get("/idle", async (c) => {
    await queue.idle(Number(c.req.query("timeoutMs") ?? 30_000))
    return c.json({ idle: true })
  })
  routes.get("/:id", (c) => {
    const delivery = queue.find(c.req.param("id"))
    return delivery ? c.json(delivery) : c.json({ error: "no such delivery" }, 404)
  })
  return routes
}

/** What the shop knows, for tests and scripts; /customers/:id takes an e-mail too. */
function stateRoutes(context: SimulatorContext): Hono {
  const routes = new Hono()
  const found = (c: Context, value: unknown) =>
    value ? c.json(value as object) : c.json({ error: "there is none" }, 404)
  routes.get("/", (c) => c.json({ shops: [...context.world.shops.keys()] }))
  routes.get("/:shop", (c) => found(c, context.world.shops.get(c.req.param("shop"))?.shop))
  routes.get("/:shop/orders/:id", (c) => {
    return found(c, context.world.shops.get(c.req.param("shop"))?.orders.get(c.req.param("id")))
  })
  routes.get("/:shop/products/:id", (c) => {
    return found(c, context.world.shops.get(c.req.param("shop"))?.products.get(c.req.param("id")))
  })
  routes.get("/:shop/customers/:id", (c) => {
    const { shop, id } = c.req.param()
    const place = context.world.shops.get(shop)
    const byEmail = place && id.includes("@") ? findCustomerByEmail(context.world, shop, id) : undefined
    return found(c, byEmail ?? place?.customers.get(id))
  })
  routes.get("/:shop/metafields", (c) => {
    const metafields = listMetafields(context.world, c.req.param("shop"), c.req.query("owner") ?? "")
    return c.json({ metafields })
  })
  routes.post("/:shop/expire-tokens", (c) => {
    return c.json({ expired: expireTokens(context.world, c.req.param("shop"), new Date()) })
  })
  return routes
}
