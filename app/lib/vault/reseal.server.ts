import { shopDb } from "../db.server.ts"
import type { SealedColumn } from "./sealed-column.ts"
import { openAllFor, vaultOf } from "./vault.server.ts"

const AT_ONCE = 500

/**
 * Seals up to five hundred values of a column anew that were sealed under an older key than `newest`. A row that somebody
 * changes meanwhile is left to them. One that does not open stays as it is. Returns how many were looked at.
 */
export async function resealPortion(
  shop: string,
  { table, keys, column, when, place }: SealedColumn,
  newest: number,
): Promise<{ seen: number; sealed: number }> {
  const columns = keys.map((key) => `"${key}"::text AS "${key}"`).join(", ")
  const { rows } = await shopDb(shop).query<Record<string, string> & { value: Buffer }>(
    `SELECT ${columns}, "${column}" AS value FROM "${table}"
     WHERE "shop" = $1 AND ${when ?? `"${column}" IS NOT NULL`} AND substring("${column}" FROM 2 FOR 4) < int4send($2)
     LIMIT $3`,
    [shop, newest, AT_ONCE],
  )
  const opened = await openAllFor(
    shop,
    rows.map((row) => ({ place: place(row), sealed: row.value })),
  )
  const vault = await vaultOf(shop)
  let sealed = 0
  for (const [at, row] of rows.entries()) {
    const value = opened[at]
    if (!value) continue
    const { rowCount } = await shopDb(shop).query(
      `UPDATE "${table}" SET "${column}" = $2 WHERE "shop" = $1 AND "${column}" = $3
         AND ${keys.map((key, n) => `"${key}"::text = $${n + 4}`).join(" AND ")}`,
      [shop, vault.seal(place(row), value), row.value, ...keys.map((key) => row[key])],
    )
    sealed += rowCount ?? 0
  }
  return { seen: rows.length, sealed }
}
