import { estimateCost } from "../liability/estimate.ts"
import { listKeptMonths } from "../liability/liability-months.server.ts"
import { getLiabilitySettings } from "../liability/settings.server.ts"
import { bestWorth } from "../liability/worth.ts"
import { getShopTotals } from "../overview/shop-totals.server.ts"
import { findVersionAt } from "../programme/programme.server.ts"
import type { ProgrammeRules } from "../programme/programme-rules.ts"
import { listRewards } from "../rewards/rewards.server.ts"
import { type HealthWarning, healthCheck } from "./health-check.ts"
import { getTrade } from "./trade.server.ts"

/** What costs the merchant money while it lasts; the rest is said where programmes are published. */
const TOLD_ON_HOME: HealthWarning["code"][] = ["rewards_stack", "liability_outgrows"]

/** What home says of the programme in force at `at`; without one nothing. */
export async function getHealthNow(
  shop: string,
  { currency, at }: { currency: string; at: Date },
): Promise<HealthWarning[]> {
  const programme = await findVersionAt(shop, at)
  if (!programme) return []
  const warnings = await getHealth(shop, programme.rules, { currency, at })
  return warnings.filter(({ code }) => TOLD_ON_HOME.includes(code))
}

/** So many months that are over tell what share of points is redeemed. */
const MEASURED_MONTHS = 12

/** What is to be said about these rules in this shop, by what it sold in the last 90 days before `at` (world time). */
export async function getHealth(
  shop: string,
  rules: ProgrammeRules,
  { currency, at }: { currency: string; at: Date },
): Promise<HealthWarning[]> {
  const [rewards, trade, settings, totals, months] = await Promise.all([
    listRewards(shop, ["active"]),
    getTrade(shop, currency, at),
    getLiabilitySettings(shop, currency),
    getShopTotals(shop),
    listKeptMonths(shop, MEASURED_MONTHS),
  ])
  const { available, pending } = totals.outstanding
  const estimate = estimateCost(available + pending, { settings, rewardsWorth: bestWorth(rewards, currency), months })
  const { margin, mostOfRevenue } = settings
  return healthCheck({ rules, rewards, trade, currency, estimate, margin, mostOfRevenue })
}
