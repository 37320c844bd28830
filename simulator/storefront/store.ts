import type { Context } from "hono"
import type { Extension } from "#app/appearance/liquid/app-blocks.ts"
import type { Globals } from "#app/appearance/liquid/engine.ts"
import type { SimulatorContext } from "#simulator/context.ts"
import { getShop, type ShopWorld } from "#simulator/world/world.ts"
import { cartObject } from "./objects/cart.ts"
import { customerObject } from "./objects/customer.ts"
import { metafieldsOf } from "./objects/metafields.ts"
import { listCollections } from "./objects/product.ts"
import { type Placement, renderPage, THEMES, type Theme } from "./page.ts"
import { readSession, type Session, writeSession } from "./session.ts"
import { localeObject, localeOfPath, localePrefix, STOREFRONT_LOCALES, withoutLocale } from "./shop-locale.ts"

export type Store = {
  context: SimulatorContext
  themes: Theme[]
  extension: Extension
  extensionFolder: string
  shop: () => string
}

/** One visit: the shop, who asks, in which language. */
export type Visit = {
  place: ShopWorld
  session: Session
  locale: (typeof STOREFRONT_LOCALES)[number]
  /** Before each path of this language: "" or "/bg". */
  prefix: string
}

/** Reads who asks; a customer who has vanished meanwhile is signed out. */
export function visitOf(store: Store, c: Context): Visit {
  const place = getShop(store.context.world, store.shop())
  const session = readSession(c, store.context.config.apiSecret)
  if (session.customerId && !place.customers.has(session.customerId)) session.customerId = null
  const locale = localeOfPath(new URL(c.req.url).pathname, place.shop.locale)
  return { place, session, locale, prefix: localePrefix(locale, place.shop.locale) }
}

/** Keeps the session for the browser's next request. */
export function keepSession(store: Store, c: Context, session: Session): void {
  writeSession(c, session, store.context.config.apiSecret)
}

/** A page of the theme as a response; `extra` is what the page is about (product, collection, errors). */
export async function page(
  store: Store,
  c: Context,
  template: string,
  extra: Record<string, unknown> = {},
  status: 200 | 404 | 422 = 200,
): Promise<Response> {
  const visit = visitOf(store, c)
  const globals = { ...globalsOf(store, c, visit, template), ...extra }
  const theme = themeOf(store, c, visit)
  const html = await renderPage(theme, store.extension, placementOf(theme, visit), template, globals)
  return c.html(html, status, { "cache-control": "no-store" })
}

/** The shop's theme; `?theme=dense` shows the page in another, for tests. */
function themeOf(store: Store, c: Context, visit: Visit): Theme {
  const named = (name: string | undefined) => store.themes.find((theme) => theme.name === name)
  const theme = named(c.req.query("theme")) ?? named(visit.place.shop.theme) ?? named(THEMES[0])
  if (!theme) throw new Error("the storefront has no theme")
  return theme
}

/** Where the merchant placed blocks: by the shop's own settings, else as the theme comes. */
function placementOf(theme: Theme, visit: Visit): Placement {
  return { ...theme.placement, ...(visit.place.shop.themeSettings as Partial<Placement>) }
}

function globalsOf(store: Store, c: Context, visit: Visit, template: string): Globals {
  const { place, session, locale, prefix } = visit
  const { shop } = place
  const { apiKey } = store.context.config
  const url = new URL(c.req.url)
  const design = url.searchParams.get("design_mode") === "1"
  const customer = session.customerId ? place.customers.get(session.customerId) : undefined
  const root = prefix || "/"
  const languages = STOREFRONT_LOCALES.map((each) => ({
    ...localeObject(each, shop.locale),
    here: `${localePrefix(each, shop.locale)}${withoutLocale(url.pathname)}` || "/",
  }))
  return {
    shop: {
      name: shop.name,
      domain: url.host,
      permanent_domain: shop.domain,
      email: shop.email,
      currency: shop.currency,
      taxes_included: shop.taxesIncluded,
      metafields: metafieldsOf(place, `gid://shopify/Shop/${shop.id}`, apiKey),
    },
    // The theme editor shows the shop as a visitor sees it.
    customer: customer && !design ? customerObject(place, customer, apiKey) : null,
    cart: cartObject(store.context.world, shop.domain, session.cart, prefix),
    collections: listCollections(place, prefix),
    request: {
      locale: localeObject(locale, shop.locale),
      design_mode: design,
      // Ours alone: no language of the shop is written from right to left, and the pages must stand that too.
      direction: url.searchParams.get("dir") === "rtl" ? "rtl" : "",
      path: url.pathname,
      host: url.host,
      page_type: template,
    },
    localization: { language: localeObject(locale, shop.locale), available_languages: languages },
    routes: {
      root_url: root,
      account_url: `${prefix}/account`,
      account_login_url: `${prefix}/account/login`,
      account_logout_url: `${prefix}/account/logout`,
      account_register_url: `${prefix}/account/register`,
      all_products_collection_url: `${prefix}/collections/all`,
      collections_url: `${prefix}/collections`,
      cart_url: `${prefix}/cart`,
      cart_add_url: `${prefix}/cart/add`,
      cart_change_url: `${prefix}/cart/change`,
      storefront_login_url: `${prefix}/account/login?return_url=${encodeURIComponent(`${url.pathname}${url.search}`)}`,
    },
    template: { name: template },
  }
}
