import { parseMinor } from "#app/lib/money.ts"
import type { OrderGlance } from "#app/shopify/types/operations.generated.ts"
import { CARRIER_WORDS } from "../orders/from-admin-api.ts"
import type { OrderFact } from "../orders/order-fact.ts"

/** How many refunds and fulfilments a glance shows at most (order.graphql). */
const SHOWN = 3

/**
 * Whether Shopify's order, seen at a glance, may be other than the stored fact, so that it has to be read whole. By
 * `updatedAt`; in a tie (its resolution is one second) by what can have changed within that second and moves points.
 */
export function isOtherAtAGlance(fact: OrderFact, glance: OrderGlance): boolean {
  const toldAt = new Date(glance.updatedAt).getTime()
  const knownAt = new Date(fact.updatedAt).getTime()
  if (toldAt !== knownAt) return toldAt > knownAt
  // There may be more of them than a glance shows.
  if (glance.refunds.length === SHOWN || glance.fulfillments.length === SHOWN) return true
  return JSON.stringify(seenIn(glance)) !== JSON.stringify(seenInFact(fact))
}

function seenIn(glance: OrderGlance) {
  return {
    customerId: glance.customer?.id ?? null,
    status: (glance.displayFinancialStatus ?? "PENDING").toLowerCase(),
    cancelled: glance.cancelledAt !== null,
    test: glance.test,
    totalMinor: parseMinor(glance.currentTotalPriceSet.shopMoney.amount, glance.currencyCode),
    tags: tagSet(glance.tags),
    refunds: glance.refunds.map((refund) => refund.id).sort(),
    fulfilments: glance.fulfillments
      .map(({ id, status, displayStatus }) => [id, status.toLowerCase(), CARRIER_WORDS[displayStatus ?? ""] ?? null])
      .sort(),
  }
}

function seenInFact(fact: OrderFact): ReturnType<typeof seenIn> {
  return {
    customerId: fact.customerId,
    status: fact.financialStatus,
    cancelled: fact.cancelledAt !== null,
    test: fact.test,
    totalMinor: fact.totalMinor,
    tags: tagSet(fact.tags),
    refunds: fact.refunds.map((refund) => refund.id).sort(),
    fulfilments: fact.fulfilments.map(({ id, status, shipmentStatus }) => [id, status, shipmentStatus]).sort(),
  }
}

function tagSet(tags: string[]): string[] {
  return [...new Set(tags.map((tag) => tag.trim()).filter(Boolean))].sort()
}
