/** Exact fractions of whole numbers; `under` > 0. */
export type Fraction = { over: bigint; under: bigint }

export const NOTHING: Fraction = { over: 0n, under: 1n }

export function times(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.over, under: a.under * b.under }
}

/** Whether a is more than b. */
export function isMore(a: Fraction, b: Fraction): boolean {
  return a.over * b.under > b.over * a.under
}

/** The same fractions over one denominator, the least there is. */
export function overOne(fractions: Fraction[]): { overs: bigint[]; under: bigint } {
  const under = fractions.reduce((shared, one) => leastCommonMultiple(shared, one.under), 1n)
  return { overs: fractions.map((one) => one.over * (under / one.under)), under }
}

export function sumOf(fractions: Fraction[]): Fraction {
  const { overs, under } = overOne(fractions)
  return { over: overs.reduce((sum, over) => sum + over, 0n), under }
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  if (a === b) return a
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return (a / x) * b
}
