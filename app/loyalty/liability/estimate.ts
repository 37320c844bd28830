import type { Figures } from "./movements.ts"
import type { LiabilitySettings } from "./settings.ts"
import { expectedCost, redemptionRate, type Worth } from "./worth.ts"

/**
 * `worth` null: no active reward is a sum of money, and the merchant said nothing. `redeemed` in hundredths of a percent;
 * `assumed`: nothing was redeemed yet, so everything is expected to be.
 */
export type Estimate = { worth: Worth | null; redeemed: number; assumed: boolean; costMinor: number | null }

/** What these points are expected to cost. `months`: those by which the share that is redeemed is measured. */
export function estimateCost(
  points: number,
  { settings, rewardsWorth, months }: { settings: LiabilitySettings; rewardsWorth: Worth | null; months: Figures[] },
): Estimate {
  const worth = settings.worth ?? rewardsWorth
  const measured = redemptionRate(months)
  const redeemed = settings.redeemed ?? measured ?? 10_000
  const assumed = settings.redeemed === null && measured === null
  return { worth, redeemed, assumed, costMinor: worth && expectedCost(points, worth, redeemed) }
}
