import { acrossShops } from "#app/lib/db.server.ts"

export type ShopValues = { currency?: string; timezone?: string; developmentStore?: boolean; installedAt?: Date }

/** A shop where the app is installed. */
export async function installShop(shop: string, values: ShopValues = {}): Promise<void> {
  const { currency = "EUR", timezone = "Europe/Sofia", developmentStore = false } = values
  const installedAt = values.installedAt ?? new Date("2020-01-01Z")
  await acrossShops().query(
    `INSERT INTO "Shop" ("shop", "name", "currency", "timezone", "developmentStore", "installedAt", "factAt")
     VALUES ($1, $1, $2, $3, $4, $5, $5)`,
    [shop, currency, timezone, developmentStore, installedAt],
  )
}
