import type { CustomerRecord } from "./customer.ts"
import type { DiscountRecord, GiftCardRecord, StoreCreditRecord } from "./discount.ts"
import type { Id, OrderRecord } from "./order.ts"
import { noOrderParts, type OrderParts } from "./order-parts.ts"
import type { ProductRecord } from "./product.ts"
import type { MetafieldRecord, ShopRecord } from "./shop.ts"

/** Everything one shop has. Maps are keyed by the digits of the id. */
export type ShopWorld = {
  shop: ShopRecord
  customers: Map<Id, CustomerRecord>
  products: Map<Id, ProductRecord>
  orders: Map<Id, OrderRecord>
  orderParts: OrderParts
  discounts: Map<Id, DiscountRecord>
  giftCards: Map<Id, GiftCardRecord>
  storeCredits: Map<Id, StoreCreditRecord>
  /** Metafields by owner gid, then by "namespace.key". */
  metafields: Map<string, Map<string, MetafieldRecord>>
}

/** Something happened that Shopify would tell about: one event id, one or more topics, each with its body. */
export type WorldEvent = {
  shop: string
  eventId: string
  triggeredAt: Date
  notices: { topic: string; body: string }[]
}

export type DocumentKind =
  | "shop"
  | "customer"
  | "product"
  | "order"
  | "metafields"
  | "discount"
  | "gift_card"
  | "store_credit"

export type World = {
  shops: Map<string, ShopWorld>
  /** Last id given out; ids only grow. */
  lastId: number
  listeners: ((event: WorldEvent) => void)[]
  /** Documents changed since the last write: "kind shop id". */
  changed: Set<string>
}

export function createWorld(): World {
  return { shops: new Map(), lastId: 8_120_000_000_000, listeners: [], changed: new Set() }
}

/** Adds a shop; replaces nothing: throws when the domain is taken. */
export function addShop(world: World, shop: ShopRecord): ShopWorld {
  if (world.shops.has(shop.domain)) throw new Error(`the shop exists already: ${shop.domain}`)
  const place = emptyShop(shop)
  world.shops.set(shop.domain, place)
  markChanged(world, "shop", shop.domain, shop.id)
  return place
}

export function emptyShop(shop: ShopRecord): ShopWorld {
  return {
    shop,
    customers: new Map(),
    products: new Map(),
    orders: new Map(),
    orderParts: noOrderParts(),
    discounts: new Map(),
    giftCards: new Map(),
    storeCredits: new Map(),
    metafields: new Map(),
  }
}

/** The shop's world; throws when there is no such shop. */
export function getShop(world: World, shop: string): ShopWorld {
  const place = world.shops.get(shop)
  if (!place) throw new Error(`no such shop in the simulator: ${shop}`)
  return place
}

/** A new id: 13 digits, growing by a step that keeps neighbours apart as Shopify's are. */
export function nextId(world: World): Id {
  world.lastId += 37
  return String(world.lastId)
}

/** Remembers that a document must be written. */
export function markChanged(world: World, kind: DocumentKind, shop: string, id: Id): void {
  world.changed.add(`${kind} ${shop} ${id}`)
  if (kind === "order") world.shops.get(shop)?.orderParts.changed.add(id)
}
