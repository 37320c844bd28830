import { toSafeNumber } from "#app/lib/money.ts"
import { divide } from "#app/lib/ratio.ts"
import type { OrderFact, RefundFact } from "#app/records/orders/order-fact.ts"
import { moneyText, step } from "./explain-step.ts"
import type { ExplainStep } from "./order-evaluation.ts"

/**
 * What an order's refunds say in money beside their lines. Returned goods are not counted here: they
 * are gone from the lines' current quantities.
 */
export type RefundMoney = {
  /** To spread over the earning lines: negative = money given back beyond the lines, positive = money kept (a fee). */
  discrepancyMinor: number
  /** Shipping given back, positive. */
  shippingMinor: number
  steps: ExplainStep[]
}

const isSuccess = (transaction: RefundFact["transactions"][number]) =>
  transaction.kind.toLowerCase() === "refund" && transaction.status.toLowerCase() === "success"

/**
 * Sums adjustments of refunds whose money really moved. A refund without a successful transaction (a removal by edit, an
 * even exchange, a transfer that failed) moved none, and what Shopify books there as "not given back yet" is set off
 * against the money that another refund gives back beyond its own lines, for that is the same money. Adjustments are
 * told as line prices are: with their tax where prices include it, else their tax beside them.
 */
export function sumRefundMoney(fact: OrderFact, taxesEarn: boolean): RefundMoney {
  const steps: ExplainStep[] = []
  const money = (minor: number) => moneyText(minor, fact.currency)
  let kept = 0
  let givenBack = 0
  let owed = 0
  let shippingMinor = 0
  let withoutMoney = 0
  for (const refund of fact.refunds) {
    const counted = earningPart(fact, refund.discrepancyMinor, refund.discrepancyTaxMinor, taxesEarn)
    if (!refund.transactions.some(isSuccess)) {
      if (refund.transactions.length > 0) withoutMoney += 1
      owed += Math.max(0, counted)
      continue
    }
    shippingMinor += earningPart(fact, refund.shippingMinor, refund.shippingTaxMinor, taxesEarn)
    const { minor, shortfallMinor } = shrinkToMoney(fact, refund, counted)
    if (shortfallMinor > 0) steps.push(step("refund_shortfall", { amount: money(shortfallMinor) }))
    if (minor > 0) kept += minor
    else givenBack -= minor
  }
  const offset = Math.min(owed, givenBack)
  if (offset > 0) steps.push(step("discrepancy_offset", { amount: money(offset) }))
  if (withoutMoney > 0) steps.push(step("refund_without_money", { count: withoutMoney }))
  return { discrepancyMinor: kept - (givenBack - offset), shippingMinor, steps }
}

/** What of an amount and its tax belongs to the basis. */
function earningPart(fact: OrderFact, minor: number, taxMinor: number, taxesEarn: boolean): number {
  if (fact.taxesIncluded) return taxesEarn ? minor : minor - taxMinor
  return taxesEarn ? minor + taxMinor : minor
}

/** The money that an amount and its tax are together. */
const withTax = (fact: OrderFact, minor: number, taxMinor: number) => minor + (fact.taxesIncluded ? 0 : taxMinor)

/** An amount-only part that lists more than the refund's successful money is cut by what did not move. */
function shrinkToMoney(
  fact: OrderFact,
  refund: RefundFact,
  counted: number,
): { minor: number; shortfallMinor: number } {
  const whole = withTax(fact, refund.discrepancyMinor, refund.discrepancyTaxMinor)
  const moved = refund.transactions.filter(isSuccess)
  if (whole >= 0 || moved.some((transaction) => transaction.currency !== fact.currency))
    return { minor: counted, shortfallMinor: 0 }
  const movedMinor = moved.reduce((sum, transaction) => sum + transaction.amountMinor, 0)
  const shortfallMinor = Math.min(-whole, Math.max(0, listedMoney(fact, refund) - movedMinor))
  if (shortfallMinor === 0) return { minor: counted, shortfallMinor }
  const left = BigInt(-whole - shortfallMinor)
  return { minor: toSafeNumber(divide(BigInt(counted) * left, BigInt(-whole), "half_up")), shortfallMinor }
}

/** The money a refund says it gives back, taxes included. */
function listedMoney(fact: OrderFact, refund: RefundFact): number {
  const lines = refund.lines.reduce((sum, line) => sum + withTax(fact, line.subtotalMinor, line.taxMinor), 0)
  const shipping = withTax(fact, refund.shippingMinor, refund.shippingTaxMinor)
  return lines + shipping - withTax(fact, refund.discrepancyMinor, refund.discrepancyTaxMinor)
}
