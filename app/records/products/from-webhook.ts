import { z } from "zod"
import { decimal, idDigits, maybeText, moment, readGid, tags } from "../payload.ts"
import { isOnSale } from "./on-sale.ts"
import type { ProductFact } from "./product-fact.ts"

const identity = z.object({ id: idDigits.nullish(), admin_graphql_api_id: z.string().nullish() })

const productPayload = identity.extend({
  title: maybeText,
  handle: maybeText,
  product_type: maybeText,
  vendor: maybeText,
  tags,
  status: maybeText,
  updated_at: moment,
  variants: z
    .array(identity.extend({ price: decimal.nullish(), compare_at_price: decimal.nullish() }))
    .nullish()
    .catch(null),
  variant_gids: z.array(z.unknown()).nullish().catch(null),
})

/** A products/update payload → fact. Null when it does not say which product it is, or from when. */
export function readProductPayload(payload: unknown): ProductFact | null {
  const parsed = productPayload.safeParse(payload)
  if (!parsed.success) return null
  const product = parsed.data
  const productId = readGid("Product", product)
  if (!productId) return null
  return {
    productId,
    title: product.title ?? "",
    handle: product.handle ?? "",
    type: product.product_type ?? "",
    vendor: product.vendor ?? "",
    tags: product.tags,
    status: product.status?.toLowerCase() ?? "active",
    saleVariants: saleVariantsOf(product),
    collections: null,
    updatedAt: product.updated_at,
  }
}

/** Of a product with many variants the payload leaves some out: then nothing is said about any. */
function saleVariantsOf({ variants, variant_gids }: z.infer<typeof productPayload>): string[] | null {
  if (!variants || variants.length < (variant_gids?.length ?? 0)) return null
  return variants
    .filter(({ price, compare_at_price }) => isOnSale(price, compare_at_price))
    .flatMap((variant) => readGid("ProductVariant", variant) ?? [])
}

/** The gid a products/delete payload names, from its exact digits. */
export function readProductId(payload: unknown): string | null {
  const parsed = identity.safeParse(payload)
  return parsed.success ? readGid("Product", parsed.data) : null
}
