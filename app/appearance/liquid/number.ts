/**
 * Arithmetic as Shopify's Liquid does it: whole numbers stay whole (7 / 2 = 3), text that is no number counts as 0,
 * modulo takes the sign of the divisor.
 */
export function toNumber(value: unknown): number {
  if (typeof value === "number") return Number.isFinite(value) ? value : 0
  if (typeof value !== "string") return 0
  const text = value.trim()
  if (/^-?\d+\.\d+$/.test(text)) return Number(text)
  return Number(/^-?\d+/.exec(text)?.[0] ?? 0)
}

const whole = (...values: number[]) => values.every(Number.isInteger)

export const NUMBER_FILTERS = {
  plus: (a: unknown, b: unknown) => toNumber(a) + toNumber(b),
  minus: (a: unknown, b: unknown) => toNumber(a) - toNumber(b),
  times: (a: unknown, b: unknown) => toNumber(a) * toNumber(b),
  divided_by: (a: unknown, b: unknown) => {
    const [dividend, divisor] = [toNumber(a), toNumber(b)]
    if (divisor === 0 && whole(divisor)) throw new Error("divided by 0")
    return whole(dividend, divisor) ? Math.floor(dividend / divisor) : dividend / divisor
  },
  modulo: (a: unknown, b: unknown) => {
    const [dividend, divisor] = [toNumber(a), toNumber(b)]
    return dividend - divisor * Math.floor(dividend / divisor)
  },
  floor: (a: unknown) => Math.floor(toNumber(a)),
  ceil: (a: unknown) => Math.ceil(toNumber(a)),
  at_least: (a: unknown, b: unknown) => Math.max(toNumber(a), toNumber(b)),
  at_most: (a: unknown, b: unknown) => Math.min(toNumber(a), toNumber(b)),
} as const
