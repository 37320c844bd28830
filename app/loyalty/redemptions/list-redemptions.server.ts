import { shopDb } from "#app/lib/db.server.ts"
import { findOwner } from "#app/records/customers/merges.server.ts"
import type { Redemption, RedemptionState } from "./redemption.ts"
import { type RedemptionRow, ROW_COLUMNS, readRows, redemptionOf } from "./redemption-rows.server.ts"

export type RedemptionPage = { redemptions: Redemption[]; next: string | null }

type Asked = {
  customerId?: string
  rewardId?: string
  states?: RedemptionState[]
  /** The `next` of the page before; what is none gives the first page. */
  cursor?: string | null
  limit?: number
}

const PAGE = 50

/** Redemptions, the newest first. */
export async function listRedemptions(
  shop: string,
  { customerId, rewardId, states, cursor = null, limit = PAGE }: Asked = {},
): Promise<RedemptionPage> {
  const ownerId = customerId === undefined ? null : ((await findOwner(shopDb(shop), shop, customerId)) ?? customerId)
  const after = readCursor(cursor)
  const { rows } = await shopDb(shop).query(
    `SELECT ${ROW_COLUMNS} FROM "Redemption" WHERE "shop" = $1 AND ($2::text IS NULL OR "customerId" = $2)
       AND ($3::text IS NULL OR "rewardId" = $3) AND ($4::text[] IS NULL OR "state" = ANY($4))
       AND ($5::timestamptz IS NULL OR ("redeemedAt", "redemptionId") < ($5, $6))
     ORDER BY "redeemedAt" DESC, "redemptionId" DESC LIMIT $7`,
    [shop, ownerId, rewardId ?? null, states ?? null, after?.at ?? null, after?.id ?? null, limit + 1],
  )
  const read = readRows<RedemptionRow>(rows)
  const last = read.length > limit ? read[limit - 1] : undefined
  return {
    redemptions: read.slice(0, limit).map(redemptionOf),
    next: last ? `${last.redeemedAt.getTime()}~${last.redemptionId}` : null,
  }
}

function readCursor(cursor: string | null): { at: Date; id: string } | null {
  const match = /^(\d{1,15})~([0-9a-f-]{36})$/.exec(cursor ?? "")
  return match ? { at: new Date(Number(match[1])), id: match[2] as string } : null
}

/** One redemption, or null. */
export async function findRedemption(shop: string, redemptionId: string): Promise<Redemption | null> {
  const { rows } = await shopDb(shop).query(
    `SELECT ${ROW_COLUMNS} FROM "Redemption" WHERE "shop" = $1 AND "redemptionId" = $2`,
    [shop, redemptionId],
  )
  const row = readRows<RedemptionRow>(rows)[0]
  return row ? redemptionOf(row) : null
}
