import { type Context, Hono } from "hono"
import type { SimulatorContext } from "../context.ts"
import { createOrder } from "../world/actions/create-order.ts"
import type { OrderRecord } from "../world/order.ts"
import { type Desk, findDesk, notFound, showDesk } from "./desk-page.ts"
import { type Form, openForm } from "./form.ts"
import { findOrderAction, runOrderAction, sentence } from "./order-actions.ts"
import { type OrderEvents, watchOrderEvents } from "./order-events.ts"
import { GATEWAYS, LINE_ROWS, listVariants, readOrderForm } from "./order-form.ts"
import { describeOrder, summariseOrder } from "./order-view.ts"
import { matches, paginate } from "./paging.ts"

/** /desk/<shop handle>/orders… */
export function orderRoutes(context: SimulatorContext): Hono {
  const routes = new Hono()
  const events = watchOrderEvents(context)

  routes.get("/:handle/orders", (c) => {
    const desk = findDesk(context, c)
    return desk ? showList(c, desk) : c.notFound()
  })

  routes.get("/:handle/orders/new", (c) => {
    const desk = findDesk(context, c)
    const blank = { values: { email: c.req.query("email") ?? "", shipping: "4.90", paid: "yes" }, errors: {} }
    return desk ? showNew(c, desk, blank) : c.notFound()
  })

  routes.post("/:handle/orders", async (c) => {
    const desk = findDesk(context, c)
    if (!desk) return c.notFound()
    const form = openForm(await c.req.parseBody())
    const order = placeOrder(desk, form)
    return order ? c.redirect(`/desk/${desk.shop.handle}/orders/${order.id}?done=create`, 303) : showNew(c, desk, form)
  })

  routes.get("/:handle/orders/:id", (c) => {
    const desk = findDesk(context, c)
    if (!desk) return c.notFound()
    const order = desk.place.orders.get(c.req.param("id"))
    return order ? showOrder(c, desk, events, order) : notFound(c, desk, "order", "orders")
  })

  routes.post("/:handle/orders/:id/:action", async (c) => {
    const desk = findDesk(context, c)
    const action = findOrderAction(c.req.param("action"))
    if (!desk || !action) return c.notFound()
    const order = desk.place.orders.get(c.req.param("id"))
    if (!order) return notFound(c, desk, "order", "orders")
    const form = openForm(await c.req.parseBody())
    if (!runOrderAction(action, desk, order, form)) return showOrder(c, desk, events, order, { action, form })
    const page = action === "delete" ? "orders" : `orders/${order.id}`
    return c.redirect(`/desk/${desk.shop.handle}/${page}?done=${action}`, 303)
  })

  return routes
}

function placeOrder(desk: Desk, form: Form): OrderRecord | null {
  const input = readOrderForm(form, desk)
  if (!input) return null
  try {
    return createOrder(desk.context.world, desk.domain, input, desk.context.clock.now())
  } catch (error) {
    form.errors[""] = sentence(error instanceof Error ? error.message : String(error))
    return null
  }
}

function showList(c: Context, desk: Desk) {
  const search = (c.req.query("q") ?? "").trim()
  const newestFirst = [...desk.place.orders.values()].sort(
    (a, b) => Date.parse(b.processed_at) - Date.parse(a.processed_at) || b.number - a.number,
  )
  const found = search
    ? newestFirst.filter((order) =>
        matches(search, [
          order.name,
          order.id,
          order.email,
          order.customer?.first_name,
          order.customer?.last_name,
          order.tags,
        ]),
      )
    : newestFirst
  const page = paginate(found, c.req.query("page"), search)
  const rows = page.rows.map(summariseOrder)
  return showDesk(c, desk, "orders", { title: "Orders", section: "orders", search, page: { ...page, rows } })
}

function showNew(c: Context, desk: Desk, form: Form) {
  const data = {
    title: "New order",
    section: "orders" as const,
    ...form,
    formError: form.errors[""],
    rows: Array.from({ length: LINE_ROWS }, (_, index) => index + 1),
    variants: listVariants(desk),
    emails: [...desk.place.customers.values()].flatMap((customer) => customer.email ?? []),
    gateways: GATEWAYS,
    currencies: desk.place.shop.presentmentCurrencies.map((other) => other.currency),
  }
  return showDesk(c, desk, "order-new", data, Object.keys(form.errors).length > 0 ? 422 : 200)
}

function showOrder(
  c: Context,
  desk: Desk,
  events: OrderEvents,
  order: OrderRecord,
  failed?: { action: string; form: Form },
) {
  const data = {
    title: `Order ${order.name}`,
    section: "orders" as const,
    order: describeOrder(order),
    variants: listVariants(desk),
    deliveries: events.listDeliveries(desk.domain, order.id),
    failed: failed?.action ?? null,
    values: failed?.form.values ?? {},
    errors: failed?.form.errors ?? {},
    formError: failed?.form.errors[""] ?? null,
  }
  return showDesk(c, desk, "order", data, failed ? 422 : 200)
}
