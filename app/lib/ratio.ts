/** Exact integer arithmetic for rates: no float ever touches points or money. */

import { toSafeNumber } from "./money.ts"

export type Rounding = "floor" | "half_up" | "ceiling"

/** `numerator / denominator` to an integer; half_up rounds halves away from zero. `denominator` > 0. */
export function divide(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  if (denominator <= 0n) throw new Error("denominator must be positive")
  const quotient = numerator / denominator
  const remainder = numerator % denominator
  if (remainder === 0n) return quotient
  const negative = numerator < 0n
  if (rounding === "floor") return negative ? quotient - 1n : quotient
  if (rounding === "ceiling") return negative ? quotient : quotient + 1n
  const twice = (negative ? -remainder : remainder) * 2n
  return twice >= denominator ? quotient + (negative ? -1n : 1n) : quotient
}

/**
 * Splits `total` over `weights` in proportion, by the largest remainder (Hamilton's method): the parts are integers
 * that add up to `total`; ties go to the earlier part. All weights ≥ 0; when all are 0, every part is 0.
 */
export function splitByLargestRemainder(total: number, weights: readonly (number | bigint)[]): number[] {
  const sum = weights.reduce<bigint>((a, w) => a + BigInt(w), 0n)
  if (sum === 0n) return weights.map(() => 0)
  const sign = total < 0 ? -1 : 1
  const amount = BigInt(Math.abs(total))
  const shares = weights.map((w) => amount * BigInt(w))
  return dealRounded(Math.abs(total), shares, sum).map((p) => p * sign + 0)
}

/**
 * Deals a rounded sum back to its exact shares (`numerators / denominator`, all ≥ 0): each gets its whole part, and what
 * is left of `total` goes, one each, to the largest fractions, ties to the earlier. `total` is the exact sum, rounded
 * either way, so what is left is never more than one a share.
 */
export function dealRounded(total: number, numerators: readonly bigint[], denominator: bigint): number[] {
  const parts = numerators.map((n) => toSafeNumber(n / denominator))
  let left = total - parts.reduce((a, p) => a + p, 0)
  const order = numerators
    .map((n, index) => ({ index, remainder: n % denominator }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
  for (const { index } of order) {
    if (left === 0) break
    parts[index] = (parts[index] as number) + 1
    left -= 1
  }
  return parts
}
