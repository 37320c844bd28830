import { toSafeNumber } from "#app/lib/money.ts"
import { dealRounded, divide } from "#app/lib/ratio.ts"
import type { OrderFact } from "#app/records/orders/order-fact.ts"
import type { ProgrammeRules } from "../programme/programme-rules.ts"
import { computeBasis, type OrderBasis } from "./basis.ts"
import { type Eligibility, judgeEligibility, type ShopView } from "./eligibility.ts"
import { excludedLines } from "./exclusions.ts"
import { moneyText, pointsText, ratioText, step } from "./explain-step.ts"
import type { EarningContext, ExplainStep, LineExplanation, OrderEvaluation, Ratio } from "./order-evaluation.ts"
import { findRelease, type Release } from "./release.ts"

export type { EarningContext, ExplainStep, LineExplanation, OrderEvaluation, Ratio } from "./order-evaluation.ts"

const ONCE: Ratio = { numerator: 1, denominator: 1 }

/**
 * The points an order deserves now, and why: exact points per line = basis × rate × the
 * line's multiplier × the frozen tier's, summed exactly and rounded once for the order. `shop.deleted`: this order was
 * deleted in Shopify.
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
  const points = countPoints(fact, basis, rules, context, counts)
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

type Counted = { total: number; lines: LineExplanation[]; steps: ExplainStep[] }

function countPoints(
  fact: OrderFact,
  basis: OrderBasis,
  rules: ProgrammeRules,
  context: EarningContext,
  counts: boolean,
): Counted {
  const multipliers = basis.lines.map(({ line }) => context.lines[line.id]?.multiplier ?? ONCE)
  const rate = rules.rates[fact.currency]
  if (!counts || rate === undefined) {
    const steps = counts ? [step("rate_missing", { currency: fact.currency })] : []
    return { total: 0, lines: explainLines(basis, multipliers, []), steps }
  }
  // Weights are exact points × one common denominator: lines first, shipping (never multiplied by product) last.
  const shared = multipliers.reduce((lcm, ratio) => leastCommonMultiple(lcm, BigInt(ratio.denominator)), 1n)
  const perLine = (minor: number, ratio: Ratio) =>
    BigInt(minor) * BigInt(ratio.numerator) * (shared / BigInt(ratio.denominator))
  const factor = BigInt(rate.points) * BigInt(context.multiplier.numerator)
  const weights = [
    ...basis.lines.map((line, index) => perLine(line.basisMinor, multipliers[index] as Ratio) * factor),
    perLine(basis.shippingMinor, ONCE) * factor,
  ]
  const numerator = weights.reduce((sum, weight) => sum + weight, 0n)
  const denominator = shared * BigInt(rate.perMinor) * BigInt(context.multiplier.denominator)
  const total = toSafeNumber(divide(numerator, denominator, rules.rounding))
  const parts = dealRounded(total, weights, denominator)
  const steps = [step("rate", { count: rate.points, per: moneyText(rate.perMinor, fact.currency) })]
  if (context.multiplier.numerator !== context.multiplier.denominator)
    steps.push(step("tier_multiplier", { tier: tierName(context, rules), multiplier: ratioText(context.multiplier) }))
  const exact = pointsText(numerator, denominator)
  steps.push(
    numerator % denominator === 0n
      ? step("exact_points", { count: total })
      : step(`rounded_${rules.rounding}`, { exact, count: total }),
  )
  const shippingPoints = parts.at(-1) as number
  if (basis.shippingMinor > 0) steps.push(step("shipping_points", { count: shippingPoints }))
  return { total, lines: explainLines(basis, multipliers, parts), steps }
}

function tierName({ tierId }: EarningContext, rules: ProgrammeRules): string {
  return rules.tiers.levels.find((level) => level.id === tierId)?.name ?? tierId ?? ""
}

function explainLines(basis: OrderBasis, multipliers: Ratio[], parts: number[]): LineExplanation[] {
  return basis.lines.map(({ line, basisMinor, excluded, steps }, index) => {
    const multiplier = multipliers[index] as Ratio
    const points = parts[index] ?? 0
    const own = [...steps]
    if (excluded === null && multiplier.numerator !== multiplier.denominator)
      own.push(step("line_multiplier", { multiplier: ratioText(multiplier) }))
    if (parts.length > 0 && basisMinor > 0) own.push(step("line_points", { count: points }))
    return {
      lineId: line.id,
      title: line.title,
      quantity: line.quantity,
      currentQuantity: line.currentQuantity,
      basisMinor,
      points,
      excluded,
      multiplier,
      steps: own,
    }
  })
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return (a / x) * b
}
