import { adminApi } from "../admin-api.server.ts"
import {
  type ProductParts,
  ReadProduct,
  ReadProductIds,
  ReadProductsUpdatedSince,
} from "../types/operations.generated.ts"
import { nextCursor, updatedSince } from "./pages.ts"

/** The product (gid), or null when there is none. */
export async function readProduct(shop: string, productId: string): Promise<ProductParts | null> {
  const data = await adminApi(shop).query(ReadProduct, { id: productId })
  return data.product
}

/** A page of the products updated at or after `since`, oldest change first; `cursor` null: this was the last. */
export async function readProductsUpdatedSince(
  shop: string,
  since: Date,
  cursor: string | null,
): Promise<{ products: ProductParts[]; cursor: string | null }> {
  const variables = { query: updatedSince(since), after: cursor }
  const { products } = await adminApi(shop).query(ReadProductsUpdatedSince, variables)
  return { products: products.nodes, cursor: nextCursor(products.pageInfo) }
}

/** Of up to 250 products (gids) those that Shopify shows. */
export async function readShownProducts(shop: string, productIds: string[]): Promise<Set<string>> {
  const { nodes } = await adminApi(shop).query(ReadProductIds, { ids: productIds })
  return new Set(nodes.flatMap((node) => node?.id ?? []))
}
