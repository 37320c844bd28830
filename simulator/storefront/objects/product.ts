import { handleOf } from "#app/appearance/liquid/engine.ts"
import { toHundredths } from "#app/appearance/liquid/money.ts"
import { parseMinor } from "#app/lib/money.ts"
import type { ProductRecord, ProductVariant } from "#simulator/world/product.ts"
import type { ShopWorld } from "#simulator/world/world.ts"

export type CollectionObject = {
  handle: string
  title: string
  url: string
  products: ProductObject[]
  products_count: number
}

export type VariantObject = {
  id: number | string
  title: string
  price: number
  compare_at_price: number | null
  available: boolean
  sku: string | null
  requires_shipping: boolean
}

type ProductObject = ReturnType<typeof productObject>

/** Ids are numbers in Liquid; ours are digits that may be longer than a number holds, and print the same. */
function variantObject(variant: ProductVariant, currency: string): VariantObject {
  return {
    id: variant.id,
    title: variant.title,
    price: toHundredths(parseMinor(variant.price, currency), currency),
    compare_at_price: variant.compare_at_price
      ? toHundredths(parseMinor(variant.compare_at_price, currency), currency)
      : null,
    available: true,
    sku: variant.sku,
    requires_shipping: variant.requires_shipping,
  }
}

/** A product as Liquid has it; prices in hundredths. */
export function productObject(product: ProductRecord, currency: string, prefix: string) {
  const variants = product.variants.map((variant) => variantObject(variant, currency))
  const prices = variants.map((variant) => variant.price)
  const picture = product.images[0] ?? { src: `/cdn/pictures/${product.handle}.svg`, alt: product.title }
  return {
    id: product.id,
    handle: product.handle,
    title: product.title,
    description: product.body_html ?? "",
    type: product.product_type,
    vendor: product.vendor,
    tags: product.tags
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean),
    url: `${prefix}/products/${product.handle}`,
    available: true,
    "gift_card?": product.gift_card,
    price: Math.min(...prices),
    price_min: Math.min(...prices),
    price_max: Math.max(...prices),
    price_varies: new Set(prices).size > 1,
    has_only_default_variant: variants.length === 1,
    option_name: product.options[0]?.name ?? "",
    variants,
    selected_or_first_available_variant: variants[0],
    featured_image: { src: picture.src, alt: picture.alt ?? product.title },
  }
}

/** Active products, in the shop's order. */
export function listProducts(place: ShopWorld): ProductRecord[] {
  return [...place.products.values()].filter((product) => product.status === "active")
}

/** The collections a shopper can open: everything, then one by product type and one by each collection named. */
export function listCollections(place: ShopWorld, prefix: string): CollectionObject[] {
  const { currency } = place.shop
  const objects = listProducts(place).map((product) => ({
    object: productObject(product, currency, prefix),
    titles: new Set([product.product_type, ...product.collections].filter(Boolean)),
  }))
  const titles = new Set(objects.flatMap((product) => [...product.titles]))
  const make = (handle: string, title: string, products: ProductObject[]) => ({
    handle,
    title,
    url: `${prefix}/collections/${handle}`,
    products,
    products_count: products.length,
  })
  return [
    make(
      "all",
      "",
      objects.map((product) => product.object),
    ),
    ...[...titles].map((title) =>
      make(
        handleOf(title),
        title,
        objects.filter((p) => p.titles.has(title)).map((p) => p.object),
      ),
    ),
  ]
}
