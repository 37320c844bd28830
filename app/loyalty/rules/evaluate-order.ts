import type { OrderFact } from "#app/records/orders/order-fact.ts"
import type { ProgrammeRules } from "../programme/programme-rules.ts"
import { computeBasis, type OrderBasis } from "./basis.ts"
import { countPoints, nothingCounted } from "./count-points.ts"
import { type Eligibility, judgeEligibility, type ShopView } from "./eligibility.ts"
import { excludedLines } from "./exclusions.ts"
import { step } from "./explain-step.ts"
import type { EarningContext, ExplainStep, OrderEvaluation } from "./order-evaluation.ts"
import { findRelease, type Release } from "./release.ts"

export type { EarningContext, ExplainStep, LineExplanation, OrderEvaluation, Ratio } from "./order-evaluation.ts"

/**
 * The points an order deserves now, and why: exact points per line = basis × rate × the line's multiplier × the frozen
 * tier's, and what rules give, summed exactly and rounded once for the order. `shop.deleted`: this order was deleted in
 * Shopify.
 */
export function evaluateOrder(
  fact: OrderFact,
  rules: ProgrammeRules,
  context: EarningContext,
  shop: ShopView,
): OrderEvaluation {
  const judged = judgeEligibility(fact, rules, context, shop)
  const counts = judged.state !== "none"
  const basis = counts ? basisOf(fact, rules, context) : nothing(fact, [])
  const points = counts ? countPoints(fact, basis, rules, context) : nothingCounted(basis, context)
  const release = judged.state === "earning" ? findRelease(fact, rules) : null
  return {
    state: judged.state,
    voided: judged.voided,
    target: judged.state === "earning" ? points.total : 0,
    forecast: judged.state === "forecast" ? points.total : 0,
    basisMinor: counts ? basis.totalMinor : 0,
    spendMinor: judged.state === "earning" ? basis.totalMinor : 0,
    currency: fact.currency,
    releaseAt: release?.at.toISOString() ?? null,
    atOnce: release?.atOnce ?? false,
    lines: points.lines,
    steps: counts
      ? [...judged.steps, ...basis.steps, ...points.steps, ...closingSteps(judged, points.total, release)]
      : judged.steps,
  }
}

/** What capped rules would give an order that earns, as if there were room for all: whole points, rounded up, by rule. */
export function wantedRoom(
  fact: OrderFact,
  rules: ProgrammeRules,
  context: EarningContext,
  shop: ShopView,
): Record<string, number> {
  const capped = rules.earning.rules.some(({ id, caps }) => (caps.customer || caps.all) && matched(context, id))
  if (!capped || judgeEligibility(fact, rules, context, shop).state !== "earning") return {}
  return countPoints(fact, basisOf(fact, rules, context), rules, context).wanted
}

const matched = ({ earning }: EarningContext, id: string) => earning?.rules.includes(id) ?? false

/** When all money of the order went back, nothing is left to earn, however the refunds list it. */
function basisOf(fact: OrderFact, rules: ProgrammeRules, context: EarningContext): OrderBasis {
  if (fact.financialStatus === "refunded") return nothing(fact, [step("line_gone")])
  return computeBasis(fact, rules, excludedLines(fact, rules, context))
}

function nothing(fact: OrderFact, steps: ExplainStep[]): OrderBasis {
  const lines = fact.lines.map((line) => ({ line, basisMinor: 0, excluded: null, steps }))
  return { lines, shippingMinor: 0, totalMinor: 0, steps: [] }
}

function closingSteps(judged: Eligibility, points: number, release: Release | null): ExplainStep[] {
  if (judged.state === "forecast") return [step("cod_forecast", { count: points })]
  if (release === null || points === 0) return []
  const untilAt = release.at.toISOString()
  return [release.atOnce ? step("available_at_once") : step("pending_until", { untilAt })]
}
