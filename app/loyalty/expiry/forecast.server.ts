import { shopDb } from "#app/lib/db.server.ts"
import { ACTIVITY_SQL } from "./activity.ts"
import { termsOf } from "./expires-at.ts"
import type { ExpiryRules } from "./expiry-rules.ts"
import { type ExpiryForecast, forecastExpiry, type OpenPoints } from "./forecast.ts"
import { loadPolicies } from "./outlook.server.ts"
import { loadRests } from "./shop-expiry.server.ts"

type Asked = { rule: ExpiryRules; zone: string; at: Date }

/** What would expire of today's points if `rule` were published at `at`. It reads every open lot: ask it seldom. */
export async function forecastFor(shop: string, { rule, zone, at }: Asked): Promise<ExpiryForecast> {
  const door = shopDb(shop)
  const [policies, rests, open] = await Promise.all([
    loadPolicies(door, shop),
    loadRests(door, shop),
    loadOpenPoints(shop, zone, rule.kind === "inactivity"),
  ])
  const version = (policies.at(-1)?.version ?? 0) + 1
  const terms = termsOf([...policies, { ...rule, version, publishedAt: at, zone }])
  return forecastExpiry(open, { terms, rests, zone, at })
}

/** Open lots, those of the same days in the shop's zone added up: what expires is decided by days. */
async function loadOpenPoints(shop: string, zone: string, withActivity: boolean): Promise<OpenPoints[]> {
  const active = withActivity
    ? `SELECT e."customerId", max(${ACTIVITY_SQL}) AS active FROM "PointsEntry" e WHERE e."shop" = $1 GROUP BY 1`
    : `SELECT NULL::text AS "customerId", NULL::timestamptz AS active WHERE $1::text IS NULL`
  const day = (moment: string) => `date_trunc('day', ${moment} AT TIME ZONE $2)`
  const { rows } = await shopDb(shop).query<OpenPoints>(
    `SELECT min(l."earnedAt") AS "earnedAt", min(e."eventAt") AS "creditedAt", min(a.active) AS active,
       sum(l."amount" - coalesce(d.drawn, 0))::bigint AS points
     FROM "PointsAccount" p
     JOIN "PointsLot" l ON l."shop" = p."shop" AND l."customerId" = p."customerId"
     JOIN "PointsEntry" e ON e."shop" = l."shop" AND e."customerId" = l."customerId" AND e."version" = l."entryVersion"
     LEFT JOIN (
       SELECT "customerId", "lotVersion", sum("amount") AS drawn FROM "PointsDraw" WHERE "shop" = $1 GROUP BY 1, 2
     ) d ON d."customerId" = l."customerId" AND d."lotVersion" = l."entryVersion"
     LEFT JOIN (${active}) a ON a."customerId" = p."customerId"
     WHERE p."shop" = $1 AND p."available" > 0 AND l."amount" > coalesce(d.drawn, 0)
     GROUP BY ${day(`l."earnedAt"`)}, ${day(`e."eventAt"`)}, ${day("a.active")}`,
    [shop, zone],
  )
  return rows
}
