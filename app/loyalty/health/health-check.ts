import type { Estimate } from "../liability/estimate.ts"
import { worthOfReward } from "../liability/worth.ts"
import type { ProgrammeRules } from "../programme/programme-rules.ts"
import type { Reward } from "../rewards/reward.ts"
import { leastPoints } from "../rewards/slider.ts"
import { stackingLosses } from "./stacking.ts"

/** What the shop sold lately, in minor units of its currency. `orders` 0: nothing to measure by. */
export type Trade = { orders: number; revenueMinor: number }

/**
 * Something about a programme that members or the merchant will come to feel. Words and remedy are the texts
 * `liability:health.<code>` and `liability:health.remedies.<code>`. Shares in hundredths of a percent.
 */
export type HealthWarning =
  | { code: "no_reward" }
  | { code: "first_reward_far"; reward: string; points: number; orders: number }
  | { code: "reward_worth_little"; reward: string; worthMinor: number; spendMinor: number; share: number }
  | { code: "expiry_short"; months: number }
  | { code: "rewards_stack"; rewards: string; discountMinor: number; spendMinor: number }
  | { code: "liability_outgrows"; costMinor: number; revenueMinor: number; share: number; most: number }

export type HealthView = {
  rules: Pick<ProgrammeRules, "rates" | "expiry">
  /** Those that are offered. */
  rewards: Pick<Reward, "terms">[]
  trade: Trade
  /** The shop's currency. */
  currency: string
  estimate: Pick<Estimate, "costMinor">
  /** Of a sale, left when goods are paid; of revenue, what points may cost. */
  margin: number
  mostOfRevenue: number
}

/** A first reward should be in reach after so many average orders. */
const MOST_ORDERS = 2
/** Of the spend that a reward takes, in hundredths of a percent. */
const LEAST_WORTH = 200
/** Most shops' customers come back within half a year. */
const SHORT_MONTHS = 6
const WHOLE = 10_000

/** Everything a look at a programme brings up, the gravest for members first. Points of the base rate, without tiers. */
export function healthCheck(view: HealthView): HealthWarning[] {
  const offered = view.rewards.filter(({ terms }) => terms.currency === view.currency)
  if (offered.length === 0) return [{ code: "no_reward" }, ...shortExpiry(view), ...outgrown(view)]
  return [
    ...farReward(view, offered),
    ...offered.flatMap((reward) => littleWorth(view, reward)),
    ...shortExpiry(view),
    ...stackingLosses(offered, view),
    ...outgrown(view),
  ]
}

type Rewards = HealthView["rewards"]

function farReward({ rules, trade, currency }: HealthView, rewards: Rewards): HealthWarning[] {
  const rate = rules.rates[currency]
  const [first] = [...rewards].sort((a, b) => leastPoints(a.terms.gives) - leastPoints(b.terms.gives))
  if (!first || !rate || rate.points === 0 || trade.orders === 0) return []
  const points = leastPoints(first.terms.gives)
  const earnedInOne = (trade.revenueMinor / trade.orders / rate.perMinor) * rate.points
  const orders = Math.ceil(points / earnedInOne)
  return earnedInOne > 0 && orders > MOST_ORDERS
    ? [{ code: "first_reward_far", reward: first.terms.name, points, orders }]
    : []
}

function littleWorth({ rules, currency }: HealthView, { terms }: Rewards[number]): HealthWarning[] {
  const rate = rules.rates[currency]
  const worth = worthOfReward(terms.gives)
  if (!rate || rate.points === 0 || !worth) return []
  const spendMinor = Math.ceil((worth.points * rate.perMinor) / rate.points)
  const share = Math.floor((worth.minor * WHOLE) / spendMinor)
  return share < LEAST_WORTH
    ? [{ code: "reward_worth_little", reward: terms.name, worthMinor: worth.minor, spendMinor, share }]
    : []
}

function shortExpiry({ rules: { expiry } }: HealthView): HealthWarning[] {
  return expiry.kind !== "never" && expiry.months < SHORT_MONTHS
    ? [{ code: "expiry_short", months: expiry.months }]
    : []
}

function outgrown({ estimate: { costMinor }, trade: { revenueMinor }, mostOfRevenue }: HealthView): HealthWarning[] {
  if (costMinor === null || revenueMinor === 0) return []
  const share = Math.round((costMinor * WHOLE) / revenueMinor)
  return costMinor * WHOLE > revenueMinor * mostOfRevenue
    ? [{ code: "liability_outgrows", costMinor, revenueMinor, share, most: mostOfRevenue }]
    : []
}
