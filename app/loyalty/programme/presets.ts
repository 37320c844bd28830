import { canonicalJson } from "#app/lib/canonical-json.ts"
import { currencyExponent } from "#app/lib/money.ts"
import { aboutOneEuro } from "#app/lib/round-sums.ts"
import { defaultProgrammeRules, type ProgrammeRules } from "./programme-rules.ts"

/**
 * Programmes to start from, for kinds of shops. Sums are written for a shop in euro and become round sums in the shop's own
 * money.
 */
export const PRESETS = ["cafe", "boutique", "outdoor", "beauty"] as const
export type PresetName = (typeof PRESETS)[number]

/** Tiers of presets; their names are the texts `presets.levels.<level>`. */
export type PresetLevel =
  | "regular"
  | "friend"
  | "family"
  | "silver"
  | "gold"
  | "platinum"
  | "explorer"
  | "mountaineer"
  | "summit"
  | "insider"
  | "vip"
  | "diamond"

type Level = { id: PresetLevel; threshold: number; multiplier: [numerator: number, denominator: number] }

/** What a preset says; thresholds in euro (spend) or points. `pointsPer`: points for about one euro. */
type Preset = {
  pointsPer: number
  pending: ProgrammeRules["pending"]
  measure: ProgrammeRules["tiers"]["measure"]
  window: ProgrammeRules["tiers"]["window"]
  levels: Level[]
  change?: (rules: ProgrammeRules) => void
}

const SAYS: Record<PresetName, Preset> = {
  // Small sums, often: points at once, also at the till, and a status that the last twelve months keep.
  cafe: {
    pointsPer: 10,
    pending: { from: "payment", days: 0 },
    measure: "spend",
    window: "rolling_12_months",
    levels: [
      { id: "regular", threshold: 50, multiplier: [1, 1] },
      { id: "friend", threshold: 150, multiplier: [5, 4] },
      { id: "family", threshold: 400, multiplier: [3, 2] },
    ],
  },
  // Things come back: points wait until the parcel could have, and what is on sale earns nothing.
  boutique: {
    pointsPer: 1,
    pending: { from: "fulfilment", days: 30 },
    measure: "spend",
    window: "calendar_year",
    levels: [
      { id: "silver", threshold: 200, multiplier: [1, 1] },
      { id: "gold", threshold: 500, multiplier: [5, 4] },
      { id: "platinum", threshold: 1000, multiplier: [3, 2] },
    ],
    change: (rules) => {
      rules.exclusions.salePrice = true
    },
  },
  // A club for life: points are the measure, and nobody falls back.
  outdoor: {
    pointsPer: 1,
    pending: { from: "fulfilment", days: 14 },
    measure: "points",
    window: "lifetime",
    levels: [
      { id: "explorer", threshold: 250, multiplier: [1, 1] },
      { id: "mountaineer", threshold: 1000, multiplier: [6, 5] },
      { id: "summit", threshold: 2500, multiplier: [3, 2] },
    ],
  },
  // A year's spend makes the status for that year and the next.
  beauty: {
    pointsPer: 1,
    pending: { from: "payment", days: 14 },
    measure: "spend",
    window: "calendar_year",
    levels: [
      { id: "insider", threshold: 100, multiplier: [1, 1] },
      { id: "vip", threshold: 350, multiplier: [5, 4] },
      { id: "diamond", threshold: 1000, multiplier: [3, 2] },
    ],
  },
}

/** A preset's rules for a shop with this currency; `nameOf` gives a tier's name as shoppers read it. */
export function presetRules(
  preset: PresetName,
  currency: string,
  nameOf: (level: PresetLevel) => string,
): ProgrammeRules {
  const { pointsPer, pending, measure, window, levels, change } = SAYS[preset]
  const euro = aboutOneEuro(currency)
  const rules = defaultProgrammeRules(currency, 10 ** currencyExponent(currency))
  rules.rates = { [currency]: { points: pointsPer, perMinor: euro } }
  rules.pending = pending
  rules.tiers = {
    ...rules.tiers,
    measure,
    window,
    currency,
    levels: levels.map(({ id, threshold, multiplier: [numerator, denominator] }) => ({
      id,
      name: nameOf(id),
      threshold: measure === "spend" ? threshold * euro : threshold,
      multiplier: { numerator, denominator },
    })),
  }
  change?.(rules)
  return rules
}

/** The preset that a form names, or null. */
export function readPreset(value: unknown): PresetName | null {
  return PRESETS.find((preset) => preset === value) ?? null
}

/** The preset whose rules these are, whatever its tiers are called; null: somebody changed them. */
export function presetOf(rules: ProgrammeRules, currency: string): PresetName | null {
  const names = new Map(rules.tiers.levels.map(({ id, name }) => [id, name]))
  const text = canonicalJson(rules)
  return (
    PRESETS.find(
      (preset) => canonicalJson(presetRules(preset, currency, (level) => names.get(level) ?? level)) === text,
    ) ?? null
  )
}
