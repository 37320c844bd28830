import type { RedemptionState } from "./redemption.ts"

/** What an order that carries a redemption's code makes of it. Pure. */

/** `reversed`: cancelled, deleted, or refunded in full; a part of a refund is none. */
export type CarryingOrder = { orderId: string; reversed: boolean }

export type OrderEffect = "none" | "used" | "drawn_again" | "returned"

/**
 * An order that stands uses the code, and draws points again that were returned too early. One that is reversed gives them
 * back if the reward says so; the code stays used either way. What was refused never had a code.
 */
export function afterOrder(
  redemption: { state: RedemptionState; orderId: string | null; pointsBackOnCancel: boolean },
  { orderId, reversed }: CarryingOrder,
): OrderEffect {
  const { state, pointsBackOnCancel } = redemption
  if (state === "refused") return "none"
  // A second order with the same code says nothing about the first, which used it.
  if (state === "used" && redemption.orderId !== null && redemption.orderId !== orderId) return "none"
  if (reversed && pointsBackOnCancel) return state === "returned" ? "none" : "returned"
  if (state === "returned") return "drawn_again"
  return state === "used" ? "none" : "used"
}

/** Whether nothing of an order is left. */
export function isReversed(order: {
  financialStatus: string
  cancelledAt: string | null
  deletedAt: Date | null
}): boolean {
  const { financialStatus, cancelledAt, deletedAt } = order
  return deletedAt !== null || cancelledAt !== null || financialStatus === "refunded" || financialStatus === "voided"
}
