/**
 * An order's life as plain steps: what happened to it in the shop, one after another. Two readers make something of it:
 * `life-world.ts` writes the order as Shopify would tell it after each step (an OrderFact), `straight-line.ts` says from
 * the steps alone what the shopper must have. Money in minor units; moments in milliseconds.
 */
export type LifeLine = {
  units: number
  unitPrice: number
  /** For all units. */
  discount: number
  tax: number
  duty: number
  giftCard: boolean
  tip: boolean
  requiresShipping: boolean
  /** The line's own multiplier in the frozen context. */
  times: { numerator: number; denominator: number }
  /** The rules about products that it matches there. */
  ruleIds: string[]
}

export type LifeStep = { at: number } & (
  | { does: "pay"; amount: number }
  /** Part of the money; the rest may follow. */
  | { does: "pay_part"; amount: number }
  /** A removal by edit: money is owed back (`owed`, booked as a positive discrepancy), none moves. */
  | { does: "remove"; line: number; units: number; owed: number }
  | { does: "add"; line: LifeLine; amount: number }
  | {
      does: "refund"
      units: { line: number; units: number; subtotal: number; tax: number }[]
      /** Signed as Shopify does: negative = beyond the lines, positive = kept. */
      discrepancy: number
      discrepancyTax: number
      shipping: number
      shippingTax: number
      /** Money that the refund lists, and money that really went back (0: the transaction failed or there is none). */
      listed: number
      moved: number
      transaction: "success" | "failure" | "none"
    }
  /** Sends what waits: one line, or all. */
  | { does: "send"; line: number | null }
  | { does: "deliver" }
  | { does: "refuse" }
  | { does: "cancel" }
  | { does: "void" }
  | { does: "delete" }
)

export type Life = {
  orderNumber: number
  currency: string
  taxesIncluded: boolean
  channel: string
  test: boolean
  developmentStore: boolean
  gateway: string
  /** How much of the money comes from a gift card; it is used first. */
  giftPaid: number
  placedAt: number
  lines: LifeLine[]
  shipping: { price: number; discount: number; tax: number }
  steps: LifeStep[]
}
