import { formatDecimal, parseMinor } from "#app/lib/money.ts"
import type { CustomerRecord } from "../../world/customer.ts"
import { paidMinor } from "../../world/order-totals.ts"
import { utcTime } from "../../world/wire.ts"
import type { ApiContext } from "../api-context.ts"
import type { PageArguments } from "../connection.ts"
import { storeCreditAccounts } from "../credits.ts"
import { listOrders, type OrdersArguments } from "../orders.ts"
import { metafieldFields } from "./metafield.ts"
import { money } from "./money.ts"

/** "a, b" → ["a", "b"] */
export function splitTags(tags: string | undefined): string[] {
  return (tags ?? "")
    .split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag.length > 0)
}

export function customerNode(context: ApiContext, customer: CustomerRecord): Record<string, unknown> {
  const gid = `gid://shopify/Customer/${customer.id}`
  const name = [customer.first_name, customer.last_name].filter(Boolean).join(" ")
  const orders = () => [...context.place.orders.values()].filter((o) => o.customer?.id === customer.id)
  return {
    __typename: "Customer",
    id: gid,
    legacyResourceId: customer.id,
    firstName: customer.first_name,
    lastName: customer.last_name,
    displayName: name || customer.email || customer.phone || "",
    email: customer.email,
    phone: customer.phone,
    defaultEmailAddress: customer.email
      ? { emailAddress: customer.email, validFormat: true, marketingState: "NOT_SUBSCRIBED" }
      : null,
    defaultPhoneNumber: customer.phone ? { phoneNumber: customer.phone, marketingState: "NOT_SUBSCRIBED" } : null,
    locale: customer.locale ?? context.place.shop.locale,
    state: (customer.state ?? "disabled").toUpperCase(),
    note: customer.note ?? null,
    tags: splitTags(customer.tags),
    taxExempt: customer.tax_exempt ?? false,
    verifiedEmail: customer.verified_email ?? true,
    createdAt: utcTime(customer.created_at ?? context.place.shop.createdAt),
    updatedAt: utcTime(customer.updated_at ?? context.place.shop.createdAt),
    numberOfOrders: () => String(orders().length),
    amountSpent: () => amountSpent(context, orders()),
    orders: (args: OrdersArguments) => listOrders(context, { ...args, of: customer.id }),
    storeCreditAccounts: (args: PageArguments) => storeCreditAccounts(context, gid, args),
    ...metafieldFields(context, gid),
  }
}

function amountSpent(
  context: ApiContext,
  orders: ApiContext["place"]["orders"] extends Map<string, infer O> ? O[] : never,
) {
  const { currency } = context.place.shop
  const minor = orders
    .filter((order) => order.currency === currency)
    .reduce((sum, order) => {
      const { paid, refunded } = paidMinor(order)
      return sum + paid - refunded
    }, 0)
  return money(formatDecimal(minor, currency), currency)
}

/** Sum of decimal amounts, as a decimal string. */
export function addDecimals(amounts: (string | number)[], currency: string): string {
  return formatDecimal(
    amounts.reduce<number>((sum, amount) => sum + parseMinor(amount, currency), 0),
    currency,
  )
}
