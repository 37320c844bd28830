import { now } from "#app/lib/clock.server.ts"
import { inTransactionAcrossShops, type Tx } from "#app/lib/db.server.ts"
import { verifyExpiry } from "./expiry/verify-expiry.server.ts"
import { verifyLiability } from "./liability/liability-months.server.ts"
import { CHECKS } from "./verify-checks.ts"
import { type Difference, verifyOrders, verifyTiers } from "./verify-orders.server.ts"

/** What was looked at, in rows. */
type Checked = {
  accounts: number
  entries: number
  lots: number
  draws: number
  orders: number
  members: number
}

export type Verification = { ok: boolean; checked: Checked; differences: Difference[] }

const MOST_PER_CHECK = 100

/**
 * Derives every promise of the ledger (app/loyalty/README.md) again from its tables, in one consistent view that
 * hinders no writer. Of each kind of difference at most the first 100 are listed. `shop`: a domain; none: all shops.
 */
export async function verify(shop: string | null = null, at: Date = now()): Promise<Verification> {
  return inTransactionAcrossShops(async (tx) => {
    await tx.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    const differences: Difference[] = []
    for (const check of CHECKS) {
      const { rows } = await tx.query<Omit<Difference, "promise">>(`${check.sql} LIMIT ${MOST_PER_CHECK}`, [shop])
      differences.push(...rows.map((row) => ({ promise: check.promise, ...row })))
    }
    const checked = await countRows(tx, shop)
    for (const one of await findShops(tx, shop)) {
      checked.orders += await verifyOrders(tx, one, differences)
      checked.members += await verifyTiers(tx, one, at, differences)
      await verifyExpiry(tx, one, differences)
      for (const words of await verifyLiability(tx, one))
        differences.push({ promise: 1, shop: one, subject: "liability", words })
    }
    return { ok: differences.length === 0, checked, differences }
  })
}

async function findShops(tx: Tx, shop: string | null): Promise<string[]> {
  const { rows } = await tx.query<{ shop: string }>(
    `SELECT "shop" FROM "Shop" WHERE $1::text IS NULL OR "shop" = $1 ORDER BY 1`,
    [shop],
  )
  return rows.map((row) => row.shop)
}

async function countRows(tx: Tx, shop: string | null): Promise<Checked> {
  const count = (table: string) => `(SELECT count(*) FROM "${table}" WHERE $1::text IS NULL OR "shop" = $1)::int`
  const { rows } = await tx.query<Checked>(
    `SELECT ${count("PointsAccount")} AS accounts, ${count("PointsEntry")} AS entries, ${count("PointsLot")} AS lots,
       ${count("PointsDraw")} AS draws, 0 AS orders, 0 AS members`,
    [shop],
  )
  return rows[0] as Checked
}
