import type { OrderFact } from "./order-fact.ts"

/** The codes of an order as its fact holds them; none: the fact says nothing of codes. */
export function codesOf(typed: (string | null | undefined)[]): Pick<OrderFact, "discountCodes"> {
  const discountCodes = [...new Set(typed.flatMap((code) => code?.trim() || []))]
  return discountCodes.length > 0 ? { discountCodes } : {}
}
