import { parseMinor } from "#app/lib/money.ts"
import type { DiscountRecord } from "../discount.ts"
import type { Id } from "../order.ts"
import type { DiscountDraft } from "../order-lines.ts"
import { getShop, markChanged, nextId, type ShopWorld, type World } from "../world.ts"

/** Codes are compared without regard to case. */
export function findDiscount(place: ShopWorld, code: string): DiscountRecord | null {
  const wanted = code.trim().toUpperCase()
  for (const discount of place.discounts.values()) if (discount.code.toUpperCase() === wanted) return discount
  return null
}

/** Makes a discount; its code must be free. */
export function createDiscount(
  world: World,
  shop: string,
  made: Omit<DiscountRecord, "id" | "uses" | "createdAt" | "updatedAt">,
  at: Date,
): DiscountRecord {
  const place = getShop(world, shop)
  if (findDiscount(place, made.code)) throw new Error(`the code is taken: ${made.code}`)
  const moment = at.toISOString()
  const discount = { ...made, id: nextId(world), uses: [], createdAt: moment, updatedAt: moment }
  place.discounts.set(discount.id, discount)
  markChanged(world, "discount", shop, discount.id)
  return discount
}

/** Ends a discount now, unless it has ended already. */
export function endDiscount(world: World, shop: string, id: Id, at: Date): DiscountRecord | null {
  const discount = getShop(world, shop).discounts.get(id)
  if (!discount) return null
  const moment = at.toISOString()
  if (discount.endsAt === null || discount.endsAt > moment) {
    discount.endsAt = moment
    discount.updatedAt = moment
    markChanged(world, "discount", shop, id)
  }
  return discount
}

/** What somebody wants to use a code for. */
export type Purchase = {
  customerId: Id | null
  lines: { productId: Id | null; priceMinor: number }[]
  /** null: nothing is delivered. */
  shippingMinor: number | null
  at: Date
}

/** What a code takes off a purchase, or null when it does not apply to it. */
export function draftDiscount(place: ShopWorld, code: string, purchase: Purchase): DiscountDraft | null {
  const discount = findDiscount(place, code)
  if (!discount || !isOpen(discount, purchase)) return null
  const { currency } = place.shop
  const subtotal = purchase.lines.reduce((sum, line) => sum + line.priceMinor, 0)
  if (discount.minimumSubtotal !== null && subtotal < parseMinor(discount.minimumSubtotal, currency)) return null
  if (discount.type === "shipping") {
    const { maximumShipping } = discount
    if (purchase.shippingMinor === null) return null
    if (maximumShipping !== null && purchase.shippingMinor > parseMinor(maximumShipping, currency)) return null
    return { code: discount.code, kind: "shipping" }
  }
  const products = discount.products?.map((gid) => gid.split("/").at(-1) as Id)
  if (products && !purchase.lines.some(({ productId }) => productId !== null && products.includes(productId)))
    return null
  const of = { code: discount.code, ...(products && { productIds: products }) }
  if (discount.value === null) return null
  return "percentage" in discount.value
    ? { ...of, kind: "percentage", percent: discount.value.percentage * 100 }
    : { ...of, kind: "fixed_amount", amountMinor: parseMinor(discount.value.amount, currency) }
}

function isOpen(discount: DiscountRecord, { customerId, at }: Purchase): boolean {
  const { startsAt, endsAt, usageLimit, uses, customers, appliesOncePerCustomer } = discount
  const moment = at.toISOString()
  if (startsAt > moment || (endsAt !== null && endsAt <= moment)) return false
  if (usageLimit !== null && uses.length >= usageLimit) return false
  if (customers !== null && !customers.some((gid) => gid.split("/").at(-1) === customerId)) return false
  return !(appliesOncePerCustomer && uses.some((use) => use.customer_id === customerId))
}

/** An order carries the code: a use. */
export function noteUse(world: World, shop: string, code: string, use: { order_id: Id; customer_id: Id | null }): void {
  const discount = findDiscount(getShop(world, shop), code)
  if (!discount) return
  discount.uses.push(use)
  markChanged(world, "discount", shop, discount.id)
}
