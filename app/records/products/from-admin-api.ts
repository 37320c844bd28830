import type { ProductFact } from "./product-fact.ts"

/** The Admin API's product, as app/shopify/operations/products.server.ts reads it. */
type ProductNode = {
  id: string
  title: string
  handle: string
  productType: string
  vendor: string
  tags: string[]
  status: string
  updatedAt: string
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
    updatedAt: new Date(product.updatedAt).toISOString(),
  }
}
