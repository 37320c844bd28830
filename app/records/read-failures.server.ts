import { shopDb, type Tx } from "#app/lib/db.server.ts"
import { UpstreamError } from "#app/lib/errors.ts"
import { growingWaitSql } from "#app/lib/growing-wait.ts"
import { plainError } from "#app/lib/plain-error.ts"
import type { JobName } from "#app/queue/job-name.ts"
import { wake } from "#app/queue/wake.server.ts"
import { changes, type WorkSource } from "#app/queue/work-source.server.ts"

/**
 * Customers and shops that could not be read from the Admin API. Each waits by itself, longer each time, so that one that
 * never succeeds holds up nobody. `subject` is the customer's gid, or the shop's domain.
 */
type Kind = "customer" | "shop"

const RETRY = { firstMs: 5_000, longestMs: 3_600_000 }

/**
 * SQL that is true unless this subject waits after a failure or was set aside; `shop` and `subject` are expressions. A shop
 * is never set aside for good: it is tried again a day later.
 */
export function readableNow(kind: Kind, shop: string, subject: string): string {
  return `NOT EXISTS (SELECT FROM "ReadFailure" AS f WHERE f."shop" = ${shop} AND f."kind" = '${kind}'
    AND f."subject" = ${subject} AND (${kind === "customer" ? 'f."discarded" OR ' : ""}f."nextTryAt" > clock_timestamp()))`
}

/** Keeps that a read failed now, and when it is tried again. */
export async function keepReadFailure(kind: Kind, shop: string, subject: string, error: unknown): Promise<void> {
  const leastMs = error instanceof UpstreamError ? error.retryAfterMs : 0
  await shopDb(shop).query(
    `INSERT INTO "ReadFailure" AS f ("shop", "kind", "subject", "error", "nextTryAt")
     VALUES ($1, $2, $3, $4, clock_timestamp() + greatest(${growingWaitSql(RETRY, "1")}, $5 * interval '1 ms'))
     ON CONFLICT ("shop", "kind", "subject") DO UPDATE SET "tries" = f."tries" + 1, "error" = $4, "discarded" = false,
       "nextTryAt" = clock_timestamp() + greatest(${growingWaitSql(RETRY, 'f."tries" + 1')}, $5 * interval '1 ms')`,
    [shop, kind, subject, plainError(error), leastMs],
  )
}

/** It was read: nothing is held against it any more. */
export async function forgetReadFailure(tx: Tx, kind: Kind, shop: string, subject: string): Promise<void> {
  await tx.query(`DELETE FROM "ReadFailure" WHERE "shop" = $1 AND "kind" = $2 AND "subject" = $3`, [
    shop,
    kind,
    subject,
  ])
}

export const UNREADABLE_CUSTOMERS: WorkSource = {
  kind: "customer",
  keyType: "text",
  gid: "Customer",
  // A webhook may have told meanwhile what could not be read.
  rows: `${failuresOf("customer", `"subject"`)} AND EXISTS (SELECT FROM "Customer" AS c WHERE c."shop" = f."shop"
    AND c."customerId" = f."subject" AND c."factAt" = TIMESTAMPTZ '1970-01-01 00:00:00+00' AND c."deletedAt" IS NULL)`,
  ...actionsOn("customer", "read_customers"),
}

export const UNREADABLE_SHOPS: WorkSource = {
  kind: "shop",
  keyType: "text",
  rows: failuresOf("shop", "NULL"),
  ...actionsOn("shop", "read_shops"),
}

function failuresOf(kind: Kind, about: string): string {
  return `SELECT f."shop", f."subject" AS "key", NULL AS "what", ${about} AS "about", f."since", f."tries",
    f."nextTryAt", f."error", NULL AS "trace" FROM "ReadFailure" AS f WHERE f."kind" = '${kind}' AND NOT f."discarded"`
}

function actionsOn(kind: Kind, job: JobName): Pick<WorkSource, "retry" | "discard" | "bringBack"> {
  const mine = `WHERE "shop" = $1 AND "kind" = '${kind}' AND "subject" = $2`
  return {
    retry: async (tx, shop, key) => {
      await wake(tx, job)
      const sql = `UPDATE "ReadFailure" SET "nextTryAt" = clock_timestamp() ${mine} AND NOT "discarded"`
      return changes(tx, sql, [shop, key])
    },
    discard: (tx, shop, key) =>
      changes(
        tx,
        `UPDATE "ReadFailure" SET "discarded" = true, "nextTryAt" = clock_timestamp() + interval '1 day'
         ${mine} AND NOT "discarded"`,
        [shop, key],
      ),
    bringBack: async (tx, shop, key) => {
      await wake(tx, job)
      const sql = `UPDATE "ReadFailure" SET "discarded" = false, "nextTryAt" = clock_timestamp() ${mine} AND "discarded"`
      return changes(tx, sql, [shop, key])
    },
  }
}
