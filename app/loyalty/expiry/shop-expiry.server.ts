import type { Tx } from "#app/lib/db.server.ts"
import { wake } from "#app/queue/wake.server.ts"
import { requestSync } from "../sync/request-sync.server.ts"
import { termsOf } from "./expires-at.ts"
import { loadPolicies } from "./outlook.server.ts"
import type { Rest } from "./spending-rest.ts"

type Reader = Pick<Tx, "query">

/**
 * After a publication at `at` (world time): when it changed what expires, everybody's points are dated anew, soon. The caller
 * holds the programme's lock.
 */
export async function noteExpiryRules(tx: Tx, shop: string, at: Date): Promise<void> {
  const now = termsOf(await loadPolicies(tx, shop)).at(-1)
  if (!now || now.from < at) return
  const sql =
    now.kind === "never"
      ? `DELETE FROM "ShopExpiry" WHERE "shop" = $1`
      : `INSERT INTO "ShopExpiry" ("shop", "nextRunAt") VALUES ($1, '-infinity') ON CONFLICT DO NOTHING`
  await tx.query(sql, [shop])
  await dateAnew(tx, shop)
  await requestSync(tx, shop, await findWarned(tx, shop, at))
}

/**
 * What decides when points of the shop expire has changed (the rule, a pause): all accounts are looked at anew, soon. The
 * caller holds the programme's lock.
 */
export async function dateAnew(tx: Tx, shop: string): Promise<void> {
  await tx.query(
    `WITH looked AS (
       SELECT "customerId" FROM "PointsAccount" WHERE "shop" = $1 AND "expiryLookAt" IS NOT NULL
       ORDER BY "customerId" FOR NO KEY UPDATE
     )
     UPDATE "PointsAccount" a SET "expiryLookAt" = NULL FROM looked
     WHERE a."shop" = $1 AND a."customerId" = looked."customerId"`,
    [shop],
  )
  const { rowCount } = await tx.query(
    `UPDATE "ShopExpiry" SET "nextRunAt" = '-infinity', "cursor" = '' WHERE "shop" = $1`,
    [shop],
  )
  if (rowCount) await wake(tx, "expire_points")
}

/** Who is told at the storefront that points expire soon. */
async function findWarned(tx: Tx, shop: string, at: Date): Promise<string[]> {
  const { rows } = await tx.query<{ customerId: string }>(
    `SELECT DISTINCT "customerId" FROM "ExpiryWarning" WHERE "shop" = $1 AND "expiresAt" > $2 ORDER BY 1`,
    [shop, at],
  )
  return rows.map(({ customerId }) => customerId)
}

/** Pauses in which points could not be spent, ended and planned ones too. */
export async function loadRests(tx: Reader, shop: string): Promise<Rest[]> {
  const { rows } = await tx.query<Rest>(
    `SELECT "fromAt", "toAt" FROM "ProgrammePause" WHERE "shop" = $1 AND "spending" AND "undoneAt" IS NULL
     ORDER BY "fromAt"`,
    [shop],
  )
  return rows
}
