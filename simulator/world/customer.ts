import type { Id } from "./order.ts"

export type CustomerAddress = {
  id: Id
  customer_id: Id
  first_name: string | null
  last_name: string | null
  name: string
  company: string | null
  address1: string | null
  address2: string | null
  city: string | null
  province: string | null
  province_code: string | null
  zip: string | null
  country: string
  country_code: string
  country_name: string
  phone: string | null
  default: boolean
}

/** The customer webhook's payload, plus `tags` and `locale`, which webhooks no longer carry. */
export type CustomerRecord = {
  id: Id
  admin_graphql_api_id: string
  created_at: string | null
  updated_at: string | null
  first_name: string | null
  last_name: string | null
  /** "enabled" once the customer has signed in; most guest checkouts leave a "disabled" one. */
  state: "disabled" | "invited" | "enabled" | "declined"
  note: string | null
  verified_email: boolean
  multipass_identifier: null
  tax_exempt: boolean
  email: string | null
  phone: string | null
  currency: string
  addresses: CustomerAddress[]
  default_address?: CustomerAddress
  tax_exemptions: string[]
  /** Comma and space between tags, as in the orders' `tags`. */
  tags: string
  locale: string
  [field: string]: unknown
}
