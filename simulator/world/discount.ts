import type { Id } from "./order.ts"

/** A discount with one code, as apps make them. Amounts are decimals in the shop's currency, moments ISO 8601. */
export type DiscountRecord = {
  id: Id
  type: "basic" | "shipping"
  title: string
  code: string
  tags: string[]
  startsAt: string
  endsAt: string | null
  usageLimit: number | null
  appliesOncePerCustomer: boolean
  /** Customers' gids; null: everybody. */
  customers: string[] | null
  combinesWith: { order: boolean; product: boolean; shipping: boolean }
  minimumSubtotal: string | null
  /** Of a basic one: a share (0.1 is ten percent) or an amount over all its lines. */
  value: { percentage: number } | { amount: string } | null
  /** Product gids; null: all. Collections are not simulated at the checkout. */
  products: string[] | null
  collections: string[]
  /** Of a shipping one: dearer delivery it does not pay. */
  maximumShipping: string | null
  uses: { order_id: Id; customer_id: Id | null }[]
  createdAt: string
  updatedAt: string
}

/** A gift card. The code is known to whoever made it; Shopify shows only its end. */
export type GiftCardRecord = {
  id: Id
  code: string
  note: string | null
  /** Gid. */
  customer: string | null
  initial: string
  balance: string
  currency: string
  expiresOn: string | null
  createdAt: string
}

/** A customer's store credit in one currency. */
export type StoreCreditRecord = {
  id: Id
  /** Gid. */
  owner: string
  currency: string
  balance: string
  /** Oldest first. */
  transactions: { id: Id; amount: string; balance: string; createdAt: string; expiresAt: string | null }[]
}
