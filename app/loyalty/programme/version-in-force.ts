import type { ProgrammeRules } from "./programme-rules.ts"

/** Published rules: in force from `publishedAt` until the next version's. */
export type ProgrammeVersion = { version: number; publishedAt: Date; rules: ProgrammeRules }

const DAY_MS = 86_400_000

/**
 * From when on orders can earn: the first version's publication, or as many days before it as the newest version's choice
 * about past orders says; null without a programme. `versions` are all of them, or the first and the newest at least.
 */
export function earnsFrom(versions: ProgrammeVersion[]): Date | null {
  const byAge = [...versions].sort((a, b) => a.version - b.version)
  const [first, newest] = [byAge[0], byAge.at(-1)]
  if (!first || !newest) return null
  const { points, sinceDays } = newest.rules.history
  return points === "none" ? first.publishedAt : new Date(first.publishedAt.getTime() - sinceDays * DAY_MS)
}

/**
 * The version by which an order placed at `at` earns: the one in force then; for one from before the programme the first,
 * when past orders earn at all and reach back so far; else null.
 */
export function versionForOrder(versions: ProgrammeVersion[], at: Date): ProgrammeVersion | null {
  const found = versionInForce(versions, at)
  if (found) return found
  const from = earnsFrom(versions)
  return from && at >= from ? (versions.find((one) => one.version === 1) ?? null) : null
}

/** The version in force at `at`, of any list of versions; null before the first. */
export function versionInForce<V extends { version: number; publishedAt: Date }>(versions: V[], at: Date): V | null {
  let found: V | null = null
  for (const version of versions)
    if (version.publishedAt <= at && (found === null || version.version > found.version)) found = version
  return found
}
