import { wake } from "#app/queue/wake.server.ts"
import { changes, type WorkSource } from "#app/queue/work-source.server.ts"

/** Redemptions that Shopify has not made or ended, or of which nobody knows whether it made them. */
export const FAILED_REDEMPTIONS: WorkSource = {
  kind: "redemption",
  keyType: "text",
  rows: `SELECT "shop", "redemptionId" AS "key", "state" AS "what", "customerId" AS "about", "failedSince" AS "since",
    "tries", CASE WHEN "state" <> 'unclear' THEN "nextTryAt" END AS "nextTryAt", coalesce("error", '') AS "error",
    NULL AS "trace" FROM "Redemption" WHERE "failedSince" IS NOT NULL`,
  // Whoever tries an unclear one again has seen that Shopify did not do it.
  retry: async (tx, shop, key) => {
    await wake(tx, "issue_redemptions")
    return changes(
      tx,
      `UPDATE "Redemption" SET "nextTryAt" = clock_timestamp(),
         "askedAt" = CASE WHEN "state" = 'unclear' THEN NULL ELSE "askedAt" END,
         "state" = CASE WHEN "state" = 'unclear' THEN 'drawn' ELSE "state" END
       WHERE "shop" = $1 AND "redemptionId" = $2 AND "failedSince" IS NOT NULL`,
      [shop, key],
    )
  },
  // An unclear one counts as made; the others are tried again tomorrow, quietly: their points are held.
  discard: (tx, shop, key) =>
    changes(
      tx,
      `UPDATE "Redemption" SET "failedSince" = NULL, "error" = NULL, "nextTryAt" = clock_timestamp() + interval '1 day',
         "issuedAt" = CASE WHEN "state" = 'unclear' THEN "redeemedAt" ELSE "issuedAt" END,
         "state" = CASE WHEN "state" = 'unclear' THEN 'issued' ELSE "state" END
       WHERE "shop" = $1 AND "redemptionId" = $2 AND "failedSince" IS NOT NULL`,
      [shop, key],
    ),
  bringBack: async (tx, shop, key) => {
    await wake(tx, "issue_redemptions")
    return changes(
      tx,
      `UPDATE "Redemption" SET "nextTryAt" = clock_timestamp()
       WHERE "shop" = $1 AND "redemptionId" = $2 AND "state" IN ('drawn', 'returning')`,
      [shop, key],
    )
  },
}
