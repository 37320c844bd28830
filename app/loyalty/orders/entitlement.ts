import type { OrderFact } from "#app/records/orders/order-fact.ts"
import type { ProgrammeVersion } from "../programme/version-in-force.ts"
import type { EarningContext } from "../rules/order-evaluation.ts"
import { wholeSecond } from "../whole-second.ts"

/** Whom an order's points belong to, and whether that person may have them. */

export type OrderRow = {
  orderId: string
  name: string
  /** gid; null: the order names nobody. */
  customerId: string | null
  /** Who proved to own the e-mail address of the guest who placed it; null: nobody, or it names another since. */
  claimedBy: string | null
  processedAt: Date
  fact: OrderFact
  deletedAt: Date | null
}

/** What one order has earned one customer so far (table OrderPoints). */
export type PointsRow = {
  orderId: string
  customerId: string
  programmeVersion: number
  context: EarningContext
  target: number
  pending: number
  posted: number
  postings: number
  spendMinor: number
  currency: string
  processedAt: Date
  releaseAt: Date | null
  settledAt: Date | null
  /** What it counted for before each part that was given back, oldest first; null: nothing was. */
  lowered: Lowered[] | null
}

/** Until `at` (ISO) it counted for so much. */
export type Lowered = { at: string; spendMinor: number; points: number }

export type MemberRow = { customerId: string; joinedAt: Date; joinedBy: string }

export type Refusal = "no_customer" | "not_member" | "no_programme" | "before_membership"

export type Entitlement = { ok: true; enrol: boolean } | { ok: false; reason: Refusal }

const DAY_MS = 86_400_000

/**
 * The customer an order belongs to: whoever claimed it, else whom it names. One that names nobody any more stays with
 * whoever it was credited to.
 */
export function holderOf(order: OrderRow, rows: PointsRow[]): string | null {
  if (order.claimedBy !== null || order.customerId !== null) return order.claimedBy ?? order.customerId
  const credited = [...rows].sort((a, b) => b.posted - a.posted)[0]
  return credited?.customerId ?? null
}

/**
 * Whether an order that was never evaluated for its holder may earn: a programme was in force when it was placed, and the
 * holder is a member (or becomes one: `enrol`) who joined before it, in its very second or within the retro window after.
 */
export function entitle(
  order: OrderRow,
  holder: string | null,
  member: MemberRow | undefined,
  version: ProgrammeVersion | null,
): Entitlement {
  if (holder === null) return { ok: false, reason: "no_customer" }
  if (version === null) return { ok: false, reason: "no_programme" }
  const { who, retroWindowDays } = version.rules.members
  if (!member) return who === "everyone" ? { ok: true, enrol: true } : { ok: false, reason: "not_member" }
  const earliest = wholeSecond(member.joinedAt).getTime() - retroWindowDays * DAY_MS
  if (who === "everyone" || order.processedAt.getTime() >= earliest) return { ok: true, enrol: false }
  return { ok: false, reason: "before_membership" }
}
