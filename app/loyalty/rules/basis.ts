import { toSafeNumber } from "#app/lib/money.ts"
import { divide, splitByLargestRemainder } from "#app/lib/ratio.ts"
import type { LineFact, OrderFact } from "#app/records/orders/order-fact.ts"
import type { ProgrammeRules } from "../programme/programme-rules.ts"
import { moneyText, step } from "./explain-step.ts"
import { isGiftGateway, needsPayments } from "./needs-payments.ts"
import type { ExplainCode, ExplainStep } from "./order-evaluation.ts"
import { sumRefundMoney } from "./refund-money.ts"

/** What remains of one line in money that earns, with the steps that led there. */
export type LineBasis = {
  line: LineFact
  basisMinor: number
  excluded: ExplainCode | null
  steps: ExplainStep[]
}

export type OrderBasis = { lines: LineBasis[]; shippingMinor: number; totalMinor: number; steps: ExplainStep[] }

/**
 * The money of an order that earns, in minor units of its currency: what remains of each earning line,
 * then refund discrepancies, then money paid with gift cards where that does not earn, each spread over the lines by
 * what remains (largest remainder). Nothing falls below 0; what the lines cannot take goes on to shipping that earns,
 * and what is left then is dropped. A fee kept from an order of which nothing remains earns nothing. `excluded`: lines
 * that never earn, by id, with the step that says why.
 */
export function computeBasis(
  fact: OrderFact,
  rules: ProgrammeRules,
  excluded: Map<string, ExplainStep> = new Map(),
): OrderBasis {
  const { basis } = rules
  const money = (minor: number) => moneyText(minor, fact.currency)
  const refunds = sumRefundMoney(fact, basis.taxes)
  const steps = [...refunds.steps]
  const lines = fact.lines.map((line) => {
    const why = excludedByNature(line) ?? excluded.get(line.id)
    return why ? { line, basisMinor: 0, excluded: why.code, steps: [why] } : remainingOfLine(line, fact, basis)
  })
  const shipping = { minor: remainingShipping(fact, basis, refunds.shippingMinor, steps) }

  if (refunds.discrepancyMinor < 0) {
    const wanted = -refunds.discrepancyMinor
    const taken = takeFrom(lines, shipping, wanted, "line_refund_taken", money)
    if (taken > 0) steps.push(step("discrepancy_taken", { amount: money(taken) }))
    if (taken < wanted) steps.push(step("discrepancy_dropped", { amount: money(wanted - taken) }))
  } else if (refunds.discrepancyMinor > 0) {
    const added = addTo(lines, refunds.discrepancyMinor, money)
    const code = added ? "discrepancy_added" : "discrepancy_dropped"
    steps.push(step(code, { amount: money(refunds.discrepancyMinor) }))
  }

  if (needsPayments(fact, rules)) steps.push(step("payments_unknown"))
  else if (!basis.giftCardPayments) {
    const paid = (fact.payments ?? []).filter((payment) => isGiftGateway(payment.gateway))
    const wanted = paid.reduce((sum, payment) => sum + payment.amountMinor, 0)
    const taken = takeFrom(lines, shipping, wanted, "line_gift_payment_taken", money)
    if (wanted > 0) steps.push(step("gift_payment_taken", { amount: money(wanted), taken: money(taken) }))
  }
  const totalMinor = lines.reduce((sum, line) => sum + line.basisMinor, shipping.minor)
  steps.push(step("basis_total", { amount: money(totalMinor) }))
  return { lines, shippingMinor: shipping.minor, totalMinor, steps }
}

function excludedByNature({ giftCard, tip }: LineFact): ExplainStep | undefined {
  if (giftCard) return step("line_gift_card")
  return tip ? step("line_tip") : undefined
}

