import type { CurrencyChange } from "./convert-spend.ts"
import { addShopDays, addShopMonths, shopYearOf, startOfShopYear } from "./shop-day.ts"
import type { TierRules } from "./tier-rules.ts"

/** Which orders count at a moment: the windows that tiers are measured in, all told by the shop's wall clock. */

export type TierShop = { timezone: string; currency: string; currencyChanges: CurrencyChange[] }

/** What counts from `at` on: `amount` now; `lowered`: what it was before each moment at which a part was given back. */
export type Weighed = { at: Date; amount: number; lowered: { at: Date; amount: number }[] }

/**
 * `measure` decides the level, `current` is what the running period has for the next one; `changesAt`: the moments ahead
 * when time alone changes either.
 */
export type Counted = { measure: number; current: number; changesAt: Date[] }

const DAY_MS = 86_400_000

/** What counts at `at`. Orders count from their moment on, at that very moment already. */
export function countAt(orders: Weighed[], rules: TierRules, shop: TierShop, at: Date): Counted {
  const begun = orders.filter((order) => order.at <= at)
  const begins = orders.filter((order) => order.at > at).map((order) => order.at)
  const counted = countBegun(begun, rules, shop, at)
  return { ...counted, changesAt: [...begins, ...counted.changesAt] }
}

function countBegun(begun: Weighed[], rules: TierRules, shop: TierShop, at: Date): Counted {
  if (rules.window === "lifetime") return { measure: total(begun), current: total(begun), changesAt: [] }
  if (rules.window === "calendar_year") return countYears(begun, shop, at)
  return countRolling(begun, rules, shop, at)
}

/** Years of the shop's zone; the larger of this one and the last counts, the running one is what the next level needs. */
function countYears(begun: Weighed[], shop: TierShop, at: Date): Counted {
  const year = shopYearOf(at, shop.timezone)
  const [last, now, next] = [year - 1, year, year + 1].map((y) => startOfShopYear(y, shop.timezone)) as [
    Date,
    Date,
    Date,
  ]
  const current = total(begun.filter((order) => order.at >= now))
  const before = total(begun.filter((order) => order.at >= last && order.at < now))
  return { measure: Math.max(current, before), current, changesAt: current > 0 || before > 0 ? [next] : [] }
}

/** Orders still inside the window, and when the first of them leaves. */
function countRolling(begun: Weighed[], rules: TierRules, shop: TierShop, at: Date): Counted {
  const { longestMs } = reachOf(rules)
  const recent = begun.filter((order) => at.getTime() - order.at.getTime() < longestMs).sort(byMoment)
  // Leaving times rise with the orders' times, so only the oldest need asking.
  const first = recent.findIndex((order) => leavesAt(order, rules, shop) > at)
  if (first === -1) return { measure: 0, current: 0, changesAt: [] }
  const measure = total(recent.slice(first))
  return { measure, current: measure, changesAt: [leavesAt(recent[first] as Weighed, rules, shop)] }
}

/** A stretch of time from `at` on in which what counts stays the same. */
export type Stage = { at: Date; measure: number }

/** Everything that counted from the first order until `until`, stage by stage; never empty when an order has begun. */
export function stagesUntil(orders: Weighed[], rules: TierRules, shop: TierShop, until: Date): Stage[] {
  const begun = orders.filter((order) => order.at <= until).sort(byMoment)
  if (rules.window === "calendar_year") return stagesOfYears(begun, shop, until)
  const steps = begun.map((order) => ({ at: order.at, change: order.amount }))
  if (rules.window !== "lifetime")
    for (const order of begun) {
      const at = leavesAt(order, rules, shop)
      if (at <= until) steps.push({ at, change: -order.amount })
    }
  let measure = 0
  return inStages(
    steps.sort(byMoment).map(({ at, change }) => {
      measure += change
      return { at, measure }
    }),
  )
}

function stagesOfYears(begun: Weighed[], shop: TierShop, until: Date): Stage[] {
  const first = begun[0]
  if (!first) return []
  const stages: Stage[] = []
  let [year, before, current, next] = [shopYearOf(first.at, shop.timezone), 0, 0, 0]
  for (; ; year += 1) {
    const [start, end] = [startOfShopYear(year, shop.timezone), startOfShopYear(year + 1, shop.timezone)]
    if (start > until) return inStages(stages)
    ;[before, current] = [current, 0]
    stages.push({ at: start, measure: before })
    for (; next < begun.length && (begun[next] as Weighed).at < end; next += 1) {
      const order = begun[next] as Weighed
      current += order.amount
      stages.push({ at: order.at, measure: Math.max(before, current) })
    }
  }
}

/** Of several at one moment the last holds. */
function inStages(stages: Stage[]): Stage[] {
  return stages.filter((stage, index) => stage.at.getTime() !== stages[index + 1]?.at.getTime())
}

/** When the period that began at `at` is over, in which at most one level is lost; null: it never is. */
export function endOfPeriod(at: Date, rules: TierRules, shop: TierShop): Date | null {
  if (rules.window === "lifetime") return null
  if (rules.window === "calendar_year") return startOfShopYear(shopYearOf(at, shop.timezone) + 1, shop.timezone)
  return reachOf(rules).add(at, shop)
}

const leavesAt = (order: Weighed, rules: TierRules, shop: TierShop): Date => reachOf(rules).add(order.at, shop)

/** How far a rolling window reaches. An order leaves at the same wall-clock time so much later. */
function reachOf({ window, lookBack }: TierRules): { longestMs: number; add: (at: Date, shop: TierShop) => Date } {
  const { unit, count } = window === "look_back" ? lookBack : { unit: "months" as const, count: 12 }
  const add = unit === "days" ? addShopDays : addShopMonths
  return {
    longestMs: (unit === "days" ? count + 2 : count * 31 + 2) * DAY_MS,
    add: (at, shop) => add(at, count, shop.timezone),
  }
}

const byMoment = (one: { at: Date }, other: { at: Date }) => one.at.getTime() - other.at.getTime()

const total = (orders: Weighed[]) => orders.reduce((sum, order) => sum + order.amount, 0)
