import { convertToShopCurrency } from "./convert-spend.ts"
import { inShopCurrency } from "./thresholds.ts"
import { isPlain, rankReached, replay } from "./tier-replay.ts"
import type { TierRules } from "./tier-rules.ts"
import { countAt, type TierShop, type Weighed } from "./tier-window.ts"

/**
 * What one order, or points given for something else, counts for: its current net in its own currency, and its points.
 * `lowered`: what it was before each part that was given back, oldest first; absent or null: nothing was.
 */
export type TierInput = {
  processedAt: string
  spendMinor: number
  currency: string
  points: number
  lowered?: { at: string; spendMinor: number; points: number }[] | null
}

/** A tier that staff gave: at least this one until `untilAt`, or `exact`ly it. */
export type ManualTier = { tierId: string; exact: boolean; fromAt: string; untilAt: string }

/** Until when a level is held though what counts is not enough for it, and by whose grace. */
export type HeldUntil = { until: Date; why: "grace" | "step" | "manual" }

/**
 * `measure` decides the level; `missing` is what the running period still needs for the next one; `reviewAt` is the next
 * moment when time alone may change any of it (measured again at that moment, the change is in).
 */
export type TierMeasure = {
  measure: number
  levelId: string | null
  nextLevel: { id: string; missing: number } | null
  held: HeldUntil | null
  reviewAt: Date | null
}

/**
 * A member's tier at a moment by spend (minor units of the shop's currency), points or the number of orders with something
 * left to pay. Orders count from their `processedAt`, at that very moment already; spend in a currency that never became
 * the shop's does not.
 * - lifetime: everything so far.
 * - calendar_year: years of the shop's zone; the larger of this year and the last, so an earned tier lasts to the end of
 *   the next year; what is missing for the next level is missing this year.
 * - rolling_12_months, look_back: an order leaves at the same wall-clock time so much later.
 *
 * What was reached is kept while as much counts as keeping it takes (`keep`); what time then takes is held for the days of
 * grace, and lost at once or a level in each period (`stepDown`).
 */
export function measureTier(
  orders: TierInput[],
  rules: TierRules,
  shop: TierShop,
  at: Date,
  manual: ManualTier | null = null,
): TierMeasure {
  const tiers = inShopCurrency(rules, shop)
  const weighed = orders
    .map((order) => weigh(order, tiers, shop))
    .filter(({ amount, lowered }) => amount !== 0 || lowered.length > 0)
  const { measure, current, changesAt } = countAt(weighed, tiers, shop, at)
  const earned = isPlain(tiers)
    ? { rank: rankReached(tiers.levels, measure), due: null, why: null }
    : replay(weighed, tiers, shop, at)
  const given = withManual(earned.rank, manual, tiers, at)
  const held = given.held ?? (earned.due && earned.why && { until: earned.due, why: earned.why })
  const moments = [...changesAt, ...given.changesAt, ...(earned.due ? [earned.due] : [])]
  const next = tiers.levels[given.rank + 1]
  return {
    measure,
    levelId: tiers.levels[given.rank]?.id ?? null,
    nextLevel: next && next.threshold > current ? { id: next.id, missing: next.threshold - current } : null,
    held,
    reviewAt: moments.length > 0 ? new Date(Math.min(...moments.map((moment) => moment.getTime()))) : null,
  }
}

type Given = { rank: number; held: HeldUntil | null; changesAt: Date[] }

/** What staff gave stands above what was earned; a level that the programme no longer has gives nothing. */
function withManual(earned: number, manual: ManualTier | null, { levels }: TierRules, at: Date): Given {
  const rank = manual ? levels.findIndex((level) => level.id === manual.tierId) : -1
  if (!manual || rank === -1) return { rank: earned, held: null, changesAt: [] }
  const [from, until] = [new Date(manual.fromAt), new Date(manual.untilAt)]
  if (until <= at) return { rank: earned, held: null, changesAt: [] }
  if (from > at) return { rank: earned, held: null, changesAt: [from] }
  if (!manual.exact && earned >= rank) return { rank: earned, held: null, changesAt: [until] }
  return { rank, held: { until, why: "manual" }, changesAt: [until] }
}

function weigh({ processedAt, currency, lowered, ...now }: TierInput, rules: TierRules, shop: TierShop): Weighed {
  const amountOf = ({ spendMinor, points }: { spendMinor: number; points: number }): number => {
    if (rules.measure === "points") return points
    if (rules.measure === "orders") return spendMinor > 0 ? 1 : 0
    return convertToShopCurrency(spendMinor, currency, shop.currency, shop.currencyChanges) ?? 0
  }
  const before = (lowered ?? []).map((change) => ({ at: new Date(change.at), amount: amountOf(change) }))
  return { at: new Date(processedAt), amount: amountOf(now), lowered: before }
}
