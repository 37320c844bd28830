import type { RewardTerms } from "../rewards/reward.ts"

/**
 * The life of a redemption. Points are held in all states but `refused` and `returned`.
 *
 * drawn → issued → used (an order carried it, or staff did it) · drawn → refused (Shopify would not; points came back)
 * drawn → unclear (nobody can say whether Shopify did it; staff decide) → issued | refused
 * issued → returning (the code is ended; an order may still come) → returned (points came back) | used
 * used → returned (its order was cancelled or refunded in full) · returned → used (an order came after all)
 */
export const REDEMPTION_STATES = {
  drawn: { holdsPoints: true },
  issued: { holdsPoints: true },
  used: { holdsPoints: true },
  unclear: { holdsPoints: true },
  returning: { holdsPoints: true },
  returned: { holdsPoints: false },
  refused: { holdsPoints: false },
} as const satisfies Record<string, { holdsPoints: boolean }>

export type RedemptionState = keyof typeof REDEMPTION_STATES

/** A redemption as it stands; moments are world time. */
export type Redemption = {
  redemptionId: string
  customerId: string
  rewardId: string
  state: RedemptionState
  points: number
  /** The reward's terms when it was redeemed. */
  terms: RewardTerms
  /** What it is worth in minor units of `terms.currency`; null: not in money. */
  valueMinor: number | null
  /** What the shopper types at checkout, or the partner's or gift card's code; null: there is none (yet). */
  code: string | null
  expiresAt: Date | null
  /** The order that carried the code, gid. */
  orderId: string | null
  redeemedAt: Date
  issuedAt: Date | null
  usedAt: Date | null
  returnedAt: Date | null
  /** Why Shopify has not done it, in its words. */
  error: string | null
}

/** Why somebody cannot redeem a reward: the closed list, in the order in which they are looked at. */
export const REDEEM_REASONS = [
  "not_member",
  "no_programme",
  "spending_paused",
  "not_in_test",
  "not_offered",
  "other_currency",
  "other_tier",
  "other_customers",
  "limit_reached",
  "out_of_stock",
  "wrong_points",
  "not_enough_points",
] as const

export type RedeemReason = (typeof REDEEM_REASONS)[number]

/** What a shopper can do with a reward now. `points`: what it costs at least; `missing`: how many more points that takes. */
export type RedeemableReward = {
  rewardId: string
  terms: RewardTerms
  points: number
  /** Of a slider: the most that can be chosen with what is available; null: no slider, or not even its least. */
  mostPoints: number | null
  stock: number | null
  ok: boolean
  reason: RedeemReason | null
  missing: number
}

export type RedeemOutcome =
  | { ok: true; redemption: Redemption; replayed: boolean }
  | { ok: false; reason: RedeemReason; missing: number }
  | { ok: false; reason: "conflict"; missing: number }

export type ReturnOutcome =
  | { ok: true; state: "returning" | "returned" }
  | { ok: false; reason: "not_found" | "not_issued_yet" | "already_used" | "already_returned" | "cannot_be_returned" }
