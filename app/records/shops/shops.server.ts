import { TZDate } from "@date-fns/tz"
import { shopDb, type Tx } from "#app/lib/db.server.ts"
import { log } from "#app/lib/log.server.ts"
import { forgetReadFailure } from "../read-failures.server.ts"
import { findCurrencyChange } from "./currency-change.ts"

/** A shop as the Admin API tells it. */
export type ShopFact = {
  gid: string
  name: string
  currency: string
  timezone: string
  developmentStore: boolean
}

export type InstalledShop = ShopFact & {
  shop: string
  scopes: string
  installedAt: Date
  uninstalledAt: Date | null
  /** When Shopify said all this (world time). */
  factAt: Date
}

/** The shop where the app is or was installed; null when we never knew it. */
export async function findShop(shop: string, at: Pick<Tx, "query"> = shopDb(shop)): Promise<InstalledShop | null> {
  const { rows } = await at.query<InstalledShop>(`SELECT * FROM "Shop" WHERE "shop" = $1`, [shop])
  return rows[0] ?? null
}

/**
 * Stores what Shopify says about a shop (`at`: world time). A first call installs it, a call after an uninstall
 * reinstalls it. Returns whether its currency changed; a change at a rate fixed by law is recorded with its date.
 */
export async function saveShop(
  tx: Tx,
  shop: string,
  fact: ShopFact,
  scopes: string[],
  at: Date,
): Promise<{ currencyChanged: boolean }> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('shop'), hashtext($1))`, [shop])
  const before = await findShop(shop, tx)
  await tx.query(
    `INSERT INTO "Shop" ("shop", "gid", "name", "currency", "timezone", "developmentStore", "scopes", "installedAt",
       "factAt")
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
     ON CONFLICT ("shop") DO UPDATE SET "gid" = excluded."gid", "name" = excluded."name", "currency" = excluded."currency",
       "timezone" = excluded."timezone", "developmentStore" = excluded."developmentStore", "scopes" = excluded."scopes",
       "installedAt" = CASE WHEN "Shop"."uninstalledAt" IS NULL THEN "Shop"."installedAt" ELSE excluded."installedAt" END,
       "uninstalledAt" = NULL, "factAt" = excluded."factAt"`,
    [shop, fact.gid, fact.name, fact.currency, fact.timezone, fact.developmentStore, scopes.join(","), at],
  )
  await forgetReadFailure(tx, "shop", shop, shop)
  const currencyChanged = before !== null && before.currency !== fact.currency
  if (currencyChanged) await recordCurrencyChange(tx, shop, before.currency, fact)
  return { currencyChanged }
}

async function recordCurrencyChange(tx: Tx, shop: string, from: string, fact: ShopFact): Promise<void> {
  const change = findCurrencyChange(from, fact.currency)
  if (!change) {
    log.warn({ shop, from, to: fact.currency }, "the shop's currency changed and no fixed rate is known")
    return
  }
  const [year, month, day] = change.date.split("-").map(Number) as [number, number, number]
  const changedAt = new Date(new TZDate(year, month - 1, day, fact.timezone).getTime())
  await tx.query(
    `INSERT INTO "ShopCurrencyChange" ("shop", "fromCurrency", "toCurrency", "rateNumerator", "rateDenominator", "changedAt")
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [shop, change.from, change.to, change.numerator, change.denominator, changedAt],
  )
}

/** Whether Shopify shows the app every order of the shop, not only those of the last 60 days. */
export async function readsAllOrders(shop: string): Promise<boolean> {
  return (await findShop(shop))?.scopes.split(",").includes("read_all_orders") ?? false
}

/** Asks for a shop to be read again soon (its facts seem old). */
export async function doubtShop(tx: Tx, shop: string): Promise<void> {
  await tx.query(`UPDATE "Shop" SET "factAt" = to_timestamp(0) WHERE "shop" = $1`, [shop])
}

/** The app was removed from the shop: nothing is asked of Shopify until it comes back. The ledger stays. */
export async function uninstallShop(tx: Tx, shop: string, at: Date): Promise<void> {
  await tx.query(`UPDATE "Shop" SET "uninstalledAt" = $2 WHERE "shop" = $1 AND "uninstalledAt" IS NULL`, [shop, at])
}

/** The shop granted other scopes. */
export async function saveScopes(tx: Tx, shop: string, scopes: string[]): Promise<void> {
  await tx.query(`UPDATE "Shop" SET "scopes" = $2 WHERE "shop" = $1`, [shop, scopes.join(",")])
}
