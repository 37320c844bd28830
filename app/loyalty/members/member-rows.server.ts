import type { Tx } from "#app/lib/db.server.ts"
import { prepared } from "#app/lib/prepared.server.ts"
import { openAccounts } from "../ledger/ledger-rows.server.ts"
import type { JoinedBy } from "./joined-by.ts"

const INSERT_MEMBERS = prepared(
  `INSERT INTO "Member" ("shop", "customerId", "joinedAt", "joinedBy", "consentAt")
   SELECT $1, id, $3::timestamptz, $4, CASE WHEN $4 IN ('storefront', 'staff') THEN $3::timestamptz END
   FROM unnest($2::text[]) AS id ORDER BY id
   ON CONFLICT DO NOTHING RETURNING "customerId"`,
)

/**
 * Makes members of those who are not yet, each with an account: lists by points then miss nobody. `consentAt` is recorded
 * for people who joined themselves or through staff; an order alone is no consent. Returns who is new.
 */
export async function insertMembers(
  tx: Tx,
  shop: string,
  customerIds: string[],
  by: JoinedBy,
  at: Date,
): Promise<string[]> {
  if (customerIds.length === 0) return []
  const { rows } = await tx.query<{ customerId: string }>(INSERT_MEMBERS([shop, customerIds, at, by]))
  const joined = rows.map((row) => row.customerId)
  await openAccounts(tx, shop, joined)
  return joined
}

/**
 * Two customers became one: whoever stays is a member if either was, since the earlier of the two days, and the other is
 * none any more. Whose sign-in proved an address is no proof for the other's.
 */
export async function inheritMembership(
  tx: Tx,
  shop: string,
  fromCustomerId: string,
  toCustomerId: string,
): Promise<void> {
  await tx.query(
    `INSERT INTO "Member" AS m ("shop", "customerId", "joinedAt", "joinedBy", "consentAt")
     SELECT "shop", $3, "joinedAt", "joinedBy", "consentAt" FROM "Member" WHERE "shop" = $1 AND "customerId" = $2
     ON CONFLICT ("shop", "customerId") DO UPDATE SET "joinedAt" = LEAST(m."joinedAt", excluded."joinedAt"),
       "consentAt" = LEAST(m."consentAt", excluded."consentAt")`,
    [shop, fromCustomerId, toCustomerId],
  )
  await openAccounts(tx, shop, [toCustomerId])
  await tx.query(`DELETE FROM "Member" WHERE "shop" = $1 AND "customerId" = $2`, [shop, fromCustomerId])
  await tx.query(`DELETE FROM "MemberSync" WHERE "shop" = $1 AND "customerId" = $2`, [shop, fromCustomerId])
}
