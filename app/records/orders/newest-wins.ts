import { canonicalJson } from "#app/lib/canonical-json.ts"
import type { OrderFact } from "./order-fact.ts"

/**
 * What to do with an order fact that arrives beside a stored one.
 * keep: it tells nothing new. replace: store `fact`. doubtful: nobody can tell which is right, read the order again.
 */
export type Verdict = { kind: "keep" } | { kind: "replace"; fact: OrderFact; doubtful: boolean } | { kind: "doubtful" }

/** webhook: one of many deliveries in any order. admin_api: the answer to our own question, right for its second. */
export type FactSource = "webhook" | "admin_api"

const PAID_ONCE = new Set<OrderFact["financialStatus"]>(["paid", "partially_refunded", "refunded"])

/**
 * An order only moves forward: by `updatedAt`, which has a resolution of one second. In a tie with other content a webhook
 * makes the order doubtful and the Admin API wins. What webhooks do not carry and is known stays known.
 */
export function decideNewest(stored: OrderFact | null, incoming: OrderFact, source: FactSource): Verdict {
  const replace = (fact: OrderFact): Verdict => ({
    kind: "replace",
    fact,
    doubtful: source === "webhook" && PAID_ONCE.has(fact.financialStatus) && fact.paidAt === null,
  })
  if (stored === null) return replace(incoming)
  if (incoming.updatedAt < stored.updatedAt) return laterKnowledge(stored, incoming)
  const merged = keepKnown(stored, incoming)
  if (incoming.updatedAt > stored.updatedAt || source === "admin_api")
    return sameContent(stored, merged, true) ? { kind: "keep" } : replace(merged)
  if (!sameContent(stored, merged, false)) return { kind: "doubtful" }
  return sameContent(stored, merged, true) ? { kind: "keep" } : replace(merged)
}

/** An older payload changes nothing, except that it may be the one that says when the order was paid. */
function laterKnowledge(stored: OrderFact, older: OrderFact): Verdict {
  const paidAt = earliest(stored.paidAt, older.paidAt)
  return paidAt === stored.paidAt ? { kind: "keep" } : { kind: "replace", fact: { ...stored, paidAt }, doubtful: false }
}

/** Several payloads may each name a moment of payment; the earliest holds, in whatever order they came. */
function earliest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}

function keepKnown(stored: OrderFact, incoming: OrderFact): OrderFact {
  const paymentsStand =
    stored.financialStatus === incoming.financialStatus &&
    JSON.stringify(stored.gateways) === JSON.stringify(incoming.gateways)
  return {
    ...incoming,
    paidAt: earliest(stored.paidAt, incoming.paidAt),
    payments: incoming.payments ?? (paymentsStand ? stored.payments : null),
    // Not every payload says for whom it was bought, and it never changes.
    ...(stored.company && { company: true as const }),
  }
}

/** Same content; `strictly` includes what only some sources know (when and by what the order was paid). */
function sameContent(a: OrderFact, b: OrderFact, strictly: boolean): boolean {
  return contentOf(a, strictly) === contentOf(b, strictly)
}

/** The fact as text with sorted keys, so that a fact read back from the database compares equal. */
export function contentOf(fact: OrderFact, strictly: boolean): string {
  return canonicalJson(strictly ? fact : { ...fact, paidAt: null, payments: null })
}
