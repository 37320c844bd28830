import { handleOf } from "#app/appearance/liquid/engine.ts"
import { collectionGid, type ProductRecord, type ProductVariant } from "../../world/product.ts"
import { utcTime } from "../../world/wire.ts"
import type { ApiContext } from "../api-context.ts"
import { type PageArguments, paginateList } from "../connection.ts"
import { splitTags } from "./customer.ts"
import { metafieldFields } from "./metafield.ts"
import { money } from "./money.ts"

export function productNode(context: ApiContext, product: ProductRecord): Record<string, unknown> {
  const gid = `gid://shopify/Product/${product.id}`
  const variants = product.variants ?? []
  return {
    __typename: "Product",
    id: gid,
    legacyResourceId: product.id,
    title: product.title,
    handle: product.handle,
    vendor: product.vendor ?? "",
    productType: product.product_type ?? "",
    descriptionHtml: product.body_html ?? "",
    description: (product.body_html ?? "").replace(/<[^>]*>/g, ""),
    status: (product.status ?? "active").toUpperCase(),
    tags: splitTags(product.tags),
    isGiftCard: product.gift_card ?? false,
    createdAt: utcTime(product.created_at ?? product.updated_at),
    updatedAt: utcTime(product.updated_at),
    publishedAt: product.published_at ? utcTime(product.published_at) : null,
    onlineStoreUrl: `https://${context.shop}/products/${product.handle}`,
    featuredImage: () => (product.images?.[0] ? imageNode(product.images[0]) : null),
    totalVariants: variants.length,
    totalInventory: variants.reduce((sum, variant) => sum + (variant.inventory_quantity ?? 0), 0),
    hasOnlyDefaultVariant: variants.length === 1,
    variants: (args: PageArguments) =>
      paginateList(variants, args, (variant) => variantNode(context, product, variant)),
    collections: (args: PageArguments) => paginateList(product.collections ?? [], args, collectionNode),
    priceRangeV2: () => priceRange(variants, context.place.shop.currency),
    ...metafieldFields(context, gid),
  }
}

/** A collection has no record of its own: its id is made from its title. */
function collectionNode(title: string): Record<string, unknown> {
  return { __typename: "Collection", id: collectionGid(title), title, handle: handleOf(title) }
}

function imageNode(image: ProductRecord["images"][number]): Record<string, unknown> {
  return {
    __typename: "Image",
    id: `gid://shopify/ProductImage/${image.id}`,
    url: image.src,
    src: image.src,
    altText: image.alt,
    width: null,
    height: null,
  }
}

function priceRange(variants: ProductVariant[], currency: string): Record<string, unknown> {
  const prices = variants.map((variant) => variant.price).sort((a, b) => Number(a) - Number(b))
  return {
    minVariantPrice: money(prices[0] ?? "0.00", currency),
    maxVariantPrice: money(prices.at(-1) ?? "0.00", currency),
  }
}

export function variantNode(
  context: ApiContext,
  product: ProductRecord,
  variant: ProductVariant,
): Record<string, unknown> {
  const gid = `gid://shopify/ProductVariant/${variant.id}`
  return {
    __typename: "ProductVariant",
    id: gid,
    legacyResourceId: variant.id,
    title: variant.title,
    displayName: `${product.title} - ${variant.title}`,
    sku: variant.sku ?? null,
    price: variant.price,
    compareAtPrice: variant.compare_at_price ?? null,
    position: variant.position ?? 1,
    taxable: variant.taxable ?? true,
    inventoryQuantity: variant.inventory_quantity ?? 0,
    availableForSale: true,
    product: () => productNode(context, product),
    ...metafieldFields(context, gid),
  }
}
