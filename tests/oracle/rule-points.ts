import type { EarningRule } from "#app/loyalty/rules/earning-rules.ts"
import type { EarningContext } from "#app/loyalty/rules/order-evaluation.ts"
import type { Life, LifeLine } from "./life.ts"

/** A fraction of whole numbers, never shortened. */
export type Part = [over: bigint, under: bigint]

const plus = ([a, b]: Part, [c, d]: Part): Part => [a * d + c * b, b * d]
const isAbove = ([a, b]: Part, [c, d]: Part) => a * d > c * b

/** What is left of an order: each line's units and its points without rules, those of the shipping, the money in all. */
export type Remains = {
  lines: { line: LifeLine; left: number; money: bigint; points: Part }[]
  shipping: Part
  money: bigint
}

const CHANNELS: Record<string, string> = { pos: "pos", shopify_draft_order: "draft" }

/** What rules add to an order, told rule by rule in the catalogue's words (§2.2); it may be less than nothing. */
export function addedByRules(life: Life, rules: EarningRule[], context: EarningContext, remains: Remains): Part {
  const { earning } = context
  const heeded = rules.filter((rule) => earning?.rules.includes(rule.id) && asksNoMore(rule, life, remains))
  let added: Part = [0n, 1n]
  for (const rule of heeded) {
    let gift: Part = [0n, 1n]
    for (const { line, left, money, points } of remains.lines) {
      if (line.giftCard || line.tip) continue
      if (winner(heeded, line) === rule.id) gift = plus(gift, beyond(points, rule))
      if (rule.kind === "item_points" && meets(rule, line) && money > 0n)
        gift = plus(gift, fixed(rule, BigInt(rule.points * left), context))
    }
    if (winner(heeded, null) === rule.id) gift = plus(gift, beyond(remains.shipping, rule))
    const forOrder = ["order_points", "campaign_points", "first_order", "order_goal"].includes(rule.kind)
    if (forOrder && remains.money > 0n) gift = plus(gift, fixed(rule, BigInt(rule.points), context))
    for (const most of limits(rule, earning?.room?.[rule.id])) if (isAbove(gift, [most, 1n])) gift = [most, 1n]
    added = plus(added, gift)
  }
  return added
}

function asksNoMore({ conditions }: EarningRule, life: Life, { money }: Remains): boolean {
  const { minimum, currencies, channels } = conditions
  const reached = minimum === null || (minimum.currency === life.currency && money >= BigInt(minimum.minor))
  const currency = currencies.length === 0 || currencies.includes(life.currency)
  const sold = CHANNELS[life.channel] ?? "online"
  return reached && currency && (channels.length === 0 || channels.some((one) => one === sold))
}

const isAboutAll = ({ products }: EarningRule) => products.by === "all"
const meets = (rule: EarningRule, line: LifeLine) => isAboutAll(rule) || line.ruleIds.includes(rule.id)

/** Of the multipliers for a line (null: for shipping) the highest; of equals the first. */
function winner(rules: EarningRule[], line: LifeLine | null): string | null {
  let best: EarningRule | null = null
  for (const rule of rules) {
    if (rule.kind !== "product_times" && rule.kind !== "campaign_times") continue
    if (line === null ? !isAboutAll(rule) : !meets(rule, line)) continue
    if (best === null || isAbove(partOf(rule), partOf(best))) best = rule
  }
  return best?.id ?? null
}

const partOf = ({ times }: EarningRule): Part => [BigInt(times.numerator), BigInt(times.denominator)]

/** Points times the multiplier, less the points. */
function beyond([over, under]: Part, rule: EarningRule): Part {
  const [times, by] = partOf(rule)
  return plus([over * times, under * by], [-over, under])
}

function fixed({ tierTimes }: EarningRule, points: bigint, { multiplier }: EarningContext): Part {
  return tierTimes ? [points * BigInt(multiplier.numerator), BigInt(multiplier.denominator)] : [points, 1n]
}

function limits({ caps }: EarningRule, granted: number | undefined): bigint[] {
  const asks = caps.customer !== null || caps.all !== null
  return [caps.order, asks ? granted : undefined].flatMap((most) => (most == null ? [] : [BigInt(most)]))
}
