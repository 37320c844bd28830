import { cancelOrder } from "../world/actions/cancel-order.ts"
import { annotateOrder, deleteOrder, getOrder } from "../world/actions/change-order.ts"
import { createOrder } from "../world/actions/create-order.ts"
import {
  askForData,
  createCustomer,
  deleteCustomer,
  getCustomer,
  mergeCustomers,
  updateCustomer,
} from "../world/actions/customers.ts"
import { editOrder } from "../world/actions/edit-order.ts"
import { deliverOrder, failDelivery, fulfilOrder, reportShipment } from "../world/actions/fulfil-order.ts"
import { partiallyPay, payOrder } from "../world/actions/pay-order.ts"
import { createProduct, deleteProduct, getProduct, updateProduct } from "../world/actions/products.ts"
import { refundOrder, settleRefund } from "../world/actions/refund-order.ts"
import {
  changeCurrency,
  changeScopes,
  changeTheme,
  installApp,
  openShop,
  redactShop,
  uninstallApp,
} from "../world/actions/shops.ts"
import type { World } from "../world/world.ts"

type Action = (world: World, shop: string, ...rest: never[]) => unknown

/** Reads: they take no moment. */
const READS = { getOrder, getCustomer, getProduct } satisfies Record<string, Action>

/** What scripts and tests may do by name; each takes (world, shop, …, at). */
const ACTIONS = {
  annotateOrder,
  askForData,
  cancelOrder,
  changeCurrency,
  changeScopes,
  changeTheme,
  createCustomer,
  createOrder,
  createProduct,
  deleteCustomer,
  deleteOrder,
  deleteProduct,
  deliverOrder,
  editOrder,
  failDelivery,
  fulfilOrder,
  installApp,
  mergeCustomers,
  partiallyPay,
  payOrder,
  redactShop,
  refundOrder,
  reportShipment,
  settleRefund,
  uninstallApp,
  updateCustomer,
  updateProduct,
} satisfies Record<string, Action>

export type ActRequest = { shop: string; action: string; args?: unknown[] }

/** Names that `act` knows. */
function actionNames(): string[] {
  return ["openShop", ...Object.keys(READS), ...Object.keys(ACTIONS)]
}

/** Runs an action by name; missing options become {}. Throws what the action throws, and on an unknown name. */
export function act(world: World, request: ActRequest, at: Date): unknown {
  const args = request.args ?? []
  if (request.action === "openShop") {
    return openShop(world, { ...(args[0] as object), domain: request.shop }, at).shop
  }
  const read = (READS as Record<string, Action>)[request.action]
  if (read) return read(world, request.shop, ...(args as never[]))
  const action = (ACTIONS as Record<string, Action>)[request.action]
  if (!action) throw new Error(`no such action: ${request.action} (known: ${actionNames().join(", ")})`)
  const wanted = action.length - 3
  const filled = Array.from({ length: wanted }, (_, index) => moments(args[index] ?? {}))
  return action(world, request.shop, ...(filled as never[]), at as never) ?? null
}

/** `processedAt` comes as text over HTTP. */
function moments(argument: unknown): unknown {
  if (argument === null || typeof argument !== "object" || !("processedAt" in argument)) return argument
  return { ...argument, processedAt: new Date(String(argument.processedAt)) }
}
