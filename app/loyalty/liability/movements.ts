import type { LedgerCode } from "../ledger/codes.ts"

/** Why the points owed to members became more or less, as a merchant's accounts have it. */
export const MOVEMENTS = [
  "earned",
  "awarded",
  "given",
  "imported",
  "returned",
  "redeemed",
  "expired",
  "reversed",
  "merged",
] as const
export type Movement = (typeof MOVEMENTS)[number]

/**
 * Where each code of the ledger belongs; two where its sign decides: [what adds, what takes away]. What only passes from
 * pending to available moves nothing.
 */
const BELONGS = {
  order_earned: ["earned", "reversed"],
  order_adjusted: ["earned", "reversed"],
  pending_released: ["earned", "reversed"],
  pending_voided: ["earned", "reversed"],
  awarded: ["awarded", "reversed"],
  award_withdrawn: ["awarded", "reversed"],
  granted: ["given", "reversed"],
  deducted: ["given", "reversed"],
  debt_forgiven: ["given", "reversed"],
  imported: ["imported", "imported"],
  redeemed: ["returned", "redeemed"],
  redemption_returned: ["returned", "redeemed"],
  expired: ["expired", "expired"],
  merged_out: ["merged", "merged"],
  merged_in: ["merged", "merged"],
} as const satisfies Record<LedgerCode, [Movement, Movement]>

/**
 * What moved in a time, in points: `moves` signed, by reason; how much of it moved what can be used, what waits, and what
 * members owe back. What is owed to members is available + pending − debt, and `moves` adds up to its change.
 */
export type Figures = { moves: Record<Movement, number>; available: number; pending: number; debt: number }

/** Entries of one code and one sign, added up. */
export type CodeSum = { code: LedgerCode; adds: boolean; available: number; pending: number; debt: number }

export function noFigures(): Figures {
  const moves = Object.fromEntries(MOVEMENTS.map((name) => [name, 0])) as Record<Movement, number>
  return { moves, available: 0, pending: 0, debt: 0 }
}

/** Adds up what the entries of a time say, code by code. */
export function figuresOf(sums: CodeSum[]): Figures {
  const figures = noFigures()
  for (const { code, adds, available, pending, debt } of sums) {
    figures.moves[BELONGS[code][adds ? 0 : 1]] += available + pending - debt
    figures.available += available
    figures.pending += pending
    figures.debt += debt
  }
  return figures
}

/** What members were owed before and after a month, and why it changed; in points. */
export type MonthOfPoints = Figures & { month: string; opening: number; closing: number }

/** Months in order, each opening with what the one before closed with. */
export function chainMonths(months: { month: string; figures: Figures }[]): MonthOfPoints[] {
  let owed = 0
  return months.map(({ month, figures }) => {
    const opening = owed
    owed += MOVEMENTS.reduce((sum, name) => sum + figures.moves[name], 0)
    return { ...figures, month, opening, closing: owed }
  })
}
