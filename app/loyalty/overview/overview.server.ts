import { prisma } from "#app/lib/db.server.ts"
import { toSafeNumber } from "#app/lib/money.ts"
import type { ProgrammeRules } from "../programme/programme-rules.ts"
import { programmeChanges } from "../programme/ui/programme-changes.ts"

/** What the home page shows. Points are points; counts are rows. */
export type Overview = {
  /** `unpublished`: the draft differs from what is in force. */
  programme: { version: number; publishedAt: string; unpublished: boolean } | null
  members: number
  /** In the order of the programme in force; `id` null: no tier yet. */
  tiers: { id: string | null; name: string | null; members: number }[]
  today: { orders: number; earned: number; waiting: number }
  outstanding: { available: number; pending: number }
  attention: { failedEvents: number; doubtfulOrders: number; syncErrors: number }
}

/** Figures of a shop. `dayStart` is the shop's midnight in world time. */
export async function getOverview(shop: string, dayStart: Date): Promise<Overview> {
  const db = prisma()
  const [version, draft, tiers, today, totals, failedEvents, doubtfulOrders, syncErrors] = await Promise.all([
    db.programmeVersion.findFirst({ where: { shop }, orderBy: { version: "desc" } }),
    db.programmeDraft.findUnique({ where: { shop } }),
    db.member.groupBy({ by: ["tierId"], where: { shop }, _count: { _all: true } }),
    todayFigures(shop, dayStart),
    db.pointsAccount.aggregate({ where: { shop }, _sum: { available: true, pending: true } }),
    db.webhookEvent.count({ where: { shop, state: "failed" } }),
    db.order.count({ where: { shop, doubtfulSince: { not: null } } }),
    db.memberSync.count({ where: { shop, error: { not: null } } }),
  ])
  const rules = version?.rules as ProgrammeRules | undefined
  const draftRules = draft?.rules as ProgrammeRules | undefined
  return {
    programme: version && {
      version: version.version,
      publishedAt: version.publishedAt.toISOString(),
      unpublished: draftRules !== undefined && programmeChanges(rules ?? null, draftRules).length > 0,
    },
    members: tiers.reduce((sum, tier) => sum + tier._count._all, 0),
    tiers: tierShares(rules?.tiers.levels ?? [], new Map(tiers.map((tier) => [tier.tierId, tier._count._all]))),
    today,
    outstanding: {
      available: toSafeNumber(totals._sum.available ?? 0n),
      pending: toSafeNumber(totals._sum.pending ?? 0n),
    },
    attention: { failedEvents, doubtfulOrders, syncErrors },
  }
}

/** Of entries that orders made since `dayStart`: how many orders earned, points that became usable, points that wait. */
async function todayFigures(shop: string, dayStart: Date): Promise<Overview["today"]> {
  const [row] = await prisma().$queryRaw<{ orders: bigint; earned: bigint; waiting: bigint }[]>`
    SELECT count(DISTINCT "sourceId") FILTER (WHERE "code" = 'order_earned')::bigint AS "orders",
      coalesce(sum("delta"), 0)::bigint AS "earned",
      coalesce(sum("pendingDelta") FILTER (WHERE "code" IN ('order_earned', 'order_adjusted')), 0)::bigint AS "waiting"
    FROM "PointsEntry"
    WHERE "shop" = ${shop} AND "sourceType" = 'order' AND "eventAt" >= ${dayStart}`
  return {
    orders: toSafeNumber(row?.orders ?? 0n),
    earned: toSafeNumber(row?.earned ?? 0n),
    waiting: toSafeNumber(row?.waiting ?? 0n),
  }
}

function tierShares(levels: ProgrammeRules["tiers"]["levels"], counts: Map<string | null, number>): Overview["tiers"] {
  const known = new Set(levels.map((level) => level.id))
  const without = [...counts].filter(([id]) => id === null || !known.has(id))
  return [
    ...[...levels].reverse().map(({ id, name }) => ({ id, name, members: counts.get(id) ?? 0 })),
    { id: null, name: null, members: without.reduce((sum, [, members]) => sum + members, 0) },
  ]
}
