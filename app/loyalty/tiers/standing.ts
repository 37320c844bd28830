import type { TierRules } from "./tier-rules.ts"

/** What a member sees of tiers: theirs, and what the next one still needs (minor units of `currency`, points or orders). */
export type Standing = {
  tier: { id: string; name: string } | null
  next: { id: string; name: string; missing: number; unit: TierRules["measure"]; currency: string } | null
}
