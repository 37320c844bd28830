import { z } from "zod"
import { toGid } from "#app/shopify/gid.ts"
import { idDigits, maybeText } from "../payload.ts"

/** What the payloads of customers/data_request and customers/redact say about whom. */
export type PrivacyPayload = {
  /** Shopify's id of a data request (digits); erasures have none. */
  dataRequestId: string | null
  customerId: string | null
  email: string | null
  phone: string | null
  /** Gids of the orders that are meant. */
  orderIds: string[]
}

const ids = z.array(idDigits).nullish().catch(null)

const payloadShape = z.object({
  customer: z
    .object({ id: idDigits.nullish().catch(null), email: maybeText.catch(null), phone: maybeText.catch(null) })
    .nullish()
    .catch(null),
  orders_requested: ids,
  orders_to_redact: ids,
  data_request: z
    .object({ id: idDigits.nullish().catch(null) })
    .nullish()
    .catch(null),
})

/** Reads a privacy payload tolerantly; null: it says neither who nor which orders. */
export function readPrivacyPayload(payload: unknown): PrivacyPayload | null {
  const parsed = payloadShape.safeParse(payload)
  if (!parsed.success) return null
  const { customer, orders_requested: requested, orders_to_redact: toRedact, data_request: request } = parsed.data
  const orderIds = [...(requested ?? []), ...(toRedact ?? [])].map((id) => toGid("Order", id))
  const customerId = customer?.id ? toGid("Customer", customer.id) : null
  const email = customer?.email ?? null
  const phone = customer?.phone ?? null
  if (customerId === null && email === null && phone === null && orderIds.length === 0) return null
  return { dataRequestId: request?.id ?? null, customerId, email, phone, orderIds }
}
