import type { Check } from "../verify-checks.ts"
import { REDEMPTION_STATES } from "./redemption.ts"

const HOLDING = Object.entries(REDEMPTION_STATES)
  .filter(([, { holdsPoints }]) => holdsPoints)
  .map(([state]) => `'${state}'`)
  .join(", ")

/** Redemptions beside their entries in the ledger; `$1` as in the other checks. */
export const REDEMPTION_CHECKS: Check[] = [
  {
    promise: 7,
    name: "a redemption holds its points, or has given them back",
    sql: `SELECT coalesce(r."shop", e."shop") AS shop, coalesce(r."redemptionId", e."sourceId") AS subject,
        format('is %s for %s points, drawn %s times; its entries add up to %s, drawn %s times',
          coalesce(r."state", 'unknown'), coalesce(r."points", 0), coalesce(r."round", 0), coalesce(e.moved, 0),
          coalesce(e.draws, 0)) AS words
      FROM (SELECT * FROM "Redemption" WHERE ($1::text IS NULL OR "shop" = $1)) r
      FULL JOIN (
        SELECT "shop", "sourceId", sum("delta" - "debtDelta") AS moved, count(*) FILTER (WHERE "code" = 'redeemed') AS draws
        FROM "PointsEntry" WHERE ($1::text IS NULL OR "shop" = $1) AND "sourceType" = 'redemption' GROUP BY 1, 2
      ) e ON e."shop" = r."shop" AND e."sourceId" = r."redemptionId"
      WHERE r."redemptionId" IS NULL OR coalesce(e.draws, 0) <> r."round"
        OR coalesce(e.moved, 0) <> CASE WHEN r."state" IN (${HOLDING}) THEN -r."points" ELSE 0 END`,
  },
  {
    promise: 7,
    name: "a code that was used has its order, and each code of a list one redemption",
    sql: `SELECT r."shop", r."redemptionId" AS subject, 'its code was used, but by no order' AS words FROM "Redemption" r
      WHERE ($1::text IS NULL OR r."shop" = $1) AND r."made" = 'discount' AND r."state" = 'used' AND r."orderId" IS NULL
      UNION ALL
      SELECT c."shop", c."redemptionId", format('has %s codes of a list', count(*)) FROM "RewardCode" c
      WHERE ($1::text IS NULL OR c."shop" = $1) AND c."redemptionId" IS NOT NULL
      GROUP BY c."shop", c."redemptionId" HAVING count(*) > 1`,
  },
]
