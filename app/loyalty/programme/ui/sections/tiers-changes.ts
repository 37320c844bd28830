import { writeRatio } from "#app/lib/decimal-text.ts"
import type { Text } from "#app/ui/text.tsx"
import { keepOf, type TierLevel, type TierRules } from "../../../tiers/tier-rules.ts"
import type { ProgrammeRules } from "../../programme-rules.ts"

type Measure = TierRules["measure"]

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
  const sameSums = a.threshold === b.threshold && keepOf(a) === keepOf(b) && a.entryPoints === b.entryPoints
  return a.name === b.name && sameMultiplier && sameSums && perksText(a) === perksText(b)
}

/** What a level promises, written in one way whatever the order of its parts. */
function perksText({ perks }: TierLevel): string {
  const { switches = [], birthdayPoints = 0, own = {} } = perks ?? {}
  return JSON.stringify([[...switches].sort(), birthdayPoints, own.en ?? [], own.bg ?? [], own.ru ?? []])
}

export function levelChangeWords(change: LevelChange, currency: string, text: Text): string {
  const words = (level: TierLevel) => levelWords(level, change.measure, currency, text)
  if (change.code !== "level_changed") return text.t(`programme.changes.${change.code}`, { level: words(change.level) })
  return text.t("programme.changes.level_changed", { from: words(change.from), to: words(change.to) })
}

/** "Gold (from 600.00 EUR, × 1.5); kept with 400.00 EUR; 200 points on reaching it; free shipping". */
export function levelWords(level: TierLevel, measure: Measure, currency: string, text: Text): string {
  const { t, decimal } = text
  const ratio = writeRatio(level.multiplier)
  const plain = t("programme.changes.level", {
    name: level.name,
    threshold: amountWords(level.threshold, measure, currency, text),
    multiplier: ratio.includes("/") ? ratio : decimal(ratio),
  })
  return [plain, ...promisesOf(level, measure, currency, text)].join("; ")
}

function promisesOf(level: TierLevel, measure: Measure, currency: string, { t, locale, ...text }: Text): string[] {
  const { switches = [], birthdayPoints, own = {} } = level.perks ?? {}
  const words = own[locale] ?? Object.values(own)[0] ?? []
  return [
    ...(keepOf(level) < level.threshold
      ? [t("tiers:words.keep", { amount: amountWords(keepOf(level), measure, currency, { t, locale, ...text }) })]
      : []),
    ...(level.entryPoints ? [t("tiers:words.entryPoints", { count: level.entryPoints })] : []),
    ...switches.map((name) => t(`tiers:words.${name}`)),
    ...(birthdayPoints ? [t("tiers:words.birthdayPoints", { count: birthdayPoints })] : []),
    ...words,
  ]
}

function amountWords(amount: number, measure: Measure, currency: string, { t, money }: Text): string {
  if (measure === "spend") return money(amount, currency)
  return measure === "points" ? t("points.count", { count: amount }) : t("tiers:orders", { count: amount })
}
