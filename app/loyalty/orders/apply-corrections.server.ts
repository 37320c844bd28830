import { acrossShops, inShop, type Tx } from "#app/lib/db.server.ts"
import { lockOrders } from "#app/records/orders/orders.server.ts"
import { requestMetafields } from "#app/records/shops/shop-metafields.server.ts"
import { settleOrders } from "./settle-orders.server.ts"

/**
 * What follows from a merchant's word about the past: a pause that shall never have been, a test whose points are taken
 * away. The frozen contexts of the orders concerned are corrected, then the ledger agrees with them by new entries.
 */

const BATCH_ORDERS = 200

/** SQL that is true when there is something to do at `$1`, world time (for jobs.server.ts). */
export const CORRECTIONS_DUE = `EXISTS (
    SELECT FROM "ProgrammePause" WHERE "appliedAt" IS NULL AND ("undoneAt" IS NOT NULL OR "toAt" <= $1))
  OR EXISTS (SELECT FROM "ProgrammeTest" WHERE "appliedAt" IS NULL AND "toAt" IS NOT NULL)`

type Due = { shop: string; id: string; kind: "pause" | "test"; corrects: boolean }

/** Works off all corrections at `at` (world time); safe to stop anywhere and to run twice at once. */
export async function applyCorrections(at: Date, signal: AbortSignal): Promise<void> {
  const { rows } = await acrossShops().query<Due>(
    `SELECT "shop", "pauseId" AS id, 'pause' AS kind, "undoneAt" IS NOT NULL AS corrects FROM "ProgrammePause"
     WHERE "appliedAt" IS NULL AND ("undoneAt" IS NOT NULL OR "toAt" <= $1)
     UNION ALL
     SELECT "shop", "testId", 'test', "outcome" = 'remove' FROM "ProgrammeTest"
     WHERE "appliedAt" IS NULL AND "toAt" IS NOT NULL`,
    [at],
  )
  for (const due of rows) {
    while (due.corrects && !signal.aborted && (await correctSome(due, at)) > 0);
    if (signal.aborted) return
    await finish(due, at)
  }
}

const CORRECTION = {
  pause: {
    concerned: `p."context" #>> '{pause,id}' = $2`,
    context: `"context" - 'pause'`,
  },
  test: {
    concerned: `p."context" #>> '{test,id}' = $2 AND p."context" #> '{test,removed}' IS NULL`,
    context: `jsonb_set("context", '{test,removed}', 'true')`,
  },
}

async function correctSome({ shop, id, kind }: Due, at: Date): Promise<number> {
  const { concerned, context } = CORRECTION[kind]
  return inShop(shop, async (tx) => {
    const { rows } = await tx.query<{ orderId: string }>(
      `SELECT DISTINCT p."orderId" FROM "OrderPoints" p WHERE p."shop" = $1 AND ${concerned}
       ORDER BY 1 LIMIT ${BATCH_ORDERS}`,
      [shop, id],
    )
    const orderIds = rows.map((row) => row.orderId)
    if (orderIds.length === 0) return 0
    await lockOrders(tx, shop, orderIds)
    await tx.query(
      `UPDATE "OrderPoints" p SET "context" = ${context} WHERE p."shop" = $1 AND ${concerned} AND p."orderId" = ANY($3)`,
      [shop, id, orderIds],
    )
    await settleOrders(tx, shop, orderIds, at)
    return orderIds.length
  })
}

/** Also when a planned end has come: the storefront's notice goes. */
async function finish({ shop, id, kind }: Due, at: Date): Promise<void> {
  await inShop(shop, async (tx: Tx) => {
    const [table, column] = kind === "pause" ? ["ProgrammePause", "pauseId"] : ["ProgrammeTest", "testId"]
    await tx.query(`UPDATE "${table}" SET "appliedAt" = $3 WHERE "shop" = $1 AND "${column}" = $2`, [shop, id, at])
    await requestMetafields(tx, shop, "programme")
  })
}
