import { formatDecimal } from "#app/lib/money.ts"
import { emit, productPayload } from "../emit.ts"
import type { Id } from "../order.ts"
import type { ProductRecord, ProductVariant } from "../product.ts"
import { wireTime } from "../wire.ts"
import { getShop, markChanged, nextId, type World } from "../world.ts"

type NewVariant = { title: string; priceMinor: number; sku?: string; grams?: number }

export type NewProduct = {
  title: string
  handle: string
  vendor?: string
  type?: string
  descriptionHtml?: string
  tags?: string[]
  collections?: string[]
  /** Absolute or root-relative addresses. */
  images?: { src: string; alt: string }[]
  /** What distinguishes the variants, such as "Weight". */
  optionName?: string
  variants: NewVariant[]
  giftCard?: boolean
  requiresShipping?: boolean
}

/** The product; throws when the shop has no such product. */
export function getProduct(world: World, shop: string, id: Id): ProductRecord {
  const product = getShop(world, shop).products.get(id)
  if (!product) throw new Error(`no such product in ${shop}: ${id}`)
  return product
}

/** The variant and its product, or null. */
export function findVariant(
  world: World,
  shop: string,
  variantId: Id,
): { product: ProductRecord; variant: ProductVariant } | null {
  for (const product of getShop(world, shop).products.values()) {
    const variant = product.variants.find((v) => v.id === variantId)
    if (variant) return { product, variant }
  }
  return null
}

/** Tells products/create. */
export function createProduct(world: World, shop: string, input: NewProduct, at: Date): ProductRecord {
  const place = getShop(world, shop)
  const id = nextId(world)
  const time = wireTime(at, place.shop.ianaTimezone)
  const shipped = (input.requiresShipping ?? true) && !input.giftCard
  const variants = input.variants.map((variant, index) =>
    buildVariant(nextId(world), id, variant, index + 1, place.shop.currency, shipped, input.giftCard ?? false),
  )
  const product: ProductRecord = {
    id,
    admin_graphql_api_id: `gid://shopify/Product/${id}`,
    title: input.title,
    body_html: input.descriptionHtml ?? null,
    vendor: input.vendor ?? place.shop.name,
    product_type: input.type ?? "",
    handle: input.handle,
    status: "active",
    tags: (input.tags ?? []).join(", "),
    created_at: time,
    updated_at: time,
    published_at: time,
    template_suffix: null,
    published_scope: "global",
    options: [
      {
        id: nextId(world),
        product_id: id,
        name: input.optionName ?? "Title",
        position: 1,
        values: variants.map((v) => v.title),
      },
    ],
    variants,
    images: (input.images ?? []).map((image, index) => ({
      id: nextId(world),
      product_id: id,
      src: image.src,
      alt: image.alt,
      position: index + 1,
    })),
    gift_card: input.giftCard ?? false,
    collections: input.collections ?? [],
  }
  place.products.set(id, product)
  markChanged(world, "product", shop, id)
  emit(world, shop, at, [{ topic: "products/create", payload: productPayload(product) }])
  return product
}

function buildVariant(
  id: Id,
  productId: Id,
  input: NewVariant,
  position: number,
  currency: string,
  shipped: boolean,
  giftCard: boolean,
): ProductVariant {
  return {
    id,
    product_id: productId,
    admin_graphql_api_id: `gid://shopify/ProductVariant/${id}`,
    title: input.title,
    sku: input.sku ?? null,
    price: formatDecimal(input.priceMinor, currency),
    compare_at_price: null,
    position,
    taxable: !giftCard,
    inventory_quantity: 100,
    option1: input.title,
    option2: null,
    option3: null,
    requires_shipping: shipped,
    grams: input.grams ?? 0,
  }
}

export type ProductChange = {
  title?: string
  descriptionHtml?: string
  tags?: string[]
  status?: ProductRecord["status"]
  collections?: string[]
  /** New prices by variant id, in minor units. */
  pricesMinor?: Record<Id, number>
}

/** Changes what is given; tells products/update. */
export function updateProduct(world: World, shop: string, id: Id, change: ProductChange, at: Date): ProductRecord {
  const product = getProduct(world, shop, id)
  const place = getShop(world, shop)
  if (change.title !== undefined) product.title = change.title
  if (change.descriptionHtml !== undefined) product.body_html = change.descriptionHtml
  if (change.tags !== undefined) product.tags = change.tags.join(", ")
  if (change.status !== undefined) product.status = change.status
  if (change.collections !== undefined) product.collections = change.collections
  for (const variant of product.variants) {
    const minor = change.pricesMinor?.[variant.id]
    if (minor !== undefined) variant.price = formatDecimal(minor, place.shop.currency)
  }
  touchProduct(world, shop, product, at)
  return product
}

/** Moves `updated_at` and tells products/update. */
export function touchProduct(world: World, shop: string, product: ProductRecord, at: Date): void {
  product.updated_at = wireTime(at, getShop(world, shop).shop.ianaTimezone)
  markChanged(world, "product", shop, product.id)
  emit(world, shop, at, [{ topic: "products/update", payload: productPayload(product) }])
}

/** Tells products/delete. */
export function deleteProduct(world: World, shop: string, id: Id, at: Date): void {
  const product = getProduct(world, shop, id)
  const place = getShop(world, shop)
  place.products.delete(id)
  place.metafields.delete(product.admin_graphql_api_id)
  markChanged(world, "product", shop, id)
  emit(world, shop, at, [{ topic: "products/delete", payload: { id } }])
}
