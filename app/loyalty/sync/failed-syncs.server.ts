import { wake } from "#app/queue/wake.server.ts"
import { changes, type WorkSource } from "#app/queue/work-source.server.ts"

/** Members whose balance and tier Shopify has not taken. */
export const FAILED_MEMBER_SYNCS: WorkSource = {
  kind: "member_sync",
  keyType: "text",
  gid: "Customer",
  rows: `SELECT "shop", "customerId" AS "key", NULL AS "what", "customerId" AS "about", "failedSince" AS "since", "tries",
    "nextTryAt", "error", NULL AS "trace" FROM "MemberSync" WHERE "failedSince" IS NOT NULL`,
  retry: async (tx, shop, key) => {
    await wake(tx, "sync_members")
    return changes(
      tx,
      `UPDATE "MemberSync" SET "nextTryAt" = now() WHERE "shop" = $1 AND "customerId" = $2 AND "failedSince" IS NOT NULL`,
      [shop, key],
    )
  },
  // Shopify keeps showing what it has until the member's next change.
  discard: (tx, shop, key) =>
    changes(
      tx,
      `UPDATE "MemberSync" SET "written" = "wanted", "tries" = 0, "error" = NULL, "failedSince" = NULL
       WHERE "shop" = $1 AND "customerId" = $2 AND "failedSince" IS NOT NULL`,
      [shop, key],
    ),
  bringBack: async (tx, shop, key) => {
    await wake(tx, "sync_members")
    return changes(
      tx,
      `UPDATE "MemberSync" SET "wanted" = "wanted" + 1, "nextTryAt" = now() WHERE "shop" = $1 AND "customerId" = $2`,
      [shop, key],
    )
  },
}
