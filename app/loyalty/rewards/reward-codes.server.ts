import { shopDb } from "#app/lib/db.server.ts"

/** A partner's codes, each given to one redemption; they are given out in the order in which they came. */

/** Adds codes to a reward's list; those that are there already are passed over. Returns how many were new. */
export async function addRewardCodes(shop: string, rewardId: string, codes: string[]): Promise<number> {
  const { rowCount } = await shopDb(shop).query(
    `INSERT INTO "RewardCode" ("shop", "rewardId", "code")
     SELECT $1, $2, btrim(code) FROM unnest($3::text[]) WITH ORDINALITY AS c(code, place)
     WHERE btrim(code) <> '' ORDER BY place ON CONFLICT DO NOTHING`,
    [shop, rewardId, codes],
  )
  return rowCount ?? 0
}

/** How many codes each of these rewards has, and how many of them are still free. */
export async function countRewardCodes(
  shop: string,
  rewardIds: string[],
): Promise<Map<string, { all: number; free: number }>> {
  const { rows } = await shopDb(shop).query<{ rewardId: string; all: number; free: number }>(
    `SELECT "rewardId", count(*)::int AS "all", count(*) FILTER (WHERE "redemptionId" IS NULL)::int AS "free"
     FROM "RewardCode" WHERE "shop" = $1 AND "rewardId" = ANY($2) GROUP BY 1`,
    [shop, rewardIds],
  )
  return new Map(rows.map(({ rewardId, ...counts }) => [rewardId, counts]))
}
