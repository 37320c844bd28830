import type { Tx } from "#app/lib/db.server.ts"
import { prepared } from "#app/lib/prepared.server.ts"
import type { Entry } from "./entry.ts"
import type { Account, OpenLot } from "./posting.ts"

/** The ledger's rows in sets: whatever the number of postings, each step is one statement. */

/** `policyVersion`: the newest version of the programme when lots were put in order; null: expiry was never in force. */
export type NewDraw = {
  customerId: string
  entryVersion: number
  lotVersion: number
  amount: number
  policyVersion: number | null
}
export type NewRows = { entries: Entry[]; draws: NewDraw[]; accounts: (Account & { customerId: string })[] }

const ADD_ACCOUNTS = prepared(
  `INSERT INTO "PointsAccount" ("shop", "customerId")
   SELECT $1, id FROM unnest($2::text[]) AS id ORDER BY id
   ON CONFLICT DO NOTHING`,
)

const LOCK_ACCOUNTS = prepared(
  `SELECT "customerId", "available", "pending", "debt", "lifetime", "version" FROM "PointsAccount"
   WHERE "shop" = $1 AND "customerId" = ANY($2) ORDER BY "customerId" FOR NO KEY UPDATE`,
)

/** Empty accounts for those who have none yet. */
export async function openAccounts(tx: Tx, shop: string, customerIds: string[]): Promise<void> {
  if (customerIds.length > 0) await tx.query(ADD_ACCOUNTS([shop, customerIds]))
}

/** Creates what is missing and locks all, in the order of their ids. */
export async function lockAccounts(tx: Tx, shop: string, customerIds: string[]): Promise<Map<string, Account>> {
  await openAccounts(tx, shop, customerIds)
  const { rows } = await tx.query<Account & { customerId: string }>(LOCK_ACCOUNTS([shop, customerIds]))
  return new Map(rows.map(({ customerId, ...account }) => [customerId, account]))
}

const FIND_BY_KEY = prepared(
  `SELECT "customerId", "version", "code", "delta", "pendingDelta", "debtDelta", "availableAfter", "pendingAfter",
     "debtAfter", "sourceType", "sourceId", "programmeVersion", "basis", "key", "inputHash", "eventAt",
     "lifetimeDelta"
   FROM "PointsEntry" WHERE "shop" = $1 AND "key" = ANY($2)`,
)

/** Entries already posted under these keys. */
export async function findEntriesByKey(tx: Tx, shop: string, keys: string[]): Promise<Map<string, Entry>> {
  const { rows } = await tx.query<Entry>(FIND_BY_KEY([shop, keys]))
  return new Map(rows.map((entry) => [entry.key, entry]))
}

const FIND_OPEN_LOTS = prepared(
  `SELECT l."customerId", l."entryVersion" AS version, l."earnedAt", e."eventAt" AS "creditedAt",
     (l."amount" - coalesce(sum(d."amount"), 0))::bigint AS left
   FROM "PointsLot" l
   JOIN "PointsEntry" e ON e."shop" = l."shop" AND e."customerId" = l."customerId" AND e."version" = l."entryVersion"
   LEFT JOIN "PointsDraw" d
     ON d."shop" = l."shop" AND d."customerId" = l."customerId" AND d."lotVersion" = l."entryVersion"
   WHERE l."shop" = $1 AND l."customerId" = ANY($2)
   GROUP BY l."shop", l."customerId", l."entryVersion", e."eventAt"
   HAVING l."amount" > coalesce(sum(d."amount"), 0)`,
)

/** What is left of each lot of these accounts; used-up lots are left out. */
export async function loadOpenLots(
  tx: Pick<Tx, "query">,
  shop: string,
  customerIds: string[],
): Promise<Map<string, OpenLot[]>> {
  const lots = new Map<string, OpenLot[]>(customerIds.map((customerId) => [customerId, []]))
  if (customerIds.length === 0) return lots
  const { rows } = await tx.query<OpenLot & { customerId: string }>(FIND_OPEN_LOTS([shop, customerIds]))
  for (const { customerId, ...lot } of rows) lots.get(customerId)?.push(lot)
  return lots
}

const WRITE_ENTRIES = prepared(
  `WITH incoming AS MATERIALIZED (
     SELECT * FROM jsonb_to_recordset($2::jsonb) AS e("customerId" text, "version" int, "code" text, "delta" bigint,
       "pendingDelta" bigint, "debtDelta" bigint, "availableAfter" bigint, "pendingAfter" bigint, "debtAfter" bigint,
       "sourceType" text, "sourceId" text, "programmeVersion" int, "basis" jsonb, "key" text, "inputHash" text,
       "eventAt" timestamptz, "lifetimeDelta" bigint, "earnedAt" timestamptz)
   ), entry AS (
     INSERT INTO "PointsEntry" ("shop", "customerId", "version", "code", "delta", "pendingDelta", "debtDelta",
       "availableAfter", "pendingAfter", "debtAfter", "sourceType", "sourceId", "programmeVersion", "basis", "key",
       "inputHash", "eventAt", "lifetimeDelta")
     SELECT $1, "customerId", "version", "code", "delta", "pendingDelta", "debtDelta", "availableAfter",
       "pendingAfter", "debtAfter", "sourceType", "sourceId", "programmeVersion", "basis", "key", "inputHash", "eventAt",
       "lifetimeDelta"
     FROM incoming ORDER BY "customerId", "version"
   ), lot AS (
     INSERT INTO "PointsLot" ("shop", "customerId", "entryVersion", "amount", "earnedAt")
     SELECT $1, "customerId", "version", "delta", coalesce("earnedAt", "eventAt") FROM incoming WHERE "delta" > 0
   ), draw AS (
     INSERT INTO "PointsDraw" ("shop", "customerId", "entryVersion", "lotVersion", "amount", "policyVersion")
     SELECT $1, "customerId", "entryVersion", "lotVersion", "amount", "policyVersion"
     FROM jsonb_to_recordset($3::jsonb)
       AS d("customerId" text, "entryVersion" int, "lotVersion" int, "amount" bigint, "policyVersion" int)
   ), recounted AS (
     DELETE FROM "LiabilityMonth" m WHERE m."shop" = $1 AND m."endsAt" > (SELECT min("eventAt") FROM incoming)
   )
   UPDATE "PointsAccount" a SET "available" = n."available", "pending" = n."pending", "debt" = n."debt",
     "lifetime" = n."lifetime", "version" = n."version", "expiryLookAt" = NULL
   FROM jsonb_to_recordset($4::jsonb) AS n("customerId" text, "available" bigint, "pending" bigint, "debt" bigint,
     "lifetime" bigint, "version" int)
   WHERE a."shop" = $1 AND a."customerId" = ANY($5) AND a."customerId" = n."customerId"`,
)

/**
 * Writes entries with their lots and draws and brings the accounts up to date, in one statement. When points of theirs
 * expire has changed: the job that minds it looks at them anew. What was counted of months that these entries belong to
 * is taken away.
 */
export async function writeEntries(tx: Tx, shop: string, rows: NewRows): Promise<void> {
  await tx.query(
    WRITE_ENTRIES([
      shop,
      JSON.stringify(rows.entries),
      JSON.stringify(rows.draws),
      JSON.stringify(rows.accounts),
      rows.accounts.map((account) => account.customerId),
    ]),
  )
}
