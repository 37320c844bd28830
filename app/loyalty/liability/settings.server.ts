import { shopDb } from "#app/lib/db.server.ts"
import { DEFAULT_SETTINGS, type LiabilitySettings } from "./settings.ts"

type Row = {
  worthMinor: number | null
  worthPoints: number | null
  redeemedPercent: number | null
  mostOfRevenue: number
  margin: number
}

/** A worth written in another currency than the shop's of now is forgotten. */
export async function getLiabilitySettings(shop: string, currency: string): Promise<LiabilitySettings> {
  const { rows } = await shopDb(shop).query<Row>(
    `SELECT CASE WHEN "currency" = $2 THEN "worthMinor" END AS "worthMinor", "worthPoints", "redeemedPercent",
       "mostOfRevenue", "margin"
     FROM "LiabilitySettings" WHERE "shop" = $1`,
    [shop, currency],
  )
  const row = rows[0]
  if (!row) return DEFAULT_SETTINGS
  const { worthMinor, worthPoints, redeemedPercent, mostOfRevenue, margin } = row
  const worth = worthMinor && worthPoints ? { minor: worthMinor, points: worthPoints } : null
  return { worth, redeemed: redeemedPercent, mostOfRevenue, margin }
}

export async function saveLiabilitySettings(
  shop: string,
  currency: string,
  { worth, redeemed, mostOfRevenue, margin }: LiabilitySettings,
): Promise<void> {
  await shopDb(shop).query(
    `INSERT INTO "LiabilitySettings"
       ("shop", "worthMinor", "worthPoints", "currency", "redeemedPercent", "mostOfRevenue", "margin")
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT ("shop") DO UPDATE SET "worthMinor" = excluded."worthMinor", "worthPoints" = excluded."worthPoints",
       "currency" = excluded."currency", "redeemedPercent" = excluded."redeemedPercent",
       "mostOfRevenue" = excluded."mostOfRevenue", "margin" = excluded."margin"`,
    [shop, worth?.minor ?? null, worth?.points ?? null, currency, redeemed, mostOfRevenue, margin],
  )
}
