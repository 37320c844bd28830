import { inShop, shopDb } from "#app/lib/db.server.ts"
import { wake } from "#app/queue/wake.server.ts"

/** running: a worker goes on with it. paused, failed: it can be taken up again. cancelled, done: it is over. */
export type BackfillState = "running" | "paused" | "failed" | "cancelled" | "done"

/** asking Shopify for the file, waiting until it is made, reading it, settling the points of what was read. */
export type BackfillPhase = "asking" | "waiting" | "reading" | "settling"

export type BackfillCounts = {
  /** Orders read from the file; those of a file that had to be read again count again. */
  read: number
  /** Of these, orders that were not known so. */
  written: number
  customers: number
  /** Orders that changed meanwhile: they are read again soon, one by one. */
  doubtful: number
  /** Orders whose points agree now. */
  settled: number
  /** Points that past orders brought. */
  points: number
  /** Times Shopify could not make the whole file. */
  cutShort: number
  /** Staff ended the reading: 1. */
  endedEarly: number
}

/** An import of past orders as it stands; moments are world time. */
export type Backfill = {
  shop: string
  id: number
  state: BackfillState
  phase: BackfillPhase
  since: Date | null
  askedBy: string
  wholeHistory: boolean
  partial: boolean
  bulkOperationId: string | null
  byteOffset: number
  byteCount: number | null
  orderCount: number | null
  counts: BackfillCounts
  cursor: string | null
  startedAt: Date
  finishedAt: Date | null
  error: string | null
  tries: number
  /** The phase as it is stored: who has lost it to somebody else notices by it. */
  savedPhase: BackfillPhase
}

const NOTHING: BackfillCounts = {
  read: 0,
  written: 0,
  customers: 0,
  doubtful: 0,
  settled: 0,
  points: 0,
  cutShort: 0,
  endedEarly: 0,
}

const OPEN = `"state" IN ('running', 'paused', 'failed')`

function fromRow(row: Backfill): Backfill {
  return { ...row, counts: { ...NOTHING, ...row.counts }, savedPhase: row.phase }
}

/** What an import is started with. `phase` "settling": only the points of orders that are here already. */
export type NewBackfill = {
  since: Date | null
  askedBy: string
  wholeHistory: boolean
  phase?: "asking" | "settling"
}

/** Starts an import at `at` (world time) and wakes a worker; one that is open already is returned as it is. */
export async function startBackfill(
  shop: string,
  { since, askedBy, wholeHistory, phase = "asking" }: NewBackfill,
  at: Date,
): Promise<Backfill> {
  return inShop(shop, async (tx) => {
    await tx.query(
      `INSERT INTO "Backfill" ("shop", "id", "state", "phase", "since", "askedBy", "wholeHistory", "counts", "startedAt")
       SELECT $1, coalesce(max("id"), 0) + 1, 'running', $2, $3, $4, $5, $6, $7 FROM "Backfill" WHERE "shop" = $1
       ON CONFLICT DO NOTHING`,
      [shop, phase, since, askedBy, wholeHistory, NOTHING, at],
    )
    await wake(tx, "backfill")
    const { rows } = await tx.query<Backfill>(`SELECT * FROM "Backfill" WHERE "shop" = $1 AND ${OPEN}`, [shop])
    return fromRow(rows[0] as Backfill)
  })
}

/** The newest import of a shop, open or over; null: there never was one. */
export async function findBackfill(shop: string): Promise<Backfill | null> {
  const { rows } = await shopDb(shop).query<Backfill>(
    `SELECT * FROM "Backfill" WHERE "shop" = $1 ORDER BY "id" DESC LIMIT 1`,
    [shop],
  )
  return rows[0] ? fromRow(rows[0]) : null
}

/** Stops it where it is; what is done stays. False: there is none that runs. */
export function pauseBackfill(shop: string, id: number): Promise<boolean> {
  return turn(shop, id, ["running"], `"state" = 'paused'`)
}

/** Goes on where it was. False: there is none that rests. */
export async function resumeBackfill(shop: string, id: number): Promise<boolean> {
  const set = `"state" = 'running', "error" = NULL, "tries" = 0, "nextTryAt" = clock_timestamp()`
  return turn(shop, id, ["paused", "failed"], set)
}

/** Ends the reading; what was read stays and its points are settled, then it is over. False: it is over already. */
export function endReading(shop: string, id: number): Promise<boolean> {
  const set = `"state" = 'running', "phase" = 'settling', "cursor" = NULL, "error" = NULL, "tries" = 0,
    "nextTryAt" = clock_timestamp(), "counts" = "counts" || '{"endedEarly": 1}'`
  return turn(shop, id, ["running", "paused", "failed"], set)
}

async function turn(shop: string, id: number, from: BackfillState[], set: string): Promise<boolean> {
  return inShop(shop, async (tx) => {
    const { rowCount } = await tx.query(
      `UPDATE "Backfill" SET ${set} WHERE "shop" = $1 AND "id" = $2 AND "state" = ANY($3)`,
      [shop, id, from],
    )
    await wake(tx, "backfill")
    return Boolean(rowCount)
  })
}

/** Where an import stands after a step. Returns false when staff paused or ended it meanwhile: the worker must stop. */
export async function saveBackfill(backfill: Backfill, waitMs = 0): Promise<boolean> {
  const { shop, id, phase, partial, bulkOperationId, byteOffset, byteCount, orderCount, counts, cursor } = backfill
  const { rowCount } = await shopDb(shop).query(
    `UPDATE "Backfill" SET "phase" = $3, "partial" = $4, "bulkOperationId" = $5, "byteOffset" = $6, "byteCount" = $7,
       "orderCount" = $8, "counts" = $9, "cursor" = $10, "error" = NULL, "tries" = 0,
       "nextTryAt" = clock_timestamp() + $11 * interval '1 ms'
     WHERE "shop" = $1 AND "id" = $2 AND "state" = 'running' AND "phase" = $12`,
    [
      ...[shop, id, phase, partial, bulkOperationId, byteOffset, byteCount, orderCount, counts, cursor, waitMs],
      backfill.savedPhase,
    ],
  )
  backfill.savedPhase = phase
  return Boolean(rowCount)
}

export async function finishBackfill({ shop, id }: Backfill, at: Date): Promise<void> {
  await shopDb(shop).query(
    `UPDATE "Backfill" SET "state" = CASE WHEN "counts"->>'endedEarly' = '1' THEN 'cancelled' ELSE 'done' END,
       "finishedAt" = $3, "error" = NULL
     WHERE "shop" = $1 AND "id" = $2 AND "state" = 'running'`,
    [shop, id, at],
  )
}

/** A step failed: it is tried again after `waitMs`, or, when that is null, waits for somebody to look. */
export async function failBackfill({ shop, id }: Backfill, error: string, waitMs: number | null): Promise<void> {
  await shopDb(shop).query(
    `UPDATE "Backfill" SET "error" = $3, "tries" = "tries" + 1,
       "state" = CASE WHEN $4::float8 IS NULL THEN 'failed' ELSE "state" END,
       "nextTryAt" = clock_timestamp() + coalesce($4::float8, 0) * interval '1 ms'
     WHERE "shop" = $1 AND "id" = $2 AND "state" = 'running'`,
    [shop, id, error, waitMs],
  )
}
