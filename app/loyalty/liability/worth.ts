import type { Reward, RewardGives } from "../rewards/reward.ts"
import type { Figures, MOVEMENTS } from "./movements.ts"

/** So many minor units for so many points: 5.00 for 100 is { minor: 500, points: 100 }. */
export type Worth = { minor: number; points: number }

/** What a reward gives for its points, where that is a sum of money; null: it is none, or nobody knows. */
export function worthOfReward(gives: RewardGives): Worth | null {
  switch (gives.kind) {
    case "amount_off":
    case "store_credit":
    case "gift_card":
      return { minor: gives.amountMinor, points: gives.points }
    case "amount_off_slider":
      return { minor: gives.unitMinor, points: gives.unitPoints }
    case "free_product":
      return { minor: gives.valueMinor, points: gives.points }
    case "free_shipping":
      return gives.maxShippingMinor === null ? null : { minor: gives.maxShippingMinor, points: gives.points }
    default:
      return null
  }
}

/** Below zero: a point is worth less by `a` than by `b`. Products of two whole numbers, no division. */
function compareWorth(a: Worth, b: Worth): number {
  return Number(BigInt(a.minor) * BigInt(b.points) - BigInt(b.minor) * BigInt(a.points))
}

/** What a point is worth by the best of these rewards that is a sum in `currency`: nobody should take less for it. */
export function bestWorth(rewards: Pick<Reward, "terms">[], currency: string): Worth | null {
  const worths = rewards
    .filter(({ terms }) => terms.currency === currency)
    .flatMap(({ terms }) => worthOfReward(terms.gives) ?? [])
  return worths.reduce<Worth | null>((best, one) => (best && compareWorth(best, one) >= 0 ? best : one), null)
}

/** Percent with two decimals, as a whole number of hundredths (app/lib/percent.ts). */
const WHOLE = 10_000

/**
 * Which share of the points given is redeemed: redeemed − returned, over all points given − taken back, in the same months;
 * in hundredths of a percent. null: nothing was redeemed yet, so nobody can say. This is the redemption rate of IFRS 15,
 * B44–B47 (and ASC 606-10-55-46 to 55-49), by which a customer's unexercised rights are estimated from what was exercised.
 */
export function redemptionRate(months: Figures[]): number | null {
  const sum = (...names: (typeof MOVEMENTS)[number][]) =>
    months.reduce((total, { moves }) => total + names.reduce((some, name) => some + moves[name], 0), 0)
  const redeemed = -sum("redeemed", "returned")
  const given = sum("earned", "awarded", "given", "imported", "reversed")
  if (redeemed <= 0 || given <= 0) return null
  return Math.min(WHOLE, Math.round((redeemed * WHOLE) / given))
}

/**
 * What points are expected to cost, in minor units: points × worth of a point × the share that is redeemed, rounded up to a
 * whole unit, because what is owed is never told too low. `rate` in hundredths of a percent.
 */
export function expectedCost(points: number, worth: Worth, rate: number): number {
  const over = BigInt(Math.max(0, points)) * BigInt(worth.minor) * BigInt(rate)
  const under = BigInt(worth.points) * BigInt(WHOLE)
  return Number((over + under - 1n) / under)
}
