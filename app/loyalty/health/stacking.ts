import { canCombine } from "../rewards/combine.ts"
import type { Reward, RewardTerms } from "../rewards/reward.ts"
import { leastPoints, worthMinor } from "../rewards/slider.ts"
import type { HealthView, HealthWarning } from "./health-check.ts"

type Offered = Pick<Reward, "terms">

const WHOLE = 10_000

/**
 * Pairs of rewards that take more than the margin of the smallest order which both are good for (an average one, where
 * neither asks for a minimum): a reward can be redeemed twice, so it can be its own other. Delivery counts where its worth
 * is known, a percentage of the whole order.
 */
export function stackingLosses(rewards: Offered[], { trade, margin }: HealthView): HealthWarning[] {
  const average = trade.orders === 0 ? 0 : Math.round(trade.revenueMinor / trade.orders)
  return pairsOf(rewards).flatMap(([a, b]): HealthWarning[] => {
    const onlyOnce = a === b && a.terms.restrictions.limitPerMember === 1
    if (onlyOnce || !canCombine(a.terms, b.terms)) return []
    const least = (reward: Offered) => reward.terms.restrictions.minimumSpendMinor ?? 0
    const spendMinor = Math.max(least(a), least(b)) || average
    if (spendMinor === 0) return []
    const discountMinor = Math.min(spendMinor, discountOf(a.terms, spendMinor) + discountOf(b.terms, spendMinor))
    if (discountMinor * WHOLE <= spendMinor * margin) return []
    return [{ code: "rewards_stack", rewards: namesOf(a, b), discountMinor, spendMinor }]
  })
}

function discountOf({ gives }: RewardTerms, spendMinor: number): number {
  if (gives.kind === "percent_off") return Math.round((spendMinor * gives.percent) / 100)
  const points = gives.kind === "amount_off_slider" ? gives.maxPoints : leastPoints(gives)
  return worthMinor(gives, points) ?? 0
}

function pairsOf(rewards: Offered[]): [Offered, Offered][] {
  return rewards.flatMap((one, index) => rewards.slice(index).map((other): [Offered, Offered] => [one, other]))
}

const namesOf = (a: Offered, b: Offered) => (a === b ? `2 × ${a.terms.name}` : `${a.terms.name} + ${b.terms.name}`)
