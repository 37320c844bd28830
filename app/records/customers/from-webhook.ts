import { z } from "zod"
import { email, idDigits, maybeText, moment, readGid, tags } from "../payload.ts"
import type { CustomerFact } from "./customer-fact.ts"
import type { Merge } from "./merge.ts"

const identity = z.object({ id: idDigits.nullish(), admin_graphql_api_id: z.string().nullish() })

const customerPayload = identity.extend({
  email,
  phone: maybeText,
  first_name: maybeText,
  last_name: maybeText,
  locale: maybeText,
  state: maybeText,
  tags: z.union([z.null(), z.undefined(), tags]),
  verified_email: z.boolean().nullish().catch(null),
  created_at: moment.nullish().catch(null),
  updated_at: moment.nullish().catch(null),
})

/** Before anything Shopify can say: a customer known only by an order yields to every customer payload. */
const BEFORE_ALL = "1970-01-01T00:00:00.000Z"

/** A customers/* payload, or the customer inside an order → fact. Null when it does not say who it is. */
export function readCustomerPayload(payload: unknown): CustomerFact | null {
  const parsed = customerPayload.safeParse(payload)
  if (!parsed.success) return null
  const customer = parsed.data
  const customerId = readGid("Customer", customer)
  if (!customerId) return null
  return {
    customerId,
    email: customer.email,
    phone: customer.phone,
    firstName: customer.first_name,
    lastName: customer.last_name,
    locale: customer.locale,
    state: customer.state?.toLowerCase() ?? "disabled",
    tags: customer.tags ?? null,
    emailVerified: customer.verified_email ?? null,
    createdAt: customer.created_at ?? null,
    updatedAt: customer.updated_at ?? BEFORE_ALL,
  }
}

/** The gid a customers/delete payload names, from its gid or its exact digits. */
export function readCustomerId(payload: unknown): string | null {
  const parsed = identity.safeParse(payload)
  return parsed.success ? readGid("Customer", parsed.data) : null
}

const taggedPayload = z.object({ customerId: z.string().regex(/^gid:\/\/shopify\/Customer\/\d{1,20}$/) })

/** The gid that customer.tags_added and customer.tags_removed are about. */
export function readTaggedCustomerId(payload: unknown): string | null {
  return taggedPayload.safeParse(payload).data?.customerId ?? null
}

const mergePayload = z.object({
  admin_graphql_api_customer_kept_id: z.string().regex(/^gid:\/\/shopify\/Customer\/\d{1,20}$/),
  admin_graphql_api_customer_deleted_id: z.string().regex(/^gid:\/\/shopify\/Customer\/\d{1,20}$/),
  status: z.string(),
})

/** A customers/merge payload that has succeeded: who stays and who went. Null for any other state of a merge. */
export function readMerge(payload: unknown): Merge | null {
  const parsed = mergePayload.safeParse(payload)
  if (!parsed.success || parsed.data.status.toLowerCase() !== "completed") return null
  const { admin_graphql_api_customer_kept_id: keptId, admin_graphql_api_customer_deleted_id: goneId } = parsed.data
  return keptId === goneId ? null : { keptId, goneId }
}
