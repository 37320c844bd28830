/** A product as Shopify last told it. */
export type ProductFact = {
  productId: string
  title: string
  handle: string
  type: string
  vendor: string
  tags: string[]
  /** active, archived, draft, unlisted. */
  status: string
  /** gids of variants whose compare-at price is above their price; null: this source does not say. */
  saleVariants: string[] | null
  /** gids of the collections it stands in; null: this source does not say. */
  collections: string[] | null
  updatedAt: string
}
