import type { Tx } from "#app/lib/db.server.ts"
import { prepared } from "#app/lib/prepared.server.ts"
import { wake } from "#app/queue/wake.server.ts"
import { TAG_UNKNOWN } from "./metafield-values.ts"

const REQUEST_SYNC = prepared(
  `INSERT INTO "MemberSync" AS s ("shop", "customerId")
   SELECT $1, id FROM unnest($2::text[]) AS id ORDER BY id
   ON CONFLICT ("shop", "customerId") DO UPDATE SET "wanted" = s."wanted" + 1`,
)

/**
 * Notes, in the transaction that changed them, that what Shopify shows of these customers is out of date. A customer
 * whose last write failed keeps the wait it earned.
 */
export async function requestSync(tx: Tx, shop: string, customerIds: string[]): Promise<void> {
  if (customerIds.length === 0) return
  await tx.query(REQUEST_SYNC([shop, customerIds]))
  await wake(tx, "sync_members")
}

/** The same for someone whose tags in Shopify nobody knows any more. */
export async function requestWholeSync(tx: Tx, shop: string, customerId: string): Promise<void> {
  await requestSync(tx, shop, [customerId])
  await tx.query(`UPDATE "MemberSync" SET "tag" = $3 WHERE "shop" = $1 AND "customerId" = $2`, [
    shop,
    customerId,
    TAG_UNKNOWN,
  ])
}

/** The same for every member: Shopify may have dropped what it showed. */
export async function requestSyncOfAll(tx: Tx, shop: string): Promise<void> {
  await tx.query(
    `INSERT INTO "MemberSync" AS s ("shop", "customerId")
     SELECT "shop", "customerId" FROM "Member" WHERE "shop" = $1 ORDER BY 2
     ON CONFLICT ("shop", "customerId") DO UPDATE SET "wanted" = s."wanted" + 1, "tag" = $2`,
    [shop, TAG_UNKNOWN],
  )
  await wake(tx, "sync_members")
}
