import type { Fulfillment, RefundRecord } from "./order.ts"

/** Files written by hand leave parts out: each part gets the value that says nothing, moments get `at`. */

export function wholeRefund(refund: RefundRecord, at: string): RefundRecord {
  const createdAt = refund.created_at ?? refund.processed_at ?? at
  return {
    ...refund,
    created_at: createdAt,
    refund_line_items: (refund.refund_line_items ?? []).map((line) => ({
      ...line,
      // The line beside it carries a gid, and with it every digit of an id that samples give rounded.
      line_item_id: line.line_item?.id ?? line.line_item_id,
    })),
    order_adjustments: refund.order_adjustments ?? [],
    refund_shipping_lines: refund.refund_shipping_lines ?? [],
    transactions: (refund.transactions ?? []).map((one) => ({
      ...one,
      gateway: one.gateway ?? "manual",
      created_at: one.created_at ?? createdAt,
    })),
  }
}

export function wholeFulfilment(fulfilment: Fulfillment, at: string): Fulfillment {
  const createdAt = fulfilment.created_at ?? at
  return {
    ...fulfilment,
    status: fulfilment.status ?? "success",
    shipment_status: fulfilment.shipment_status ?? null,
    created_at: createdAt,
    updated_at: fulfilment.updated_at ?? createdAt,
    line_items: fulfilment.line_items ?? [],
  }
}
