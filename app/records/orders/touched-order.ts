import { z } from "zod"
import { toGid } from "#app/shopify/gid.ts"
import { idDigits, readGid } from "../payload.ts"

const direct = z.object({ order_id: idDigits })
const edit = z.object({ order_edit: z.object({ order_id: idDigits }) })
const itself = z.object({ id: idDigits.nullish(), admin_graphql_api_id: z.string().nullish() })

/** The order that a delta payload (refunds/create, orders/edited) is about, from its exact digits; null: it does not say. */
export function readTouchedOrderId(payload: unknown): string | null {
  const refund = direct.safeParse(payload)
  if (refund.success) return toGid("Order", refund.data.order_id)
  const edited = edit.safeParse(payload)
  return edited.success ? toGid("Order", edited.data.order_edit.order_id) : null
}

/** The order that an orders/delete payload names. */
export function readDeletedOrderId(payload: unknown): string | null {
  const parsed = itself.safeParse(payload)
  return parsed.success ? readGid("Order", parsed.data) : null
}
