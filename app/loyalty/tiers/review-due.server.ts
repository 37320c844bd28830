import { acrossShops, inShop, type Tx } from "#app/lib/db.server.ts"
import { wake } from "#app/queue/wake.server.ts"
import { lockCustomers } from "../orders/order-rows.server.ts"
import { lockProgramme } from "../programme/programme-lock.server.ts"
import { requestSync } from "../sync/request-sync.server.ts"
import { reviewTiers } from "./review-tiers.server.ts"

const BATCH_MEMBERS = 100

/**
 * Reviews members whose tier may change by the passing of time alone (or whose programme changed), until none is due at
 * `at` (world time) or `limit` members were reviewed. Returns how many; safe to repeat and to run twice at once.
 */
export async function reviewDue(at: Date, limit: number): Promise<number> {
  let reviewed = 0
  while (reviewed < limit) {
    const due = await findDue(at, Math.min(BATCH_MEMBERS, limit - reviewed))
    if (!due) break
    await inShop(due.shop, (tx) => reviewBatch(tx, due, at))
    reviewed += due.customerIds.length
  }
  return reviewed
}

type Due = { shop: string; customerIds: string[]; programmeChanged: boolean }

async function reviewBatch(tx: Tx, { shop, customerIds, programmeChanged }: Due, at: Date): Promise<void> {
  await lockCustomers(tx, shop, customerIds)
  const reason = programmeChanged ? "programme" : "time"
  await reviewTiers(tx, shop, customerIds, at, { up: reason, down: reason })
  await requestSync(tx, shop, customerIds)
}

/** Members of one shop that are due; publishing a programme makes all due at the moment it was published. */
async function findDue(at: Date, limit: number): Promise<Due | null> {
  const { rows } = await acrossShops().query<Due>(
    `WITH due AS (
       SELECT m."shop", m."customerId", m."tierReviewAt", EXISTS (
         SELECT FROM "ProgrammeVersion" v WHERE v."shop" = m."shop" AND v."publishedAt" = m."tierReviewAt"
       ) AS "programmeChanged"
       FROM "Member" m WHERE m."tierReviewAt" <= $1 ORDER BY m."tierReviewAt" LIMIT $2
     )
     SELECT "shop", array_agg("customerId" ORDER BY "customerId") AS "customerIds", "programmeChanged" FROM due
     GROUP BY "shop", "programmeChanged" ORDER BY min("tierReviewAt") LIMIT 1`,
    [at, limit],
  )
  return rows[0] ?? null
}

/** Makes every member of a shop due for review at `at` (world time): what tiers are measured by has changed. */
export async function reviewEveryone(tx: Tx, shop: string, at: Date): Promise<void> {
  // Whoever reviews a new member at this moment is waited for, or leaves them due.
  await lockProgramme(tx, shop)
  await tx.query(
    `WITH everyone AS (
       SELECT "customerId" FROM "Member" WHERE "shop" = $1 ORDER BY "customerId" FOR NO KEY UPDATE
     )
     UPDATE "Member" m SET "tierReviewAt" = $2 FROM everyone
     WHERE m."shop" = $1 AND m."customerId" = everyone."customerId"`,
    [shop, at],
  )
  await wake(tx, "review_due")
}
