import { z } from "zod"
import { toGid } from "#app/shopify/gid.ts"
import { idDigits } from "../payload.ts"

const scopesPayload = z.object({ current: z.array(z.string()) })

/** The scopes an app/scopes_update payload says are granted now; null: it does not say. */
export function readScopes(payload: unknown): string[] | null {
  const parsed = scopesPayload.safeParse(payload)
  return parsed.success ? parsed.data.current : null
}

const redactPayload = z.object({ customer: z.object({ id: idDigits }) })

/** The customer a customers/redact payload is about, from its exact digits. */
export function readRedactedCustomerId(payload: unknown): string | null {
  const parsed = redactPayload.safeParse(payload)
  return parsed.success ? toGid("Customer", parsed.data.customer.id) : null
}
