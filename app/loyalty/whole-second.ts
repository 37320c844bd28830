/**
 * The second that a moment lies in. Shopify tells an order's moment in whole seconds; what decides about orders by its own
 * moment is compared by the second too, or an order placed right after it would count as placed before.
 */
export function wholeSecond(at: Date): Date {
  return new Date(Math.floor(at.getTime() / 1000) * 1000)
}
