import { acrossShops, type Door, shopDb, type Tx } from "#app/lib/db.server.ts"
import { growingWaitSql } from "#app/lib/growing-wait.ts"
import type { SoughtPerson } from "#app/lib/personal-place.ts"
import { vaultOf } from "#app/lib/vault/vault.server.ts"

/** What was asked: a person's file, a person's erasure, or a whole shop's. */
export type PrivacyKind = "data_request" | "redact" | "shop_redact"

/** A request as Shopify passes it on; contact data only to know the person's events by, kept as blind indexes. */
export type IncomingRequest = {
  requestId: string
  kind: PrivacyKind
  customerId: string | null
  email: string | null
  phone: string | null
  orderIds: string[]
}

/** A stored request. `file`: an answer lies ready. */
export type PrivacyRequest = {
  shop: string
  requestId: string
  kind: PrivacyKind
  customerId: string | null
  receivedAt: Date
  dueAt: Date
  doneAt: Date | null
  error: string | null
  hasFile: boolean
}

/** Within so many days Shopify, and the law, want an answer. */
const DUE_DAYS = 30
const DAY_MS = 86_400_000
const REST = { firstMs: 30_000, longestMs: 3_600_000 }

/** SQL that is true when a request is to be answered (for jobs.server.ts). */
export const REQUESTS_DUE = `EXISTS (SELECT FROM "PrivacyRequest" WHERE "doneAt" IS NULL AND "nextTryAt" <= clock_timestamp())`

/** Keeps a request, once however often it is told. */
export async function keepRequest(tx: Tx, shop: string, request: IncomingRequest, at: Date): Promise<void> {
  const vault = await vaultOf(shop)
  await tx.query(
    `INSERT INTO "PrivacyRequest" ("shop", "requestId", "kind", "customerId", "orderIds", "emailIndex", "phoneIndex",
       "receivedAt", "dueAt") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
    [
      shop,
      request.requestId,
      request.kind,
      request.customerId,
      request.orderIds,
      vault.blindIndex("email", request.email),
      vault.blindIndex("phone", request.phone),
      at,
      new Date(at.getTime() + DUE_DAYS * DAY_MS),
    ],
  )
}

export type DueRequest = { shop: string; requestId: string; kind: PrivacyKind; receivedAt: Date }

/** Requests to be answered now, of any shop, the oldest first. */
export async function findDueRequests(limit: number): Promise<DueRequest[]> {
  const { rows } = await acrossShops().query<DueRequest>(
    `SELECT "shop", "requestId", "kind", "receivedAt" FROM "PrivacyRequest"
     WHERE "doneAt" IS NULL AND "nextTryAt" <= clock_timestamp() ORDER BY "nextTryAt" LIMIT $1`,
    [limit],
  )
  return rows
}

/** Whom a request is about: everything by which they can be found. */
export async function soughtBy(shop: string, requestId: string): Promise<SoughtPerson> {
  const { rows } = await shopDb(shop).query<{ customerIds: string[]; contacts: (string | null)[]; orderIds: string[] }>(
    `WITH request AS (
       SELECT r.*, c."emailIndex" AS "knownEmail", c."phoneIndex" AS "knownPhone",
         ARRAY(SELECT r."customerId" WHERE r."customerId" IS NOT NULL UNION SELECT m."customerId" FROM "CustomerMerge" m
           WHERE m."shop" = r."shop" AND m."ownerId" = r."customerId") AS "customerIds"
       FROM "PrivacyRequest" r
       LEFT JOIN "Customer" c ON c."shop" = r."shop" AND c."customerId" = r."customerId"
       WHERE r."shop" = $1 AND r."requestId" = $2)
     SELECT "customerIds",
       ARRAY[encode("emailIndex", 'hex'), encode("phoneIndex", 'hex'), encode("knownEmail", 'hex'),
         encode("knownPhone", 'hex')] AS contacts,
       ARRAY(SELECT unnest(request."orderIds")
         UNION SELECT o."orderId" FROM "Order" o WHERE o."shop" = $1 AND o."customerId" = ANY(request."customerIds")
         UNION SELECT o."orderId" FROM "Order" o WHERE o."shop" = $1 AND o."claimedBy" = ANY(request."customerIds")
         UNION SELECT o."orderId" FROM "Order" o
           WHERE o."shop" = $1 AND o."emailIndex" IN (request."emailIndex", request."knownEmail")) AS "orderIds"
     FROM request`,
    [shop, requestId],
  )
  const [row] = rows
  if (!row) throw new Error(`${shop} has no privacy request ${requestId}`)
  return { shop, ...row, contacts: [...new Set(row.contacts.filter((contact) => contact !== null))] }
}

/** Marks a request as done; `file` is the sealed answer. */
export async function finishRequest(shop: string, requestId: string, file: Buffer | null, at: Date): Promise<void> {
  await shopDb(shop).query(
    `UPDATE "PrivacyRequest" SET "doneAt" = $4, "file" = $3, "error" = NULL WHERE "shop" = $1 AND "requestId" = $2`,
    [shop, requestId, file, at],
  )
}

/** Keeps why a request could not be answered yet; it is tried again later, and later each time. */
export async function failRequest(shop: string, requestId: string, words: string): Promise<void> {
  await shopDb(shop).query(
    `UPDATE "PrivacyRequest" SET "tries" = "tries" + 1, "error" = $3,
       "nextTryAt" = clock_timestamp() + ${growingWaitSql(REST, '"tries" + 1')}
     WHERE "shop" = $1 AND "requestId" = $2`,
    [shop, requestId, words],
  )
}

const LISTED = 100

/** A shop's requests, the newest first. */
export async function listRequests(shop: string, door: Door = shopDb(shop)): Promise<PrivacyRequest[]> {
  const { rows } = await door.query<PrivacyRequest>(
    `SELECT "shop", "requestId", "kind", "customerId", "receivedAt", "dueAt", "doneAt", "error",
       "file" IS NOT NULL AS "hasFile"
     FROM "PrivacyRequest" WHERE "shop" = $1 ORDER BY "receivedAt" DESC, "requestId" LIMIT $2`,
    [shop, LISTED],
  )
  return rows
}

/** The sealed answer; null: there is none (any more). */
export async function findFile(shop: string, requestId: string): Promise<Buffer | null> {
  const { rows } = await shopDb(shop).query<{ file: Buffer | null }>(
    `SELECT "file" FROM "PrivacyRequest" WHERE "shop" = $1 AND "requestId" = $2`,
    [shop, requestId],
  )
  return rows[0]?.file ?? null
}

/** Where an answer is sealed. */
export const filePlace = (requestId: string) => `PrivacyRequest ${requestId}`
