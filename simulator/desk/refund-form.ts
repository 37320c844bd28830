import { formatDecimal, parseMinor } from "#app/lib/money.ts"
import type { RefundRequest } from "../world/actions/refund-order.ts"
import type { LineItem, OrderRecord } from "../world/order.ts"
import { lineNetMinor, lineTaxMinor, portion } from "../world/order-lines.ts"
import { paidMinor } from "../world/order-totals.ts"
import { type Form, isValid, readChoice, readMoney, readQuantity } from "./form.ts"

/** What a refund of this order can still give back, in minor units of the shop's currency. */
export function refundableMinor(order: OrderRecord): { money: number; shipping: number } {
  const { paid, refunded } = paidMinor(order)
  const minor = (amount: string) => parseMinor(amount, order.currency)
  const shipping = order.shipping_lines.reduce((sum, line) => sum + minor(line.discounted_price), 0)
  const back = order.refunds
    .flatMap((refund) => refund.order_adjustments ?? [])
    .filter((adjustment) => adjustment.kind === "shipping_refund")
    .reduce((sum, adjustment) => sum + minor(adjustment.amount), 0)
  return { money: Math.max(0, paid - refunded), shipping: Math.max(0, shipping + back) }
}

/**
 * Reads the refund form: `line-<id>` units, `amount`, `shipping`, `fee`, `status`, `restock`, `note`.
 * null when something is wrong; the form then says what, beside the field.
 */
export function readRefundForm(form: Form, order: OrderRecord): RefundRequest | null {
  const { currency } = order
  const left = refundableMinor(order)
  const words = (minor: number) => `${formatDecimal(minor, currency)} ${currency}`
  const lines = readLines(form, order)
  const amountMinor = readMoney(form, "amount", currency, {
    maxMinor: left.money,
    tooMuch: left.money === 0 ? "No money is left to give back." : `At most ${words(left.money)} is left to give back.`,
  })
  const shippingMinor = readMoney(form, "shipping", currency, {
    maxMinor: left.shipping,
    tooMuch:
      left.shipping === 0
        ? "No shipping is left to give back."
        : `At most ${words(left.shipping)} of shipping is left.`,
  })
  const worthMinor = linesWorthMinor(order, lines)
  const feeMinor = readMoney(form, "fee", currency, {
    maxMinor: worthMinor,
    tooMuch:
      lines.length === 0
        ? "A fee is kept back from returned lines: choose them."
        : `The lines are worth ${words(worthMinor)}.`,
  })
  if (feeMinor && amountMinor !== null)
    form.errors.fee = "Write either an amount or a fee: the amount is what goes back."
  const status = readChoice(form, "status", ["success", "failure", "pending"])
  if (lines.length === 0 && !amountMinor && !shippingMinor && isValid(form)) {
    form.errors[""] = "Say what to refund: units of a line, an amount, or shipping."
  }
  if (!isValid(form)) return null
  const restockType = form.values.restock ? "return" : "no_restock"
  return {
    lines: lines.map(({ line, quantity }) => ({ lineId: line.id, quantity, restockType })),
    ...(amountMinor === null ? {} : { amountMinor }),
    shippingMinor: shippingMinor ?? 0,
    restockingFeeMinor: feeMinor ?? 0,
    transactionStatus: status,
    note: form.values.note || null,
  }
}

type ChosenLine = { line: LineItem; quantity: number }

function readLines(form: Form, order: OrderRecord): ChosenLine[] {
  return order.line_items.flatMap((line) => {
    const left = line.current_quantity
    const tooMany = left === 1 ? "1 unit is left." : `${left} units are left.`
    const quantity = readQuantity(form, `line-${line.id}`, left, tooMany)
    return quantity ? [{ line, quantity }] : []
  })
}

/** Price of the chosen units with their tax, as it was paid. */
function linesWorthMinor(order: OrderRecord, lines: ChosenLine[]): number {
  return lines.reduce((sum, { line, quantity }) => {
    const taxMinor = order.taxes_included ? 0 : lineTaxMinor(line, order.currency)
    const gone = line.quantity - line.current_quantity
    return sum + portion(lineNetMinor(line, order.currency) + taxMinor, gone, gone + quantity, line.quantity)
  }, 0)
}
