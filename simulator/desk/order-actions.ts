import { cancelOrder } from "../world/actions/cancel-order.ts"
import { deleteOrder } from "../world/actions/change-order.ts"
import { editOrder } from "../world/actions/edit-order.ts"
import { deliverOrder, failDelivery, fulfilOrder } from "../world/actions/fulfil-order.ts"
import { payOrder } from "../world/actions/pay-order.ts"
import { refundOrder, settleRefund } from "../world/actions/refund-order.ts"
import type { OrderRecord } from "../world/order.ts"
import type { Desk } from "./desk-page.ts"
import { readEditForm } from "./edit-form.ts"
import { type Form, isValid, readChoice } from "./form.ts"
import { readRefundForm } from "./refund-form.ts"

const REASONS = ["customer", "inventory", "fraud", "declined", "staff", "other"] as const

/** What the shop can do with an order. Each reads its form, and acts only when nothing is wrong with it. */
const ACTIONS = {
  pay: ({ context, domain }, order) => payOrder(context.world, domain, order.id, {}, context.clock.now()),
  fulfil: ({ context, domain }, order) => fulfilOrder(context.world, domain, order.id, {}, context.clock.now()),
  deliver: ({ context, domain }, order) => deliverOrder(context.world, domain, order.id, context.clock.now()),
  "fail-delivery": ({ context, domain }, order) => failDelivery(context.world, domain, order.id, context.clock.now()),
  edit: ({ context, domain, place }, order, form) => {
    const edit = readEditForm(form, order, place)
    if (edit) editOrder(context.world, domain, order.id, edit, context.clock.now())
  },
  refund: ({ context, domain }, order, form) => {
    const request = readRefundForm(form, order)
    if (request) refundOrder(context.world, domain, order.id, request, context.clock.now())
  },
  "settle-refund": ({ context, domain }, order, form) => {
    const status = readChoice(form, "status", ["success", "failure"])
    settleRefund(context.world, domain, order.id, form.values.refund ?? "", status, context.clock.now())
  },
  cancel: ({ context, domain }, order, form) => {
    const reason = readChoice(form, "reason", REASONS)
    const refund = form.values.refund === "yes"
    if (isValid(form)) cancelOrder(context.world, domain, order.id, { reason, refund }, context.clock.now())
  },
  delete: ({ context, domain }, order) => deleteOrder(context.world, domain, order.id, context.clock.now()),
} satisfies Record<string, (desk: Desk, order: OrderRecord, form: Form) => unknown>

export type OrderAction = keyof typeof ACTIONS

export function findOrderAction(name: string): OrderAction | null {
  return Object.hasOwn(ACTIONS, name) ? (name as OrderAction) : null
}

/** Does it. False when the form or the order's state does not allow it: the form then says why. */
export function runOrderAction(action: OrderAction, desk: Desk, order: OrderRecord, form: Form): boolean {
  try {
    ACTIONS[action](desk, order, form)
  } catch (error) {
    form.errors[""] = sentence(error instanceof Error ? error.message : String(error))
  }
  return isValid(form)
}

/** The world's refusals as a sentence beside the form. */
export function sentence(words: string): string {
  const text = words.trim()
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`
}
