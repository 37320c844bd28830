import type { Context, Hono } from "hono"
import { createCustomer, findCustomerByEmail, updateCustomer } from "#simulator/world/actions/customers.ts"
import type { CustomerRecord } from "#simulator/world/customer.ts"
import { keepSession, page, type Store, visitOf } from "./store.ts"

const SUGGESTIONS = 5
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,190}$/

/** Account, login by e-mail (a real shop mails a code; here the e-mail alone opens the door), register, logout. */
export function registerAccount(app: Hono, store: Store): void {
  app.get("/account", (c) => {
    const { session, prefix } = visitOf(store, c)
    const design = c.req.query("design_mode") === "1"
    return session.customerId || design ? page(store, c, "account") : c.redirect(`${prefix}/account/login`)
  })
  app.get("/account/login", (c) => loginPage(store, c))
  app.post("/account/login", async (c) => {
    const form = await c.req.parseBody()
    const customer = findCustomerByEmail(store.context.world, store.shop(), String(form.email ?? ""))
    if (!customer) return loginPage(store, c, { error: "unknown", email: String(form.email ?? "") })
    return enter(store, c, customer, String(form.return_url ?? ""))
  })
  app.post("/account/register", async (c) => {
    const form = await c.req.parseBody()
    const email = String(form.email ?? "").trim()
    if (!EMAIL.test(email)) return loginPage(store, c, { error: "email", email })
    const { locale } = visitOf(store, c)
    const found = findCustomerByEmail(store.context.world, store.shop(), email)
    const customer = found ?? create(store, email, form, locale)
    return enter(store, c, customer, String(form.return_url ?? ""))
  })
  for (const method of ["get", "post"] as const) {
    app[method]("/account/logout", (c) => {
      const { session, prefix } = visitOf(store, c)
      keepSession(store, c, { ...session, customerId: null })
      return c.redirect(prefix || "/", 303)
    })
  }
}

function create(store: Store, email: string, form: Record<string, unknown>, locale: string): CustomerRecord {
  const name = (key: string) =>
    String(form[key] ?? "")
      .trim()
      .slice(0, 80) || null
  const input = { email, firstName: name("first_name"), lastName: name("last_name"), state: "enabled" as const, locale }
  return createCustomer(store.context.world, store.shop(), input, store.context.clock.now())
}

function loginPage(store: Store, c: Context, form: Record<string, unknown> = {}): Promise<Response> {
  const { place } = visitOf(store, c)
  const emails = [...place.customers.values()].flatMap((customer) => customer.email ?? []).slice(0, SUGGESTIONS)
  const return_url = localPath(c.req.query("return_url") ?? "")
  return page(store, c, "login", { form: { return_url, ...form }, emails }, form.error ? 422 : 200)
}

/** Signs the customer in; whoever proves the e-mail has an account from then on. */
function enter(store: Store, c: Context, customer: CustomerRecord, returnUrl: string): Response {
  const { session, prefix } = visitOf(store, c)
  if (customer.state !== "enabled") {
    const { world, clock } = store.context
    updateCustomer(world, store.shop(), customer.id, { state: "enabled" }, clock.now())
  }
  keepSession(store, c, { ...session, customerId: customer.id })
  return c.redirect(localPath(returnUrl) || `${prefix}/account`, 303)
}

/** A path of this shop, or "": never another site. */
function localPath(path: string): string {
  return /^\/(?![/\\])/.test(path) ? path : ""
}
