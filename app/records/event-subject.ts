import { readCustomerId } from "./customers/from-webhook.ts"
import { readDeletedOrderId, readTouchedOrderId } from "./orders/touched-order.ts"

/** Gid of the order or the customer an event is about, for whoever looks for its traces; null: neither. */
export function findSubject(topic: string, payload: unknown): string | null {
  if (/^(orders|refunds)\//.test(topic)) return readTouchedOrderId(payload) ?? readDeletedOrderId(payload)
  return /^customers\/(create|update|delete)$/.test(topic) ? readCustomerId(payload) : null
}
