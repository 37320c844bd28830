import type { ExplainStep, OrderEvaluation } from "./order-evaluation.ts"

/** What was posted for an order so far (a row of OrderPoints). `posted` counts pending and credited points together. */
export type PostedSoFar = {
  posted: number
  pending: number
  settledAt: Date | null
  releaseAt: Date | null
  postings: number
}

export type PostingBasis = {
  target: number
  basisMinor: number
  spendMinor: number
  currency: string
  state: OrderEvaluation["state"]
  steps: ExplainStep[]
}

/**
 * One entry to make. `amount` is signed for phases `pending` and `available`; for `release` (pending → available) and
 * `void` (pending → nothing) it is the positive number of points that leave pending.
 */
export type PlannedPosting = {
  code: "order_earned" | "order_adjusted" | "pending_released" | "pending_voided"
  amount: number
  phase: "pending" | "available" | "release" | "void"
  basis: PostingBasis
}

/** The row after the postings. */
export type PostedAfter = PostedSoFar & { target: number; spendMinor: number; currency: string }

export type PostingPlan = { postings: PlannedPosting[]; row: PostedAfter }

/**
 * The entries that make the ledger agree with an evaluation (shared terms: docs/glossary.md, "pending", "release").
 * Before settlement differences go to pending; at the release moment the remaining pending is released, at cancellation
 * voided, once; afterwards differences go to available. Planning again with the new row and the same evaluation plans
 * nothing. A full refund before release lowers pending to 0 but does not settle: money that comes back waits again.
 */
export function planPostings(row: PostedSoFar, evaluation: OrderEvaluation, at: Date): PostingPlan {
  const { target } = evaluation
  const releaseAt = evaluation.releaseAt === null ? null : new Date(evaluation.releaseAt)
  const basis = basisOf(evaluation)
  const difference = target - row.posted
  const postings: PlannedPosting[] = []
  const adjust = (phase: "pending" | "available") => {
    if (difference === 0) return
    const first = row.postings === 0 && difference > 0
    postings.push({ code: first ? "order_earned" : "order_adjusted", amount: difference, phase, basis })
  }

  let { settledAt } = row
  let pending = row.pending
  if (settledAt !== null) {
    adjust("available")
  } else if (evaluation.voided) {
    // An order that never earned has nothing to settle: should it be paid after all, its points wait like any other's.
    if (pending > 0) postings.push({ code: "pending_voided", amount: pending, phase: "void", basis })
    if (row.postings > 0) settledAt = at
    pending = 0
  } else if (isReleaseDue(evaluation, releaseAt, at)) {
    // The difference joins what waits, so that one credit (or none) leaves pending and no older lot pays for a refund
    // of points that were never available.
    adjust(pending > 0 ? "pending" : "available")
    const released = pending > 0 ? pending + difference : 0
    if (released > 0) postings.push({ code: "pending_released", amount: released, phase: "release", basis })
    settledAt = at
    pending = 0
  } else {
    adjust("pending")
    pending += difference
  }

  const after: PostedAfter = {
    target,
    posted: target,
    pending,
    settledAt,
    releaseAt,
    postings: row.postings + postings.length,
    spendMinor: evaluation.spendMinor,
    currency: evaluation.currency,
  }
  return { postings, row: after }
}

function isReleaseDue(evaluation: OrderEvaluation, releaseAt: Date | null, at: Date): boolean {
  return releaseAt !== null && (evaluation.atOnce || at.getTime() >= releaseAt.getTime())
}

function basisOf(evaluation: OrderEvaluation): PostingBasis {
  const { target, basisMinor, spendMinor, currency, state, steps } = evaluation
  return { target, basisMinor, spendMinor, currency, state, steps }
}
