import { inShop } from "#app/lib/db.server.ts"
import type { CustomerFact } from "#app/records/customers/customer-fact.ts"
import { saveCustomers } from "#app/records/customers/customers.server.ts"

/** A customer whom Shopify has told of; what is not given is unknown. */
export async function know(shop: string, customerId: string, fact: Partial<CustomerFact> = {}): Promise<void> {
  await knowAll(shop, [{ customerId, ...fact }])
}

/** Many at once. */
export async function knowAll(shop: string, facts: (Partial<CustomerFact> & { customerId: string })[]): Promise<void> {
  const customers = facts.map((fact): CustomerFact => ({ ...unknown(), ...fact }))
  await inShop(shop, (tx) => saveCustomers(tx, shop, customers))
}

const unknown = () => ({
  email: null,
  phone: null,
  firstName: null,
  lastName: null,
  locale: null,
  state: "enabled",
  tags: [],
  emailVerified: true,
  createdAt: null,
  updatedAt: new Date().toISOString(),
})
