import { type CurrencyChange, convertToShopCurrency } from "./convert-spend.ts"
import type { TierLevel, TierRules } from "./tier-rules.ts"

/**
 * Tiers with their spend thresholds in the shop's currency of now: a programme published in lev keeps its meaning when
 * the shop takes the euro. Tiers by points or orders, and thresholds in a currency that never became the shop's, stay as
 * they are.
 */
export function inShopCurrency(
  tiers: TierRules,
  shop: { currency: string; currencyChanges: CurrencyChange[] },
): TierRules {
  if (tiers.measure !== "spend" || tiers.currency === shop.currency) return tiers
  const convert = (minor: number) => convertToShopCurrency(minor, tiers.currency, shop.currency, shop.currencyChanges)
  const levels = tiers.levels.map((level): TierLevel | null => {
    const threshold = convert(level.threshold)
    if (threshold === null) return null
    if (level.keep === undefined) return { ...level, threshold }
    return { ...level, threshold, keep: Math.min(threshold, convert(level.keep) ?? threshold) }
  })
  if (levels.includes(null)) return tiers
  return { ...tiers, currency: shop.currency, levels: levels.filter((level) => level !== null) }
}
