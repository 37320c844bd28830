import { randomUUID } from "node:crypto"
import { shopDb, type Tx } from "#app/lib/db.server.ts"
import { changingBreaks } from "./changing-breaks.server.ts"
import type { TestPeriod } from "./pause.ts"

/** A test with who began and ended it; `outcome`: whether its points stayed. */
export type TestRecord = TestPeriod & { startedBy: string; endedBy: string | null; outcome: "keep" | "remove" | null }

export type TestOutcome = { ok: true; testId: string } | { ok: false; reason: "already_tested" | "not_found" }

const COLUMNS = `"testId", "tag", "fromAt", "toAt", "startedBy", "endedBy", "outcome"`

/** The test that is on, or null. The database keeps it to one. */
export async function findRunningTest(shop: string, tx: Pick<Tx, "query"> = shopDb(shop)): Promise<TestRecord | null> {
  const { rows } = await tx.query<TestRecord>(
    `SELECT ${COLUMNS} FROM "ProgrammeTest" WHERE "shop" = $1 AND "toAt" IS NULL`,
    [shop],
  )
  return rows[0] ?? null
}

/** From `at` (world time) on only customers with `tag` see and earn anything. */
export function startTest(shop: string, tag: string, staff: string, at: Date): Promise<TestOutcome> {
  return changingBreaks(shop, async (tx): Promise<TestOutcome> => {
    if (await findRunningTest(shop, tx)) return { ok: false, reason: "already_tested" }
    const testId = randomUUID()
    await tx.query(
      `INSERT INTO "ProgrammeTest" ("shop", "testId", "tag", "fromAt", "startedBy") VALUES ($1, $2, $3, $4, $5)`,
      [shop, testId, tag, at, staff],
    )
    return { ok: true, testId }
  })
}

/**
 * Ends the test at `at`. `remove`: what its orders earned is taken back by entries of the ledger, and they never earn
 * again; `keep`: they stay orders like any other. Orders of everybody else, placed meanwhile, earn nothing either way.
 */
export function endTest(shop: string, outcome: "keep" | "remove", staff: string, at: Date): Promise<TestOutcome> {
  return changingBreaks(shop, async (tx): Promise<TestOutcome> => {
    const running = await findRunningTest(shop, tx)
    if (!running) return { ok: false, reason: "not_found" }
    await tx.query(
      `UPDATE "ProgrammeTest" SET "toAt" = greatest($3, "fromAt"), "outcome" = $4, "endedBy" = $5
       WHERE "shop" = $1 AND "testId" = $2`,
      [shop, running.testId, at, outcome, staff],
    )
    return { ok: true, testId: running.testId }
  })
}
