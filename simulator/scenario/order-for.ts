import { divide } from "#app/lib/ratio.ts"
import type { NewLine, NewOrder } from "../world/actions/create-order.ts"
import { findCustomerByEmail } from "../world/actions/customers.ts"
import type { ShopRecord } from "../world/shop.ts"
import { getShop, type World } from "../world/world.ts"
import type { OrderPlan, Scenario } from "./plan.ts"

/** Planned in stotinki; after the shop's currency became the euro the same sum is asked in cents. */
const STOTINKI_PER_EURO = { numerator: 100_000n, denominator: 195_583n }

/** A sum of the plan in the shop's currency of the day, in minor units. */
export function inShopCurrency(shop: ShopRecord, stotinki: number): number {
  if (shop.currency === "BGN") return stotinki
  return Number(divide(BigInt(stotinki) * STOTINKI_PER_EURO.numerator, STOTINKI_PER_EURO.denominator, "half_up"))
}

/** The planned order as the shop's checkout would place it that day. */
export function planOrderFor(world: World, shop: string, scenario: Scenario, plan: OrderPlan): NewOrder {
  const place = getShop(world, shop)
  const record = place.shop
  const products = new Map([...place.products.values()].map((product) => [product.handle, product]))
  const person = plan.person === null ? null : scenario.people[plan.person]
  const customer = person && !plan.guest ? findCustomerByEmail(world, shop, person.email) : null
  const lines: NewLine[] = plan.lines.map(({ product, quantity }) => {
    const variant = products.get(product.handle)?.variants[0]
    if (!variant) throw new Error(`the shop does not sell ${product.handle}`)
    return { variantId: variant.id, quantity, giftCard: product.giftCard ?? false, requiresShipping: !product.giftCard }
  })
  if (plan.tipMinor > 0)
    lines.push({
      title: "Tip",
      quantity: 1,
      unitPriceMinor: inShopCurrency(record, plan.tipMinor),
      tip: true,
      requiresShipping: false,
      taxable: false,
    })
  const presentment = record.presentmentCurrencies.find(({ currency }) => currency === plan.presentment) ?? null
  return {
    customerId: customer?.id ?? null,
    email: person?.email ?? null,
    lines,
    shipping:
      plan.shippingMinor > 0
        ? { title: "Куриер до адрес", priceMinor: inShopCurrency(record, plan.shippingMinor) }
        : null,
    discount:
      plan.discountPercent > 0
        ? { code: `CUP${plan.discountPercent}`, kind: "percentage", percent: plan.discountPercent }
        : null,
    ...payment(plan, record),
    presentment,
    test: plan.test,
    sourceName: plan.channel,
    locale: person?.locale ?? "bg",
  }
}

function payment(plan: OrderPlan, record: ShopRecord): Partial<NewOrder> {
  if (plan.gateway === "cash_on_delivery") return { gateway: "Cash on Delivery (COD)", paid: false }
  if (plan.gateway === "gift_card") return { giftCardPaymentMinor: inShopCurrency(record, 2000) }
  return { paid: true }
}
