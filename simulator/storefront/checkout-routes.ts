import type { Context, Hono } from "hono"
import { toHundredths } from "#app/appearance/liquid/money.ts"
import { parseMinor } from "#app/lib/money.ts"
import { createOrder } from "#simulator/world/actions/create-order.ts"
import { createCustomer, findCustomerByEmail } from "#simulator/world/actions/customers.ts"
import { draftDiscount } from "#simulator/world/actions/discounts.ts"
import type { Address, Id } from "#simulator/world/order.ts"
import type { DiscountDraft } from "#simulator/world/order-lines.ts"
import { cartObject } from "./objects/cart.ts"
import { orderObject } from "./objects/customer.ts"
import { keepSession, page, type Store, type Visit, visitOf } from "./store.ts"

/** Demo codes: percent off. */
const DISCOUNT_CODES: Record<string, number> = { WELCOME10: 10, SUMMER20: 20 }
const SHIPPING_DECIMAL = "3.90"
/** What a demo gift card pays of an order, at most. */
const GIFT_CARD_DECIMAL = "20.00"
const COD = "Cash on Delivery (COD)"
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,190}$/

type Form = Record<string, string>

/** Checkout: a short address, how to pay, a code; then a real order of the world and the thank-you page. */
export function registerCheckout(app: Hono, store: Store): void {
  app.get("/checkout", (c) => checkoutPage(store, c, { code: visitOf(store, c).session.code ?? "" }))
  // A link that applies a code, as shops send them.
  app.get("/discount/:code", (c) => {
    const visit = visitOf(store, c)
    keepSession(store, c, { ...visit.session, code: c.req.param("code").slice(0, 200) })
    const to = c.req.query("redirect") ?? "/cart"
    return c.redirect(/^\/(?![/\\])/.test(to) ? to : "/cart", 302)
  })
  app.post("/checkout", async (c) => {
    const visit = visitOf(store, c)
    const form = await readForm(c)
    const error = check(store, visit, form)
    if (error) return checkoutPage(store, c, { ...form, error })
    const order = placeOrder(store, visit, form)
    keepSession(store, c, { customerId: visit.session.customerId, cart: [] })
    return c.redirect(`${visit.prefix}/checkout/thank-you/${order.id}`, 303)
  })
  app.get("/checkout/thank-you/:id", (c) => {
    const order = visitOf(store, c).place.orders.get(c.req.param("id"))
    return order ? page(store, c, "thank-you", { order: orderObject(order) }) : page(store, c, "404", {}, 404)
  })
}

async function readForm(c: Context): Promise<Form> {
  const form: Form = {}
  for (const [key, value] of Object.entries(await c.req.parseBody())) {
    if (typeof value === "string") form[key] = value.trim().slice(0, 200)
  }
  return form
}

function check(store: Store, visit: Visit, form: Form): string | null {
  if (visit.session.cart.length === 0) return "empty"
  if (!visit.session.customerId && !EMAIL.test(form.email ?? "")) return "email"
  if (form.code && !discountOf(store, visit, form)) return "code"
  return null
}

function checkoutPage(store: Store, c: Context, form: Form): Promise<Response> {
  const { place } = visitOf(store, c)
  const { currency } = place.shop
  const shipping = toHundredths(parseMinor(SHIPPING_DECIMAL, currency), currency)
  return page(store, c, "checkout", { form, shipping }, form.error ? 422 : 200)
}

function placeOrder(store: Store, visit: Visit, form: Form) {
  const { world, clock } = store.context
  const { shop } = visit.place
  const at = clock.now()
  const cart = cartObject(world, shop.domain, visit.session.cart, visit.prefix)
  const cash = form.payment === "cash_on_delivery"
  return createOrder(
    world,
    shop.domain,
    {
      customerId: visit.session.customerId ?? guestCustomer(store, form, visit.locale, at),
      email: form.email || undefined,
      lines: cart.items.map((item) => ({ variantId: item.variant_id, quantity: item.quantity })),
      shipping: cart.requires_shipping
        ? { title: "Speedy", priceMinor: parseMinor(SHIPPING_DECIMAL, shop.currency) }
        : null,
      discount: discountOf(store, visit, form),
      gateway: cash ? COD : "shopify_payments",
      paid: !cash,
      giftCardPaymentMinor: form.payment === "gift_card" ? parseMinor(GIFT_CARD_DECIMAL, shop.currency) : 0,
      locale: visit.locale,
      shippingAddress: addressOf(form),
    },
    at,
  )
}

/** What the code of the form takes off this cart; null: no code, or one that does not apply. */
function discountOf(store: Store, visit: Visit, form: Form): DiscountDraft | null {
  const code = form.code?.toUpperCase()
  if (!code) return null
  const percent = DISCOUNT_CODES[code]
  if (percent) return { code, kind: "percentage", percent }
  const { world, clock } = store.context
  const { shop } = visit.place
  const cart = cartObject(world, shop.domain, visit.session.cart, visit.prefix)
  const minor = (hundredths: number) => parseMinor((hundredths / 100).toFixed(2), shop.currency)
  return draftDiscount(visit.place, code, {
    customerId: visit.session.customerId,
    lines: cart.items.map((item) => ({ productId: item.product.id, priceMinor: minor(item.final_line_price) })),
    shippingMinor: cart.requires_shipping ? parseMinor(SHIPPING_DECIMAL, shop.currency) : null,
    at: clock.now(),
  })
}

/** A guest's checkout leaves a customer who has no account yet, as in Shopify. */
function guestCustomer(store: Store, form: Form, locale: string, at: Date): Id {
  const { world } = store.context
  const email = form.email ?? ""
  const found = findCustomerByEmail(world, store.shop(), email)
  if (found) return found.id
  const input = { email, firstName: form.first_name || null, lastName: form.last_name || null, locale }
  return createCustomer(world, store.shop(), input, at).id
}

function addressOf(form: Form): Address | null {
  if (!form.address1) return null
  const name = [form.first_name, form.last_name].filter(Boolean).join(" ")
  return {
    first_name: form.first_name || null,
    last_name: form.last_name || null,
    name,
    company: null,
    address1: form.address1,
    address2: null,
    city: form.city || null,
    province: null,
    province_code: null,
    zip: form.zip || null,
    country: "Bulgaria",
    country_code: "BG",
    phone: form.phone || null,
  }
}
