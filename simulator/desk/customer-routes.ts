import { type Context, Hono } from "hono"
import type { SimulatorContext } from "../context.ts"
import { createCustomer, findCustomerByEmail, updateCustomer } from "../world/actions/customers.ts"
import type { CustomerRecord } from "../world/customer.ts"
import { type Desk, findDesk, notFound, showDesk } from "./desk-page.ts"
import { type Form, isValid, openForm, readChoice, readTags } from "./form.ts"
import { summariseOrder } from "./order-view.ts"
import { matches, paginate } from "./paging.ts"

const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,190}$/
const LOCALES = ["bg", "en", "ru"] as const
const ORDERS_SHOWN = 20

/** /desk/<shop handle>/customers… */
export function customerRoutes(context: SimulatorContext): Hono {
  const routes = new Hono()

  routes.get("/:handle/customers", (c) => {
    const desk = findDesk(context, c)
    return desk ? showList(c, desk) : c.notFound()
  })

  routes.post("/:handle/customers", async (c) => {
    const desk = findDesk(context, c)
    if (!desk) return c.notFound()
    const form = openForm(await c.req.parseBody())
    const input = readCustomerForm(form, desk)
    if (!input) return showList(c, desk, form)
    const customer = createCustomer(context.world, desk.domain, input, context.clock.now())
    return c.redirect(`/desk/${desk.shop.handle}/customers/${customer.id}?done=create`, 303)
  })

  routes.get("/:handle/customers/:id", (c) => {
    const desk = findDesk(context, c)
    if (!desk) return c.notFound()
    const customer = desk.place.customers.get(c.req.param("id"))
    return customer ? showCustomer(c, desk, customer) : notFound(c, desk, "customer", "customers")
  })

  routes.post("/:handle/customers/:id", async (c) => {
    const desk = findDesk(context, c)
    if (!desk) return c.notFound()
    const customer = desk.place.customers.get(c.req.param("id"))
    if (!customer) return notFound(c, desk, "customer", "customers")
    const form = openForm(await c.req.parseBody())
    const input = readCustomerForm(form, desk, customer)
    if (!input) return showCustomer(c, desk, customer, form)
    updateCustomer(context.world, desk.domain, customer.id, input, context.clock.now())
    return c.redirect(`/desk/${desk.shop.handle}/customers/${customer.id}?done=save`, 303)
  })

  return routes
}

/** `firstName`, `lastName`, `email`, `locale`, `tags`; null when something is wrong. */
function readCustomerForm(form: Form, desk: Desk, existing?: CustomerRecord) {
  const { email = "", firstName = "", lastName = "", tags = "" } = form.values
  const taken = email ? findCustomerByEmail(desk.context.world, desk.domain, email) : null
  if (email && !EMAIL.test(email)) form.errors.email = "This is not an e-mail address."
  else if (taken && taken.id !== existing?.id) form.errors.email = "Another customer has this e-mail."
  if (!email && !firstName && !lastName) form.errors.email = "A customer needs an e-mail or a name."
  const locale = readChoice(form, "locale", LOCALES)
  if (!isValid(form)) return null
  return {
    email: email || null,
    firstName: firstName || null,
    lastName: lastName || null,
    locale,
    tags: readTags(tags),
  }
}

function summarise(customer: CustomerRecord) {
  return {
    id: customer.id,
    name: [customer.first_name, customer.last_name].filter(Boolean).join(" ") || customer.email || "Customer",
    email: customer.email,
    tags: readTags(customer.tags),
    state: customer.state,
  }
}

function showList(c: Context, desk: Desk, form?: Form) {
  const search = (c.req.query("q") ?? "").trim()
  const all = [...desk.place.customers.values()].reverse()
  const found = search
    ? all.filter((customer) =>
        matches(search, [customer.first_name, customer.last_name, customer.email, customer.id, customer.tags]),
      )
    : all
  const page = paginate(found, c.req.query("page"), search)
  const data = {
    title: "Customers",
    section: "customers" as const,
    search,
    page: { ...page, rows: page.rows.map(summarise) },
    values: form?.values ?? {},
    errors: form?.errors ?? {},
    creating: form !== undefined,
    locales: LOCALES,
  }
  return showDesk(c, desk, "customers", data, form ? 422 : 200)
}

function showCustomer(c: Context, desk: Desk, customer: CustomerRecord, form?: Form) {
  const orders = [...desk.place.orders.values()].filter((order) => order.customer?.id === customer.id).reverse()
  const stored = {
    firstName: customer.first_name ?? "",
    lastName: customer.last_name ?? "",
    email: customer.email ?? "",
    locale: customer.locale,
    tags: customer.tags,
  }
  const fields = desk.place.metafields.get(customer.admin_graphql_api_id)
  const data = {
    title: summarise(customer).name,
    section: "customers" as const,
    customer: summarise(customer),
    values: form?.values ?? stored,
    errors: form?.errors ?? {},
    locales: LOCALES,
    metafields: [...(fields?.values() ?? [])],
    orderCount: orders.length,
    orders: orders.slice(0, ORDERS_SHOWN).map(summariseOrder),
  }
  return showDesk(c, desk, "customer", data, form ? 422 : 200)
}
