import type { Fulfillment, Id, LineItem, OrderRecord } from "../order.ts"
import { recomputeOrder } from "../order-totals.ts"
import { readPresentment } from "../presentment.ts"
import { nextId, type World } from "../world.ts"
import { changeOrder } from "./change-order.ts"

export type FulfilRequest = {
  /** Default: everything that is still to be sent. */
  lines?: { lineId: Id; quantity: number }[]
  trackingCompany?: string
  trackingNumber?: string
}

/** Sends goods; tells fulfillments/create and orders/fulfilled (or orders/partially_fulfilled). */
export function fulfilOrder(world: World, shop: string, orderId: Id, request: FulfilRequest, at: Date): OrderRecord {
  return changeOrder(world, shop, orderId, at, (order, time) => {
    const lines = sentLines(order, request)
    if (lines.length === 0) throw new Error(`nothing is left to fulfil: ${order.name}`)
    const fulfillment = buildFulfillment(nextId(world), order, lines, request, time)
    order.fulfillments.push(fulfillment)
    recomputeOrder(order, readPresentment(order))
    const full = order.fulfillment_status === "fulfilled"
    return [
      { topic: "fulfillments/create", payload: fulfillment },
      { topic: full ? "orders/fulfilled" : "orders/partially_fulfilled" },
    ]
  })
}

function sentLines(order: OrderRecord, request: FulfilRequest): LineItem[] {
  const wanted =
    request.lines ?? order.line_items.map((line) => ({ lineId: line.id, quantity: line.fulfillable_quantity }))
  return wanted.flatMap(({ lineId, quantity }) => {
    const line = order.line_items.find((l) => l.id === lineId)
    if (!line) throw new Error(`no such line in ${order.name}: ${lineId}`)
    if (quantity > line.fulfillable_quantity) throw new Error(`too many units of ${line.name}`)
    return quantity > 0 ? [{ ...structuredClone(line), quantity }] : []
  })
}

function buildFulfillment(
  id: Id,
  order: OrderRecord,
  lines: LineItem[],
  request: FulfilRequest,
  time: string,
): Fulfillment {
  const number = request.trackingNumber ?? null
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Fulfillment/${id}`,
    created_at: time,
    location_id: null,
    name: `${order.name}.${order.fulfillments.length + 1}`,
    order_id: order.id,
    origin_address: {},
    receipt: {},
    service: "manual",
    shipment_status: null,
    status: "success",
    tracking_company: request.trackingCompany ?? null,
    tracking_number: number,
    tracking_numbers: number ? [number] : [],
    tracking_url: null,
    tracking_urls: [],
    updated_at: time,
    line_items: lines,
  }
}

/** The carrier's word on all parcels under way: "delivered". Tells fulfillment_events/create. */
export function deliverOrder(world: World, shop: string, orderId: Id, at: Date): OrderRecord {
  return reportShipment(world, shop, orderId, "delivered", at)
}

/** The parcel was refused or never arrived: "failure". */
export function failDelivery(world: World, shop: string, orderId: Id, at: Date): OrderRecord {
  return reportShipment(world, shop, orderId, "failure", at)
}

/** Any carrier's word ("in_transit", "out_for_delivery", …) on the parcels that have not arrived. */
export function reportShipment(world: World, shop: string, orderId: Id, status: string, at: Date): OrderRecord {
  return changeOrder(world, shop, orderId, at, (order, time) => {
    const open = order.fulfillments.filter((f) => f.status === "success" && f.shipment_status !== "delivered")
    if (open.length === 0) throw new Error(`no parcel is under way: ${order.name}`)
    return open.flatMap((fulfillment) => {
      fulfillment.shipment_status = status
      fulfillment.updated_at = time
      const event = {
        id: nextId(world),
        fulfillment_id: fulfillment.id,
        status,
        message: null,
        happened_at: time,
        created_at: time,
        updated_at: time,
        order_id: order.id,
      }
      return [
        { topic: "fulfillment_events/create", payload: event },
        { topic: "fulfillments/update", payload: fulfillment },
      ]
    })
  })
}
