import type { Check } from "../verify-checks.ts"

const OF_SHOP = (alias: string) => `($1::text IS NULL OR ${alias}."shop" = $1)`

/** What the tables of tiers promise, asked of them again (verify-checks.ts). */
export const TIER_CHECKS: Check[] = [
  {
    promise: 10,
    name: "points for reaching a tier are given as often as they were paid",
    sql: `SELECT coalesce(r."shop", e."shop") AS shop, coalesce(r."customerId", e."customerId") AS subject,
        format('was promised %s points for tiers that were reached, and has %s', coalesce(r.points, 0), coalesce(e.points, 0))
          AS words
      FROM (
        SELECT "shop", "customerId", sum("points") AS points FROM "TierReward" t
        WHERE ${OF_SHOP("t")} AND "state" = 'paid' GROUP BY 1, 2
      ) r
      FULL JOIN (
        SELECT x."shop", coalesce(m."ownerId", x."customerId") AS "customerId", sum(x."delta" - x."debtDelta") AS points
        FROM "PointsEntry" x
        LEFT JOIN "CustomerMerge" m ON m."shop" = x."shop" AND m."customerId" = x."customerId"
        WHERE ${OF_SHOP("x")} AND x."sourceType" = 'award' AND x."basis"->>'kind' = 'tier_entry' GROUP BY 1, 2
      ) e ON e."shop" = r."shop" AND e."customerId" = r."customerId"
      WHERE coalesce(r.points, 0) <> coalesce(e.points, 0)`,
  },
  {
    promise: 10,
    name: "a tier given by hand is a member's",
    sql: `SELECT g."shop", g."customerId" AS subject, 'has a tier from staff, but is no member' AS words
      FROM "ManualTier" g WHERE ${OF_SHOP("g")} AND g."endedAt" IS NULL AND NOT EXISTS (
        SELECT FROM "Member" m WHERE m."shop" = g."shop" AND m."customerId" = g."customerId")`,
  },
]
