import { type Fraction, overOne, sumOf, times } from "#app/lib/fraction.ts"
import { toSafeNumber } from "#app/lib/money.ts"
import { dealRounded, divide } from "#app/lib/ratio.ts"
import type { OrderFact } from "#app/records/orders/order-fact.ts"
import type { ProgrammeRules } from "../programme/programme-rules.ts"
import { type Applied, applyRules, fractionOf, type PlainPoints, type RuleGift } from "./apply-rules.ts"
import type { OrderBasis } from "./basis.ts"
import { moneyText, pointsText, ratioText, step } from "./explain-step.ts"
import type { EarningContext, ExplainStep, LineExplanation, Ratio } from "./order-evaluation.ts"

const ONCE: Ratio = { numerator: 1, denominator: 1 }

/** `wanted`: whole points that rules with caps per customer or in all would give if there were room, by rule. */
export type Counted = {
  total: number
  lines: LineExplanation[]
  steps: ExplainStep[]
  wanted: Record<string, number>
}

/** Points of what counts of an order: summed exactly, rounded once, dealt out to its parts. */
export function countPoints(
  fact: OrderFact,
  basis: OrderBasis,
  rules: ProgrammeRules,
  context: EarningContext,
): Counted {
  const rate = rules.rates[fact.currency]
  if (rate === undefined)
    return { ...nothingCounted(basis, context), steps: [step("rate_missing", { currency: fact.currency })] }
  const plain = plainPoints(basis, rate, context)
  const applied = applyRules(fact, basis, rules.earning, context, plain)
  const { gifts } = applied
  const given = gifts.filter(({ order }) => order.over > 0n)
  const { overs, under } = overOne([
    ...plain.lines.map((points, index) => withGifts(points, gifts, ({ lines }) => lines[index] as Fraction)),
    withGifts(plain.shipping, gifts, ({ shipping }) => shipping),
    ...given.map(({ order }) => order),
  ])
  const exact = overs.reduce((sum, over) => sum + over, 0n)
  const total = toSafeNumber(divide(exact, under, rules.rounding))
  const parts = dealRounded(total, overs, under)
  const [shippingPoints = 0, ...giftPoints] = parts.slice(basis.lines.length)
  const steps = [step("rate", { count: rate.points, per: moneyText(rate.perMinor, fact.currency) }), ...applied.steps]
  for (const [index, { rule }] of given.entries())
    steps.push(step("rule_points", { rule: rule.name, count: giftPoints[index] as number }))
  if (context.multiplier.numerator !== context.multiplier.denominator)
    steps.push(step("tier_multiplier", { tier: tierName(context, rules), multiplier: ratioText(context.multiplier) }))
  steps.push(
    exact % under === 0n
      ? step("exact_points", { count: total })
      : step(`rounded_${rules.rounding}`, { exact: pointsText(exact, under), count: total }),
  )
  if (basis.shippingMinor > 0) steps.push(step("shipping_points", { count: shippingPoints }))
  return { total, lines: explainLines(basis, context, parts, applied), steps, wanted: wantedOf(gifts) }
}

/** The lines of an order that does not count. */
export function nothingCounted(basis: OrderBasis, context: EarningContext): Counted {
  return { total: 0, lines: explainLines(basis, context, [], null), steps: [], wanted: {} }
}

function plainPoints(basis: OrderBasis, rate: ProgrammeRules["rates"][string], context: EarningContext): PlainPoints {
  const tier = fractionOf(context.multiplier)
  const perMinor = times({ over: BigInt(rate.points), under: BigInt(rate.perMinor) }, tier)
  const points = (minor: number, ratio: Ratio) =>
    times({ over: BigInt(minor) * perMinor.over, under: perMinor.under }, fractionOf(ratio))
  return {
    lines: basis.lines.map(({ line, basisMinor }) => points(basisMinor, multiplierOf(context, line.id))),
    shipping: points(basis.shippingMinor, ONCE),
    tier,
  }
}

const multiplierOf = ({ lines }: EarningContext, lineId: string) => lines[lineId]?.multiplier ?? ONCE

function withGifts(plain: Fraction, gifts: RuleGift[], of: (gift: RuleGift) => Fraction): Fraction {
  const parts = gifts.map(of).filter(({ over }) => over !== 0n)
  return parts.length === 0 ? plain : sumOf([plain, ...parts])
}

function wantedOf(gifts: RuleGift[]): Record<string, number> {
  return Object.fromEntries(gifts.flatMap(({ rule, wanted }) => (wanted > 0 ? [[rule.id, wanted]] : [])))
}

function tierName({ tierId }: EarningContext, rules: ProgrammeRules): string {
  return rules.tiers.levels.find((level) => level.id === tierId)?.name ?? tierId ?? ""
}

function explainLines(
  basis: OrderBasis,
  context: EarningContext,
  parts: number[],
  applied: Applied | null,
): LineExplanation[] {
  return basis.lines.map(({ line, basisMinor, excluded, steps }, index) => {
    const multiplier = multiplierOf(context, line.id)
    const points = parts[index] ?? 0
    const own = [...steps]
    if (excluded === null && multiplier.numerator !== multiplier.denominator)
      own.push(step("line_multiplier", { multiplier: ratioText(multiplier) }))
    own.push(...(applied?.lineSteps[index] ?? []))
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
