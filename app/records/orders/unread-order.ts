import type { OrderFact } from "./order-fact.ts"

/**
 * The fact of an order of which we know nothing but that it exists (or existed): older than anything Shopify can say,
 * worth nothing. It keeps the place of an order that is still to be read, or that was deleted before we ever saw it.
 */
export function unreadOrder(orderId: string, currency: string): OrderFact {
  const never = "1970-01-01T00:00:00.000Z"
  return {
    schema: 1,
    id: orderId,
    name: "",
    customerId: null,
    currency,
    taxesIncluded: false,
    test: false,
    channel: "",
    financialStatus: "pending",
    gateways: [],
    tags: [],
    createdAt: never,
    processedAt: never,
    updatedAt: never,
    cancelledAt: null,
    paidAt: null,
    totalMinor: 0,
    lines: [],
    shipping: { priceMinor: 0, discountMinor: 0, taxMinor: 0 },
    refunds: [],
    fulfilments: [],
    payments: null,
  }
}
