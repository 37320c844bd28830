import type { OnOrdersChanged } from "../orders/doubtful.server.ts"
import { sweepCustomers, sweepOrders, sweepProducts } from "./sweep-changed.server.ts"
import { sweepLostCustomers, sweepLostOrders, sweepLostProducts } from "./sweep-lost.server.ts"
import type { SweepCounts, SweepPhase } from "./sweep-rows.server.ts"
import type { OnMerged } from "./unheard-merges.server.ts"

/** What follows from what a sweep finds. */
export type SweepReactions = { onChanged: OnOrdersChanged; onMerged: OnMerged }

/** One page of one phase: what it is given, and what came of it. `cursor` null: the phase is over. */
export type StepContext = SweepReactions & {
  shop: string
  since: Date
  /** World time. */
  at: Date
  cursor: string | null
  asked: Record<string, string | undefined>
  readsAllOrders: boolean
}

export type StepResult = {
  cursor: string | null
  counts: Partial<SweepCounts>
  asked?: Record<string, string | undefined>
}

export const SWEEP_STEPS: Record<SweepPhase, (context: StepContext) => Promise<StepResult>> = {
  customers: sweepCustomers,
  products: sweepProducts,
  orders: sweepOrders,
  lost_orders: sweepLostOrders,
  lost_customers: sweepLostCustomers,
  lost_products: sweepLostProducts,
}
