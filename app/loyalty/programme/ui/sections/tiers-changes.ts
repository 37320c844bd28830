import { writeRatio } from "#app/lib/decimal-text.ts"
import type { Text } from "#app/ui/text.tsx"
import type { ProgrammeRules, TierLevel } from "../../programme-rules.ts"

type Measure = ProgrammeRules["tiers"]["measure"]

export type LevelChange =
  | { code: "level_added" | "level_removed"; level: TierLevel; measure: Measure }
  | { code: "level_changed"; from: TierLevel; to: TierLevel; measure: Measure }

export function levelChanges({ tiers: from }: ProgrammeRules, { tiers: to }: ProgrammeRules): LevelChange[] {
  const before = new Map(from.levels.map((level) => [level.id, level]))
  const kept = new Set(to.levels.map((level) => level.id))
  return [
    ...to.levels.flatMap((level): LevelChange[] => {
      const known = before.get(level.id)
      if (!known) return [{ code: "level_added", level, measure: to.measure }]
      return isSame(known, level) ? [] : [{ code: "level_changed", from: known, to: level, measure: to.measure }]
    }),
    ...from.levels
      .filter((level) => !kept.has(level.id))
      .map((level) => ({ code: "level_removed" as const, level, measure: from.measure })),
  ]
}

function isSame(a: TierLevel, b: TierLevel): boolean {
  const [one, other] = [a.multiplier, b.multiplier]
  const sameMultiplier = one.numerator * other.denominator === other.numerator * one.denominator
  return a.name === b.name && a.threshold === b.threshold && sameMultiplier
}

export function levelChangeWords(change: LevelChange, currency: string, text: Text): string {
  const words = (level: TierLevel) => levelWords(level, change.measure, currency, text)
  if (change.code !== "level_changed") return text.t(`programme.changes.${change.code}`, { level: words(change.level) })
  return text.t("programme.changes.level_changed", { from: words(change.from), to: words(change.to) })
}

/** "Gold (from 600.00 EUR, × 1.5)". */
export function levelWords(level: TierLevel, measure: Measure, currency: string, text: Text): string {
  const { t, money, decimal } = text
  const ratio = writeRatio(level.multiplier)
  return t("programme.changes.level", {
    name: level.name,
    threshold: measure === "spend" ? money(level.threshold, currency) : t("points.count", { count: level.threshold }),
    multiplier: ratio.includes("/") ? ratio : decimal(ratio),
  })
}
