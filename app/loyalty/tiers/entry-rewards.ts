import { addShopDays, addShopMonths, shopYearOf, startOfShopYear } from "./shop-day.ts"
import type { TierLevel, TierRules } from "./tier-rules.ts"

/** Points for reaching a level: which levels somebody reached, and since when one already paid for counts as the same. */

/** The levels above `fromId` up to `toId` that give points for being reached: whoever passes one reaches it. */
export function levelsReached(levels: TierLevel[], fromId: string | null, toId: string | null): TierLevel[] {
  const rankOf = (id: string | null) => levels.findIndex((level) => level.id === id)
  return levels.slice(rankOf(fromId) + 1, rankOf(toId) + 1).filter((level) => level.entryPoints !== undefined)
}

/** A level reached since then was reached in the same period as one reached at `at`; null: there is one period for ever. */
export function periodBegan(rules: TierRules, timezone: string, at: Date): Date | null {
  if (rules.window === "lifetime") return null
  if (rules.window === "calendar_year") return startOfShopYear(shopYearOf(at, timezone), timezone)
  const { unit, count } = rules.window === "look_back" ? rules.lookBack : { unit: "months" as const, count: 12 }
  return unit === "days" ? addShopDays(at, -count, timezone) : addShopMonths(at, -count, timezone)
}
