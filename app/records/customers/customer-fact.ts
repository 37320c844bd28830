/** A customer as Shopify last told it. `null` tags or locale: this source does not say, what is stored stays. */
export type CustomerFact = {
  customerId: string
  email: string | null
  phone: string | null
  firstName: string | null
  lastName: string | null
  locale: string | null
  /** enabled (has an account), disabled, invited, declined. */
  state: string
  tags: string[] | null
  /** Whether Shopify holds the e-mail address for theirs; null: this source does not say. */
  emailVerified: boolean | null
  createdAt: string | null
  updatedAt: string
}
