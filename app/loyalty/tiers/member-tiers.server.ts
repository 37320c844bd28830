import type { Door, Tx } from "#app/lib/db.server.ts"
import { prepared } from "#app/lib/prepared.server.ts"
import { getShopFacts, type ShopFacts } from "../orders/shop-facts.server.ts"
import { loadVersionAt } from "../programme/version.server.ts"
import type { ProgrammeVersion } from "../programme/version-in-force.ts"
import { findWaitingRewards } from "./entry-rewards.server.ts"
import type { Standing } from "./standing.ts"
import { type ManualTier, measureTier, type TierInput } from "./tier-measure.ts"
import type { TierRules } from "./tier-rules.ts"

/** A member's tier as stored, and the orders that count for it. */
export type MemberTier = {
  customerId: string
  tierId: string | null
  tierMeasure: number
  tierReviewAt: Date | null
  orders: TierInput[] | null
  manual: ManualTier | null
}

const LOAD_MEMBER_TIERS = prepared(
  `SELECT m."customerId", m."tierId", m."tierMeasure", m."tierReviewAt", (
     SELECT json_agg(json_build_object(
       'processedAt', c."at", 'spendMinor', c."spendMinor", 'currency', c."currency", 'points', c."points",
       'lowered', c."lowered"))
     FROM (
       SELECT p."processedAt" AS at, p."spendMinor", p."currency", p."target" AS points, p."lowered"
       FROM "OrderPoints" p
       WHERE p."shop" = m."shop" AND p."customerId" = m."customerId"
         AND (p."spendMinor" > 0 OR p."target" > 0 OR p."lowered" IS NOT NULL)
       UNION ALL
       SELECT coalesce((e."basis"->>'awardedAt')::timestamptz, e."eventAt"), 0, '', e."delta" - e."debtDelta", NULL
       FROM "PointsEntry" e
       WHERE e."shop" = m."shop" AND e."sourceType" = 'award' AND e."basis"->>'kind' <> 'tier_entry' AND (e."customerId" = m."customerId" OR e."customerId" IN (
         SELECT g."customerId" FROM "CustomerMerge" g WHERE g."shop" = m."shop" AND g."ownerId" = m."customerId"))
     ) c
   ) AS orders, (
     SELECT json_build_object('tierId', g."tierId", 'exact', g."exact", 'fromAt', g."fromAt", 'untilAt', g."untilAt")
     FROM "ManualTier" g WHERE g."shop" = m."shop" AND g."customerId" = m."customerId" AND g."endedAt" IS NULL
   ) AS manual
   FROM "Member" m WHERE m."shop" = $1 AND m."customerId" = ANY($2) ORDER BY m."customerId"`,
)

/**
 * Reads members with the orders that count, and what they were awarded, taken back ones off; customers who are no members
 * are left out. What a tier gave for being reached reaches no other.
 */
export async function loadMemberTiers(
  tx: Pick<Tx, "query">,
  shop: string,
  customerIds: string[],
): Promise<MemberTier[]> {
  const { rows } = await tx.query<MemberTier>(LOAD_MEMBER_TIERS([shop, customerIds]))
  return rows
}

/** Standings by customer at `at` (world time); without a programme in force nobody has a tier. */
export async function loadStandings(
  tx: Pick<Tx, "query">,
  shop: string,
  customerIds: string[],
  at: Date,
): Promise<Map<string, Standing>> {
  const programme = await loadVersionAt(tx, shop, at)
  const facts = await getShopFacts(tx, shop)
  const members = await loadMemberTiers(tx, shop, customerIds)
  return standingsOf(programme, facts, members, await findWaitingRewards(tx, shop, customerIds), at)
}

/** One member's standing, asked at once; for doors that take questions together. Null: no member. */
export async function findStanding(door: Door, shop: string, customerId: string, at: Date): Promise<Standing | null> {
  const [programme, facts, members, waiting] = await Promise.all([
    loadVersionAt(door, shop, at),
    getShopFacts(door, shop),
    loadMemberTiers(door, shop, [customerId]),
    findWaitingRewards(door, shop, [customerId]),
  ])
  return standingsOf(programme, facts, members, waiting, at).get(customerId) ?? null
}

function standingsOf(
  programme: ProgrammeVersion | null,
  facts: ShopFacts,
  members: MemberTier[],
  waits: Map<string, number>,
  at: Date,
): Map<string, Standing> {
  return new Map(
    members.map((member) => {
      const waiting = waits.get(member.customerId) ?? 0
      if (!programme) return [member.customerId, { tier: null, next: null, waiting, held: null }]
      const { tiers } = programme.rules
      const nameOf = (id: string) => tiers.levels.find((level) => level.id === id)?.name ?? id
      const { nextLevel, held } = measureTier(member.orders ?? [], tiers, facts, at, member.manual)
      const tier = member.tierId === null ? null : tierOf(tiers, member.tierId)
      const next = nextLevel && {
        ...nextLevel,
        name: nameOf(nextLevel.id),
        unit: tiers.measure,
        currency: facts.currency,
      }
      const heldUntil = held && { until: held.until.toISOString(), why: held.why }
      return [member.customerId, { tier, next, waiting, held: heldUntil }]
    }),
  )
}

/** A level as shoppers see it; what it promises only when it promises something. */
function tierOf({ levels }: TierRules, id: string): NonNullable<Standing["tier"]> {
  const level = levels.find((one) => one.id === id)
  const switches = level?.perks?.switches ?? []
  return { id, name: level?.name ?? id, ...(switches.length > 0 && { perks: switches }) }
}
