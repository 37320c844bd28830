import type { OrderFact } from "#app/records/orders/order-fact.ts"
import type { Posting } from "../ledger/posting.ts"
import type { ProgrammeVersion } from "../programme/version-in-force.ts"
import { evaluateOrder } from "../rules/evaluate-order.ts"
import type { EarningContext, OrderEvaluation } from "../rules/order-evaluation.ts"
import { planPostings } from "../rules/plan-postings.ts"
import type { OrderRow, PointsRow } from "./entitlement.ts"

/** Making the ledger agree with one order, for one customer: what to post and what the row says afterwards. Pure. */

export type Settlement = { row: PointsRow; postings: Posting[]; changed: boolean }

type Subject = { order: OrderRow; row: PointsRow; version: ProgrammeVersion; developmentStore: boolean }

/** The row of an order at its first evaluation for a customer: nothing posted yet, the context frozen. */
export function firstRow(order: OrderRow, customerId: string, context: EarningContext): PointsRow {
  return {
    orderId: order.orderId,
    customerId,
    programmeVersion: context.programmeVersion,
    context,
    target: 0,
    pending: 0,
    posted: 0,
    postings: 0,
    spendMinor: 0,
    currency: order.fact.currency,
    processedAt: order.processedAt,
    releaseAt: null,
    settledAt: null,
    lowered: null,
  }
}

/** What the order deserves for the customer of `row`; nothing when the order is now another customer's (`holder`). */
export function evaluateFor(subject: Subject, holder: string | null): OrderEvaluation {
  const { order, row, version, developmentStore } = subject
  const shop = { developmentStore, deleted: order.deletedAt !== null }
  const evaluation = evaluateOrder(order.fact, version.rules, row.context, shop)
  if (holder === row.customerId) return evaluation
  return {
    ...evaluation,
    state: "none",
    target: 0,
    forecast: 0,
    basisMinor: 0,
    spendMinor: 0,
    lines: [],
    steps: [{ code: "customer_changed", params: {} }],
  }
}

/** Plans the postings that bring one order's points for one customer to what it deserves at `at` (world time). */
export function settleOne(subject: Subject, holder: string | null, at: Date): Settlement {
  const { order, row } = subject
  const plan = planPostings(row, evaluateFor(subject, holder), at)
  const after: PointsRow = { ...row, ...plan.row, processedAt: order.processedAt }
  after.lowered = loweredBy(row, after, lastLoss(order.fact, at))
  const postings = plan.postings.map((planned, index): Posting => {
    const released = planned.phase === "release" && after.releaseAt !== null && after.releaseAt < at
    return {
      customerId: row.customerId,
      code: planned.code,
      amount: planned.amount,
      phase: planned.phase,
      mode: "record",
      sourceType: "order",
      sourceId: order.orderId,
      programmeVersion: row.programmeVersion,
      basis: planned.basis,
      key: `${order.orderId} ${row.customerId} ${row.postings + index + 1}`,
      eventAt: released ? (after.releaseAt as Date) : at,
    }
  })
  return { row: after, postings, changed: postings.length > 0 || differs(row, after) }
}

function loweredBy(before: PointsRow, after: PointsRow, at: Date): PointsRow["lowered"] {
  if (after.spendMinor >= before.spendMinor && after.target >= before.target) return before.lowered
  return [...(before.lowered ?? []), { at: at.toISOString(), spendMinor: before.spendMinor, points: before.target }]
}

/** When the order lost something the last time: by a refund or its cancellation, else now. */
function lastLoss({ refunds, cancelledAt }: OrderFact, at: Date): Date {
  const losses = [...refunds.map((refund) => refund.createdAt), ...(cancelledAt ? [cancelledAt] : [])]
  const known = losses.map((moment) => Date.parse(moment)).filter((moment) => moment <= at.getTime())
  return known.length > 0 ? new Date(Math.max(...known)) : at
}

function differs(before: PointsRow, after: PointsRow): boolean {
  return (
    before.target !== after.target ||
    before.spendMinor !== after.spendMinor ||
    before.currency !== after.currency ||
    before.releaseAt?.getTime() !== after.releaseAt?.getTime() ||
    before.settledAt?.getTime() !== after.settledAt?.getTime() ||
    before.processedAt.getTime() !== after.processedAt.getTime()
  )
}
