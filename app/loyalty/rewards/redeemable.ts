import type { RedeemableReward, RedeemReason } from "../redemptions/redemption.ts"
import type { Reward } from "./reward.ts"
import { isChoice, leastPoints, sliderPoints } from "./slider.ts"

/** What decides whether somebody can redeem something now, as far as it does not depend on the reward. */
export type Shopper = {
  member: boolean
  available: number
  tierId: string | null
  /** Customer tags, lower case. */
  tags: string[]
  /** The shop's currency now. */
  currency: string
  /** A programme is published. */
  programme: boolean
  spendingPaused: boolean
  /** A test is on, and this customer has not its tag. */
  outsideTest: boolean
}

/** What of it depends on the reward: how often this member redeemed it (what came back not counted), and free codes. */
export type Taken = { redeemed: number; freeCodes: number }

/** The first reason, in the order of REDEEM_REASONS, why this shopper cannot redeem it at any price; null: none. */
export function whyNot({ state, terms, stock }: Reward, shopper: Shopper, taken: Taken): RedeemReason | null {
  const { restrictions: only, gives } = terms
  if (!shopper.member) return "not_member"
  if (!shopper.programme) return "no_programme"
  if (shopper.spendingPaused) return "spending_paused"
  if (shopper.outsideTest) return "not_in_test"
  if (state !== "active") return "not_offered"
  if (terms.currency !== shopper.currency) return "other_currency"
  if (only.tierIds.length > 0 && !only.tierIds.includes(shopper.tierId ?? "")) return "other_tier"
  if (only.customerTags.length > 0 && !only.customerTags.some((tag) => shopper.tags.includes(tag)))
    return "other_customers"
  if (only.limitPerMember !== null && taken.redeemed >= only.limitPerMember) return "limit_reached"
  if (stock === 0 || (gives.kind === "partner_perk" && gives.codes === "list" && taken.freeCodes === 0))
    return "out_of_stock"
  return null
}

export type Price = { ok: true; points: number } | { ok: false; reason: RedeemReason; missing: number }

/**
 * What redeeming costs. `asked`: the points the shopper saw and clicked; null: the price there is. What is asked must be
 * the price, or a choice of the slider: nobody pays another price than the one they saw.
 */
export function priceOf({ terms: { gives } }: Reward, asked: number | null, available: number): Price {
  const points = asked ?? leastPoints(gives)
  const right = gives.kind === "amount_off_slider" ? isChoice(gives, points) : points === gives.points
  if (!right) return { ok: false, reason: "wrong_points", missing: 0 }
  const missing = Math.max(0, points - available)
  return missing > 0 ? { ok: false, reason: "not_enough_points", missing } : { ok: true, points }
}

/** What a shopper can do with a reward now. */
export function redeemable(reward: Reward, shopper: Shopper, taken: Taken): RedeemableReward {
  const { gives } = reward.terms
  const points = leastPoints(gives)
  const missing = Math.max(0, points - shopper.available)
  const reason = whyNot(reward, shopper, taken) ?? (missing > 0 ? "not_enough_points" : null)
  return {
    rewardId: reward.rewardId,
    terms: reward.terms,
    points,
    mostPoints: gives.kind === "amount_off_slider" ? sliderPoints(gives, shopper.available) : null,
    stock: reward.stock,
    ok: reason === null,
    reason,
    missing,
  }
}
