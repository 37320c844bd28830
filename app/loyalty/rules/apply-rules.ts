import { type Fraction, isMore, NOTHING, sumOf, times } from "#app/lib/fraction.ts"
import { toSafeNumber } from "#app/lib/money.ts"
import { divide } from "#app/lib/ratio.ts"
import type { OrderFact } from "#app/records/orders/order-fact.ts"
import type { LineBasis, OrderBasis } from "./basis.ts"
import type { EarningRule, EarningRules } from "./earning-rules.ts"
import { channelOf } from "./eligibility.ts"
import { moneyText, ratioText, step } from "./explain-step.ts"
import { choosesProducts } from "./match-rules.ts"
import type { EarningContext, ExplainStep, Ratio } from "./order-evaluation.ts"
import { partsOf } from "./rule-kinds.ts"

/** Points without rules: of each line, of shipping, each exact; `tier`: the frozen multiplier. */
export type PlainPoints = { lines: Fraction[]; shipping: Fraction; tier: Fraction }

/**
 * What one rule gives beyond that: exact, caps taken off. `wanted`: whole points that would be
 * given if there were room; 0: no room is asked for.
 */
export type RuleGift = {
  rule: EarningRule
  lines: Fraction[]
  shipping: Fraction
  order: Fraction
  wanted: number
}

export type Applied = { gifts: RuleGift[]; lineSteps: ExplainStep[][]; steps: ExplainStep[] }

/**
 * What rules give an order by its frozen context. Of several multipliers that a line meets the highest holds, the earlier of
 * equals; points for the order and for pieces are added beside it. What a cap leaves of a rule's gift is taken off each part
 * alike.
 */
export function applyRules(
  fact: OrderFact,
  basis: OrderBasis,
  { rules }: EarningRules,
  context: EarningContext,
  plain: PlainPoints,
): Applied {
  const applied: Applied = { gifts: [], lineSteps: basis.lines.map(() => []), steps: [] }
  const met = rules.filter(({ id }) => context.earning?.rules.includes(id))
  if (met.length === 0) return applied
  const holding = met.filter((rule) => holdsNow(rule, fact, basis, applied.steps))
  const multipliers = holding.filter(({ kind }) => partsOf(kind).gives === "times")
  const best = basis.lines.map(({ line, excluded }) =>
    excluded === null ? highest(multipliers.filter((rule) => isAbout(rule, line.id, context))) : null,
  )
  const bestOfShipping = highest(multipliers.filter((rule) => !choosesProducts(rule)))
  for (const rule of holding) {
    const gift =
      partsOf(rule.kind).gives === "times"
        ? multiplied(rule, best, bestOfShipping, plain)
        : fixedPoints(rule, basis, context, plain.tier)
    applied.gifts.push(capped(rule, gift, context, applied.steps))
    for (const [index, { line, basisMinor }] of basis.lines.entries()) {
      if (basisMinor === 0) continue
      if (best[index] === rule)
        applied.lineSteps[index]?.push(step("line_rule", { rule: rule.name, multiplier: ratioText(rule.times) }))
      if (partsOf(rule.kind).gives === "item_points" && isAbout(rule, line.id, context))
        applied.lineSteps[index]?.push(
          step("line_rule_points", { rule: rule.name, count: rule.points, quantity: line.currentQuantity }),
        )
    }
  }
  return applied
}

/** Whether what a rule asks of the order itself holds as it is now. */
function holdsNow(rule: EarningRule, fact: OrderFact, basis: OrderBasis, steps: ExplainStep[]): boolean {
  const { minimum, currencies, channels } = rule.conditions
  if (currencies.length > 0 && !currencies.includes(fact.currency)) return false
  if (channels.length > 0 && !channels.includes(channelOf(fact.channel))) return false
  if (minimum === null || (minimum.currency === fact.currency && basis.totalMinor >= minimum.minor)) return true
  steps.push(step("rule_minimum", { rule: rule.name, amount: moneyText(minimum.minor, minimum.currency) }))
  return false
}

function isAbout(rule: EarningRule, lineId: string, context: EarningContext): boolean {
  return !choosesProducts(rule) || (context.lines[lineId]?.rules?.includes(rule.id) ?? false)
}

function highest(rules: EarningRule[]): EarningRule | null {
  return rules.reduce<EarningRule | null>((best, rule) => (best === null || beats(rule, best) ? rule : best), null)
}

const beats = (one: EarningRule, other: EarningRule) => isMore(fractionOf(one.times), fractionOf(other.times))

/** A ratio as an exact fraction. */
export const fractionOf = ({ numerator, denominator }: Ratio): Fraction => ({
  over: BigInt(numerator),
  under: BigInt(denominator),
})

type Gift = Pick<RuleGift, "lines" | "shipping" | "order">

function multiplied(
  rule: EarningRule,
  best: (EarningRule | null)[],
  bestOfShipping: EarningRule | null,
  plain: PlainPoints,
): Gift {
  const { numerator, denominator } = rule.times
  const beyond: Fraction = { over: BigInt(numerator) - BigInt(denominator), under: BigInt(denominator) }
  return {
    lines: plain.lines.map((points, index) => (best[index] === rule ? times(points, beyond) : NOTHING)),
    shipping: bestOfShipping === rule ? times(plain.shipping, beyond) : NOTHING,
    order: NOTHING,
  }
}

function fixedPoints(rule: EarningRule, basis: OrderBasis, context: EarningContext, tier: Fraction): Gift {
  const points: Fraction = { over: BigInt(rule.points), under: 1n }
  const each = rule.tierTimes ? times(points, tier) : points
  if (partsOf(rule.kind).gives === "order_points") {
    const order = basis.totalMinor > 0 ? each : NOTHING
    return { lines: basis.lines.map(() => NOTHING), shipping: NOTHING, order }
  }
  const ofLine = ({ line, basisMinor }: LineBasis) =>
    basisMinor > 0 && isAbout(rule, line.id, context)
      ? times(each, { over: BigInt(line.currentQuantity), under: 1n })
      : NOTHING
  return { lines: basis.lines.map(ofLine), shipping: NOTHING, order: NOTHING }
}

function capped(rule: EarningRule, gift: Gift, { earning }: EarningContext, steps: ExplainStep[]): RuleGift {
  const { caps, id } = rule
  const all = sumOf([...gift.lines, gift.shipping, gift.order])
  const asks = caps.customer !== null || caps.all !== null
  const wanted = asks ? wholeUp(caps.order === null ? all : least(all, caps.order)) : 0
  const limits = [caps.order, asks ? (earning?.room?.[id] ?? null) : null].filter((limit) => limit !== null)
  const limit = limits.length === 0 ? null : Math.min(...limits)
  if (limit === null || !isMore(all, whole(limit))) return { rule, ...gift, wanted }
  steps.push(step("rule_capped", { rule: rule.name, count: limit }))
  // So much of the whole gift is given.
  const part: Fraction = { over: BigInt(limit) * all.under, under: all.over }
  return {
    rule,
    lines: gift.lines.map((points) => times(points, part)),
    shipping: times(gift.shipping, part),
    order: times(gift.order, part),
    wanted,
  }
}

const whole = (points: number): Fraction => ({ over: BigInt(points), under: 1n })
const least = (all: Fraction, most: number) => (isMore(all, whole(most)) ? whole(most) : all)
const wholeUp = ({ over, under }: Fraction) => toSafeNumber(divide(over, under, "ceiling"))
