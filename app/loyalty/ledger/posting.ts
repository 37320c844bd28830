import { type ExpiryTerm, expiresAt } from "../expiry/expires-at.ts"
import { LEDGER_CODES, type LedgerCode } from "./codes.ts"

/** The arithmetic of the ledger: one posting on one account. Pure; app/loyalty/ledger/ledger.server.ts writes its result. */

/** JSON that explains a posting: what was counted, or the reason given. */
export type Basis = { [name: string]: unknown }

export type Posting = {
  customerId: string
  code: LedgerCode
  /** Points. pending/available: signed; release/void: how many waiting points end, > 0. 0 only where `lifetime` moves. */
  amount: number
  /** pending: moves waiting points; available: moves usable points; release: waiting → usable; void: waiting → nothing. */
  phase: "pending" | "available" | "release" | "void"
  /** record: it happened, a shortfall becomes debt; authorise: refused when there are not enough points. */
  mode: "record" | "authorise"
  sourceType: "order" | "staff" | "merge" | "redemption" | "award" | "expiry" | "import"
  sourceId: string
  programmeVersion: number | null
  basis: Basis
  /** The same key with the same input is the same posting; unique in a shop. */
  key: string
  eventAt: Date
  /** When the points of a credit were earned, if that was before it was posted: its lot's age. */
  earnedAt?: Date
  /** Lifetime points that move from one account to another, beside what moves here (merges only). */
  lifetime?: number
}

export type Account = {
  available: number
  pending: number
  debt: number
  lifetime: number
  /** Number of entries so far. */
  version: number
}

/** A credit that still has points; its id is the version of the entry that made it. */
export type OpenLot = { version: number; left: number; earnedAt: Date; creditedAt: Date }

/** What decides which lots expire first: the rules in force so far, and when the member was last active. */
export type Outlook = { terms: ExpiryTerm[]; lastActivity: Date | null }

const NOTHING_EXPIRES: Outlook = { terms: [], lastActivity: null }

export type Draw = { lotVersion: number; amount: number }

export type Movement = { delta: number; pendingDelta: number; debtDelta: number }

export type Applied =
  | { ok: true; account: Account; lots: OpenLot[]; movement: Movement; draws: Draw[] }
  | { ok: false; reason: "insufficient_points"; available: number }
  | { ok: false; reason: "exceeds_debt"; debt: number }

export const EMPTY_ACCOUNT: Account = { available: 0, pending: 0, debt: 0, lifetime: 0, version: 0 }

/**
 * Applies `posting` to an account. `lots` are its open lots in any order; a debit needs all of them, and the outlook by
 * which they are drawn.
 * Throws when more waiting points would end than wait: a broken promise, never an outcome.
 */
export function applyPosting(
  account: Account,
  lots: OpenLot[],
  posting: Posting,
  outlook: Outlook = NOTHING_EXPIRES,
): Applied {
  const { amount, phase, code } = posting
  if (!Number.isSafeInteger(amount) || (amount === 0 && !posting.lifetime))
    throw new Error(`not a number of points to post: ${amount}`)
  if (code === "debt_forgiven" && amount > account.debt)
    return { ok: false, reason: "exceeds_debt", debt: account.debt }
  if (posting.mode === "authorise" && phase === "available" && -amount > account.available)
    return { ok: false, reason: "insufficient_points", available: account.available }
  const movement = movementOf(account, posting)
  const next = moved(account, movement, posting)
  if (movement.delta < 0) return { ok: true, account: next, movement, ...drawLots(lots, -movement.delta, outlook) }
  const { eventAt, earnedAt = eventAt } = posting
  const lot = { version: next.version, left: movement.delta, earnedAt, creditedAt: eventAt }
  return { ok: true, account: next, movement, lots: movement.delta > 0 ? [...lots, lot] : lots, draws: [] }
}

function movementOf(account: Account, { amount, phase, code }: Posting): Movement {
  if (code === "debt_forgiven") return { delta: 0, pendingDelta: 0, debtDelta: -amount }
  if (phase === "pending") return { delta: 0, pendingDelta: amount, debtDelta: 0 }
  if (phase === "available") return { pendingDelta: 0, ...availableMovement(account, amount) }
  if (amount < 0) throw new Error(`a ${phase} ends waiting points, it cannot be ${amount}`)
  if (phase === "void") return { delta: 0, pendingDelta: -amount, debtDelta: 0 }
  return { pendingDelta: -amount, ...availableMovement(account, amount) }
}

/** A credit pays debt first; of a debit, what the lots cannot pay becomes debt. */
function availableMovement(account: Account, amount: number): { delta: number; debtDelta: number } {
  if (amount > 0) {
    const paid = Math.min(account.debt, amount)
    return { delta: amount - paid, debtDelta: 0 - paid }
  }
  const drawn = Math.min(account.available, -amount)
  return { delta: 0 - drawn, debtDelta: -amount - drawn }
}

function moved(account: Account, { delta, pendingDelta, debtDelta }: Movement, posting: Posting): Account {
  const { code, lifetime = 0 } = posting
  const pending = account.pending + pendingDelta
  if (pending < 0) throw new Error(`only ${account.pending} points wait, ${-pendingDelta} cannot end`)
  return {
    available: account.available + delta,
    pending,
    debt: account.debt + debtDelta,
    lifetime: account.lifetime + lifetime + (LEDGER_CODES[code].earning ? delta - debtDelta : 0),
    version: account.version + 1,
  }
}

/** Draws `points` from the lots that go first. */
export function drawLots(
  lots: OpenLot[],
  points: number,
  outlook: Outlook = NOTHING_EXPIRES,
): { draws: Draw[]; lots: OpenLot[] } {
  const draws: Draw[] = []
  const left: OpenLot[] = []
  let wanted = points
  for (const { lot } of inDrawingOrder(lots, outlook)) {
    const amount = Math.min(lot.left, wanted)
    wanted -= amount
    if (amount > 0) draws.push({ lotVersion: lot.version, amount })
    if (lot.left > amount) left.push({ ...lot, left: lot.left - amount })
  }
  if (wanted > 0) throw new Error(`the lots hold ${points - wanted} points, not ${points}`)
  return { draws, lots: left }
}

/** A lot with the moment at which it expires; null: it does not. */
export type DatedLot = { lot: OpenLot; expires: Date | null }

/** Soonest to expire first, what does not expire last; then the oldest, then the lowest id. */
export function inDrawingOrder(lots: OpenLot[], { terms, lastActivity }: Outlook): DatedLot[] {
  return lots.map((lot) => ({ lot, expires: expiresAt(lot, terms, lastActivity) })).sort(compareDated)
}

/** Below zero: `a` is drawn before `b`. */
export function compareDated(a: DatedLot, b: DatedLot): number {
  const [one, other] = [a.expires?.getTime() ?? Number.MAX_VALUE, b.expires?.getTime() ?? Number.MAX_VALUE]
  return one - other || a.lot.earnedAt.getTime() - b.lot.earnedAt.getTime() || a.lot.version - b.lot.version
}
