import type { MoneySet, OrderRecord, RefundRecord, ShippingLine, Transaction } from "../../world/order.ts"
import { utcTime } from "../../world/wire.ts"
import type { ApiContext } from "../api-context.ts"
import { type PageArguments, paginateList } from "../connection.ts"
import { addDecimals } from "./customer.ts"
import { lineItemNode, shippingLineNode } from "./line.ts"
import { moneyBag } from "./money.ts"
import { orderNode } from "./order.ts"

export function refundNode(context: ApiContext, order: OrderRecord, refund: RefundRecord): Record<string, unknown> {
  const { currency } = order
  const bag = (set: MoneySet | undefined, amount: unknown) => moneyBag(set, amount, currency)
  return {
    __typename: "Refund",
    id: `gid://shopify/Refund/${refund.id}`,
    legacyResourceId: refund.id,
    note: refund.note ?? null,
    createdAt: utcTime(refund.created_at),
    processedAt: utcTime(refund.processed_at ?? refund.created_at),
    updatedAt: utcTime(refund.processed_at ?? refund.created_at),
    order: () => orderNode(context, order),
    totalRefundedSet: () => totalRefunded(refund, currency),
    refundLineItems: (args: PageArguments) =>
      paginateList(refund.refund_line_items ?? [], args, (line) => ({
        __typename: "RefundLineItem",
        id: `gid://shopify/RefundLineItem/${line.id}`,
        quantity: line.quantity,
        restockType: (line.restock_type ?? "no_restock").toUpperCase(),
        restocked: line.restock_type !== "no_restock",
        lineItem: () => {
          const known = order.line_items.find((l) => l.id === line.line_item_id)
          return lineItemNode(context, order, known ?? line.line_item)
        },
        subtotalSet: bag(line.subtotal_set, line.subtotal),
        totalTaxSet: bag(line.total_tax_set, line.total_tax),
      })),
    // Shipping given back stands in refundShippingLines here; only webhooks repeat it among the adjustments.
    orderAdjustments: (args: PageArguments) =>
      paginateList(
        (refund.order_adjustments ?? []).filter((adjustment) => adjustment.kind !== "shipping_refund"),
        args,
        (adjustment) => ({
          __typename: "OrderAdjustment",
          id: `gid://shopify/OrderAdjustment/${adjustment.id}`,
          reason: /^pending/i.test(adjustment.reason ?? "") ? "PENDING_REFUND_DISCREPANCY" : "REFUND_DISCREPANCY",
          amountSet: bag(adjustment.amount_set, adjustment.amount),
          taxAmountSet: bag(adjustment.tax_amount_set, adjustment.tax_amount),
        }),
      ),
    refundShippingLines: (args: PageArguments) =>
      paginateList(shippingRefunds(order, refund), args, (line) => ({
        __typename: "RefundShippingLine",
        id: `gid://shopify/RefundShippingLine/${line.id}`,
        shippingLine: () => shippingLineNode(order, line.shippingLine),
        subtotalAmountSet: bag(line.subtotal, "0"),
        taxAmountSet: bag(line.tax, "0"),
      })),
    transactions: (args: PageArguments) =>
      paginateList(refund.transactions ?? [], args, (t) => transactionNode(context, order, t)),
  }
}

type ShippingRefund = {
  id: string
  shippingLine: ShippingLine
  subtotal: MoneySet | undefined
  tax: MoneySet | undefined
}

/** From the newer list, or from the adjustments of payloads that have only those. */
function shippingRefunds(order: OrderRecord, refund: RefundRecord): ShippingRefund[] {
  const fallback = (order.shipping_lines[0] ?? { id: "0", title: "Shipping" }) as ShippingLine
  const lines = (refund.refund_shipping_lines ?? []) as Record<string, unknown>[]
  if (lines.length > 0) {
    return lines.map((line) => ({
      id: String(line.id),
      shippingLine: order.shipping_lines.find((l) => l.id === line.shipping_line_id) ?? fallback,
      subtotal: line.subtotal_amount_set as MoneySet | undefined,
      tax: line.tax_amount_set as MoneySet | undefined,
    }))
  }
  return (refund.order_adjustments ?? [])
    .filter((adjustment) => adjustment.kind === "shipping_refund")
    .map((adjustment) => ({
      id: adjustment.id,
      shippingLine: fallback,
      subtotal: positive(adjustment.amount_set, adjustment.amount, order.currency),
      tax: positive(adjustment.tax_amount_set, adjustment.tax_amount, order.currency),
    }))
}

function positive(set: MoneySet | undefined, amount: string, currency: string): MoneySet {
  const plain = { amount, currency_code: currency }
  const of = set ?? { shop_money: plain, presentment_money: plain }
  const flip = (value: MoneySet["shop_money"]) => ({ ...value, amount: value.amount.replace(/^-/, "") })
  return { shop_money: flip(of.shop_money), presentment_money: flip(of.presentment_money) }
}

function totalRefunded(refund: RefundRecord, currency: string) {
  const done = (refund.transactions ?? []).filter((t) => t.kind === "refund" && t.status === "success")
  const shop = addDecimals(
    done.map((t) => t.amount_set?.shop_money.amount ?? t.amount),
    currency,
  )
  const paidIn = done[0]?.amount_set?.presentment_money.currency_code ?? currency
  const paid = addDecimals(
    done.map((t) => t.amount_set?.presentment_money.amount ?? t.amount),
    paidIn,
  )
  const set: MoneySet = {
    shop_money: { amount: shop, currency_code: currency },
    presentment_money: { amount: paid, currency_code: paidIn },
  }
  return moneyBag(set, null, currency)
}

export function transactionNode(
  context: ApiContext,
  order: OrderRecord,
  transaction: Transaction,
): Record<string, unknown> {
  return {
    __typename: "OrderTransaction",
    id: `gid://shopify/OrderTransaction/${transaction.id}`,
    kind: transaction.kind.toUpperCase(),
    status: transaction.status.toUpperCase(),
    gateway: transaction.gateway,
    formattedGateway: transaction.gateway,
    manualPaymentGateway: Boolean(transaction.manual_payment_gateway),
    test: transaction.test ?? false,
    errorCode: transaction.error_code?.toUpperCase() ?? null,
    createdAt: utcTime(transaction.created_at),
    processedAt: transaction.processed_at ? utcTime(transaction.processed_at) : null,
    amountSet: moneyBag(transaction.amount_set, transaction.amount, order.currency),
    paymentId: transaction.payment_id ?? null,
    parentTransaction: () => {
      const parent = order.transactions?.find((t) => t.id === transaction.parent_id)
      return parent ? transactionNode(context, order, parent) : null
    },
    order: () => orderNode(context, order),
  }
}
