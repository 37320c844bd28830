/** What a fault run lets happen in its shop: plain data, planned from a seed before anything starts. */

export type LineDraft = {
  unitMinor: number
  units: number
  giftCard: boolean
  tip: boolean
  shipped: boolean
}

export type OrderDraft = {
  /** Index into people; null: somebody over the counter. */
  person: number | null
  /** The order names no customer, only the person's e-mail. */
  guest: boolean
  lines: LineDraft[]
  discountPercent: number
  shippingMinor: number
  giftCardMinor: number
  courier: boolean
  channel: "web" | "pos" | "shopify_draft_order"
  test: boolean
}

export type RefundDraft =
  | { what: "units"; line: number; units: number; feeMinor: number }
  | { what: "amount"; percent: number; status: "success" | "failure" }
  | { what: "shipping" }
  | { what: "everything" }

/** What needs no more words than its name. */
export type PlainStep = "pay" | "pay_part" | "fulfil" | "fulfil_part" | "deliver" | "refuse" | "cancel" | "delete"

/** `at`: milliseconds of world time. */
export type Happening = { at: number } & (
  | { does: "publish"; programme: number }
  | { does: "register"; person: number }
  | { does: "join"; person: number }
  | { does: "goodwill"; person: number; points: number; key: string }
  | { does: "merge"; kept: number; gone: number }
  | { does: "order"; order: number; draft: OrderDraft }
  | { does: PlainStep; order: number }
  | { does: "remove"; order: number; line: number }
  | { does: "add"; order: number; line: LineDraft }
  | { does: "refund"; order: number; refund: RefundDraft }
  /** The tokens of the Admin API expire. */
  | { does: "expire_tokens" }
)

/** A process that dies when this share of the happenings (in ten-thousandths) has happened. */
export type Kill = { when: number; victims: ("server" | "worker")[]; which: 0 | 1; afterMs: number }

export type FaultPlan = {
  seed: number
  people: number
  orders: number
  startAt: number
  /** World time when the last thing happens. */
  endAt: number
  happenings: Happening[]
  kills: Kill[]
}
