import type { Id } from "./order.ts"

export type ProductVariant = {
  id: Id
  product_id: Id
  admin_graphql_api_id: string
  title: string
  sku: string | null
  /** Decimal string in the shop's currency. */
  price: string
  compare_at_price: string | null
  position: number
  taxable: boolean
  inventory_quantity: number
  option1: string | null
  option2: string | null
  option3: string | null
  /** Not in the webhook any more; kept for the storefront and orders. */
  requires_shipping: boolean
  grams: number
  [field: string]: unknown
}

type ProductImage = { id: Id; product_id: Id; src: string; alt: string | null; position: number }

/** The product webhook's payload. `gift_card` is ours: such a product sells gift cards. */
export type ProductRecord = {
  id: Id
  admin_graphql_api_id: string
  title: string
  body_html: string | null
  vendor: string
  product_type: string
  handle: string
  status: "active" | "archived" | "draft"
  tags: string
  created_at: string
  updated_at: string
  published_at: string | null
  options: { id: Id; product_id: Id; name: string; position: number; values: string[] }[]
  variants: ProductVariant[]
  images: ProductImage[]
  gift_card: boolean
  /** Titles of the collections it stands in. */
  collections: string[]
  [field: string]: unknown
}

/** A collection has no record of its own; its id is made of its title, the same each time (FNV-1a). */
export function collectionGid(title: string): string {
  let hash = 2_166_136_261
  for (const character of title) hash = Math.imul(hash ^ (character.codePointAt(0) as number), 16_777_619) >>> 0
  return `gid://shopify/Collection/${4_000_000_000 + hash}`
}
