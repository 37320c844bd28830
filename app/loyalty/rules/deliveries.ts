import type { FulfilmentFact, OrderFact } from "#app/records/orders/order-fact.ts"

/** What the carriers say about an order's parcels. Cancelled and broken fulfilments are no parcels. */

const NO_PARCEL = new Set(["cancelled", "error", "failure"])

/** Fulfilments that stand: parcels on their way or arrived. */
export function findParcels(fact: OrderFact): FulfilmentFact[] {
  return fact.fulfilments.filter((fulfilment) => !NO_PARCEL.has(fulfilment.status.toLowerCase()))
}

const wordOf = (parcel: FulfilmentFact) => parcel.shipmentStatus?.toLowerCase() ?? ""
const momentOf = (parcel: FulfilmentFact) => Date.parse(parcel.shipmentAt ?? parcel.createdAt)

/** A parcel came back (refused, lost) and none was delivered after it. */
export function hasFailedDelivery(fact: OrderFact): boolean {
  return findParcels(fact).some((parcel) => wordOf(parcel) === "failure" && !isReplaced(fact, parcel))
}

/** When the last parcel arrived; null while one is on its way, came back, or none was sent. */
export function findDeliveredAt(fact: OrderFact): Date | null {
  const parcels = findParcels(fact)
  const arrived = parcels.filter((parcel) => wordOf(parcel) === "delivered")
  const open = parcels.filter((parcel) => wordOf(parcel) !== "delivered")
  if (arrived.length === 0 || open.some((p) => wordOf(p) !== "failure" || !isReplaced(fact, p))) return null
  return new Date(Math.max(...arrived.map(momentOf)))
}

function isReplaced(fact: OrderFact, failed: FulfilmentFact): boolean {
  return findParcels(fact).some((other) => wordOf(other) === "delivered" && momentOf(other) >= momentOf(failed))
}
