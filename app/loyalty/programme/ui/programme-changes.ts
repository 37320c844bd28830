import type { ProgrammeRules, TierLevel } from "../programme-rules.ts"

/** One difference between two programmes; its words are the text `programme.changes.<code>`. */
export type ProgrammeChange =
  | { code: "first_version" }
  | { code: "rate_added" | "rate_removed"; currency: string }
  | { code: "rate_changed"; currency: string; from: Rate; to: Rate }
  | { code: "setting_changed"; setting: ChangedSetting }
  | { code: "level_added" | "level_removed" | "level_changed"; name: string }

export type Rate = { points: number; perMinor: number }

const SETTINGS = [
  "rounding",
  "basis",
  "orders",
  "members",
  "pending",
  "goodwill",
  "tier_measure",
  "tier_window",
] as const
export type ChangedSetting = (typeof SETTINGS)[number]

/** What publishing `to` would change for orders placed from then on; `from` null: nothing was published yet. */
export function programmeChanges(from: ProgrammeRules | null, to: ProgrammeRules): ProgrammeChange[] {
  if (!from) return [{ code: "first_version" }]
  const settings = SETTINGS.filter((setting) => !same(settingOf(from, setting), settingOf(to, setting)))
  return [
    ...rateChanges(from.rates, to.rates),
    ...settings.map((setting) => ({ code: "setting_changed" as const, setting })),
    ...levelChanges(from.tiers.levels, to.tiers.levels),
  ]
}

function settingOf(rules: ProgrammeRules, setting: ChangedSetting): unknown {
  if (setting === "tier_measure") return rules.tiers.measure
  if (setting === "tier_window") return rules.tiers.window
  return rules[setting]
}

function rateChanges(from: ProgrammeRules["rates"], to: ProgrammeRules["rates"]): ProgrammeChange[] {
  const currencies = [...new Set([...Object.keys(from), ...Object.keys(to)])]
  return currencies.flatMap((currency): ProgrammeChange[] => {
    const before = from[currency]
    const after = to[currency]
    if (!before) return [{ code: "rate_added", currency }]
    if (!after) return [{ code: "rate_removed", currency }]
    return same(before, after) ? [] : [{ code: "rate_changed", currency, from: before, to: after }]
  })
}

function levelChanges(from: TierLevel[], to: TierLevel[]): ProgrammeChange[] {
  const before = new Map(from.map((level) => [level.id, level]))
  const kept = new Set(to.map((level) => level.id))
  return [
    ...to.flatMap((level): ProgrammeChange[] => {
      const known = before.get(level.id)
      if (!known) return [{ code: "level_added", name: level.name }]
      return same(known, level) ? [] : [{ code: "level_changed", name: level.name }]
    }),
    ...from
      .filter((level) => !kept.has(level.id))
      .map((level) => ({ code: "level_removed" as const, name: level.name })),
  ]
}

/** Equal as data: the order of keys does not matter (a database's JSON has its own). */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== "object" || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}
