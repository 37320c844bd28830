import type { Door, Tx } from "#app/lib/db.server.ts"
import { prepared } from "#app/lib/prepared.server.ts"
import { getShopFacts, type ShopFacts } from "../orders/shop-facts.server.ts"
import { loadVersionAt } from "../programme/version.server.ts"
import type { ProgrammeVersion } from "../programme/version-in-force.ts"
import type { Standing } from "./standing.ts"
import { measureTier, type TierInput } from "./tier-measure.ts"

/** A member's tier as stored, and the orders that count for it. */
export type MemberTier = {
  customerId: string
  tierId: string | null
  tierMeasure: number
  tierReviewAt: Date | null
  orders: TierInput[] | null
}

const LOAD_MEMBER_TIERS = prepared(
  `SELECT m."customerId", m."tierId", m."tierMeasure", m."tierReviewAt", (
     SELECT json_agg(json_build_object(
       'processedAt', c."at", 'spendMinor', c."spendMinor", 'currency', c."currency", 'points', c."points"))
     FROM (
       SELECT p."processedAt" AS at, p."spendMinor", p."currency", p."target" AS points FROM "OrderPoints" p
       WHERE p."shop" = m."shop" AND p."customerId" = m."customerId" AND (p."spendMinor" > 0 OR p."target" > 0)
       UNION ALL
       SELECT coalesce((e."basis"->>'awardedAt')::timestamptz, e."eventAt"), 0, '', e."delta" - e."debtDelta"
       FROM "PointsEntry" e
       WHERE e."shop" = m."shop" AND e."sourceType" = 'award' AND (e."customerId" = m."customerId" OR e."customerId" IN (
         SELECT g."customerId" FROM "CustomerMerge" g WHERE g."shop" = m."shop" AND g."ownerId" = m."customerId"))
     ) c
   ) AS orders
   FROM "Member" m WHERE m."shop" = $1 AND m."customerId" = ANY($2) ORDER BY m."customerId"`,
)

/** Reads members with the orders that count, and what they were awarded, taken back ones off; customers who are no members are left out. */
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
  return standingsOf(programme, facts, members, at)
}

/** One member's standing, asked at once; for doors that take questions together. Null: no member. */
export async function findStanding(door: Door, shop: string, customerId: string, at: Date): Promise<Standing | null> {
  const [programme, facts, members] = await Promise.all([
    loadVersionAt(door, shop, at),
    getShopFacts(door, shop),
    loadMemberTiers(door, shop, [customerId]),
  ])
  return standingsOf(programme, facts, members, at).get(customerId) ?? null
}

function standingsOf(
  programme: ProgrammeVersion | null,
  facts: ShopFacts,
  members: MemberTier[],
  at: Date,
): Map<string, Standing> {
  return new Map(
    members.map((member) => {
      if (!programme) return [member.customerId, { tier: null, next: null }]
      const { tiers } = programme.rules
      const nameOf = (id: string) => tiers.levels.find((level) => level.id === id)?.name ?? id
      const { nextLevel } = measureTier(member.orders ?? [], tiers, facts, at)
      const tier = member.tierId === null ? null : { id: member.tierId, name: nameOf(member.tierId) }
      const next = nextLevel && {
        ...nextLevel,
        name: nameOf(nextLevel.id),
        unit: tiers.measure,
        currency: facts.currency,
      }
      return [member.customerId, { tier, next }]
    }),
  )
}
