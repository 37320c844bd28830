import { join } from "node:path"
import { parseArgs } from "node:util"
import { LOCALES, type Locale } from "#app/i18n/locales.ts"
import { isShopDomain } from "#app/shopify/shop-domain.ts"
import { findWorldFile, WORLD_FOLDER, type WorldFile } from "../demo/world-file.ts"
import { CommandError, type Context, USAGE_EXIT } from "./context.ts"

const DEMO_SHOP = "zrance.myshopify.com"

const OWN_OPTIONS = {
  json: { type: "boolean" },
  shop: { type: "string" },
  lang: { type: "string" },
} as const

/**
 * Takes --json, --shop and --lang out of the arguments and finds the world: the one `npm run demo` wrote down
 * (REGULARS_WORLD names another folder), else the environment. Sets DATABASE_URL and the clock for everything after it.
 */
export function findContext(args: string[]): { context: Context; rest: string[] } {
  const { tokens } = parseArgs({ args, options: OWN_OPTIONS, strict: false, allowPositionals: true, tokens: true })
  const own = new Map<string, string | undefined>()
  const taken = new Set<number>()
  for (const token of tokens) {
    if (token.kind !== "option" || !(token.name in OWN_OPTIONS)) continue
    own.set(token.name, token.value)
    taken.add(token.index)
    if (token.value !== undefined && !token.inlineValue) taken.add(token.index + 1)
  }
  const context = enter(own)
  return { context, rest: args.filter((_, index) => !taken.has(index)) }
}

function enter(own: Map<string, string | undefined>): Context {
  const world = findWorldFile(process.env.REGULARS_WORLD ?? join(WORLD_FOLDER))
  const databaseUrl = world?.databaseUrl ?? process.env.DATABASE_URL
  if (!databaseUrl)
    throw new CommandError("No world found: start one with `npm run demo`, or set DATABASE_URL to your database.")
  process.env.DATABASE_URL = databaseUrl
  if (world) Object.assign(process.env, environmentOf(world))
  process.env.LOG_LEVEL ??= "silent" // what a command has to say it says itself
  const shop = own.get("shop") ?? world?.shop ?? DEMO_SHOP
  if (!isShopDomain(shop))
    throw new CommandError(`--shop ${shop} is not a shop's domain (name.myshopify.com)`, USAGE_EXIT)
  return {
    shop,
    json: own.has("json"),
    locale: readLocale(own.get("lang")),
    simulatorOrigin: world?.simulatorOrigin ?? process.env.SHOPIFY_SIMULATOR_ORIGIN ?? null,
    appOrigin: world?.appOrigin ?? process.env.SHOPIFY_APP_URL ?? null,
    apiSecret: world?.apiSecret ?? process.env.SHOPIFY_API_SECRET ?? null,
  }
}

/** What the app is told of that world, so that commands may ask its Admin API too. */
function environmentOf(world: WorldFile): Record<string, string> {
  return {
    REGULARS_CLOCK_FILE: world.clockFile,
    SHOPIFY_API_KEY: world.apiKey,
    SHOPIFY_API_SECRET: world.apiSecret,
    SHOPIFY_APP_URL: world.appOrigin,
    SHOPIFY_SIMULATOR_ORIGIN: world.simulatorOrigin,
    REGULARS_MASTER_KEY: "", // the key for development, as the world was started with
  }
}

function readLocale(asked: string | undefined): Locale {
  if (asked === undefined) return "en"
  const locale = LOCALES.find((one) => one === asked)
  if (!locale) throw new CommandError(`--lang ${asked} is not one of ${LOCALES.join(", ")}`, USAGE_EXIT)
  return locale
}
