import type { Tx } from "#app/lib/db.server.ts"
import type { RewardKind, RewardTerms } from "../rewards/reward.ts"
import { type REWARD_KINDS, rewardTermsSchema } from "../rewards/reward.ts"
import type { Redemption, RedemptionState } from "./redemption.ts"

/** What Shopify makes for a redemption. */
export type Made = (typeof REWARD_KINDS)[RewardKind]["made"]

/** A row of the table: a redemption with what its outbox needs. */
export type RedemptionRow = Redemption & {
  made: Made
  /** How often its points were drawn. */
  round: number
  shopifyId: string | null
  endedAt: Date | null
}

export const ROW_COLUMNS = `"redemptionId", "customerId", "rewardId", "made", "state", "points", "round", "terms",
  "valueMinor", "code", "orderId", "shopifyId", "expiresAt", "redeemedAt", "issuedAt", "endedAt", "usedAt", "returnedAt", "error"`

type Stored<Row> = Omit<Row, "terms"> & { terms: unknown }

/** Rows as they were stored, by this or an older release. */
export const readRows = <Row extends { terms: RewardTerms }>(rows: Stored<Row>[]): Row[] =>
  rows.map((row) => ({ ...row, terms: rewardTermsSchema.parse(row.terms) }) as Row)

/** The redemption in it. */
export function redemptionOf(row: RedemptionRow): Redemption {
  const { made: _made, round: _round, shopifyId: _shopifyId, endedAt: _endedAt, ...redemption } = row
  return redemption
}

/** One redemption, locked; the caller has locked its customer. */
export async function lockRedemption(tx: Tx, shop: string, redemptionId: string): Promise<RedemptionRow | null> {
  const { rows } = await tx.query<Stored<RedemptionRow>>(
    `SELECT ${ROW_COLUMNS} FROM "Redemption" WHERE "shop" = $1 AND "redemptionId" = $2 FOR NO KEY UPDATE`,
    [shop, redemptionId],
  )
  return readRows<RedemptionRow>(rows)[0] ?? null
}

/** Whose redemption it is, or null: there is none. */
export async function findHolder(tx: Pick<Tx, "query">, shop: string, redemptionId: string): Promise<string | null> {
  const { rows } = await tx.query<{ customerId: string }>(
    `SELECT "customerId" FROM "Redemption" WHERE "shop" = $1 AND "redemptionId" = $2`,
    [shop, redemptionId],
  )
  return rows[0]?.customerId ?? null
}

/** What is noted with each state; a refused redemption is one whose points came back at once. */
const NOTED = {
  issued: `"issuedAt" = $4`,
  used: `"issuedAt" = coalesce("issuedAt", $4), "usedAt" = $4, "returnedAt" = NULL`,
  returned: `"returnedAt" = $4`,
  refused: `"returnedAt" = $4`,
} as const satisfies Partial<Record<RedemptionState, string>>

/** Brings a redemption into a state at `at` (world time). `error` stays only with the refusal it explains. */
export async function moveTo(
  tx: Tx,
  shop: string,
  redemptionId: string,
  state: keyof typeof NOTED,
  at: Date,
  change: { orderId?: string; shopifyId?: string; error?: string; round?: number } = {},
): Promise<void> {
  const { orderId = null, shopifyId = null, error = null, round = null } = change
  await tx.query(
    `UPDATE "Redemption" SET "state" = $3, ${NOTED[state]}, "orderId" = coalesce($5, "orderId"),
       "shopifyId" = coalesce($6, "shopifyId"), "error" = $7, "round" = coalesce($8, "round"), "failedSince" = NULL
     WHERE "shop" = $1 AND "redemptionId" = $2`,
    [shop, redemptionId, state, at, orderId, shopifyId, error, round],
  )
}
