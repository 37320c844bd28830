import { serve } from "@hono/node-server"
import { Hono } from "hono"
import { compress } from "hono/compress"
import { defaultProgrammeRules } from "#app/loyalty/programme/programme-rules.ts"
import { programmeValue } from "#app/loyalty/sync/metafield-values.ts"
import { openZrance } from "#simulator/scenario/open-shop.ts"
import { storefrontRoutes } from "#simulator/storefront/storefront.ts"
import { createCustomer } from "#simulator/world/actions/customers.ts"
import { getShop, nextId } from "#simulator/world/world.ts"
import { LOYALTY } from "#tests/storefront/coffee-shop.ts"
import { createMemoryContext } from "#tests/support/memory-context.ts"

/**
 * `node bench/storefront-shops.ts PORT PORT THEME`: one shop twice, on a port with our blocks and on one without. Both have
 * the same goods, theme and member; answers are compressed, as a shop's are. No app stands behind them: what needs one
 * before anybody touched our blocks would fail.
 */
const [withBlocks, without, theme] = process.argv.slice(2)
const OPENED = new Date("2026-11-20T10:00:00Z")
const PROGRAMME = programmeValue(
  { version: 1, publishedAt: OPENED, rules: defaultProgrammeRules("EUR", 100) },
  { currency: "EUR", currencyChanges: [] },
)

const context = createMemoryContext(OPENED)

function openShop(domain: string, port: string | undefined): void {
  openZrance(context, domain, "today")
  const place = getShop(context.world, domain)
  place.shop.theme = theme
  const member = { firstName: "Anna", lastName: "Petrova", email: "anna@example.com", state: "enabled" as const }
  const { admin_graphql_api_id: memberGid } = createCustomer(context.world, domain, member, OPENED)
  writeMetafield(domain, `gid://shopify/Shop/${place.shop.id}`, "programme", PROGRAMME)
  writeMetafield(domain, memberGid, "loyalty", LOYALTY)
  const pages = storefrontRoutes(context, { shop: domain })
  const front = new Hono()
  front.use(compress())
  front.all("*", (c) => pages.fetch(c.req.raw))
  serve({ fetch: front.fetch, port: Number(port), hostname: "127.0.0.1" })
}

/** As the app's outbox writes it. */
function writeMetafield(domain: string, ownerGid: string, key: string, value: unknown): void {
  const namespace = `app--${context.config.apiKey}`
  const at = OPENED.toISOString()
  const record = { id: nextId(context.world), ownerGid, namespace, key, type: "json", value: JSON.stringify(value) }
  getShop(context.world, domain).metafields.set(
    ownerGid,
    new Map([[`${namespace}.${key}`, { ...record, createdAt: at, updatedAt: at }]]),
  )
}

openShop("with.myshopify.com", withBlocks)
openShop("without.myshopify.com", without)
getShop(context.world, "without.myshopify.com").shop.themeSettings = { sections: {}, embeds: [] }
process.once("SIGTERM", () => process.exit(0))
process.once("disconnect", () => process.exit(0))
