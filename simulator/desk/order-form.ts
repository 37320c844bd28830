import type { NewLine, NewOrder } from "../world/actions/create-order.ts"
import { findCustomerByEmail } from "../world/actions/customers.ts"
import type { Desk } from "./desk-page.ts"
import { type Form, isValid, readChoice, readMoney, readQuantity, readTags } from "./form.ts"

export const GATEWAYS = ["shopify_payments", "Cash on Delivery (COD)", "Bank Deposit", "manual"] as const
export const LINE_ROWS = 4

/**
 * Reads the form of a new order: `email` (empty: a guest), `variant-1`/`quantity-1`…, `shipping`, `discount` in percent,
 * `gateway`, `paid`, `giftCard`, `currency`, `test`, `tags`. null when something is wrong; the form then says what.
 */
export function readOrderForm(form: Form, desk: Desk): NewOrder | null {
  const { shop } = desk.place
  const customer = form.values.email ? findCustomerByEmail(desk.context.world, shop.domain, form.values.email) : null
  if (form.values.email && !customer) {
    form.errors.email = "No customer has this e-mail. Create one first, or leave it empty for a guest."
  }
  const lines = readLines(form, desk)
  const shippingMinor = readMoney(form, "shipping", shop.currency) ?? 0
  const giftCardMinor = readMoney(form, "giftCard", shop.currency) ?? 0
  const percent = readQuantity(form, "discount", 100, "At most 100 percent.") ?? 0
  const gateway = readChoice(form, "gateway", GATEWAYS)
  const paid = readChoice(form, "paid", ["yes", "no"]) === "yes"
  const presentment = shop.presentmentCurrencies.find((other) => other.currency === form.values.currency) ?? null
  if (!isValid(form)) return null
  return {
    customerId: customer?.id ?? null,
    lines,
    shipping: shippingMinor > 0 ? { title: "Standard", priceMinor: shippingMinor } : null,
    discount: percent > 0 ? { code: `DESK${percent}`, kind: "percentage", percent } : null,
    gateway,
    paid,
    giftCardPaymentMinor: giftCardMinor,
    presentment,
    test: form.values.test === "yes",
    tags: readTags(form.values.tags ?? ""),
  }
}

function readLines(form: Form, desk: Desk): NewLine[] {
  const lines: NewLine[] = []
  for (let row = 1; row <= LINE_ROWS; row += 1) {
    const variantId = form.values[`variant-${row}`]
    if (!variantId) continue
    const quantity = readQuantity(form, `quantity-${row}`) ?? 1
    if (quantity === 0) form.errors[`quantity-${row}`] = "At least 1."
    if (!listVariants(desk).some((choice) => choice.id === variantId)) {
      form.errors[`variant-${row}`] = "Choose a product of this shop."
    }
    lines.push({ variantId, quantity })
  }
  if (lines.length === 0) form.errors["variant-1"] = "An order needs at least one product."
  return lines
}

/** What can be sold, as choices of a list. */
export function listVariants(desk: Desk): { id: string; title: string; price: string }[] {
  return [...desk.place.products.values()].flatMap((product) =>
    product.variants.map((variant) => ({
      id: variant.id,
      title: product.variants.length > 1 ? `${product.title}, ${variant.title}` : product.title,
      price: variant.price,
    })),
  )
}
