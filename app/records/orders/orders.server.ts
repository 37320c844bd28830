import { createHash } from "node:crypto"
import type { Tx } from "#app/lib/db.server.ts"
import { type Vault, vaultOf } from "#app/lib/vault/vault.server.ts"
import { wake } from "#app/queue/wake.server.ts"
import { ownerSql } from "../customers/merges.server.ts"
import { contentOf, decideNewest, type FactSource } from "./newest-wins.ts"
import type { IncomingOrder, OrderFact } from "./order-fact.ts"
import { unreadOrder } from "./unread-order.ts"

/** An order as it is written; `emailIndex` in hex. */
type IndexedOrder = { fact: OrderFact; emailIndex: string | null }
type StoredOrder = IndexedOrder & { orderId: string; deletedAt: Date | null }

/**
 * Makes the stored orders agree with the newest of what is stored and what comes in (newest-wins.ts), in one statement for
 * all. Returns the gids whose facts changed; orders nobody can be sure of are marked doubtful and will be read again.
 */
export async function saveOrders(
  tx: Tx,
  shop: string,
  incoming: IncomingOrder[],
  source: FactSource,
): Promise<string[]> {
  const ids = [...new Set(incoming.map((order) => order.fact.id))]
  if (ids.length === 0) return []
  await lockOrders(tx, shop, ids)
  const vault = await vaultOf(shop)
  const stored = await findStored(tx, shop, ids, vault)
  const changed = new Map<string, IndexedOrder>()
  const doubtful = new Set<string>()
  for (const order of incoming) {
    const before = stored.get(order.fact.id)
    if (before?.deletedAt) continue // Shopify never brings a deleted order back
    const known = changed.get(order.fact.id) ?? before
    const verdict = decideNewest(known?.fact ?? null, order.fact, source)
    if (verdict.kind === "replace")
      changed.set(order.fact.id, { fact: verdict.fact, emailIndex: newestIndex(known, order, vault) })
    if (verdict.kind === "doubtful" || (verdict.kind === "replace" && verdict.doubtful)) doubtful.add(order.fact.id)
  }
  await writeFacts(tx, shop, [...changed.values()])
  await markDoubtful(tx, shop, [...doubtful])
  return [...changed.keys()]
}

/** Marks orders (known or not) to be read again from the Admin API soon, and wakes the reader. */
export async function markDoubtful(tx: Tx, shop: string, orderIds: string[]): Promise<void> {
  if (orderIds.length === 0) return
  await lockOrders(tx, shop, orderIds)
  await keepPlaces(tx, shop, orderIds)
  await tx.query(
    `UPDATE "Order" SET "doubtfulSince" = clock_timestamp(), "doubtfulTries" = 0, "doubtfulNextAt" = clock_timestamp(),
       "doubtfulError" = NULL
     WHERE "shop" = $1 AND "orderId" = ANY($2) AND "deletedAt" IS NULL`,
    [shop, orderIds],
  )
  await wake(tx, "read_doubtful_orders")
}

/** Records that Shopify deleted these orders, known or not. Returns the gids for which that is news. */
export async function deleteOrders(tx: Tx, shop: string, orderIds: string[], at: Date): Promise<string[]> {
  if (orderIds.length === 0) return []
  await lockOrders(tx, shop, orderIds)
  await keepPlaces(tx, shop, orderIds)
  const { rows } = await tx.query<{ orderId: string }>(
    `UPDATE "Order" SET "deletedAt" = $3, "doubtfulSince" = NULL, "doubtfulNextAt" = NULL, "doubtfulError" = NULL
     WHERE "shop" = $1 AND "orderId" = ANY($2) AND "deletedAt" IS NULL RETURNING "orderId"`,
    [shop, orderIds, at],
  )
  return rows.map((row) => row.orderId)
}

/**
 * After a merge: the orders of one customer, and those credited to them, become another's. It never waits for an order's
 * lock, which could close a circle: those that another holds are `left` for a later settlement, which finds the merge.
 * Returns gids.
 */
