import { acrossShops, shopDb, type Tx } from "#app/lib/db.server.ts"
import { plainError } from "#app/lib/plain-error.ts"
import { prepared } from "#app/lib/prepared.server.ts"
import { EVENT_COLUMNS, openEvents, type SealedEvent } from "./open-events.server.ts"
import { type EventVerdicts, MOST_ATTEMPTS, retryDelayMs, type StoredEvent } from "./stored-event.ts"

/** A shop's events may be large: of a batch no more are taken up than this many bytes of bodies, and one at least. */
const BATCH_BYTES = 16 * 1024 * 1024

const FIND_DUE_SHOPS = prepared(
  `WITH RECURSIVE walk AS (
     (SELECT "shop", "nextTryAt" FROM "WebhookEvent" WHERE "state" = 'stored' ORDER BY "shop", "nextTryAt" LIMIT 1)
     UNION ALL
     SELECT next.* FROM walk, LATERAL (
       SELECT "shop", "nextTryAt" FROM "WebhookEvent" WHERE "state" = 'stored' AND "shop" > walk."shop"
       ORDER BY "shop", "nextTryAt" LIMIT 1) AS next
   )
   SELECT "shop" FROM walk WHERE "nextTryAt" <= clock_timestamp() ORDER BY "shop" <= $1, "shop" LIMIT $2`,
)

/**
 * Up to `limit` shops that have events due, in the order of names from the one after `after` on, round the corner. Serving
 * each once before asking again gives every shop its turn, however many events another has.
 */
export async function findDueShops(after: string, limit: number): Promise<string[]> {
  const { rows } = await acrossShops().query<{ shop: string }>(FIND_DUE_SHOPS([after, limit]))
  return rows.map((row) => row.shop)
}

const CLAIM = prepared(
  `WITH due AS MATERIALIZED (
     SELECT ${EVENT_COLUMNS}, "nextTryAt" FROM "WebhookEvent"
     WHERE "state" = 'stored' AND "shop" = $1 AND "nextTryAt" <= clock_timestamp() AND "attempts" = 0
     ORDER BY "nextTryAt", "id" LIMIT $2 FOR UPDATE SKIP LOCKED
   ), sized AS (
     SELECT *, sum(octet_length("body")) OVER (ORDER BY "nextTryAt", "id") - octet_length("body") AS before FROM due
   )
   SELECT ${EVENT_COLUMNS} FROM sized WHERE before < ${BATCH_BYTES} ORDER BY "nextTryAt", "id"`,
)

/**
 * Takes up to `limit` due events of a shop that no other worker holds. The rows stay locked until the transaction ends, so
 * a worker that dies gives them back at once. Events that failed before are left to `claimRetry`.
 */
export async function claimFresh(tx: Tx, shop: string, limit: number): Promise<StoredEvent[]> {
  const { rows } = await tx.query<SealedEvent>(CLAIM([shop, limit]))
  return openEvents(shop, rows)
}

/** Takes again what was part of a batch that failed, as far as nobody else did meanwhile. */
export async function claimAgain(tx: Tx, shop: string, ids: number[]): Promise<StoredEvent[]> {
  const { rows } = await tx.query<SealedEvent>(
    `SELECT ${EVENT_COLUMNS} FROM "WebhookEvent"
     WHERE "id" = ANY($2) AND "shop" = $1 AND "state" = 'stored' AND "nextTryAt" <= clock_timestamp()
     ORDER BY "nextTryAt", "id" FOR UPDATE SKIP LOCKED`,
    [shop, ids],
  )
  return openEvents(shop, rows)
}

const CLAIM_RETRY = prepared(
  `SELECT ${EVENT_COLUMNS} FROM "WebhookEvent"
   WHERE "state" = 'stored' AND "shop" = $1 AND "nextTryAt" <= clock_timestamp() AND "attempts" > 0
   ORDER BY "nextTryAt", "id" LIMIT 1 FOR UPDATE SKIP LOCKED`,
)

/** Takes one due event of a shop that failed before; none: there is none, or another worker has it. */
export async function claimRetry(tx: Tx, shop: string): Promise<StoredEvent[]> {
  const { rows } = await tx.query<SealedEvent>(CLAIM_RETRY([shop]))
  return openEvents(shop, rows)
}

const FINISH = prepared(
  `UPDATE "WebhookEvent" AS e SET "state" = 'done', "doneAt" = clock_timestamp(), "error" = NULL, "about" = d."about"
   FROM unnest($1::bigint[], $2::text[]) AS d("id", "about") WHERE e."id" = ANY($1) AND e."id" = d."id"`,
)

/** Writes what became of claimed events: done, unless a verdict says otherwise. */
export async function finishEvents(tx: Tx, events: StoredEvent[], verdicts: EventVerdicts): Promise<void> {
  const done = events.filter((event) => !verdicts.has(event.id))
  if (done.length > 0) await tx.query(FINISH([done.map((event) => event.id), done.map((event) => event.about ?? null)]))
  for (const [id, verdict] of verdicts) {
    if (verdict.kind === "ignored")
      await tx.query(
        `UPDATE "WebhookEvent" SET "state" = 'ignored', "doneAt" = clock_timestamp(), "error" = $2 WHERE "id" = $1`,
        [id, verdict.reason],
      )
    else if (verdict.kind === "unreadable")
      await tx.query(
        `UPDATE "WebhookEvent" SET "state" = 'failed', "attempts" = "attempts" + 1, "error" = $2 WHERE "id" = $1`,
        [id, verdict.reason],
      )
    else
      await tx.query(
        `UPDATE "WebhookEvent" SET "nextTryAt" = clock_timestamp() + $3 * interval '1 ms', "error" = $2 WHERE "id" = $1`,
        [id, verdict.reason, verdict.forMs],
      )
  }
}

/** Writes that an event could not be worked off: it waits longer each time and is given up in the end. */
export async function recordFailure(event: StoredEvent, error: unknown): Promise<void> {
  const failures = event.attempts + 1
  await shopDb(event.shop).query(
    `UPDATE "WebhookEvent" SET "attempts" = $2, "error" = $3, "state" = $4,
       "nextTryAt" = clock_timestamp() + $5 * interval '1 ms', "about" = $6
     WHERE "id" = $1 AND "state" = 'stored' AND "attempts" < $2`,
    [
      event.id,
      failures,
      plainError(error),
      failures >= MOST_ATTEMPTS ? "failed" : "stored",
      retryDelayMs(failures),
      event.about ?? null,
    ],
  )
}

/** Brings events that wait for their shop to be installed back to now. */
export async function releaseEvents(tx: Tx, shop: string): Promise<void> {
  await tx.query(
    `UPDATE "WebhookEvent" SET "nextTryAt" = clock_timestamp() WHERE "shop" = $1 AND "state" = 'stored' AND "attempts" = 0`,
    [shop],
  )
}

/** SQL that is true when events are due (for jobs.server.ts). */
export const EVENTS_DUE = `EXISTS (SELECT FROM "WebhookEvent" WHERE "state" = 'stored' AND "nextTryAt" <= clock_timestamp())`
