import { inShop, shopDb, type Tx } from "#app/lib/db.server.ts"
import { currencyExponent } from "#app/lib/money.ts"
import { requestMetafields } from "#app/records/shops/shop-metafields.server.ts"
import { noteExpiryRules } from "../expiry/shop-expiry.server.ts"
import { beginDays } from "../occasions/shop-days.server.ts"
import { oweUnsettledSince } from "../orders/owed-settlements.server.ts"
import { getShopFacts, type ShopFacts } from "../orders/shop-facts.server.ts"
import { reviewEveryone } from "../tiers/review-due.server.ts"
import { inShopCurrency } from "../tiers/thresholds.ts"
import { wholeSecond } from "../whole-second.ts"
import { lockProgramme } from "./programme-lock.server.ts"
import { defaultProgrammeRules, type ProgrammeRules, programmeRulesSchema } from "./programme-rules.ts"
import { loadNewestVersion, loadVersionAt } from "./version.server.ts"
import type { ProgrammeVersion } from "./version-in-force.ts"

/** What the merchant edits. `savedAt` null: nothing saved since the last publication (or ever). */
export type Draft = { rules: ProgrammeRules; savedAt: Date | null }

export type PublishedVersion = { version: number; publishedAt: Date; publishedBy: string }

export type PublishOutcome =
  | { ok: true; version: ProgrammeVersion }
  | { ok: false; reason: "unchanged"; version: number }
  | { ok: false; reason: "invalid"; issues: { path: string; message: string }[] }

/** The draft: what was saved, else the programme in force, else the programme a new shop starts with. */
export async function getDraft(shop: string): Promise<Draft> {
  const saved = await findSavedDraft(shop)
  const facts = await getShopFacts(shopDb(shop), shop)
  if (saved) return { ...saved, rules: withThresholdsNow(saved.rules, facts) }
  const newest = await loadNewestVersion(shopDb(shop), shop)
  if (newest) return { rules: withThresholdsNow(newest.rules, facts), savedAt: null }
  const { currency } = facts
  return { rules: defaultProgrammeRules(currency, 10 ** currencyExponent(currency)), savedAt: null }
}

/** What was saved since the last publication, thresholds as they were written; null: nothing. */
export async function findSavedDraft(shop: string): Promise<Draft | null> {
  const { rows } = await shopDb(shop).query<{ rules: ProgrammeRules; savedAt: Date }>(
    `SELECT "rules", "updatedAt" AS "savedAt" FROM "ProgrammeDraft" WHERE "shop" = $1`,
    [shop],
  )
  return rows[0] ? { ...rows[0], rules: readDraft(rows[0].rules) } : null
}

/** A draft may be of an older release; what cannot be published is told when it shall be. */
function readDraft(stored: ProgrammeRules): ProgrammeRules {
  const parsed = programmeRulesSchema.safeParse(stored)
  return parsed.success ? parsed.data : stored
}

/** After a change of the shop's currency the merchant reads and edits thresholds in the new one. */
function withThresholdsNow(rules: ProgrammeRules, facts: ShopFacts): ProgrammeRules {
  return { ...rules, tiers: inShopCurrency(rules.tiers, facts) }
}

/** Keeps `rules` (already valid) as the draft; nothing earns by it until it is published. */
export async function saveDraft(shop: string, rules: ProgrammeRules): Promise<void> {
  await shopDb(shop).query(
    `INSERT INTO "ProgrammeDraft" ("shop", "rules", "updatedAt") VALUES ($1, $2, now())
     ON CONFLICT ("shop") DO UPDATE SET "rules" = excluded."rules", "updatedAt" = excluded."updatedAt"`,
    [shop, JSON.stringify(rules)],
  )
}

/** Throws the draft away: the page shows the programme in force again. */
export async function discardDraft(shop: string): Promise<void> {
  await shopDb(shop).query(`DELETE FROM "ProgrammeDraft" WHERE "shop" = $1`, [shop])
}

/**
 * Makes the draft the programme in force from the second of `at` (world time) on; `by` says who did it. Orders placed
 * before keep their version for good. Every member's tier is reviewed, and what the storefront reads is written anew, soon
 * after.
 */
export async function publish(shop: string, by: string, at: Date): Promise<PublishOutcome> {
  const draft = await getDraft(shop)
  const parsed = programmeRulesSchema.safeParse(draft.rules)
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }))
    return { ok: false, reason: "invalid", issues }
  }
  return inShop(shop, (tx) => publishRules(tx, shop, parsed.data, by, wholeSecond(at)))
}

async function publishRules(
  tx: Tx,
  shop: string,
  rules: ProgrammeRules,
  by: string,
  at: Date,
): Promise<PublishOutcome> {
  await lockProgramme(tx, shop)
  const newest = await loadNewestVersion(tx, shop)
  if (newest && (await isSame(tx, newest.rules, rules)))
    return { ok: false, reason: "unchanged", version: newest.version }
  const version = (newest?.version ?? 0) + 1
  await tx.query(
    `INSERT INTO "ProgrammeVersion" ("shop", "version", "rules", "publishedAt", "publishedBy", "timezone")
     VALUES ($1, $2, $3, $4, $5, (SELECT "timezone" FROM "Shop" WHERE "shop" = $1))`,
    [shop, version, JSON.stringify(rules), at, by],
  )
  await tx.query(`DELETE FROM "ProgrammeDraft" WHERE "shop" = $1`, [shop])
  await oweUnsettledSince(tx, shop, at)
  await noteExpiryRules(tx, shop, at)
  await beginDays(tx, shop, at)
  await reviewEveryone(tx, shop, at)
  await requestMetafields(tx, shop, "programme")
  return { ok: true, version: { version, rules, publishedAt: at } }
}

/** The version in force at `at` (world time), or null before the first. */
export async function findVersionAt(shop: string, at: Date): Promise<ProgrammeVersion | null> {
  return loadVersionAt(shopDb(shop), shop, at)
}

/** All published versions, the newest first. */
export async function listVersions(shop: string): Promise<PublishedVersion[]> {
  const { rows } = await shopDb(shop).query<PublishedVersion>(
    `SELECT "version", "publishedAt", "publishedBy" FROM "ProgrammeVersion" WHERE "shop" = $1 ORDER BY "version" DESC`,
    [shop],
  )
  return rows
}

/** jsonb compares by content, whatever the order of keys. */
async function isSame(tx: Tx, one: ProgrammeRules, other: ProgrammeRules): Promise<boolean> {
  const { rows } = await tx.query<{ same: boolean }>(`SELECT $1::jsonb = $2::jsonb AS same`, [
    JSON.stringify(one),
    JSON.stringify(other),
  ])
  return rows[0]?.same ?? false
}
