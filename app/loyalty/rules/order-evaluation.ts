/** What the rules say about one order: the shapes that ledger, pages and command line share. */

/** An exact rate; `denominator` > 0. */
export type Ratio = { numerator: number; denominator: number }

/**
 * What an order's points depend on outside the order, frozen at its first evaluation: the programme version, the tier at
 * the shop's midnight before it was placed, and each line's own multiplier. A line not named here counts once.
 */
export type EarningContext = {
  schema: 1
  programmeVersion: number
  tierId: string | null
  multiplier: Ratio
  lines: Record<string, FrozenLine>
  /** The pause of earning in which the order was placed. */
  pause?: { id: string; fromAt: string }
  /** The test that was on when the order was placed. `removed`: it ended, and its points were taken away. */
  test?: { id: string; takesPart: boolean; removed?: true }
  /** The customer's tag that the programme excludes, or none; absent where nothing asks for tags. */
  excludedTag?: string | null
  /** What of the rules for orders lies outside the order; absent: the version has none, or the customer is awaited. */
  earning?: FrozenEarning
  /** Customer or products (gids) that must be read before the context is complete; what hangs on them earns nothing yet. */
  awaits?: string[]
}

/**
 * As it was at the line's first evaluation. `excluded`: why it never earns. `rules`: ids of the rules about products that it
 * matches.
 */
export type FrozenLine = { multiplier: Ratio; excluded?: { code: LineExclusion; name?: string }; rules?: string[] }

/** `rules`: ids of those whose outside conditions the order met. `number`: 1 is the customer's first; asked for by rules. */
export type FrozenEarning = {
  rules: string[]
  number?: number
  /** Points of capped rules that the order was granted, by rule; a refund does not give them back. */
  room?: Record<string, number>
}

export type LineExclusion = "line_excluded_product" | "line_excluded_tag" | "line_excluded_type" | "line_on_sale"

/**
 * One decision. Its words are the text `explain:<code>`. Params named `amount…`, `unit`, `per` are decimal strings with
 * their currency ("12.50 EUR"), those ending in `At` are ISO moments, `count` is the number that chooses the plural.
 */
export type ExplainStep = { code: ExplainCode; params: Record<string, string | number> }

export const EXPLAIN_CODES = [
  // whom the order is for
  "doubtful",
  "no_customer",
  "not_member",
  "no_programme",
  "before_membership",
  // why an order counts, or does not
  "order_deleted",
  "order_cancelled",
  "order_voided",
  "order_test",
  "channel_online_off",
  "channel_pos_off",
  "channel_draft_off",
  "unpaid",
  "partially_paid_waits",
  "partially_paid_counts",
  "earning_paused",
  "outside_test",
  "test_removed",
  "customer_excluded",
  "company_excluded",
  "customer_awaited",
  "delivery_failed",
  "customer_changed",
  "delivery_counts",
  "cod_forecast",
  "fully_refunded",
  // money of the whole order
  "refund_without_money",
  "refund_shortfall",
  "discrepancy_taken",
  "discrepancy_added",
  "discrepancy_dropped",
  "discrepancy_offset",
  "gift_payment_taken",
  "payments_unknown",
  "shipping_not_counted",
  "shipping_counted",
  "shipping_refunded",
  "basis_total",
  // points
  "rate_missing",
  "rate",
  "rule_minimum",
  "rule_capped",
  "rule_points",
  "tier_multiplier",
  "exact_points",
  "rounded_floor",
  "rounded_half_up",
  "rounded_ceiling",
  "shipping_points",
  // when
  "available_at_once",
  "pending_until",
  // one line
  "line_price",
  "line_discount",
  "line_remaining",
  "line_gone",
  "line_gift_card",
  "line_tip",
  "line_excluded_product",
  "line_excluded_tag",
  "line_excluded_type",
  "line_on_sale",
  "line_awaited",
  "line_tax_out",
  "line_tax_in",
  "line_duty_in",
  "line_refund_taken",
  "line_refund_added",
  "line_gift_payment_taken",
  "line_multiplier",
  "line_rule",
  "line_rule_points",
  "line_points",
] as const

export type ExplainCode = (typeof EXPLAIN_CODES)[number]

/**
 * `points` of all lines, of shipping (step `shipping_points`) and of rules for the whole order (steps `rule_points`) add up to
 * the order's target or forecast.
 */
export type LineExplanation = {
  lineId: string
  title: string
  quantity: number
  currentQuantity: number
  /** What counts of this line, minor units. */
  basisMinor: number
  points: number
  /** Why the line earns nothing whatever is left of it: a gift card, a tip, or excluded by the programme. */
  excluded: ExplainCode | null
  multiplier: Ratio
  steps: ExplainStep[]
}

/**
 * earning: the order counts (its target may still be 0); forecast: it will, once delivered and paid; none: it does not.
 * `voided`: it never will again (cancelled, deleted, voided), so what is pending for it is settled.
 * `atOnce`: the programme has no pending days, so points need not wait for the clock to pass `releaseAt`.
 */
export type OrderEvaluation = {
  state: "earning" | "forecast" | "none"
  voided: boolean
  /** Points the order deserves now. */
  target: number
  /** Points it will deserve (forecast only, else 0). */
  forecast: number
  basisMinor: number
  /** What counts for tiers by spend: the basis of an order that counts, else 0. */
  spendMinor: number
  currency: string
  /** ISO; when pending points become available; null: not known, or never. */
  releaseAt: string | null
  atOnce: boolean
  lines: LineExplanation[]
  steps: ExplainStep[]
}
