import { acrossShops, shopDb, type Tx } from "#app/lib/db.server.ts"

/** Shops that removed the app: everything stays for 30 days, so that coming back goes on; then persons are forgotten. */

const KEPT_DAYS = 30

const LEFT = `FROM "Shop" WHERE "clearedAt" IS NULL AND "uninstalledAt" <= $1::timestamptz - interval '${KEPT_DAYS} days'`

/** SQL that is true when a shop is to be forgotten at `$1`, world time (for jobs.server.ts). */
export const LEFT_SHOPS_DUE = `EXISTS (SELECT ${LEFT})`

/**
 * Erases the persons of shops that left 30 days before `at` (world time), by `eraseShop`; the ledger's numbers stay under
 * ids that name nobody any more. Safe to repeat.
 */
export async function forgetLeftShops(
  at: Date,
  eraseShop: (shop: string) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const { rows } = await acrossShops().query<{ shop: string }>(`SELECT "shop" ${LEFT} ORDER BY "uninstalledAt"`, [at])
  for (const { shop } of rows) {
    if (signal.aborted) return
    await eraseShop(shop)
    await shopDb(shop).query(
      `UPDATE "Shop" SET "clearedAt" = $2 WHERE "shop" = $1 AND "uninstalledAt" <= $2::timestamptz - interval '${KEPT_DAYS} days'`,
      [shop, at],
    )
  }
}

/** Whether the app is not in this shop now: its storefront stays silent. */
export async function hasLeft(shop: string): Promise<boolean> {
  const { rows } = await shopDb(shop).query<{ left: boolean }>(
    `SELECT "uninstalledAt" IS NOT NULL AS left FROM "Shop" WHERE "shop" = $1`,
    [shop],
  )
  return rows[0]?.left ?? false
}

/**
 * A shop has the app again: it is swept soon for what happened meanwhile, and persons who were forgotten are read again
 * (who asked for it themselves stays so).
 */
export async function welcomeBack(tx: Tx, shop: string): Promise<void> {
  await tx.query(
    `UPDATE "Customer" SET "factAt" = to_timestamp(0) FROM "Shop" s
     WHERE s."shop" = $1 AND s."clearedAt" IS NOT NULL AND "Customer"."shop" = $1 AND "sealed" IS NULL AND "erasedAt" IS NULL
       AND "deletedAt" IS NULL`,
    [shop],
  )
  await tx.query(`UPDATE "Shop" SET "clearedAt" = NULL WHERE "shop" = $1`, [shop])
  await tx.query(`UPDATE "ShopSweep" SET "nextSweepAt" = LEAST("nextSweepAt", to_timestamp(0)) WHERE "shop" = $1`, [
    shop,
  ])
}
