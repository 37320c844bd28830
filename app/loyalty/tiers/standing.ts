import type { HeldUntil } from "./tier-measure.ts"
import type { PerkSwitch, TierRules } from "./tier-rules.ts"

/**
 * What a member sees of tiers: theirs with what it promises, and what the next one still needs (minor units of `currency`,
 * points or orders). `held`: until when theirs is held though not enough counts for it.
 * `waiting`: points for reaching a tier, given when the orders that reached it are past their pending days.
 */
export type Standing = {
  tier: { id: string; name: string; perks?: PerkSwitch[] } | null
  next: { id: string; name: string; missing: number; unit: TierRules["measure"]; currency: string } | null
  waiting: number
  held: { until: string; why: HeldUntil["why"] } | null
}

/** Whoever nothing is known of. */
export const NO_STANDING: Standing = { tier: null, next: null, waiting: 0, held: null }
