import { z } from "zod"
import { LOCALES } from "#app/i18n/locales.ts"

/** The section of a programme's rules that tells its tiers; `tier-measure.ts` says who is in which. */

export const MEASURES = ["spend", "points", "orders"] as const
export const WINDOWS = ["lifetime", "calendar_year", "rolling_12_months", "look_back"] as const

/** What a level promises beside its multiplier, as switches: shoppers read them, other parts of the product act on them. */
export const PERK_SWITCHES = [
  "freeShipping",
  "earlyAccess",
  "exclusiveProducts",
  "exclusiveContent",
  "priority",
] as const
export type PerkSwitch = (typeof PERK_SWITCHES)[number]

export const MOST_LEVELS = 10
export const MOST_OWN_PERKS = 6
export const LONGEST_PERK = 80
const MOST_POINTS = 1_000_000

const ratio = z.object({
  numerator: z.number().int().min(0).max(1_000_000),
  denominator: z.number().int().min(1).max(1_000_000),
})

const threshold = z.number().int().min(1).max(1_000_000_000_000)

const perks = z.object({
  switches: z.array(z.enum(PERK_SWITCHES)),
  /** Points on the member's birthday, beside what the programme gives everybody. */
  birthdayPoints: z.number().int().min(1).max(MOST_POINTS).optional(),
  /** The merchant's own words, by language, one promise each. */
  own: z.partialRecord(z.enum(LOCALES), z.array(z.string().trim().min(1).max(LONGEST_PERK)).max(MOST_OWN_PERKS)),
})

const tierLevel = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().trim().min(1).max(40),
  /** Minor units of `currency` (spend), points or orders; reached when the measure is at least this. */
  threshold,
  /** Kept while the measure is at least this; absent: as much as reaching it takes. */
  keep: threshold.optional(),
  /** Points of orders placed while in this tier are multiplied by it. */
  multiplier: ratio,
  /** Points for reaching it, paid when what reached it has passed pending; absent: none. */
  entryPoints: z.number().int().min(1).max(MOST_POINTS).optional(),
  perks: perks.optional(),
})

/** What versions of older releases do not say is as it was then: kept for as much as reached, no grace, down at once. */
export const tierRulesSchema = z
  .object({
    measure: z.enum(MEASURES),
    window: z.enum(WINDOWS),
    /** How far `look_back` reaches. */
    lookBack: z
      .object({ unit: z.enum(["days", "months"]), count: z.number().int().min(1).max(3650) })
      .default({ unit: "days", count: 365 }),
    /** A tier that time alone would take is held for so many days more. */
    graceDays: z.number().int().min(0).max(365).default(0),
    /** Time takes whatever is not kept any more, or one level in each period. */
    stepDown: z.enum(["at_once", "one_step"]).default("at_once"),
    /** ISO 4217 of the spend thresholds: the shop's currency when they were written. */
    currency: z.string().regex(/^[A-Z]{3}$/),
    levels: z.array(tierLevel).max(MOST_LEVELS),
  })
  .superRefine(({ levels }, context) => {
    for (const [index, level] of levels.entries()) {
      const before = levels[index - 1]
      const refuse = (field: "threshold" | "keep" | "id", message: string) =>
        context.addIssue({ code: "custom", path: ["levels", index, field], message })
      if (before && level.threshold <= before.threshold) refuse("threshold", "threshold_not_rising")
      if (keepOf(level) > level.threshold) refuse("keep", "keep_above_threshold")
      if (before && keepOf(level) < keepOf(before)) refuse("keep", "keep_falling")
      if (levels.findIndex((other) => other.id === level.id) !== index) refuse("id", "id_repeated")
    }
  })

export type TierRules = z.infer<typeof tierRulesSchema>
export type TierLevel = TierRules["levels"][number]
export type TierPerks = NonNullable<TierLevel["perks"]>

/** What a level takes to be kept. */
export const keepOf = ({ keep, threshold }: Pick<TierLevel, "keep" | "threshold">): number => keep ?? threshold
