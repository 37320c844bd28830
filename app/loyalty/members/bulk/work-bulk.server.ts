import { acrossShops, inShop, type Tx } from "#app/lib/db.server.ts"
import { log } from "#app/lib/log.server.ts"
import { plainError } from "#app/lib/plain-error.ts"
import { openFor } from "#app/lib/vault/vault.server.ts"
import { isPassing } from "#app/queue/passing-failure.ts"
import { requestWholeSync } from "../../sync/request-sync.server.ts"
import { grantIn } from "../goodwill.server.ts"
import { type BulkKind, bulkPlace } from "./bulk-rows.server.ts"

/** SQL that is true while some shop has work on many members under way. */
export const BULK_DUE = `EXISTS (SELECT FROM "BulkTask" WHERE "state" = 'running')`

/** So many members of one task, then those of the next shop's. */
const TURN = 50

type Task = {
  shop: string
  taskId: string
  kind: BulkKind
  points: number | null
  sealed: Buffer | null
  startedBy: string
}

/**
 * Goes on with every task that runs, shop after shop, a member in each transaction: what is done with somebody and that it
 * was done are written together. Stopped at any point, the next run goes on; run twice at once, one waits for the other.
 */
export async function workOffBulk(now: () => Date, signal: AbortSignal): Promise<void> {
  for (;;) {
    const { rows } = await acrossShops().query<{ shop: string; taskId: string }>(
      `SELECT "shop", "taskId" FROM "BulkTask" WHERE "state" = 'running' ORDER BY "createdAt", "shop"`,
    )
    if (rows.length === 0) return
    for (const { shop, taskId } of rows)
      for (let turn = 0; turn < TURN; turn += 1) {
        if (signal.aborted) return
        if (!(await goOn(shop, taskId, now()))) break
      }
  }
}

/** One member; false: nothing is left, or somebody stopped it. Who cannot be done for a fault of ours holds up no other. */
async function goOn(shop: string, taskId: string, at: Date): Promise<boolean> {
  let tried: string | null = null
  try {
    return await inShop(shop, async (tx) => {
      const task = await holdTask(tx, shop, taskId)
      if (!task) return false
      tried = await findNext(tx, shop, taskId)
      if (tried === null) return finish(tx, task, at)
      await note(tx, task, tried, await treat(tx, task, tried, at))
      return true
    })
  } catch (error) {
    const customerId = tried
    if (customerId === null || isPassing(error)) throw error
    log.error({ shop, task: taskId, error: plainError(error) }, "a member of a task on many could not be done")
    await inShop(shop, async (tx) => {
      const task = await holdTask(tx, shop, taskId)
      if (task) await note(tx, task, customerId, "unexpected")
    })
    return true
  }
}

/** The lock is first of all, so that nobody who waits for it has anything that we wait for. */
async function holdTask(tx: Tx, shop: string, taskId: string): Promise<Task | null> {
  const { rows } = await tx.query<Task>(
    `SELECT "shop", "taskId", "kind", "points", "sealed", "startedBy" FROM "BulkTask"
     WHERE "shop" = $1 AND "taskId" = $2 AND "state" = 'running' FOR NO KEY UPDATE`,
    [shop, taskId],
  )
  return rows[0] ?? null
}

async function findNext(tx: Tx, shop: string, taskId: string): Promise<string | null> {
  const { rows } = await tx.query<{ customerId: string }>(
    `SELECT "customerId" FROM "BulkTaskMember" WHERE "shop" = $1 AND "taskId" = $2 AND "outcome" IS NULL
     ORDER BY "place" LIMIT 1`,
    [shop, taskId],
  )
  return rows[0]?.customerId ?? null
}

/** "done", or why not. The key holds task and member: whatever happens, nobody is given the same twice. */
async function treat(tx: Tx, task: Task, customerId: string, at: Date): Promise<string> {
  const { shop, taskId, kind, points, sealed, startedBy } = task
  if (kind === "write_again") {
    await requestWholeSync(tx, shop, customerId)
    return "done"
  }
  const reason = sealed && (await openFor(shop, bulkPlace(taskId), sealed))
  if (points === null || reason === null) throw new Error(`${taskId} has lost its points or its reason`)
  const key = `${taskId} ${customerId.slice(customerId.lastIndexOf("/") + 1)}`
  const outcome = await grantIn(tx, shop, { customerId, points, reason, staff: startedBy, key, at })
  return outcome.ok ? "done" : outcome.reason
}

async function note(tx: Tx, { shop, taskId }: Task, customerId: string, outcome: string): Promise<void> {
  await tx.query(
    `UPDATE "BulkTaskMember" SET "outcome" = $4 WHERE "shop" = $1 AND "taskId" = $2 AND "customerId" = $3`,
    [shop, taskId, customerId, outcome],
  )
  const column = outcome === "done" ? "done" : "refused"
  await tx.query(`UPDATE "BulkTask" SET "${column}" = "${column}" + 1 WHERE "shop" = $1 AND "taskId" = $2`, [
    shop,
    taskId,
  ])
}

async function finish(tx: Tx, { shop, taskId }: Task, at: Date): Promise<false> {
  await tx.query(
    `UPDATE "BulkTask" SET "state" = 'done', "sealed" = NULL, "finishedAt" = $3 WHERE "shop" = $1 AND "taskId" = $2`,
    [shop, taskId, at],
  )
  return false
}
