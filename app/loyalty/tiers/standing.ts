/** What a member sees of tiers: theirs, and what the next one still needs (minor units of `currency`, or points). */
export type Standing = {
  tier: { id: string; name: string } | null
  next: { id: string; name: string; missing: number; unit: "spend" | "points"; currency: string } | null
}
