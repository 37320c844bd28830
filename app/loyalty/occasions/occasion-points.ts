import type { ProgrammeRules } from "../programme/programme-rules.ts"
import type { OccasionName } from "./occasion-rules.ts"

/**
 * What an occasion is worth to a member of this level (null: of none) by these rules: what everybody is given, by the tier's
 * multiplier where the merchant says so, rounded down, and what the level adds to a birthday. 0: nothing.
 */
export function occasionPoints(
  { occasions, tiers }: Pick<ProgrammeRules, "occasions" | "tiers">,
  name: OccasionName,
  tierId: string | null,
): number {
  const level = tiers.levels.find((one) => one.id === tierId)
  const { on, points } = occasions[name]
  const { numerator, denominator } = (occasions.byTier && level?.multiplier) || { numerator: 1, denominator: 1 }
  const everybody = on ? Math.floor((points * numerator) / denominator) : 0
  return everybody + (name === "birthday" ? (level?.perks?.birthdayPoints ?? 0) : 0)
}

/** Whether a programme gives anybody anything for an occasion. */
export function isGiven(
  { occasions, tiers }: Pick<ProgrammeRules, "occasions" | "tiers">,
  name: OccasionName,
): boolean {
  return occasions[name].on || (name === "birthday" && tiers.levels.some((level) => level.perks?.birthdayPoints))
}
