import { createCustomer } from "#simulator/world/actions/customers.ts"
import { createProduct } from "#simulator/world/actions/products.ts"
import type { CustomerRecord } from "#simulator/world/customer.ts"
import type { ProductRecord } from "#simulator/world/product.ts"
import { addShop, getShop, nextId, type World } from "#simulator/world/world.ts"

export const SHOP = "zrance.myshopify.com"
export const PROGRAMME = {
  rates: { EUR: { points: 2, perMinor: 100 } },
  rounding: "floor",
  pending: { from: "payment", days: 14 },
  measure: "spend",
  window: "calendar_year",
  basis: { taxes: true },
  tiers: [
    { id: "bronze", name: "Bronze", threshold: 10_000, multiplier: { numerator: 1, denominator: 1 } },
    { id: "silver", name: "Silver", threshold: 30_000, multiplier: { numerator: 5, denominator: 4 } },
    { id: "gold", name: "Gold", threshold: 60_000, multiplier: { numerator: 3, denominator: 2 } },
  ],
}
export const LOYALTY = {
  available: 1240,
  pending: 58,
  lifetime: 1900,
  debt: 0,
  tier: { id: "silver", name: "Silver" },
  next: { id: "gold", name: "Gold", missing: 4050, unit: "spend", currency: "EUR" },
  joined: true,
}

export type CoffeeShop = {
  anna: CustomerRecord
  guji: ProductRecord
  blend: ProductRecord
  giftCard: ProductRecord
}

/** A small coffee shop in euro: one customer, a product, one with two sizes, a gift card. */
export function openCoffeeShop(world: World, at: Date): CoffeeShop {
  addShop(world, {
    domain: SHOP,
    id: nextId(world),
    name: "Зрънце",
    email: "shop@example.com",
    currency: "EUR",
    presentmentCurrencies: [],
    ianaTimezone: "Europe/Sofia",
    locale: "en",
    publishedLocales: ["en", "bg", "ru"],
    countryCode: "BG",
    plan: { displayName: "Development", partnerDevelopment: true },
    taxesIncluded: true,
    tax: { title: "VAT", rate: { numerator: 20, denominator: 100 } },
    themeSettings: {},
    installation: null,
    createdAt: at.toISOString(),
    lastOrderNumber: 1000,
  })
  const product = (title: string, handle: string, type: string, variants: [string, number][], giftCard = false) =>
    createProduct(
      world,
      SHOP,
      {
        title,
        handle,
        type,
        giftCard,
        descriptionHtml: "<p>Peach, jasmine and black tea.</p>",
        optionName: "Weight",
        variants: variants.map(([name, priceMinor]) => ({ title: name, priceMinor })),
      },
      at,
    )
  return {
    anna: createCustomer(
      world,
      SHOP,
      { firstName: "Anna", lastName: "Petrova", email: "anna@example.com", state: "enabled", locale: "en" },
      at,
    ),
    guji: product("Ethiopia Guji, 250 g", "ethiopia-guji", "Coffee", [["Default Title", 1499]]),
    blend: product("Vitosha house blend", "vitosha-blend", "Coffee", [
      ["250 g", 900],
      ["1 kg", 3000],
    ]),
    giftCard: product("Gift card", "gift-card", "Gift card", [["Default Title", 5000]], true),
  }
}

/** Writes a metafield as the app does: namespace "$app", stored under the app's key. */
export function writeAppMetafield(world: World, ownerGid: string, key: string, value: unknown): void {
  const { metafields } = getShop(world, SHOP)
  const owned = metafields.get(ownerGid) ?? new Map()
  const namespace = "app--key"
  const now = new Date(0).toISOString()
  owned.set(`${namespace}.${key}`, {
    id: nextId(world),
    ownerGid,
    namespace,
    key,
    type: "json",
    value: JSON.stringify(value),
    createdAt: now,
    updatedAt: now,
  })
  metafields.set(ownerGid, owned)
}

/** The owner of the shop's own metafields. */
export const shopGid = (world: World) => `gid://shopify/Shop/${getShop(world, SHOP).shop.id}`

export function publishProgramme(world: World, programme: unknown = PROGRAMME): void {
  writeAppMetafield(world, shopGid(world), "programme", programme)
}

/** Writes what the merchant chose of appearance where the app would. */
export function giveLook(world: World, look: unknown): void {
  writeAppMetafield(world, shopGid(world), "look", look)
}
