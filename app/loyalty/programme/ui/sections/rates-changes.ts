import type { Text } from "#app/ui/text.tsx"
import type { ProgrammeRules } from "../../programme-rules.ts"

export type Rate = { points: number; perMinor: number }

export type RateChange =
  | { code: "rate_added" | "rate_removed"; currency: string; rate: Rate }
  | { code: "rate_changed"; currency: string; from: Rate; to: Rate }

export function rateChanges({ rates: from }: ProgrammeRules, { rates: to }: ProgrammeRules): RateChange[] {
  const currencies = [...new Set([...Object.keys(from), ...Object.keys(to)])]
  return currencies.flatMap((currency): RateChange[] => {
    const before = from[currency]
    const after = to[currency]
    if (after && !before) return [{ code: "rate_added", currency, rate: after }]
    if (before && !after) return [{ code: "rate_removed", currency, rate: before }]
    if (!before || !after) return []
    const same = before.points === after.points && before.perMinor === after.perMinor
    return same ? [] : [{ code: "rate_changed", currency, from: before, to: after }]
  })
}

export function rateChangeWords(change: RateChange, text: Text): string {
  const { currency } = change
  const words = (rate: Rate) => rateWords(rate, currency, text)
  if (change.code !== "rate_changed")
    return text.t(`programme.changes.${change.code}`, { currency, rate: words(change.rate) })
  return text.t("programme.changes.rate_changed", { currency, from: words(change.from), to: words(change.to) })
}

/** "1 point for every 1.00 EUR". */
export function rateWords(rate: Rate, currency: string, { t, money }: Text): string {
  return t("programme.rates.words", { count: rate.points, amount: money(rate.perMinor, currency) })
}
