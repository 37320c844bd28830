import type { TierLevel } from "./tier-rules.ts"

export type Direction = "rise" | "fall"

/**
 * Whether a move between levels (null: none) is up or down: by their places in the new programme when it has both, else in
 * the old one; of two that no programme has together, by how far from below each stands in its own.
 */
export function directionOf(
  before: TierLevel[],
  after: TierLevel[],
  from: string | null,
  to: string | null,
): Direction {
  const placeIn = (levels: TierLevel[], id: string | null) => levels.findIndex((level) => level.id === id)
  const hasBoth = (levels: TierLevel[]) => [from, to].every((id) => id === null || placeIn(levels, id) >= 0)
  const common = [after, before].find(hasBoth)
  return placeIn(common ?? after, to) > placeIn(common ?? before, from) ? "rise" : "fall"
}
