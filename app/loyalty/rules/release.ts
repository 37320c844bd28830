import type { OrderFact } from "#app/records/orders/order-fact.ts"
import type { ProgrammeRules } from "../programme/programme-rules.ts"
import { findDeliveredAt, findParcels } from "./deliveries.ts"
import { isCashOnDelivery } from "./eligibility.ts"

const DAY_MS = 86_400_000

/** An order whose last parcel never leaves is released this long after payment. */
const UNFULFILLED_DAYS = 60

export type Release = {
  at: Date
  /** The programme has no pending days and the moment has come by an event, so no clock need pass it. */
  atOnce: boolean
}

/**
 * When the pending points of an order that counts become available (§1.8): payment + N days, or last fulfilment + N
 * days and at the latest 60 days after payment. Days are 24 hours; the two are moments, not calendar days.
 */
export function findRelease(fact: OrderFact, rules: ProgrammeRules): Release {
  const { from, days } = rules.pending
  const paidAt = findPaymentMoment(fact, rules)
  const atOnce = days === 0
  if (from === "payment") return { at: addDays(paidAt, days), atOnce }
  const latest = addDays(paidAt, UNFULFILLED_DAYS)
  const fulfilledAt = findFulfilledAt(fact, paidAt)
  if (fulfilledAt === null) return { at: latest, atOnce: false }
  const at = addDays(fulfilledAt, days)
  return at.getTime() <= latest.getTime() ? { at, atOnce } : { at: latest, atOnce: false }
}

/**
 * When the order was paid. Cash on delivery that counts from delivery: the delivery, or a payment before it. Where
 * Shopify has not said when (webhooks do not), the last known payment, else the moment of the order itself.
 */
function findPaymentMoment(fact: OrderFact, rules: ProgrammeRules): Date {
  const paidAt = fact.paidAt === null ? null : new Date(fact.paidAt)
  const countsFromDelivery = rules.orders.cashOnDelivery.countsFrom === "delivery" && isCashOnDelivery(fact, rules)
  const deliveredAt = countsFromDelivery ? findDeliveredAt(fact) : null
  if (deliveredAt !== null) return paidAt !== null && paidAt < deliveredAt ? paidAt : deliveredAt
  if (paidAt !== null) return paidAt
  const payments = (fact.payments ?? []).map((payment) => Date.parse(payment.processedAt))
  return payments.length > 0 ? new Date(Math.max(...payments)) : new Date(fact.processedAt)
}

/** When the last unit left, counting what needs no shipping as gone at payment; null while something waits. */
function findFulfilledAt(fact: OrderFact, paidAt: Date): Date | null {
  const remaining = fact.lines.filter((line) => line.currentQuantity > 0)
  const shipped = remaining.filter((line) => line.requiresShipping)
  if (shipped.length === 0) return paidAt
  if (shipped.some((line) => line.unfulfilledQuantity > 0)) return null
  const parcels = findParcels(fact).map((parcel) => Date.parse(parcel.createdAt))
  if (parcels.length === 0) return null
  const last = Math.max(...parcels)
  const allShipped = shipped.length === remaining.length
  return new Date(allShipped ? last : Math.max(last, paidAt.getTime()))
}

function addDays(moment: Date, days: number): Date {
  return new Date(moment.getTime() + days * DAY_MS)
}
