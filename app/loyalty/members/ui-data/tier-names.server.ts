import { shopDb } from "#app/lib/db.server.ts"
import type { ProgrammeRules } from "../../programme/programme-rules.ts"

/** The rules published last; null before the first publication. */
export async function findNewestRules(shop: string): Promise<ProgrammeRules | null> {
  const { rows } = await shopDb(shop).query<{ rules: ProgrammeRules }>(
    `SELECT "rules" FROM "ProgrammeVersion" WHERE "shop" = $1 ORDER BY "version" DESC LIMIT 1`,
    [shop],
  )
  return rows[0]?.rules ?? null
}

/** Names of the levels by id. */
export async function findTierNames(shop: string): Promise<Map<string, string>> {
  const rules = await findNewestRules(shop)
  return new Map((rules?.tiers.levels ?? []).map((level) => [level.id, level.name]))
}
