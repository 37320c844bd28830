import type { ProgrammeRules } from "#app/loyalty/programme/programme-rules.ts"
import { evaluateOrder } from "#app/loyalty/rules/evaluate-order.ts"
import type { EarningContext } from "#app/loyalty/rules/order-evaluation.ts"
import { type PlannedPosting, type PostedSoFar, planPostings } from "#app/loyalty/rules/plan-postings.ts"
import type { Snapshot } from "./order-life.ts"

/** One order, one buyer and no database: the newest fact, the row of what was posted, and three balances. */
export type TinyLedger = {
  rules: ProgrammeRules
  context: EarningContext
  developmentStore: boolean
  newest: Snapshot | null
  deleted: boolean
  row: PostedSoFar
  account: { available: number; pending: number; debt: number }
  entries: PlannedPosting[]
  spent: number
}

export function openTinyLedger(rules: ProgrammeRules, context: EarningContext, developmentStore: boolean): TinyLedger {
  return {
    rules,
    context,
    developmentStore,
    newest: null,
    deleted: false,
    row: { posted: 0, pending: 0, settledAt: null, releaseAt: null, postings: 0 },
    account: { available: 0, pending: 0, debt: 0 },
    entries: [],
    spent: 0,
  }
}

/** A snapshot arrives: an older one changes nothing, a deletion is for good. Then the ledger is made to agree. */
export function receive(ledger: TinyLedger, snapshot: Snapshot, now: number): void {
  if (ledger.newest === null || snapshot.fact.updatedAt > ledger.newest.fact.updatedAt) ledger.newest = snapshot
  if (snapshot.deleted) ledger.deleted = true
  agree(ledger, now)
}

/** Makes the ledger agree with the newest fact; also what the clock does when a release is due. */
export function agree(ledger: TinyLedger, now: number): void {
  if (ledger.newest === null) return
  const shop = { developmentStore: ledger.developmentStore, deleted: ledger.deleted }
  const evaluation = evaluateOrder(ledger.newest.fact, ledger.rules, ledger.context, shop)
  const plan = planPostings(ledger.row, evaluation, new Date(now))
  for (const posting of plan.postings) post(ledger, posting)
  ledger.row = plan.row
}

/** The buyer spends what there is, at most `points`. */
export function spend(ledger: TinyLedger, points: number): void {
  const drawn = Math.min(points, ledger.account.available)
  ledger.account.available -= drawn
  ledger.spent += drawn
}

function post(ledger: TinyLedger, posting: PlannedPosting): void {
  const { account } = ledger
  ledger.entries.push(posting)
  if (posting.phase === "pending") account.pending += posting.amount
  if (posting.phase === "void" || posting.phase === "release") account.pending -= posting.amount
  if (posting.phase === "available" || posting.phase === "release") {
    const net = account.available - account.debt + posting.amount
    account.available = Math.max(0, net)
    account.debt = Math.max(0, -net)
  }
}
