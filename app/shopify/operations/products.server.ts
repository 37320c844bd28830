import { adminApi } from "../admin-api.server.ts"
import { ReadProduct, type ReadProductResult } from "../types/operations.generated.ts"

export type AdminProduct = NonNullable<ReadProductResult["product"]>

/** The product (gid), or null when there is none. */
export async function readProduct(shop: string, productId: string): Promise<AdminProduct | null> {
  const data = await adminApi(shop).query(ReadProduct, { id: productId })
  return data.product
}
