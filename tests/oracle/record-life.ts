import type { OrderRecord, RefundRecord, Transaction } from "#simulator/world/order.ts"
import type { Life, LifeLine, LifeStep } from "./life.ts"

/**
 * An order as the shop keeps it, told as a life for the straight-line oracle: its lines as they were sold, then what
 * happened to them. Read off the simulator's record alone.
 */
export function lifeOfRecord(order: OrderRecord, couriers: string[]): Life {
  const gateways = order.payment_gateway_names.map((name) => name.trim().toLowerCase())
  const shipping = order.shipping_lines.filter((line) => !line.is_removed)
  const total = (amounts: (string | number)[]) => amounts.reduce<number>((sum, amount) => sum + cents(amount), 0)
  return {
    orderNumber: order.order_number,
    currency: order.currency,
    taxesIncluded: order.taxes_included,
    channel: order.source_name,
    test: order.test,
    developmentStore: false,
    gateway: gateways.find((name) => couriers.includes(name)) ?? gateways[0] ?? "",
    giftPaid: total(salesOf(order).flatMap((sale) => (sale.gateway === "gift_card" ? [amountOf(sale)] : []))),
    placedAt: Date.parse(order.processed_at),
    lines: order.line_items.map((line): LifeLine => {
      return {
        units: line.quantity,
        unitPrice: cents(line.price),
        discount: total(line.discount_allocations.map((one) => one.amount)),
        tax: total(line.tax_lines.map((one) => one.price)),
        duty: 0,
        giftCard: line.gift_card,
        tip: line.tip_payment_gateway !== undefined,
        requiresShipping: line.requires_shipping,
        times: { numerator: 1, denominator: 1 },
        ruleIds: [],
      }
    }),
    shipping: {
      price: total(shipping.map((line) => line.price)),
      discount: total(shipping.flatMap((line) => line.discount_allocations.map((one) => one.amount))),
      tax: total(shipping.flatMap((line) => line.tax_lines.map((one) => one.price))),
    },
    steps: [...payments(order), ...refunds(order), ...parcels(order), ...endings(order)].sort((a, b) => a.at - b.at),
  }
}

/** Euro as text or number → cents, digit by digit. */
function cents(amount: string | number): number {
  const match = /^(-?)(\d+)(?:\.(\d{1,2})0*)?$/.exec(String(amount))
  if (!match) throw new Error(`not an amount in euro: ${amount}`)
  const whole = Number(match[2]) * 100 + Number((match[3] ?? "").padEnd(2, "0"))
  return match[1] ? 0 - whole : whole
}

const amountOf = (transaction: Transaction) => transaction.amount_set?.shop_money.amount ?? transaction.amount
const salesOf = (order: OrderRecord) =>
  order.transactions.filter((one) => one.status === "success" && (one.kind === "sale" || one.kind === "capture"))

/** The shop's own word decides whether all of it was paid; the last payment is the one that did it. */
function payments(order: OrderRecord): LifeStep[] {
  const wholly = ["paid", "partially_refunded", "refunded"].includes(order.financial_status)
  const sales = salesOf(order).map((sale) => ({
    at: Date.parse(sale.processed_at ?? sale.created_at),
    amount: cents(amountOf(sale)),
  }))
  if (sales.length === 0) return wholly ? [{ does: "pay", at: Date.parse(order.processed_at), amount: 0 }] : []
  const last = sales.reduce((latest, sale, index) => (sale.at >= (sales[latest]?.at ?? 0) ? index : latest), 0)
  return sales.map((sale, index) => ({ does: wholly && index === last ? "pay" : "pay_part", ...sale }))
}

function refunds(order: OrderRecord): LifeStep[] {
  return order.refunds.map((refund) => {
    const of = (kind: string, field: "amount" | "tax_amount") =>
      refund.order_adjustments.filter((one) => one.kind === kind).reduce((sum, one) => sum + cents(one[field]), 0)
    const units = refund.refund_line_items.map((line) => ({
      line: order.line_items.findIndex((one) => one.id === line.line_item_id),
      units: line.quantity,
      subtotal: cents(line.subtotal_set.shop_money.amount),
      tax: cents(line.total_tax_set.shop_money.amount),
    }))
    const beside = (tax: number) => (order.taxes_included ? 0 : tax)
    const goods = units.reduce((sum, line) => sum + line.subtotal + beside(line.tax), 0)
    const [discrepancy, discrepancyTax] = [of("refund_discrepancy", "amount"), of("refund_discrepancy", "tax_amount")]
    const [shipping, shippingTax] = [0 - of("shipping_refund", "amount"), 0 - of("shipping_refund", "tax_amount")]
    return {
      does: "refund",
      at: Date.parse(refund.created_at),
      units,
      discrepancy,
      discrepancyTax,
      shipping,
      shippingTax,
      listed: goods + shipping + beside(shippingTax) - discrepancy - beside(discrepancyTax),
      ...moneyOf(refund),
    } satisfies LifeStep
  })
}

function moneyOf(refund: RefundRecord): { moved: number; transaction: "success" | "failure" | "none" } {
  const moved = refund.transactions.filter((one) => one.kind === "refund" && one.status === "success")
  if (moved.length > 0)
    return { moved: moved.reduce((sum, one) => sum + cents(amountOf(one)), 0), transaction: "success" }
  return { moved: 0, transaction: refund.transactions.length > 0 ? "failure" : "none" }
}

function parcels(order: OrderRecord): LifeStep[] {
  return order.fulfillments.flatMap((parcel): LifeStep[] => {
    const sent: LifeStep = { does: "send", at: Date.parse(parcel.created_at), line: null }
    const at = Date.parse(parcel.updated_at)
    if (parcel.shipment_status === "delivered") return [sent, { does: "deliver", at }]
    return parcel.shipment_status === "failure" ? [sent, { does: "refuse", at }] : [sent]
  })
}

function endings(order: OrderRecord): LifeStep[] {
  if (order.cancelled_at !== null) return [{ does: "cancel", at: Date.parse(order.cancelled_at) }]
  return order.financial_status === "voided" ? [{ does: "void", at: Date.parse(order.updated_at) }] : []
}
