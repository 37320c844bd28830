import type { ProgrammeRules } from "../programme/programme-rules.ts"
import { type CurrencyChange, convertToShopCurrency } from "./convert-spend.ts"
import { addShopMonths, shopYearOf, startOfShopYear } from "./shop-day.ts"
import { inShopCurrency } from "./thresholds.ts"

/** What one order counts for: its current net in its own currency, and its points. */
export type TierInput = { processedAt: string; spendMinor: number; currency: string; points: number }

export type TierShop = { timezone: string; currency: string; currencyChanges: CurrencyChange[] }

/**
 * `measure` decides the level; `missing` is what the running period still needs for the next one; `reviewAt` is the next
 * moment when time alone may change either (measured again at that moment, the change is in).
 */
export type TierMeasure = {
  measure: number
  levelId: string | null
  nextLevel: { id: string; missing: number } | null
  reviewAt: Date | null
}

type Weighed = { at: Date; amount: number }

const YEAR_AT_MOST_MS = 367 * 86_400_000

/**
 * A member's tier at a moment by spend (minor units of the shop's currency) or points. Orders count
 * from their `processedAt`, at that very moment already; orders in a currency that never became the shop's do not.
 * - lifetime: everything so far.
 * - calendar_year: years of the shop's zone; the larger of this year and the last, so an earned tier lasts to the end of
 *   the next year; what is missing for the next level is missing this year.
 * - rolling_12_months: an order leaves at the same wall-clock time twelve months later.
 */
export function measureTier(
  orders: TierInput[],
  rules: ProgrammeRules["tiers"],
  shop: TierShop,
  at: Date,
): TierMeasure {
  const tiers = inShopCurrency(rules, shop)
  const weighed = orders.map((order) => weigh(order, tiers, shop)).filter(({ amount }) => amount !== 0)
  const begun = weighed.filter((order) => order.at <= at)
  const begins = weighed.filter((order) => order.at > at).map((order) => order.at)
  switch (tiers.window) {
    case "lifetime": {
      const measure = total(begun)
      return judge(measure, measure, tiers, begins)
    }
    case "calendar_year":
      return measureYears(begun, begins, tiers, shop, at)
    case "rolling_12_months": {
      const { counted, leaves } = countRolling(begun, shop, at)
      const measure = total(counted)
      return judge(measure, measure, tiers, [...begins, ...leaves])
    }
  }
}

function measureYears(
  begun: Weighed[],
  begins: Date[],
  rules: ProgrammeRules["tiers"],
  shop: TierShop,
  at: Date,
): TierMeasure {
  const year = shopYearOf(at, shop.timezone)
  const [lastStart, thisStart, nextStart] = [year - 1, year, year + 1].map((y) => startOfShopYear(y, shop.timezone))
  const thisYear = total(begun.filter((order) => order.at >= (thisStart as Date)))
  const lastYear = total(begun.filter((order) => order.at >= (lastStart as Date) && order.at < (thisStart as Date)))
  const changes = thisYear > 0 || lastYear > 0 ? [nextStart as Date] : []
  return judge(Math.max(thisYear, lastYear), thisYear, rules, [...begins, ...changes])
}

/** Orders still inside twelve months, and when the first of them leaves. */
function countRolling(begun: Weighed[], shop: TierShop, at: Date): { counted: Weighed[]; leaves: Date[] } {
  const leavesAt = (order: Weighed) => addShopMonths(order.at, 12, shop.timezone)
  const recent = begun
    .filter((order) => at.getTime() - order.at.getTime() < YEAR_AT_MOST_MS)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
  // Leaving times rise with the orders' times, so only the oldest need asking.
  const first = recent.findIndex((order) => leavesAt(order) > at)
  if (first === -1) return { counted: [], leaves: [] }
  return { counted: recent.slice(first), leaves: [leavesAt(recent[first] as Weighed)] }
}

function judge(measure: number, current: number, rules: ProgrammeRules["tiers"], moments: Date[]): TierMeasure {
  const reached = rules.levels.filter((level) => level.threshold <= measure)
  const next = rules.levels[reached.length]
  return {
    measure,
    levelId: reached.at(-1)?.id ?? null,
    nextLevel: next ? { id: next.id, missing: next.threshold - current } : null,
    reviewAt: moments.length > 0 ? new Date(Math.min(...moments.map((moment) => moment.getTime()))) : null,
  }
}

function weigh(order: TierInput, rules: ProgrammeRules["tiers"], shop: TierShop): Weighed {
  const at = new Date(order.processedAt)
  if (rules.measure === "points") return { at, amount: order.points }
  const { spendMinor, currency } = order
  return { at, amount: convertToShopCurrency(spendMinor, currency, shop.currency, shop.currencyChanges) ?? 0 }
}

const total = (orders: Weighed[]) => orders.reduce((sum, order) => sum + order.amount, 0)
