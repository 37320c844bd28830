import { listRewards } from "../rewards/rewards.server.ts"
import { type Estimate, estimateCost } from "./estimate.ts"
import { getLiabilityMonths } from "./liability-months.server.ts"
import type { MonthOfPoints } from "./movements.ts"
import { getLiabilitySettings } from "./settings.server.ts"
import type { LiabilitySettings } from "./settings.ts"
import { bestWorth } from "./worth.ts"

/** What the page about the points owed to members shows. Money in minor units of `currency`, the shop's. */
export type LiabilityPage = {
  currency: string
  /** The newest last; none: no points were ever given. */
  months: MonthOfPoints[]
  outstanding: { available: number; pending: number; debt: number }
  estimate: Estimate
  settings: LiabilitySettings
}

/** So many months tell what share of points is redeemed. */
const MEASURED_MONTHS = 12

/** Points owed to members now, what they are expected to cost, and how they came about month by month. */
export async function getLiabilityPage(
  shop: string,
  { currency, timezone, at }: { currency: string; timezone: string; at: Date },
): Promise<LiabilityPage> {
  const [months, settings, rewards] = await Promise.all([
    getLiabilityMonths(shop, timezone, at),
    getLiabilitySettings(shop, currency),
    listRewards(shop, ["active"]),
  ])
  const sum = (name: "available" | "pending" | "debt") => months.reduce((total, month) => total + month[name], 0)
  const outstanding = { available: sum("available"), pending: sum("pending"), debt: sum("debt") }
  const estimate = estimateCost(outstanding.available + outstanding.pending, {
    settings,
    rewardsWorth: bestWorth(rewards, currency),
    months: months.slice(-MEASURED_MONTHS),
  })
  return { currency, months, outstanding, estimate, settings }
}
