import { describe, expect, it } from "vitest"
import { shopperPoints } from "./shopper-points.ts"

describe("the one number a shopper reads of an entry", () => {
  it.each([
    ["earned and waiting", { delta: 0, pendingDelta: 58, debtDelta: 0 }, 58],
    ["released", { delta: 58, pendingDelta: -58, debtDelta: 0 }, 58],
    ["released, part of it paying debt", { delta: 38, pendingDelta: -58, debtDelta: -20 }, 58],
    ["released, all of it paying debt", { delta: 0, pendingDelta: -58, debtDelta: -58 }, 58],
    ["refunded beyond what is left", { delta: -10, pendingDelta: 0, debtDelta: 5 }, -15],
    ["fallen away while waiting", { delta: 0, pendingDelta: -58, debtDelta: 0 }, -58],
    ["debt forgiven", { delta: 0, pendingDelta: 0, debtDelta: -5 }, 5],
  ])("%s", (_name, movement, expected) => {
    expect(shopperPoints(movement)).toBe(expected)
  })
})
