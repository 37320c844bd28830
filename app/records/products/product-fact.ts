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
  updatedAt: string
}
