import { acrossShops, shopDb } from "#app/lib/db.server.ts"
import { plainWords } from "#app/lib/plain-error.ts"
import { TAG_UNKNOWN } from "./metafield-values.ts"

/**
 * The outbox of members: rows are claimed for a while, so that a worker that dies leaves them to the next. Several rows are
 * always locked in the order of their ids, as whoever asks for them does. Each statement names them once more as an array:
 * by that alone the planner goes through the index, also before it knows anything about the table.
 */

/** `wanted` as it was when claimed: what is read afterwards is at least as new. `lease`: until when nobody else has it. */
export type Claimed = { customerId: string; wanted: number; tag: string | null; tries: number; lease: string }

/**
 * SQL: the lease of row `s` is not that of `d` any more. Somebody else has taken it up meanwhile, and what they wrote may
 * have been overwritten with what we knew before: then the row is written once more, as if nobody knew what Shopify shows.
 */
const LOST = `s."nextTryAt" <> d."lease"`

const LEASE_SECONDS = 120

/**
 * Up to `limit` installed shops that have rows due, in the order of names from the one after `after` on, round the corner;
 * without those of `except`.
 */
export async function findShopsToSync(after: string, except: string[], limit: number): Promise<string[]> {
  const { rows } = await acrossShops().query<{ shop: string }>(
    `WITH RECURSIVE walk AS (
       (SELECT "shop", "nextTryAt" FROM "MemberSync" WHERE "wanted" > "written" ORDER BY "shop", "nextTryAt" LIMIT 1)
       UNION ALL
       SELECT next.* FROM walk, LATERAL (
         SELECT "shop", "nextTryAt" FROM "MemberSync" WHERE "wanted" > "written" AND "shop" > walk."shop"
         ORDER BY "shop", "nextTryAt" LIMIT 1) AS next
     )
     SELECT walk."shop" FROM walk JOIN "Shop" p ON p."shop" = walk."shop" AND p."uninstalledAt" IS NULL
     WHERE walk."nextTryAt" <= now() AND walk."shop" <> ALL($2)
     ORDER BY walk."shop" <= $1, walk."shop" LIMIT $3`,
    [after, except, limit],
  )
  return rows.map((row) => row.shop)
}

/** Claims up to `limit` due rows of a shop, the longest waiting first. */
export async function claimMembers(shop: string, limit: number): Promise<Claimed[]> {
  const { rows } = await shopDb(shop).query<Claimed>(
    `WITH due AS MATERIALIZED (
       SELECT s."shop", s."customerId" FROM "MemberSync" s
       WHERE s."shop" = $1 AND s."wanted" > s."written" AND s."nextTryAt" <= now()
       ORDER BY s."nextTryAt" LIMIT $2 FOR UPDATE SKIP LOCKED
     )
     UPDATE "MemberSync" s SET "nextTryAt" = now() + make_interval(secs => $3), "tries" = s."tries" + 1
     FROM due WHERE s."shop" = $1 AND s."customerId" = ANY(ARRAY(SELECT "customerId" FROM due))
       AND s."customerId" = due."customerId"
     RETURNING s."customerId", s."wanted", s."tag", s."tries", s."nextTryAt"::text AS lease`,
    [shop, limit, LEASE_SECONDS],
  )
  return rows
}

/**
 * Shopify has what was wanted when the rows were claimed. What changed meanwhile is due at once: the moment is cut to
 * the column's milliseconds, as rounding it up would put it into the future. Whose tags became unknown meanwhile stays so.
 */
export async function markWritten(
  shop: string,
  done: Pick<Claimed, "customerId" | "wanted" | "tag" | "lease">[],
): Promise<void> {
  if (done.length === 0) return
  await shopDb(shop).query(
    `WITH d AS (
       SELECT s."shop", s."customerId", d."wanted", d."tag", d."lease" FROM "MemberSync" s
       JOIN jsonb_to_recordset($2::jsonb) AS d("customerId" text, "wanted" bigint, "tag" text, "lease" timestamptz)
         ON d."customerId" = s."customerId"
       WHERE s."shop" = $1 AND s."customerId" = ANY($4) ORDER BY s."customerId" FOR UPDATE OF s
     )
     UPDATE "MemberSync" s SET
       "written" = greatest(s."written", d."wanted"),
       "wanted" = CASE WHEN ${LOST} THEN greatest(s."wanted", d."wanted") + 1 ELSE s."wanted" END,
       "tag" = CASE WHEN ${LOST} OR (s."tag" = $3 AND s."wanted" <> d."wanted") THEN $3 ELSE d."tag" END,
       "tries" = 0, "error" = NULL, "failedSince" = NULL, "nextTryAt" = date_trunc('milliseconds', now())
     FROM d WHERE s."shop" = $1 AND s."customerId" = ANY($4) AND s."customerId" = d."customerId"`,
    [shop, JSON.stringify(done), TAG_UNKNOWN, done.map((row) => row.customerId)],
  )
}

/** Puts rows off for `waitMs` (real time), with the reason for whoever looks. */
export async function putOff(
  shop: string,
  late: Pick<Claimed, "customerId" | "lease">[],
  error: string,
  waitMs: number,
): Promise<void> {
  if (late.length === 0) return
  await shopDb(shop).query(
    `WITH d AS (
       SELECT s."shop", s."customerId", d."lease" FROM "MemberSync" s
       JOIN jsonb_to_recordset($2::jsonb) AS d("customerId" text, "lease" timestamptz) ON d."customerId" = s."customerId"
       WHERE s."shop" = $1 AND s."customerId" = ANY($6) ORDER BY s."customerId" FOR UPDATE OF s
     )
     UPDATE "MemberSync" s SET "error" = $3, "failedSince" = coalesce(s."failedSince", now()),
       "wanted" = CASE WHEN ${LOST} THEN s."wanted" + 1 ELSE s."wanted" END,
       "tag" = CASE WHEN ${LOST} THEN $5 ELSE s."tag" END,
       "nextTryAt" = now() + make_interval(secs => $4)
     FROM d WHERE s."shop" = $1 AND s."customerId" = ANY($6) AND s."customerId" = d."customerId"`,
    [shop, JSON.stringify(late), plainWords(error), waitMs / 1000, TAG_UNKNOWN, late.map((row) => row.customerId)],
  )
}

export type SyncFacts = {
  customerId: string
  tierId: string | null
  available: number
  pending: number
  lifetime: number
  debt: number
}

/** What is to be written of these customers; who is no member or was deleted is left out. */
export async function loadSyncFacts(shop: string, customerIds: string[]): Promise<Map<string, SyncFacts>> {
  const { rows } = await shopDb(shop).query<SyncFacts>(
    `SELECT m."customerId", m."tierId", coalesce(a."available", 0)::bigint AS available,
       coalesce(a."pending", 0)::bigint AS pending, coalesce(a."lifetime", 0)::bigint AS lifetime,
       coalesce(a."debt", 0)::bigint AS debt
     FROM "Member" m
     LEFT JOIN "PointsAccount" a ON a."shop" = m."shop" AND a."customerId" = m."customerId"
     WHERE m."shop" = $1 AND m."customerId" = ANY($2) AND NOT EXISTS (
       SELECT FROM "Customer" c
       WHERE c."shop" = m."shop" AND c."customerId" = m."customerId" AND c."deletedAt" IS NOT NULL)`,
    [shop, customerIds],
  )
  return new Map(rows.map((row) => [row.customerId, row]))
}
