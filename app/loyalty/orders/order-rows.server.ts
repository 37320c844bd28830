import type { Tx } from "#app/lib/db.server.ts"
import { prepared } from "#app/lib/prepared.server.ts"
import { tryLockOrders } from "#app/records/orders/orders.server.ts"
import type { MemberRow, OrderRow, PointsRow } from "./entitlement.ts"
import { oweSettlements } from "./owed-settlements.server.ts"

/** What settlement reads and writes, each in one statement for the whole batch. */

/** A claim is void once the order names another customer than it did then. */
const ORDER_COLUMNS = `"orderId", "name", "customerId", "processedAt", "fact", "deletedAt",
  CASE WHEN "customerId" IS NOT DISTINCT FROM "claimedFrom" THEN "claimedBy" END AS "claimedBy"`
const POINTS_COLUMNS = `"orderId", "customerId", "programmeVersion", "context", "target", "pending", "posted", "postings",
  "spendMinor", "currency", "processedAt", "releaseAt", "settledAt", "lowered"`

const FIND_ORDERS = prepared(
  `SELECT ${ORDER_COLUMNS} FROM "Order" WHERE "shop" = $1 AND "orderId" = ANY($2) ORDER BY "orderId"`,
)

export async function findOrders(tx: Pick<Tx, "query">, shop: string, orderIds: string[]): Promise<OrderRow[]> {
  const { rows } = await tx.query<OrderRow>(FIND_ORDERS([shop, orderIds]))
  return rows
}

const LOCK_CUSTOMERS = prepared(
  `SELECT pg_advisory_xact_lock(id) FROM (
     SELECT DISTINCT hashtextextended($1 || ' ' || customer, 0) AS id FROM unnest($2::text[]) AS customer ORDER BY id
   ) AS locks`,
)

/**
 * One settlement at a time for each customer, member or not: else an order stored while its customer joins would be
 * seen by neither. Held until the transaction ends; taken after the orders, in one order.
 */
export async function lockCustomers(tx: Tx, shop: string, customerIds: string[]): Promise<void> {
  if (customerIds.length === 0) return
  await tx.query(LOCK_CUSTOMERS([shop, customerIds]))
}

const FIND_ORDER_POINTS = prepared(
  `SELECT ${POINTS_COLUMNS} FROM "OrderPoints" WHERE "shop" = $1 AND "orderId" = ANY($2) ORDER BY "orderId", "customerId"`,
)

export async function findOrderPoints(tx: Pick<Tx, "query">, shop: string, orderIds: string[]): Promise<PointsRow[]> {
  const { rows } = await tx.query<PointsRow>(FIND_ORDER_POINTS([shop, orderIds]))
  return rows
}

const FIND_MEMBERS = prepared(
  `SELECT "customerId", "joinedAt", "joinedBy" FROM "Member" WHERE "shop" = $1 AND "customerId" = ANY($2)`,
)

export async function findMembers(
  tx: Pick<Tx, "query">,
  shop: string,
  customerIds: string[],
): Promise<Map<string, MemberRow>> {
  const { rows } = await tx.query<MemberRow>(FIND_MEMBERS([shop, customerIds]))
  return new Map(rows.map((row) => [row.customerId, row]))
}

const FIND_TIERS_AT = prepared(
  `SELECT (SELECT t."toTierId" FROM "TierChange" t
       WHERE t."shop" = $1 AND t."customerId" = q.customer AND t."at" <= q.at ORDER BY t."seq" DESC LIMIT 1) AS "tierId"
   FROM unnest($2::text[], $3::timestamptz[]) WITH ORDINALITY AS q(customer, at, place) ORDER BY q.place`,
)

/** The tier each customer had at a moment, by the history of tiers; null: none yet. In the order asked. */
export async function findTiersAt(
  tx: Pick<Tx, "query">,
  shop: string,
  asked: { customerId: string; at: Date }[],
): Promise<(string | null)[]> {
  if (asked.length === 0) return []
  const { rows } = await tx.query<{ tierId: string | null }>(
    FIND_TIERS_AT([shop, asked.map((one) => one.customerId), asked.map((one) => one.at)]),
  )
  return rows.map((row) => row.tierId)
}

const FIND_UNSETTLED_ORDERS = prepared(
  `SELECT o."orderId" FROM "Order" o
   WHERE o."shop" = $1 AND o."customerId" = ANY($2) AND NOT EXISTS (
     SELECT FROM "OrderPoints" p
     WHERE p."shop" = o."shop" AND p."orderId" = o."orderId" AND p."customerId" = o."customerId")
   UNION
   SELECT o."orderId" FROM "Order" o
   WHERE o."shop" = $1 AND o."claimedBy" IS NOT NULL AND o."claimedBy" = ANY($2) AND NOT EXISTS (
     SELECT FROM "OrderPoints" p
     WHERE p."shop" = o."shop" AND p."orderId" = o."orderId" AND p."customerId" = o."claimedBy")`,
)

