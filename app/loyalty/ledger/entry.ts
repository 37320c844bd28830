import type { LedgerCode } from "./codes.ts"
import type { Basis, Movement, Posting } from "./posting.ts"

/** A line of a member's statement, as the ledger keeps it for good. */
export type Entry = Movement & {
  customerId: string
  /** 1, 2, 3 … within the account, no gap. */
  version: number
  code: LedgerCode
  availableAfter: number
  pendingAfter: number
  debtAfter: number
  sourceType: Posting["sourceType"]
  sourceId: string
  programmeVersion: number | null
  basis: Basis
  key: string
  inputHash: string
  /** When it happened in the world; when it was written is the row's `createdAt`. */
  eventAt: Date
  /** What a merge moves of the lifetime points, beside the movement; else 0. */
  lifetimeDelta: number
  /** When the points of this credit were earned, if not at `eventAt`. Only of an entry that is being written. */
  earnedAt?: Date
}