export async function moveOrders(
  tx: Tx,
  shop: string,
  fromCustomerId: string,
  toCustomerId: string,
): Promise<{ moved: string[]; left: string[] }> {
  const { rows } = await tx.query<{ orderId: string; free: boolean }>(
    `WITH theirs AS MATERIALIZED (
       SELECT "orderId" FROM "Order" WHERE "shop" = $1 AND ("customerId" = $2 OR "claimedBy" = $2)
     ), tried AS MATERIALIZED (
       SELECT "orderId", pg_try_advisory_xact_lock(${lockKey('"orderId"')}) AS free
       FROM theirs
     ), moved AS (
       UPDATE "Order" o SET
         "customerId" = CASE WHEN o."customerId" = $2 THEN $3 ELSE o."customerId" END,
         "fact" = CASE WHEN o."customerId" = $2 THEN jsonb_set(o."fact", '{customerId}', to_jsonb($3::text)) ELSE o."fact" END,
         "claimedBy" = CASE WHEN o."claimedBy" = $2 THEN $3 ELSE o."claimedBy" END
       FROM tried WHERE o."shop" = $1 AND o."orderId" = tried."orderId" AND tried.free
     )
     SELECT "orderId", free FROM tried`,
    [shop, fromCustomerId, toCustomerId],
  )
  const those = (free: boolean) => rows.filter((row) => row.free === free).map((row) => row.orderId)
  return { moved: those(true), left: those(false) }
}

/** Makes these orders, which the caller has locked, those of whom their customers were merged into. False: none was. */
export async function followMerges(tx: Tx, shop: string, orderIds: string[]): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE "Order" o SET "customerId" = ${ownerSql('o."customerId"')}, "claimedBy" = ${ownerSql('o."claimedBy"')}
     WHERE o."shop" = $1 AND o."orderId" = ANY($2) AND EXISTS (
       SELECT FROM "CustomerMerge" m WHERE m."shop" = $1 AND m."customerId" IN (o."customerId", o."claimedBy"))`,
    [shop, orderIds],
  )
  return Boolean(rowCount)
}

/** SQL for the key of an order's lock, in the shop `$1`; `id` is an expression. */
const lockKey = (id: string) => `hashtextextended('order ' || $1 || ' ' || ${id}, 0)`

/**
 * Locks orders, also those that have no row yet, until the end of the transaction. Always in the same order, so that two
 * batches with common orders wait for each other instead of closing a circle.
 */
export async function lockOrders(tx: Tx, shop: string, orderIds: string[]): Promise<void> {
  await tx.query(
    `SELECT pg_advisory_xact_lock(key) FROM (
       SELECT DISTINCT ${lockKey("id")} AS key FROM unnest($2::text[]) AS id ORDER BY key
     ) AS keys`,
    [shop, orderIds],
  )
}

/** Locks those of these orders that nobody else holds, without waiting. Returns them. */
export async function tryLockOrders(tx: Tx, shop: string, orderIds: string[]): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT id FROM unnest($2::text[]) AS id
     WHERE pg_try_advisory_xact_lock(${lockKey("id")})`,
    [shop, orderIds],
  )
  return rows.map((row) => row.id)
}

function newestIndex(known: IndexedOrder | undefined, order: IncomingOrder, vault: Vault): string | null {
  const isOlder = known !== undefined && order.fact.updatedAt < known.fact.updatedAt
  return isOlder ? known.emailIndex : (indexOf(vault, order.email) ?? known?.emailIndex ?? null)
}

function indexOf(vault: Vault, email: string | null): string | null {
  return vault.blindIndex("email", email)?.toString("hex") ?? null
}

async function findStored(tx: Tx, shop: string, ids: string[], vault: Vault): Promise<Map<string, StoredOrder>> {
  const { rows } = await tx.query<StoredOrder & { plainEmail: string | null }>(
    `SELECT "orderId", "fact", encode("emailIndex", 'hex') AS "emailIndex", "plainEmail", "deletedAt" FROM "Order"
     WHERE "shop" = $1 AND "orderId" = ANY($2)`,
    [shop, ids],
  )
  return new Map(
    rows.map(({ plainEmail, ...row }) => [
      row.orderId,
      { ...row, emailIndex: row.emailIndex ?? indexOf(vault, plainEmail) },
    ]),
  )
}