/**
 * Orders of these customers, named or claimed, that were never evaluated for them, locked with the key of `lockOrders`
 * (records/orders). The caller has locked the customers, so it never waits for an order, which could close a circle: of
 * orders that another holds, who may have nothing to settle in them, the settlement is owed.
 */
export async function lockUnsettledOrdersOf(tx: Tx, shop: string, customerIds: string[]): Promise<string[]> {
  const { rows } = await tx.query<{ orderId: string }>(FIND_UNSETTLED_ORDERS([shop, customerIds]))
  if (rows.length === 0) return []
  return lockOrOwe(
    tx,
    shop,
    rows.map((row) => row.orderId),
  )
}

/** Those of these orders that nobody else holds, locked; of the others the settlement is owed. */
export async function lockOrOwe(tx: Tx, shop: string, orderIds: string[]): Promise<string[]> {
  const locked = new Set(await tryLockOrders(tx, shop, orderIds))
  await oweSettlements(
    tx,
    shop,
    orderIds.filter((id) => !locked.has(id)),
  )
  return [...locked]
}

const WRITE_ORDER_POINTS = prepared(
  `INSERT INTO "OrderPoints" ("shop", ${POINTS_COLUMNS})
   SELECT $1, ${POINTS_COLUMNS} FROM jsonb_to_recordset($2::jsonb) AS r("orderId" text, "customerId" text,
     "programmeVersion" int, "context" jsonb, "target" bigint, "pending" bigint, "posted" bigint, "postings" int,
     "spendMinor" bigint, "currency" text, "processedAt" timestamptz, "releaseAt" timestamptz, "settledAt" timestamptz,
     "lowered" jsonb)
   ORDER BY "orderId", "customerId"
   ON CONFLICT ("shop", "orderId", "customerId") DO UPDATE SET "context" = excluded."context",
     "target" = excluded."target",
     "pending" = excluded."pending", "posted" = excluded."posted", "postings" = excluded."postings",
     "spendMinor" = excluded."spendMinor", "currency" = excluded."currency",
     "processedAt" = excluded."processedAt", "releaseAt" = excluded."releaseAt", "settledAt" = excluded."settledAt",
     "lowered" = excluded."lowered"`,
)

export async function writeOrderPoints(tx: Tx, shop: string, rows: PointsRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query(WRITE_ORDER_POINTS([shop, JSON.stringify(rows)]))
}

/**
 * After a merge: what orders earned one customer, another has now. An order that both have a row for (it was moved by hand
 * before) keeps the frozen context of the row that holds its points; keys go on after all entries of both. Returns the
 * orders.
 */
export async function moveOrderPoints(
  tx: Tx,
  shop: string,
  fromCustomerId: string,
  toCustomerId: string,
): Promise<string[]> {
  const { rows } = await tx.query<{ orderId: string }>(
    `WITH pair AS MATERIALIZED (
       SELECT g.* FROM "OrderPoints" g JOIN "OrderPoints" k ON k."shop" = g."shop" AND k."orderId" = g."orderId"
       WHERE g."shop" = $1 AND g."customerId" = $2 AND k."customerId" = $3
     ), joined AS (
       UPDATE "OrderPoints" k SET "target" = k."target" + g."target", "pending" = k."pending" + g."pending",
         "posted" = k."posted" + g."posted", "postings" = k."postings" + g."postings",
         "spendMinor" = k."spendMinor" + g."spendMinor",
         "programmeVersion" = CASE WHEN k."posted" > 0 THEN k."programmeVersion" ELSE g."programmeVersion" END,
         "context" = CASE WHEN k."posted" > 0 THEN k."context" ELSE g."context" END,
         "releaseAt" = CASE WHEN k."posted" > 0 THEN k."releaseAt" ELSE g."releaseAt" END,
         "settledAt" = CASE WHEN k."posted" > 0 THEN k."settledAt" ELSE g."settledAt" END
       FROM pair g WHERE k."shop" = $1 AND k."customerId" = $3 AND k."orderId" = g."orderId"
     ), dropped AS (
       DELETE FROM "OrderPoints" g USING pair
       WHERE g."shop" = $1 AND g."customerId" = $2 AND g."orderId" = pair."orderId"
     ), moved AS (
       UPDATE "OrderPoints" p SET "customerId" = $3
       WHERE p."shop" = $1 AND p."customerId" = $2 AND p."orderId" NOT IN (SELECT "orderId" FROM pair)
       RETURNING p."orderId"
     )
     SELECT "orderId" FROM pair UNION ALL SELECT "orderId" FROM moved`,
    [shop, fromCustomerId, toCustomerId],
  )
  return rows.map((row) => row.orderId)
}
