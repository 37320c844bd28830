import type { DiscountCodeBasicInput, DiscountCodeFreeShippingInput } from "../types/operations.generated.ts"

/** A discount with one code, as it is asked for. */
export type NewDiscount =
  | { type: "basic"; input: DiscountCodeBasicInput }
  | { type: "shipping"; input: DiscountCodeFreeShippingInput }