async function keepPlaces(tx: Tx, shop: string, orderIds: string[]): Promise<void> {
  const { rows } = await tx.query<{ id: string }>(
    `SELECT DISTINCT id FROM unnest($2::text[]) AS id
     WHERE NOT EXISTS (SELECT 1 FROM "Order" AS o WHERE o."shop" = $1 AND o."orderId" = id)`,
    [shop, orderIds],
  )
  if (rows.length === 0) return
  const found = await tx.query<{ currency: string }>(`SELECT "currency" FROM "Shop" WHERE "shop" = $1`, [shop])
  // A shop that was never opened has no currency yet (XTS: ISO 4217 for tests).
  const currency = found.rows[0]?.currency ?? "XTS"
  await writeFacts(
    tx,
    shop,
    rows.map((row) => ({ fact: unreadOrder(row.id, currency), emailIndex: null })),
  )
}

/** The hash under which a fact's content (newest-wins.ts) is stored beside it. */
export function hashOfContent(content: string): string {
  return createHash("sha256").update(content).digest("hex")
}

/** Somebody who asked to be forgotten is not found by an order they placed before, whatever address it was placed with. */
export const KEPT_INDEX_SQL = `CASE WHEN r."emailIndex" IS NOT NULL AND NOT EXISTS (
  SELECT FROM "PrivacyRequest" p WHERE p."shop" = $1 AND p."kind" = 'redact'
    AND p."emailIndex" = decode(r."emailIndex", 'hex') AND p."receivedAt" >= r."processedAt"
) AND NOT EXISTS (
  SELECT FROM "Customer" k WHERE k."shop" = $1 AND k."customerId" = r."customerId" AND k."erasedAt" IS NOT NULL
) THEN decode(r."emailIndex", 'hex') END`

async function writeFacts(tx: Tx, shop: string, orders: IndexedOrder[]): Promise<void> {
  if (orders.length === 0) return
  const rows = orders.map(({ fact, emailIndex }) => ({
    orderId: fact.id,
    name: fact.name,
    customerId: fact.customerId,
    emailIndex,
    currency: fact.currency,
    totalMinor: fact.totalMinor,
    financialStatus: fact.financialStatus,
    processedAt: fact.processedAt,
    fact,
    factAt: fact.updatedAt,
    factHash: hashOfContent(contentOf(fact, true)),
  }))
  await tx.query(
    `INSERT INTO "Order" ("shop", "orderId", "name", "customerId", "emailIndex", "currency", "totalMinor", "financialStatus",
       "processedAt", "fact", "factAt", "factHash")
     SELECT $1, r."orderId", r."name", ${ownerSql('r."customerId"')}, ${KEPT_INDEX_SQL}, r."currency", r."totalMinor",
       r."financialStatus", r."processedAt", r."fact", r."factAt", r."factHash"
     FROM jsonb_to_recordset($2::jsonb) AS r("orderId" text, "name" text, "customerId" text, "emailIndex" text,
       "currency" text, "totalMinor" bigint, "financialStatus" text, "processedAt" timestamptz, "fact" jsonb,
       "factAt" timestamptz, "factHash" text)
     ORDER BY r."orderId" -- as an import stores new ones, which takes no locks
     ON CONFLICT ("shop", "orderId") DO UPDATE SET "name" = excluded."name", "customerId" = excluded."customerId",
       "emailIndex" = excluded."emailIndex", "plainEmail" = NULL, "currency" = excluded."currency", "totalMinor" = excluded."totalMinor",
       "financialStatus" = excluded."financialStatus", "processedAt" = excluded."processedAt", "fact" = excluded."fact",
       "factAt" = excluded."factAt", "factHash" = excluded."factHash"`,
    [shop, JSON.stringify(rows)],
  )
}
