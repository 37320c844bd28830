import type { ProductParts } from "#app/shopify/types/operations.generated.ts"
import { isOnSale } from "./on-sale.ts"
import type { ProductFact } from "./product-fact.ts"

/** The Admin API's product, as app/shopify/operations/products.server.ts reads it. */
type ProductNode = ProductParts & {
  /** Only of a product that was read alone. */
  variants?: { nodes: { id: string; price: string; compareAtPrice: string | null }[] }
  collections?: { nodes: { id: string }[] }
}

/** The Admin API's product → the same fact that its webhook payload makes. */
export function productFromAdminApi(product: ProductNode): ProductFact {
  return {
    productId: product.id,
    title: product.title.trim(),
    handle: product.handle.trim(),
    type: product.productType.trim(),
    vendor: product.vendor.trim(),
    tags: product.tags.map((tag) => tag.trim()).filter(Boolean),
    status: product.status.toLowerCase(),
    saleVariants:
      product.variants?.nodes.filter((one) => isOnSale(one.price, one.compareAtPrice)).map((one) => one.id) ?? null,
    collections: product.collections?.nodes.map(({ id }) => id) ?? null,
    updatedAt: new Date(product.updatedAt).toISOString(),
  }
}
