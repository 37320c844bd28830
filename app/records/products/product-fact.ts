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
  updatedAt: string
}
