import type { Fulfillment, OrderRecord } from "../../world/order.ts"
import { utcTime } from "../../world/wire.ts"
import type { ApiContext } from "../api-context.ts"
import { type PageArguments, paginateList } from "../connection.ts"
import { lineItemNode } from "./line.ts"
import { orderNode } from "./order.ts"

const DISPLAY_STATUSES = [
  "attempted_delivery",
  "confirmed",
  "delayed",
  "delivered",
  "failure",
  "in_transit",
  "label_printed",
  "label_purchased",
  "out_for_delivery",
  "picked_up",
  "ready_for_pickup",
]

export function fulfillmentNode(
  context: ApiContext,
  order: OrderRecord,
  fulfillment: Fulfillment,
): Record<string, unknown> {
  const shipment = fulfillment.shipment_status
  const reported = shipment !== null && DISPLAY_STATUSES.includes(shipment)
  return {
    __typename: "Fulfillment",
    id: `gid://shopify/Fulfillment/${fulfillment.id}`,
    legacyResourceId: fulfillment.id,
    name: fulfillment.name ?? order.name,
    status: fulfillment.status.toUpperCase(),
    displayStatus: reported ? shipment.toUpperCase() : displayOf(fulfillment.status),
    createdAt: utcTime(fulfillment.created_at),
    updatedAt: utcTime(fulfillment.updated_at),
    deliveredAt: shipment === "delivered" ? utcTime(fulfillment.updated_at) : null,
    inTransitAt: shipment === "in_transit" ? utcTime(fulfillment.updated_at) : null,
    totalQuantity: fulfillment.line_items.reduce((sum, line) => sum + line.quantity, 0),
    requiresShipping: fulfillment.line_items.some((line) => line.requires_shipping),
    trackingInfo: (fulfillment.tracking_numbers ?? []).map((number) => ({
      company: fulfillment.tracking_company ?? null,
      number,
      url: null,
    })),
    events: (args: PageArguments) =>
      paginateList(reported ? [shipment] : [], args, (status) => ({
        __typename: "FulfillmentEvent",
        id: `gid://shopify/FulfillmentEvent/${fulfillment.id}`,
        status: status.toUpperCase(),
        message: null,
        happenedAt: utcTime(fulfillment.updated_at),
        createdAt: utcTime(fulfillment.updated_at),
      })),
    fulfillmentLineItems: (args: PageArguments) =>
      paginateList(fulfillment.line_items, args, (line) => ({
        __typename: "FulfillmentLineItem",
        id: `gid://shopify/FulfillmentLineItem/${line.id}`,
        quantity: line.quantity,
        lineItem: () => lineItemNode(context, order, line),
      })),
    order: () => orderNode(context, order),
  }
}

function displayOf(status: string): string | null {
  if (status === "success") return "FULFILLED"
  return status === "cancelled" ? "CANCELED" : null
}
