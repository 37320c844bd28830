/** The oracle's own arithmetic, so that a fault in the product's cannot hide in it. Whole numbers only. */

/** a/b to the nearest whole number, halves up; a ≥ 0, b > 0. */
export function nearest(a: bigint, b: bigint): bigint {
  return (2n * a + b) / (2n * b)
}

/** A fraction rounded as a programme says; a ≥ 0, b > 0. */
export function rounded(a: bigint, b: bigint, how: "floor" | "half_up" | "ceiling"): bigint {
  if (how === "floor") return a / b
  return how === "half_up" ? nearest(a, b) : (a + b - 1n) / b
}

/** `amount` ≥ 0 dealt out in proportion to `shares`; single units go to the largest remainders, the earlier of equals. */
export function dealOut(amount: bigint, shares: bigint[]): bigint[] {
  const whole = shares.reduce((sum, share) => sum + share, 0n)
  if (whole === 0n) return shares.map(() => 0n)
  const dealt = shares.map((share) => (amount * share) / whole)
  let over = amount - dealt.reduce((sum, part) => sum + part, 0n)
  const taken = new Set<number>()
  while (over > 0n) {
    let best = -1
    for (const [index, share] of shares.entries()) {
      if (taken.has(index)) continue
      const rest = (amount * share) % whole
      if (best === -1 || rest > (amount * (shares[best] as bigint)) % whole) best = index
    }
    taken.add(best)
    dealt[best] = (dealt[best] as bigint) + 1n
    over -= 1n
  }
  return dealt
}
