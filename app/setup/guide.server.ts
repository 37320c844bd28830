import { shopDb } from "#app/lib/db.server.ts"

/** Whether somebody of the shop put the set-up guide away. */
export async function isGuideHidden(shop: string): Promise<boolean> {
  const { rows } = await shopDb(shop).query<{ hidden: boolean }>(
    `SELECT "guideHiddenAt" IS NOT NULL AS hidden FROM "ShopSetup" WHERE "shop" = $1`,
    [shop],
  )
  return rows[0]?.hidden ?? false
}

/** Puts the guide away for everybody in the shop, or brings it back; `at` is world time. */
export async function hideGuide(shop: string, hidden: boolean, at: Date): Promise<void> {
  await shopDb(shop).query(
    `INSERT INTO "ShopSetup" ("shop", "guideHiddenAt") VALUES ($1, $2)
     ON CONFLICT ("shop") DO UPDATE SET "guideHiddenAt" = excluded."guideHiddenAt"`,
    [shop, hidden ? at : null],
  )
}
