import type { ProgrammeRules } from "./programme-rules.ts"

/** Published rules: in force from `publishedAt` until the next version's. */
export type ProgrammeVersion = { version: number; publishedAt: Date; rules: ProgrammeRules }

/** The version in force at `at`, of any list of versions; null before the first. */
export function versionInForce<V extends { version: number; publishedAt: Date }>(versions: V[], at: Date): V | null {
  let found: V | null = null
  for (const version of versions)
    if (version.publishedAt <= at && (found === null || version.version > found.version)) found = version
  return found
}
