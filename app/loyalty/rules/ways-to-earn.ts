import { TZDate } from "@date-fns/tz"
import { writeRatio } from "#app/lib/decimal-text.ts"
import type { EarningRule, EarningRules } from "./earning-rules.ts"
import { choosesProducts } from "./match-rules.ts"
import { partsOf } from "./rule-kinds.ts"

/**
 * A rule for orders as shoppers may know it; what is missing does not matter. `from`, `to`: seconds since 1970, as themes
 * compare moments.
 */
export type WayToEarn = {
  name: string
  gives: "times" | "order_points" | "item_points"
  /** "2", "1.5", "4/3". */
  times?: string
  points?: number
  /** Of some products only. */
  some?: true
  first?: true
  nth?: number
  every?: true
  birthday?: true
  from?: number
  to?: number
  minimum?: { minor: number; currency: string }
  /** Ids of tiers. */
  tiers?: string[]
}

const MOST_WAYS = 20

/**
 * What of a programme's rules is told on the storefront at `at`: those for everybody who shops online, the earlier first, at
 * most twenty. What is over is left out, and so is what only some tags, currencies or the till have: nobody is promised what
 * they cannot have.
 */
export function waysToEarn({ rules }: EarningRules, timezone: string, at: Date): WayToEarn[] {
  return rules
    .filter((rule) => isForEverybody(rule) && gainsBy(rule))
    .map((rule) => wayOf(rule, timezone))
    .filter(({ to }) => to === undefined || to * 1000 > at.getTime())
    .slice(0, MOST_WAYS)
}

function isForEverybody({ conditions }: EarningRule): boolean {
  const { channels, customerTags, currencies } = conditions
  return customerTags.length === 0 && currencies.length === 0 && (channels.length === 0 || channels.includes("online"))
}

/** A multiplier of one is no way to earn. */
function gainsBy({ kind, times }: EarningRule): boolean {
  return partsOf(kind).gives !== "times" || times.numerator > times.denominator
}

function wayOf(rule: EarningRule, timezone: string): WayToEarn {
  const { gives, goal } = partsOf(rule.kind)
  const { window, conditions } = rule
  return {
    name: rule.name,
    gives,
    ...(gives === "times" ? { times: writeRatio(rule.times) } : { points: rule.points }),
    ...(choosesProducts(rule) && { some: true as const }),
    ...((goal === "first" || conditions.firstOrder) && { first: true as const }),
    ...(goal === "nth" && { nth: rule.goal.nth, ...(rule.goal.repeats && { every: true as const }) }),
    ...(window.birthdayMonth && { birthday: true as const }),
    ...(window.from !== null && { from: secondsOf(window.from, timezone) }),
    ...(window.to !== null && { to: secondsOf(window.to, timezone) }),
    ...(conditions.minimum && { minimum: conditions.minimum }),
    ...(conditions.tiers.length > 0 && { tiers: conditions.tiers }),
  }
}

/** The moment at which the shop's wall shows this. */
function secondsOf(local: string, timezone: string): number {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = local.split(/[-T:]/).map(Number)
  return Math.floor(new TZDate(year, month - 1, day, hour, minute, timezone).getTime() / 1000)
}
