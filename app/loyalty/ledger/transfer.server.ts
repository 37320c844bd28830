import type { Tx } from "#app/lib/db.server.ts"
import { loadLastActivity } from "../expiry/outlook.server.ts"
import { post } from "./ledger.server.ts"
import { loadOpenLots, lockAccounts } from "./ledger-rows.server.ts"
import type { Account, OpenLot, Posting } from "./posting.ts"

export type Transfer = {
  /** Customers' gids. */
  from: string
  to: string
  /** World time. */
  at: Date
}

/**
 * Moves everything one account holds to another: available points lot by lot, each as old as it was, what waits, debt and
 * lifetime points, and when its owner was last active. What comes in pays debt of the other first, as any credit does.
 * Nothing to move: nothing is written.
 */
export async function transferAccount(tx: Tx, shop: string, transfer: Transfer): Promise<void> {
  const { rowCount } = await tx.query(`SELECT FROM "PointsAccount" WHERE "shop" = $1 AND "customerId" = $2`, [
    shop,
    transfer.from,
  ])
  if (!rowCount) return
  const accounts = await lockAccounts(tx, shop, [transfer.from, transfer.to])
  const account = accounts.get(transfer.from) as Account
  const lots = (await loadOpenLots(tx, shop, [transfer.from])).get(transfer.from) ?? []
  const active = (await loadLastActivity(tx, shop, [transfer.from])).get(transfer.from) ?? null
  const outcomes = await post(tx, shop, planTransfer(account, lots, transfer, active))
  const wrong = outcomes.find((outcome) => !outcome.ok || outcome.replayed)
  if (wrong) throw new Error(`a merge's posting was not new: ${JSON.stringify(wrong)}`)
}

/** The entries on both sides; lifetime points go with the first of each. */
function planTransfer(account: Account, lots: OpenLot[], { from, to, at }: Transfer, active: Date | null): Posting[] {
  const { available, pending, debt, lifetime } = account
  const moves: Move[] = [
    ...lots
      .sort((a, b) => a.earnedAt.getTime() - b.earnedAt.getTime() || a.version - b.version)
      .map(({ left, earnedAt }): Move => ({ amount: left, phase: "available", earnedAt })),
    { amount: pending, phase: "pending" },
    { amount: -debt, phase: "available" },
  ]
  const base = {
    mode: "record",
    sourceType: "merge",
    sourceId: from,
    programmeVersion: null,
    eventAt: at,
  } as const
  const out: Move[] = [
    { amount: -available, phase: "available" },
    { amount: -pending, phase: "pending" },
    { amount: debt, phase: "available" },
  ]
  // The account's version makes the keys of a later transfer others: a revived account can be merged again.
  const posting = (customerId: string, code: Posting["code"], sign: 1 | -1) => (move: Move, index: number) => ({
    ...base,
    ...move,
    customerId,
    code,
    ...(index === 0 && lifetime !== 0 && { lifetime: sign * lifetime }),
    basis: {
      from,
      to,
      ...(move.earnedAt && { earnedAt: move.earnedAt.toISOString() }),
      ...(active && code === "merged_in" && { active: active.toISOString() }),
    },
    key: `${code} ${from} ${to} ${account.version} ${index + 1}`,
  })
  return [
    ...moving(out, lifetime).map(posting(from, "merged_out", -1)),
    ...moving(moves, lifetime).map(posting(to, "merged_in", 1)),
  ]
}

type Move = Pick<Posting, "amount" | "phase" | "earnedAt">

/** Only what moves; when nothing does but lifetime points, one entry carries them. */
function moving(moves: Move[], lifetime: number): Move[] {
  const real = moves.filter((move) => move.amount !== 0)
  return real.length === 0 && lifetime !== 0 ? [{ amount: 0, phase: "available" }] : real
}
