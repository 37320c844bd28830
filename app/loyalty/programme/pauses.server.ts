import { randomUUID } from "node:crypto"
import { shopDb, type Tx } from "#app/lib/db.server.ts"
import { changingBreaks } from "./changing-breaks.server.ts"
import { coversSql, type Pause } from "./pause.ts"

/** A pause with who began and ended it; `undoneAt`: it counts as never having been. */
export type PauseRecord = Pause & { startedBy: string; endedBy: string | null; undoneAt: Date | null }

export type NewPause = Pick<Pause, "earning" | "spending" | "toAt" | "notice">

export type PauseOutcome =
  | { ok: true; pauseId: string }
  | { ok: false; reason: "already_paused" | "nothing_paused" | "ends_before" | "not_found" }

const COLUMNS = `"pauseId", "earning", "spending", "fromAt", "toAt", "notice", "startedBy", "endedBy", "undoneAt"`
const PAUSES_SHOWN = 20

/** Pauses, the newest first, undone ones too. */
export async function listPauses(shop: string): Promise<PauseRecord[]> {
  const { rows } = await shopDb(shop).query<PauseRecord>(
    `SELECT ${COLUMNS} FROM "ProgrammePause" WHERE "shop" = $1 ORDER BY "fromAt" DESC, "pauseId" LIMIT ${PAUSES_SHOWN}`,
    [shop],
  )
  return rows
}

/** The pause that `at` (world time) lies in, or null. There is never more than one. */
export async function findRunningPause(
  shop: string,
  at: Date,
  tx: Pick<Tx, "query"> = shopDb(shop),
): Promise<PauseRecord | null> {
  const { rows } = await tx.query<PauseRecord>(
    `SELECT ${COLUMNS} FROM "ProgrammePause"
     WHERE "shop" = $1 AND "undoneAt" IS NULL AND ${coversSql("$2::timestamptz")} LIMIT 1`,
    [shop, at],
  )
  return rows[0] ?? null
}

/**
 * Begins a pause at `at` (world time), until `toAt` or until it is ended. Orders placed while earning rests earn nothing,
 * whenever they are told or paid; those placed before earn as always.
 */
export function startPause(shop: string, pause: NewPause, staff: string, at: Date): Promise<PauseOutcome> {
  return changingBreaks(shop, async (tx): Promise<PauseOutcome> => {
    if (!pause.earning && !pause.spending) return { ok: false, reason: "nothing_paused" }
    if (pause.toAt !== null && pause.toAt <= at) return { ok: false, reason: "ends_before" }
    if (await findRunningPause(shop, at, tx)) return { ok: false, reason: "already_paused" }
    const pauseId = randomUUID()
    await tx.query(
      `INSERT INTO "ProgrammePause" ("shop", "pauseId", "earning", "spending", "fromAt", "toAt", "notice", "startedBy")
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [shop, pauseId, pause.earning, pause.spending, at, pause.toAt, JSON.stringify(pause.notice), staff],
    )
    return { ok: true, pauseId }
  })
}

/** Ends the pause that runs at `at`. */
export function endPause(shop: string, staff: string, at: Date): Promise<PauseOutcome> {
  return changingBreaks(shop, async (tx): Promise<PauseOutcome> => {
    const running = await findRunningPause(shop, at, tx)
    if (!running) return { ok: false, reason: "not_found" }
    await tx.query(`UPDATE "ProgrammePause" SET "toAt" = $3, "endedBy" = $4 WHERE "shop" = $1 AND "pauseId" = $2`, [
      shop,
      running.pauseId,
      at,
      staff,
    ])
    return { ok: true, pauseId: running.pauseId }
  })
}

/** Takes a pause back as if it had never been: orders placed in it earn after all, soon. */
export function undoPause(shop: string, pauseId: string, staff: string, at: Date): Promise<PauseOutcome> {
  return changingBreaks(shop, async (tx): Promise<PauseOutcome> => {
    const { rowCount } = await tx.query(
      `UPDATE "ProgrammePause" SET "undoneAt" = $3, "endedBy" = $4, "appliedAt" = NULL
       WHERE "shop" = $1 AND "pauseId" = $2 AND "undoneAt" IS NULL`,
      [shop, pauseId, at, staff],
    )
    return rowCount ? { ok: true, pauseId } : { ok: false, reason: "not_found" }
  })
}
