import type { CustomerFact } from "./customer-fact.ts"

/** The Admin API's customer, as app/shopify/operations/customers.server.ts reads it. */
type CustomerNode = {
  id: string
  firstName: string | null
  lastName: string | null
  locale: string
  state: string
  tags: string[]
  verifiedEmail: boolean
  createdAt: string
  updatedAt: string
  defaultEmailAddress: { emailAddress: string } | null
  defaultPhoneNumber: { phoneNumber: string } | null
}

/** The Admin API's customer → the same fact that its webhook payload makes, with tags and language. */
export function customerFromAdminApi(customer: CustomerNode): CustomerFact {
  return {
    customerId: customer.id,
    email: customer.defaultEmailAddress?.emailAddress.trim().toLowerCase() || null,
    phone: customer.defaultPhoneNumber?.phoneNumber.trim() || null,
    firstName: customer.firstName?.trim() || null,
    lastName: customer.lastName?.trim() || null,
    locale: customer.locale || null,
    state: customer.state.toLowerCase(),
    tags: customer.tags,
    emailVerified: customer.verifiedEmail,
    createdAt: new Date(customer.createdAt).toISOString(),
    updatedAt: new Date(customer.updatedAt).toISOString(),
  }
}
