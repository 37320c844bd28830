import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { parse } from "smol-toml"
import routes from "#app/routes.ts"
import { freePorts } from "../../bin/demo/processes.ts"
import { publishDefault } from "../../bin/demo/publish.ts"
import { postJson } from "../../bin/demo/scenario.ts"
import { startWorld, type World } from "../../bin/demo/start-world.ts"
import { deliverSigned } from "../../bin/regulars/signed-delivery.ts"
import type { Target } from "./attack.ts"

/** A world of its own with three shops, one of them full of rows that nobody else may see. */

const ROOT = join(import.meta.dirname, "../..")
/** Stands in every text of the victim's rows. */
export const MARKER = "PLANTED7Q4Z"
const VICTIM_ORDERS = 20
const FIRST_ID = 6_600_000_000_000

type RouteEntry = { path?: string; index?: boolean; file: string; children?: RouteEntry[] }

export async function openTarget(folder: string): Promise<{ world: World; target: Target }> {
  const [front, app, storefront] = (await freePorts(3)) as [number, number, number]
  const world = await startWorld({ folder, ports: [front, app, storefront], throwaway: true })
  const target = describe(world)
  for (const shop of [target.shop, target.doomed, target.victim]) {
    await postJson(`${world.simulatorOrigin}/_control/scenario/${shop}/open`, { start: "today" })
    await publishDefault({ ...world, shop }, new Date())
  }
  await plant(world, target)
  return { world, target }
}

function describe(world: World): Target {
  const paths = pathsOf(routes)
  const assets = join(ROOT, "build/client/assets")
  return {
    host: new URL(world.appOrigin).host,
    apiKey: world.apiKey,
    apiSecret: world.apiSecret,
    shop: "hostile-a.myshopify.com",
    doomed: "hostile-c.myshopify.com",
    victim: "hostile-b.myshopify.com",
    victimIds: Array.from({ length: VICTIM_ORDERS }, (_, index) => String(FIRST_ID + index)),
    topics: topicsOfApp(),
    adminPaths: paths.filter((path) => /^\/(app|auth)(\/|$)/.test(path)),
    storefrontPaths: paths.filter((path) => path.startsWith("/storefront/")),
    publicPaths: [
      ...paths.filter((path) => !/^\/(app|auth|storefront)(\/|$)/.test(path)),
      "/healthz",
      "/readyz",
      "/metrics",
    ],
    assetPaths: existsSync(assets)
      ? readdirSync(assets)
          .slice(0, 20)
          .map((name) => `/assets/${name}`)
      : [],
    startedAt: Math.floor(Date.now() / 1000),
  }
}

/** Every address of app/routes.ts, with something in each blank: a new route is attacked without being named here. */
function pathsOf(entries: RouteEntry[], before = ""): string[] {
  return entries.flatMap(({ path = "", children = [], index }) => {
    const own = path ? `${before}/${path}` : before
    const filled = own.replace(/:\w+\??/g, String(FIRST_ID)).replace("*", "somewhere")
    return [...(children.length === 0 || index ? [filled || "/"] : []), ...pathsOf(children, own)]
  })
}

function topicsOfApp(): string[] {
  const { webhooks } = parse(readFileSync(join(ROOT, "shopify.app.toml"), "utf8")) as {
    webhooks: { subscriptions: { topics?: string[]; compliance_topics?: string[] }[] }
  }
  return webhooks.subscriptions.flatMap(({ topics = [], compliance_topics = [] }) => [...topics, ...compliance_topics])
}

/** Customers and paid orders of the victim, delivered as Shopify would. */
async function plant(world: World, target: Target): Promise<void> {
  const at = "2026-03-01T10:00:00Z"
  for (const id of target.victimIds) {
    const customer = {
      id: Number(id),
      admin_graphql_api_id: `gid://shopify/Customer/${id}`,
      first_name: MARKER,
      last_name: `${MARKER} Петрова`,
      email: `${MARKER.toLowerCase()}-${id}@example.com`,
      created_at: at,
      updated_at: at,
    }
    await deliver(world, target, "customers/create", customer)
    await deliver(world, target, "orders/paid", victimOrder(id, customer, at))
  }
}

function victimOrder(id: string, customer: object, at: string): object {
  const lineId = Number(id) + 1_000_000
  const money = (amount: string) => ({
    shop_money: { amount, currency_code: "EUR" },
    presentment_money: { amount, currency_code: "EUR" },
  })
  return {
    id: Number(id),
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    name: `#${MARKER}${id}`,
    created_at: at,
    processed_at: at,
    updated_at: at,
    currency: "EUR",
    financial_status: "paid",
    taxes_included: true,
    test: false,
    source_name: "web",
    payment_gateway_names: ["shopify_payments"],
    tags: "",
    total_price: "50.00",
    current_total_price: "50.00",
    customer,
    shipping_lines: [],
    refunds: [],
    fulfillments: [],
    line_items: [
      {
        id: lineId,
        admin_graphql_api_id: `gid://shopify/LineItem/${lineId}`,
        title: MARKER,
        quantity: 1,
        current_quantity: 1,
        fulfillable_quantity: 1,
        price: "50.00",
        price_set: money("50.00"),
        total_discount: "0.00",
        discount_allocations: [],
        tax_lines: [],
        duties: [],
        gift_card: false,
        requires_shipping: true,
        product_id: null,
        variant_id: null,
      },
    ],
  }
}

async function deliver(world: World, target: Target, topic: string, payload: object): Promise<void> {
  const status = await deliverHonestly(world.appOrigin, target, target.victim, topic, JSON.stringify(payload))
  if (status !== 200) throw new Error(`planting ${topic}: HTTP ${status}`)
}

/** As Shopify would; returns the status of the answer. */
export async function deliverHonestly(
  origin: string,
  target: Target,
  shop: string,
  topic: string,
  body: string,
): Promise<number> {
  const headers = { "x-forwarded-for": "198.51.100.1" }
  return (await deliverSigned(origin, target.apiSecret, { shop, topic, body, headers })).status
}
