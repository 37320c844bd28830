import { shopDb } from "#app/lib/db.server.ts"
import type { ProgrammeRules } from "../../programme/programme-rules.ts"
import { loadNewestVersion } from "../../programme/version.server.ts"

/** The rules published last; null before the first publication. */
export async function findNewestRules(shop: string): Promise<ProgrammeRules | null> {
  return (await loadNewestVersion(shopDb(shop), shop))?.rules ?? null
}

/** Names of the levels by id. */
export async function findTierNames(shop: string): Promise<Map<string, string>> {
  const rules = await findNewestRules(shop)
  return new Map((rules?.tiers.levels ?? []).map((level) => [level.id, level.name]))
}
