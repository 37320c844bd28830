import { inShop, shopDb } from "#app/lib/db.server.ts"
import { openFor, vaultOf } from "#app/lib/vault/vault.server.ts"
import { wake } from "#app/queue/wake.server.ts"
import { gidDigits } from "#app/shopify/gid.ts"

/** goodwill: each gets so many points. write_again: their points and tier are written to Shopify once more. */
export type BulkKind = "goodwill" | "write_again"
/** running: a worker goes on with it. paused: it can be taken up again. cancelled, done: it is over. */
export type BulkState = "running" | "paused" | "cancelled" | "done"

/** The most members one such task is about. */
export const MOST_MEMBERS = 5_000

/** Where its reason is sealed. */
export const bulkPlace = (taskId: string) => `BulkTask ${taskId}`

/** `taskId`: chosen by the form before it is sent; the same once more is the same task. `at`: world time. */
export type NewBulk = {
  taskId: string
  customerIds: string[]
  staff: string
  at: Date
  does: { kind: "goodwill"; points: number; reason: string } | { kind: "write_again" }
}

/** `nobody`: none of them is a member. `busy`: another task is under way in this shop. */
export type StartOutcome = { ok: true; total: number } | { ok: false; reason: "nobody" | "busy" }

const DAYS_KEPT = 30

/** Starts work on many members, fixed now by their ids (gids), and wakes a worker. */
export async function startBulk(
  shop: string,
  { taskId, customerIds, staff, at, does }: NewBulk,
): Promise<StartOutcome> {
  const sealed = does.kind === "goodwill" ? (await vaultOf(shop)).seal(bulkPlace(taskId), does.reason) : null
  return inShop(shop, async (tx): Promise<StartOutcome> => {
    await tx.query(
      `DELETE FROM "BulkTask" WHERE "shop" = $1 AND "finishedAt" IS NOT NULL
         AND "createdAt" < now() - interval '${DAYS_KEPT} days'`,
      [shop],
    )
    const { rows } = await tx.query<{ id: string }>(
      `SELECT "customerId" AS id FROM "Member" WHERE "shop" = $1 AND "customerId" = ANY($2) ORDER BY 1 LIMIT $3`,
      [shop, customerIds, MOST_MEMBERS],
    )
    if (rows.length === 0) return { ok: false, reason: "nobody" }
    const { rowCount } = await tx.query(
      `INSERT INTO "BulkTask" ("shop", "taskId", "kind", "state", "points", "sealed", "total", "startedBy", "startedAt")
       VALUES ($1, $2, $3, 'running', $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
      [shop, taskId, does.kind, does.kind === "goodwill" ? does.points : null, sealed, rows.length, staff, at],
    )
    if (!rowCount) {
      const known = await tx.query<{ total: number }>(
        `SELECT "total" FROM "BulkTask" WHERE "shop" = $1 AND "taskId" = $2`,
        [shop, taskId],
      )
      return known.rows[0] ? { ok: true, total: known.rows[0].total } : { ok: false, reason: "busy" }
    }
    await tx.query(
      `INSERT INTO "BulkTaskMember" ("shop", "taskId", "place", "customerId")
       SELECT $1, $2, place, id FROM unnest($3::text[]) WITH ORDINALITY AS chosen(id, place) ORDER BY place`,
      [shop, taskId, rows.map((row) => row.id)],
    )
    await wake(tx, "bulk_tasks")
    return { ok: true, total: rows.length }
  })
}

/** Such a task as a page shows it; moments are ISO 8601. `reason`: what staff wrote, while it is under way. */
export type BulkPage = {
  taskId: string
  kind: BulkKind
  state: BulkState
  points: number | null
  reason: string | null
  total: number
  done: number
  refused: number
  startedAt: string
  finishedAt: string | null
  /** A few of those who were refused, with the code of why. */
  refusals: { digits: string; code: string }[]
}

type Row = Omit<BulkPage, "startedAt" | "finishedAt" | "refusals" | "reason"> & {
  sealed: Buffer | null
  startedAt: Date
  finishedAt: Date | null
  hiddenAt: Date | null
}

const REFUSALS_SHOWN = 10

/** The newest task of a shop that nobody has put away; null: there is none. */
export async function findBulk(shop: string): Promise<BulkPage | null> {
  const { rows } = await shopDb(shop).query<Row>(
    `SELECT "taskId", "kind", "state", "points", "sealed", "total", "done", "refused", "startedAt", "finishedAt", "hiddenAt"
     FROM "BulkTask" WHERE "shop" = $1 ORDER BY "createdAt" DESC LIMIT 1`,
    [shop],
  )
  const [row] = rows
  if (!row || row.hiddenAt !== null) return null
  const { sealed, hiddenAt: _hiddenAt, ...task } = row
  return {
    ...task,
    reason: sealed && (await openFor(shop, bulkPlace(task.taskId), sealed)),
    startedAt: task.startedAt.toISOString(),
    finishedAt: task.finishedAt?.toISOString() ?? null,
    refusals: task.refused === 0 ? [] : await listRefusals(shop, task.taskId),
  }
}

async function listRefusals(shop: string, taskId: string): Promise<BulkPage["refusals"]> {
  const { rows } = await shopDb(shop).query<{ customerId: string; outcome: string }>(
    `SELECT "customerId", "outcome" FROM "BulkTaskMember" WHERE "shop" = $1 AND "taskId" = $2 AND "outcome" <> 'done'
     ORDER BY "place" LIMIT ${REFUSALS_SHOWN}`,
    [shop, taskId],
  )
  return rows.map(({ customerId, outcome }) => ({ digits: gidDigits("Customer", customerId), code: outcome }))
}

/** What staff can do with a task; false: it is not in a state for it (any more). */
export function turnBulk(shop: string, taskId: string, verb: "pause" | "resume" | "cancel" | "hide", at: Date) {
  switch (verb) {
    case "pause":
      return turn(shop, taskId, ["running"], `"state" = 'paused'`)
    case "resume":
      return turn(shop, taskId, ["paused"], `"state" = 'running'`)
    case "cancel":
      return turn(shop, taskId, ["running", "paused"], `"state" = 'cancelled', "sealed" = NULL, "finishedAt" = $4`, at)
    case "hide":
      return turn(shop, taskId, ["cancelled", "done"], `"hiddenAt" = $4`, at)
  }
}

async function turn(shop: string, taskId: string, from: BulkState[], set: string, at?: Date): Promise<boolean> {
  return inShop(shop, async (tx) => {
    const { rowCount } = await tx.query(
      `UPDATE "BulkTask" SET ${set} WHERE "shop" = $1 AND "taskId" = $2 AND "state" = ANY($3)`,
      at ? [shop, taskId, from, at] : [shop, taskId, from],
    )
    await wake(tx, "bulk_tasks")
    return Boolean(rowCount)
  })
}
