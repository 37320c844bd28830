import type { ProgrammeRules } from "../programme/programme-rules.ts"
import { type CurrencyChange, convertToShopCurrency } from "./convert-spend.ts"

type Tiers = ProgrammeRules["tiers"]

/**
 * Tiers with their spend thresholds in the shop's currency of now: a programme published in lev keeps its meaning when
 * the shop takes the euro. Tiers by points, and thresholds in a currency that never became the shop's, stay as they are.
 */
export function inShopCurrency(tiers: Tiers, shop: { currency: string; currencyChanges: CurrencyChange[] }): Tiers {
  if (tiers.measure === "points" || tiers.currency === shop.currency) return tiers
  const levels = tiers.levels.map((level) => {
    const threshold = convertToShopCurrency(level.threshold, tiers.currency, shop.currency, shop.currencyChanges)
    return threshold === null ? null : { ...level, threshold }
  })
  if (levels.includes(null)) return tiers
  return { ...tiers, currency: shop.currency, levels: levels.filter((level) => level !== null) }
}
