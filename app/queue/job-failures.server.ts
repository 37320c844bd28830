import { acrossShops } from "#app/lib/db.server.ts"
import { growingWaitSql } from "#app/lib/growing-wait.ts"
import { plainError, plainWords } from "#app/lib/plain-error.ts"
import { currentTrace } from "#app/lib/trace.server.ts"
import type { JobName } from "./job-name.ts"
import { REST } from "./rests.ts"
import { wake } from "./wake.server.ts"
import { changes, type WorkSource } from "./work-source.server.ts"

/**
 * The last failure of each job; a success removes it. Jobs serve every shop and every shop sees their failures, so the
 * words must not name one.
 */

const SHOP = /\b[a-z0-9][a-z0-9-]*\.myshopify\.com\b/g

/** Keeps that a run of the job failed now. */
export async function keepJobFailure(job: JobName, error: unknown): Promise<void> {
  await acrossShops().query(
    `INSERT INTO "JobFailure" AS f ("job", "error", "trace") VALUES ($1, $2, $3)
     ON CONFLICT ("job") DO UPDATE SET "tries" = f."tries" + 1, "lastAt" = clock_timestamp(), "error" = $2, "trace" = $3`,
    [job, plainWords(plainError(error).replace(SHOP, "(shop)")), currentTrace() ?? null],
  )
}

/** A run of the job came to a good end. */
export async function forgetJobFailure(job: JobName): Promise<void> {
  await acrossShops().query(`DELETE FROM "JobFailure" WHERE "job" = $1`, [job])
}

export const FAILED_JOBS: WorkSource = {
  kind: "job",
  keyType: "text",
  ofAllShops: true,
  rows: `SELECT "job" AS "key", "job" AS "what", NULL AS "about", "since", "tries",
    "lastAt" + ${growingWaitSql(REST, '"tries"')} AS "nextTryAt", "error", "trace"
    FROM "JobFailure" WHERE NOT "discarded"`,
  retry: async (tx, _shop, key) => {
    const found = await changes(tx, `UPDATE "JobFailure" SET "discarded" = false WHERE "job" = $1`, [key])
    if (found) await wake(tx, key as JobName)
    return found
  },
  discard: (tx, _shop, key) =>
    changes(tx, `UPDATE "JobFailure" SET "discarded" = true WHERE "job" = $1 AND NOT "discarded"`, [key]),
  bringBack: (tx, _shop, key) =>
    changes(tx, `UPDATE "JobFailure" SET "discarded" = false WHERE "job" = $1 AND "discarded"`, [key]),
}
