import { formatDecimal, parseMinor } from "#app/lib/money.ts"
import { divide } from "#app/lib/ratio.ts"
import { emit } from "../emit.ts"
import type { Ratio } from "../presentment.ts"
import type { ShopRecord } from "../shop.ts"
import { addShop, getShop, markChanged, nextId, type ShopWorld, type World } from "../world.ts"
import { touchProduct } from "./products.ts"

export type NewShop = Partial<Omit<ShopRecord, "id" | "createdAt" | "installation">> & { domain: string }

/** Opens a shop (Bulgarian by default: EUR, 20 % VAT inside prices) with no app installed. */
export function openShop(world: World, input: NewShop, at: Date): ShopWorld {
  return addShop(world, {
    id: nextId(world),
    name: input.domain.split(".")[0] ?? input.domain,
    email: `hello@${input.domain}`,
    currency: "EUR",
    presentmentCurrencies: [],
    ianaTimezone: "Europe/Sofia",
    locale: "bg",
    publishedLocales: ["bg", "en", "ru"],
    countryCode: "BG",
    plan: { displayName: "Basic", partnerDevelopment: false },
    taxesIncluded: true,
    tax: { title: "VAT", rate: { numerator: 20, denominator: 100 } },
    themeSettings: {},
    lastOrderNumber: 1000,
    ...input,
    installation: null,
    createdAt: at.toISOString(),
  })
}

/** Installs the app with these scopes; tokens come with its first token exchange. */
export function installApp(world: World, shop: string, scopes: string[], at: Date): void {
  const { shop: record } = getShop(world, shop)
  record.installation = { scopes, tokens: record.installation?.tokens ?? [], installedAt: at.toISOString() }
  markChanged(world, "shop", shop, record.id)
}

/** Uninstalls: tokens die at once, app/uninstalled is told to what is still subscribed. */
export function uninstallApp(world: World, shop: string, at: Date): void {
  const { shop: record } = getShop(world, shop)
  if (!record.installation) throw new Error(`the app is not installed: ${shop}`)
  emit(world, shop, at, [{ topic: "app/uninstalled", payload: shopPayload(record) }])
  record.installation = null
  markChanged(world, "shop", shop, record.id)
}

/** Grants or takes away scopes; tells app/scopes_update. */
export function changeScopes(world: World, shop: string, scopes: string[], at: Date): void {
  const { shop: record } = getShop(world, shop)
  if (!record.installation) throw new Error(`the app is not installed: ${shop}`)
  const previous = record.installation.scopes
  record.installation.scopes = scopes
  markChanged(world, "shop", shop, record.id)
  const payload = {
    id: record.id,
    shop_id: `gid://shopify/Shop/${record.id}`,
    previous,
    current: scopes,
    updated_at: at.toISOString(),
  }
  emit(world, shop, at, [{ topic: "app/scopes_update", payload }])
}

/** 48 hours after an uninstall Shopify asks to forget the shop: tells shop/redact. */
export function redactShop(world: World, shop: string, at: Date): void {
  const { shop: record } = getShop(world, shop)
  emit(world, shop, at, [{ topic: "shop/redact", payload: { shop_id: record.id, shop_domain: shop } }])
}

/** The shop's currency changes (Bulgaria: BGN → EUR, 1/1.95583): prices convert, old orders keep theirs. */
export function changeCurrency(world: World, shop: string, input: { currency: string; rate: Ratio }, at: Date): void {
  const place = getShop(world, shop)
  const before = place.shop.currency
  place.shop.currency = input.currency
  markChanged(world, "shop", shop, place.shop.id)
  emit(world, shop, at, [{ topic: "shop/update", payload: shopPayload(place.shop) }])
  for (const product of place.products.values()) {
    for (const variant of product.variants) {
      const minor = BigInt(parseMinor(variant.price, before)) * BigInt(input.rate.numerator)
      const converted = divide(minor, BigInt(input.rate.denominator), "half_up")
      variant.price = formatDecimal(Number(converted), input.currency)
    }
    touchProduct(world, shop, product, at)
  }
  for (const customer of place.customers.values()) {
    customer.currency = input.currency
    markChanged(world, "customer", shop, customer.id)
  }
}

/** What app/uninstalled and shop/update tell; Shopify leaves the domain out of some of them. */
export function shopPayload(shop: ShopRecord): Record<string, unknown> {
  return {
    id: shop.id,
    name: shop.name,
    email: shop.email,
    domain: null,
    myshopify_domain: shop.domain,
    country: shop.countryCode,
    country_code: shop.countryCode,
    primary_locale: shop.locale,
    currency: shop.currency,
    iana_timezone: shop.ianaTimezone,
    plan_display_name: shop.plan.displayName,
    plan_name: shop.plan.partnerDevelopment ? "partner_test" : "basic",
    taxes_included: shop.taxesIncluded,
    enabled_presentment_currencies: [shop.currency, ...shop.presentmentCurrencies.map((c) => c.currency)],
  }
}

/** The merchant publishes another of the simulator's themes; an unknown one shows as the first. */
export function changeTheme(world: World, shop: string, input: { theme: string }, _at: Date): void {
  const { shop: record } = getShop(world, shop)
  record.theme = input.theme
  markChanged(world, "shop", shop, record.id)
}
