import { expect, test } from "vitest"
import { afterOrder, isReversed, type OrderEffect } from "./after-order.ts"
import type { RedemptionState } from "./redemption.ts"

const ORDER = "gid://shopify/Order/1"
const OTHER = "gid://shopify/Order/2"

/** By state: what an order that stands does, what a reversed one does, and the same when no points are given back. */
const EFFECTS: Record<RedemptionState, [OrderEffect, OrderEffect, OrderEffect]> = {
  drawn: ["used", "returned", "used"],
  unclear: ["used", "returned", "used"],
  issued: ["used", "returned", "used"],
  returning: ["used", "returned", "used"],
  used: ["none", "returned", "none"],
  returned: ["drawn_again", "none", "drawn_again"],
  refused: ["none", "none", "none"],
}

test.each(Object.entries(EFFECTS) as [RedemptionState, (typeof EFFECTS)["drawn"]][])(
  "an order that carries the code of one that is %s",
  (state, [standing, reversed, kept]) => {
    const redemption = { state, orderId: state === "used" ? ORDER : null, pointsBackOnCancel: true }
    expect(afterOrder(redemption, { orderId: ORDER, reversed: false })).toBe(standing)
    expect(afterOrder(redemption, { orderId: ORDER, reversed: true })).toBe(reversed)
    const holding = { ...redemption, pointsBackOnCancel: false }
    expect(afterOrder(holding, { orderId: ORDER, reversed: true })).toBe(kept)
  },
)

test("another order with the same code says nothing about the one that used it", () => {
  const used = { state: "used", orderId: ORDER, pointsBackOnCancel: true } as const
  expect(afterOrder(used, { orderId: OTHER, reversed: true })).toBe("none")
  expect(afterOrder(used, { orderId: OTHER, reversed: false })).toBe("none")
})

test("cancelled, deleted and wholly refunded is reversed; a part of a refund never is", () => {
  const order = { financialStatus: "paid", cancelledAt: null, deletedAt: null }
  expect(isReversed(order)).toBe(false)
  for (const financialStatus of ["partially_refunded", "pending", "authorized"])
    expect(isReversed({ ...order, financialStatus })).toBe(false)
  for (const financialStatus of ["refunded", "voided"]) expect(isReversed({ ...order, financialStatus })).toBe(true)
  expect(isReversed({ ...order, cancelledAt: "2026-03-20T10:00:00.000Z" })).toBe(true)
  expect(isReversed({ ...order, deletedAt: new Date(0) })).toBe(true)
})
