import { parseMinor } from "#app/lib/money.ts"
import { cancelOrder, shippingLeft } from "#simulator/world/actions/cancel-order.ts"
import { deleteOrder } from "#simulator/world/actions/change-order.ts"
import { createOrder, type NewLine, type NewOrder } from "#simulator/world/actions/create-order.ts"
import { createCustomer, mergeCustomers } from "#simulator/world/actions/customers.ts"
import { editOrder } from "#simulator/world/actions/edit-order.ts"
import { deliverOrder, failDelivery, fulfilOrder } from "#simulator/world/actions/fulfil-order.ts"
import { payOrder } from "#simulator/world/actions/pay-order.ts"
import { refundOrder } from "#simulator/world/actions/refund-order.ts"
import type { Id, OrderRecord } from "#simulator/world/order.ts"
import { getShop, type World } from "#simulator/world/world.ts"
import type { Happening, LineDraft, OrderDraft, RefundDraft } from "./happening.ts"

/** Which ids the planned people and orders got, and who was merged into whom. */
export type Ledger = {
  people: Map<number, Id>
  orders: Map<number, Id>
  mergedInto: Map<Id, Id>
}

const emailOf = (person: number) => `person-${person}@example.com`

/** The customer a person is now; null: no account yet. */
export function customerOf(ledger: Ledger, person: number): Id | null {
  const id = ledger.people.get(person)
  return id === undefined ? null : (ledger.mergedInto.get(id) ?? id)
}

/** Lets a happening happen in the simulator's world. What is not possible (any more) does not; false then. */
export function happen(world: World, shop: string, ledger: Ledger, happening: Happening): boolean {
  const at = new Date(happening.at)
  switch (happening.does) {
    case "register": {
      const { person } = happening
      const name = { firstName: "Person", lastName: String(person), email: emailOf(person) }
      ledger.people.set(person, createCustomer(world, shop, { ...name, state: "enabled" }, at).id)
      return true
    }
    case "merge": {
      const [kept, gone] = [customerOf(ledger, happening.kept), customerOf(ledger, happening.gone)]
      if (kept === null || gone === null || kept === gone) return false
      mergeCustomers(world, shop, kept, gone, at)
      ledger.mergedInto.set(gone, kept)
      return true
    }
    case "order": {
      const order = createOrder(world, shop, draftOrder(ledger, happening.draft), at)
      ledger.orders.set(happening.order, order.id)
      return true
    }
    case "publish":
    case "join":
    case "goodwill":
    case "expire_tokens":
      return false
    default: {
      const id = ledger.orders.get(happening.order)
      const order = id === undefined ? undefined : getShop(world, shop).orders.get(id)
      return order !== undefined && befall(world, shop, order, happening, at)
    }
  }
}

function draftOrder(ledger: Ledger, draft: OrderDraft): NewOrder {
  const customerId = draft.guest || draft.person === null ? null : customerOf(ledger, draft.person)
  return {
    customerId,
    email: draft.person === null ? null : emailOf(draft.person),
    lines: draft.lines.map(newLine),
    shipping: draft.shippingMinor > 0 ? { title: "Courier", priceMinor: draft.shippingMinor } : null,
    discount: draft.discountPercent > 0 ? { code: "CUP", kind: "percentage", percent: draft.discountPercent } : null,
    ...(draft.courier ? { gateway: "Cash on Delivery (COD)", paid: false } : { paid: true }),
    ...(draft.giftCardMinor > 0 ? { giftCardPaymentMinor: draft.giftCardMinor } : {}),
    sourceName: draft.channel,
    test: draft.test,
  }
}

function newLine(line: LineDraft, index: number): NewLine {
  return {
    title: line.tip ? "Tip" : `Line ${index + 1}`,
    quantity: line.units,
    unitPriceMinor: line.unitMinor,
    giftCard: line.giftCard,
    tip: line.tip,
    requiresShipping: line.shipped,
    taxable: !line.tip && !line.giftCard,
  }
}

type OfOrder = Extract<Happening, { order: number }>

function befall(world: World, shop: string, order: OrderRecord, happening: OfOrder, at: Date): boolean {
  const { id } = order
  const open = order.cancelled_at === null
  const outstanding = parseMinor(order.total_outstanding, order.currency)
  switch (happening.does) {
    case "pay":
      return open && outstanding > 0 && done(payOrder(world, shop, id, {}, at))
    case "pay_part":
      return open && outstanding > 1 && done(payOrder(world, shop, id, { amountMinor: outstanding >> 1 }, at))
    case "fulfil":
      return open && canSend(order) && done(fulfilOrder(world, shop, id, {}, at))
    case "fulfil_part": {
      const line = order.line_items.find((one) => one.fulfillable_quantity > 0)
      const lines = line ? [{ lineId: line.id, quantity: 1 }] : []
      return open && line !== undefined && done(fulfilOrder(world, shop, id, { lines }, at))
    }
    case "deliver":
      return isUnderWay(order) && done(deliverOrder(world, shop, id, at))
    case "refuse":
      return isUnderWay(order) && order.fulfillments.length === 1 && done(failDelivery(world, shop, id, at))
    case "cancel":
      return open && done(cancelOrder(world, shop, id, {}, at))
    case "delete":
      deleteOrder(world, shop, id, at)
      return true
    case "remove": {
      const line = order.line_items[happening.line]
      if (!open || !line || line.current_quantity === 0) return false
      return done(editOrder(world, shop, id, { set: [{ lineId: line.id, quantity: line.current_quantity - 1 }] }, at))
    }
    case "add": {
      if (!open || ["refunded", "partially_refunded"].includes(order.financial_status)) return false
      editOrder(world, shop, id, { add: [newLine(happening.line, order.line_items.length)] }, at)
      return happening.line.units % 2 === 0 || befall(world, shop, order, { ...happening, does: "pay" }, at)
    }
    case "refund":
      return open && refund(world, shop, order, happening.refund, at)
    default:
      return false
  }
}

const done = (_order: OrderRecord) => true
const canSend = (order: OrderRecord) => order.line_items.some((line) => line.fulfillable_quantity > 0)
const isUnderWay = (order: OrderRecord) => order.fulfillments.some((one) => one.shipment_status === null)

function refund(world: World, shop: string, order: OrderRecord, draft: RefundDraft, at: Date): boolean {
  if (!["paid", "partially_refunded"].includes(order.financial_status)) return false
  const left = order.line_items.filter((line) => line.current_quantity > 0)
  const give = (request: Parameters<typeof refundOrder>[3]) => done(refundOrder(world, shop, order.id, request, at))
  const shippingMinor = Math.max(0, shippingLeft(order))
  switch (draft.what) {
    case "units": {
      const line = left[draft.line % Math.max(1, left.length)]
      if (!line) return false
      const quantity = Math.min(draft.units, line.current_quantity)
      return give({ lines: [{ lineId: line.id, quantity }], restockingFeeMinor: draft.feeMinor })
    }
    case "amount": {
      const goods = parseMinor(order.current_subtotal_price, order.currency)
      const amountMinor = Math.max(1, Math.trunc((goods * draft.percent) / 100))
      return give({ amountMinor, transactionStatus: draft.status })
    }
    case "shipping":
      return shippingMinor > 0 && give({ shippingMinor })
    case "everything":
      return give({ lines: left.map((line) => ({ lineId: line.id, quantity: line.current_quantity })), shippingMinor })
  }
}
