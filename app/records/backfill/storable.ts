import type { OrderFact } from "../orders/order-fact.ts"

/** What PostgreSQL cannot hold: NUL, and half of a surrogate pair. */
const UNSTORABLE = /\\u(0000|d[89a-f][0-9a-f]{2})/i

/** The fact as the database can hold it; text is mended as it is in webhooks (records/payload.ts). */
export function storable(fact: OrderFact): OrderFact {
  if (!UNSTORABLE.test(JSON.stringify(fact))) return fact
  const mended = JSON.stringify(fact, (_key, value: unknown) =>
    typeof value === "string" ? value.replaceAll("\u0000", "").replace(/\p{Surrogate}/gu, "\ufffd") : value,
  )
  return JSON.parse(mended) as OrderFact
}