/** Current quantity's net price; halves round up (away from zero), separately for price, tax and duty. */
function remainingOfLine(line: LineFact, fact: OrderFact, basis: ProgrammeRules["basis"]): LineBasis {
  const money = (minor: number) => moneyText(minor, fact.currency)
  const { currentQuantity, quantity } = line
  const gross = line.unitPriceMinor * quantity
  const steps = [step("line_price", { unit: money(line.unitPriceMinor), quantity, amount: money(gross) })]
  if (line.discountMinor !== 0) steps.push(step("line_discount", { amount: money(line.discountMinor) }))
  if (currentQuantity === 0) return { line, basisMinor: 0, excluded: null, steps: [...steps, step("line_gone")] }
  let minor = share(gross - line.discountMinor, line)
  if (currentQuantity !== quantity)
    steps.push(step("line_remaining", { current: currentQuantity, quantity, amount: money(minor) }))
  const tax = share(line.taxMinor, line)
  if (tax > 0 && fact.taxesIncluded && !basis.taxes) {
    minor -= tax
    steps.push(step("line_tax_out", { amount: money(tax) }))
  }
  if (tax > 0 && !fact.taxesIncluded && basis.taxes) {
    minor += tax
    steps.push(step("line_tax_in", { amount: money(tax) }))
  }
  const duty = basis.duties ? share(line.dutyMinor, line) : 0
  if (duty > 0) steps.push(step("line_duty_in", { amount: money(duty) }))
  return { line, basisMinor: Math.max(0, minor + duty), excluded: null, steps }
}

function share(minor: number, { currentQuantity, quantity }: LineFact): number {
  if (quantity <= 0) return 0
  return toSafeNumber(divide(BigInt(minor) * BigInt(currentQuantity), BigInt(quantity), "half_up"))
}

/** Shipping price after discounts and refunds; its taxes are handled as those of lines. */
function remainingShipping(
  fact: OrderFact,
  basis: ProgrammeRules["basis"],
  refundedMinor: number,
  steps: ExplainStep[],
): number {
  const money = (minor: number) => moneyText(minor, fact.currency)
  const { priceMinor, discountMinor, taxMinor } = fact.shipping
  const net = priceMinor - discountMinor
  if (net <= 0) return 0
  if (!basis.shipping) {
    steps.push(step("shipping_not_counted", { amount: money(net) }))
    return 0
  }
  const taxed = fact.taxesIncluded ? net - (basis.taxes ? 0 : taxMinor) : net + (basis.taxes ? taxMinor : 0)
  if (refundedMinor > 0) steps.push(step("shipping_refunded", { amount: money(refundedMinor) }))
  const minor = Math.max(0, taxed - refundedMinor)
  steps.push(step("shipping_counted", { amount: money(minor) }))
  return minor
}

type Text = (minor: number) => string

/** Takes `wanted` ≥ 0 from the lines by what remains, the rest from shipping; returns what could be taken. */
function takeFrom(
  lines: LineBasis[],
  shipping: { minor: number },
  wanted: number,
  code: ExplainCode,
  money: Text,
): number {
  const weights = lines.map((line) => line.basisMinor)
  const fromLines = Math.min(wanted, sum(weights))
  // Never more than a line has: the parts are in proportion to what remains, and their sum is not above it.
  for (const [index, part] of splitByLargestRemainder(fromLines, weights).entries())
    change(lines[index] as LineBasis, -part, code, money)
  const fromShipping = Math.min(wanted - fromLines, shipping.minor)
  shipping.minor -= fromShipping
  return fromLines + fromShipping
}

/** Adds money kept back to the lines by what remains; false: nothing remains to which it could belong. */
function addTo(lines: LineBasis[], wanted: number, money: Text): boolean {
  const weights = lines.map((line) => line.basisMinor)
  if (sum(weights) === 0) return false
  for (const [index, part] of splitByLargestRemainder(wanted, weights).entries())
    change(lines[index] as LineBasis, part, "line_refund_added", money)
  return true
}

function change(line: LineBasis, minor: number, code: ExplainCode, money: Text): void {
  if (minor === 0) return
  line.basisMinor += minor
  line.steps.push(step(code, { amount: money(Math.abs(minor)) }))
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
