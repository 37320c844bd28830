import type { Tx } from "#app/lib/db.server.ts"
import { prepared } from "#app/lib/prepared.server.ts"
import { coversSql } from "../programme/pause.ts"
import { REDEMPTION_STATES } from "../redemptions/redemption.ts"
import type { Shopper, Taken } from "./redeemable.ts"

const SHOPPER = prepared(
  `SELECT m."customerId" IS NOT NULL AS member, m."tierId", coalesce(a."available", 0)::bigint AS available,
     coalesce(c."tags", '{}') AS tags, s."currency",
     EXISTS (SELECT FROM "ProgrammeVersion" v WHERE v."shop" = $1 AND v."publishedAt" <= $3) AS programme,
     EXISTS (SELECT FROM "ProgrammePause" p WHERE p."shop" = $1 AND p."spending" AND p."undoneAt" IS NULL
       AND ${coversSql("$3::timestamptz")}) AS "spendingPaused",
     (SELECT t."tag" FROM "ProgrammeTest" t WHERE t."shop" = $1 AND t."toAt" IS NULL) AS "testTag"
   FROM "Shop" s
   LEFT JOIN "Member" m ON m."shop" = s."shop" AND m."customerId" = $2
   LEFT JOIN "PointsAccount" a ON a."shop" = s."shop" AND a."customerId" = $2
   LEFT JOIN "Customer" c ON c."shop" = s."shop" AND c."customerId" = $2
   WHERE s."shop" = $1`,
)

type ShopperRow = Omit<Shopper, "outsideTest"> & { testTag: string | null }

/** What decides at `at` (world time) whether this customer can redeem anything; throws for a shop that never installed. */
export async function loadShopper(
  door: Pick<Tx, "query">,
  shop: string,
  customerId: string,
  at: Date,
): Promise<Shopper> {
  const { rows } = await door.query<ShopperRow>(SHOPPER([shop, customerId, at]))
  const row = rows[0]
  if (!row) throw new Error(`shop ${shop} is not installed`)
  const { testTag, ...shopper } = row
  const tags = shopper.tags.map((tag) => tag.trim().toLowerCase())
  const outsideTest = testTag !== null && !tags.includes(testTag.trim().toLowerCase())
  return { ...shopper, tags, outsideTest }
}

/** What came to something: redemptions whose points are held. */
const HOLDING = Object.entries(REDEMPTION_STATES)
  .filter(([, { holdsPoints }]) => holdsPoints)
  .map(([state]) => `'${state}'`)
  .join(", ")

const TAKEN = prepared(
  `SELECT asked AS "rewardId",
     (SELECT count(*)::int FROM "Redemption" r WHERE r."shop" = $1 AND r."customerId" = $2 AND r."rewardId" = asked
       AND r."state" IN (${HOLDING})) AS redeemed,
     (SELECT count(*)::int FROM (SELECT FROM "RewardCode" c WHERE c."shop" = $1 AND c."rewardId" = asked
       AND c."redemptionId" IS NULL LIMIT 1) AS one) AS "freeCodes"
   FROM unnest($3::text[]) AS asked`,
)

/** By reward: how often this customer has redeemed it, and whether codes are left (0 or 1). */
export async function loadTaken(
  door: Pick<Tx, "query">,
  shop: string,
  customerId: string,
  rewardIds: string[],
): Promise<Map<string, Taken>> {
  const { rows } = await door.query<Taken & { rewardId: string }>(TAKEN([shop, customerId, rewardIds]))
  return new Map(rows.map(({ rewardId, ...taken }) => [rewardId, taken]))
}
