import { formatDecimal } from "#app/lib/money.ts"
import type { NewDiscount } from "#app/shopify/operations/new-discount.ts"
import type { Redemption } from "./redemption.ts"

/** What is asked of Shopify for a redemption: a discount with one code, for one customer, once. Pure. */

/** By this tag a discount is known as this redemption's: whose code is taken already may be ours. */
export const markOf = (redemptionId: string): string => `regulars-${redemptionId}`

type Wanted = Pick<
  Redemption,
  "redemptionId" | "customerId" | "terms" | "valueMinor" | "code" | "expiresAt" | "redeemedAt"
>

/** The discount that Shopify makes of it. */
export function wantedDiscount({
  redemptionId,
  customerId,
  terms,
  valueMinor,
  code,
  expiresAt,
  redeemedAt,
}: Wanted): NewDiscount {
  const { gives, restrictions: only, currency } = terms
  const amount = (minor: number) => formatDecimal(minor, currency)
  const common = {
    title: `${terms.name} (${code})`,
    code,
    tags: ["regulars", markOf(redemptionId)],
    startsAt: redeemedAt.toISOString(),
    endsAt: expiresAt?.toISOString() ?? null,
    usageLimit: 1,
    appliesOncePerCustomer: true,
    context: { customers: { add: [customerId] } },
    combinesWith: {
      orderDiscounts: only.combinesWith.order,
      productDiscounts: only.combinesWith.product,
      shippingDiscounts: only.combinesWith.shipping,
    },
    ...(only.minimumSpendMinor !== null && {
      minimumRequirement: { subtotal: { greaterThanOrEqualToSubtotal: amount(only.minimumSpendMinor) } },
    }),
  }
  // Shops without subscriptions refuse to be told about them, so what is the rule is left out.
  const purchases =
    only.purchases === "one_time"
      ? {}
      : { appliesOnOneTimePurchase: only.purchases === "both", appliesOnSubscription: true }
  if (gives.kind === "free_shipping") {
    const dearest = gives.maxShippingMinor === null ? {} : { maximumShippingPrice: amount(gives.maxShippingMinor) }
    // Delivery discounts do not combine with each other.
    const { shippingDiscounts: _shipping, ...combinesWith } = common.combinesWith
    return {
      type: "shipping",
      input: { ...common, combinesWith, ...purchases, destination: { all: true }, ...dearest },
    }
  }
  const value =
    gives.kind === "percent_off"
      ? { percentage: gives.percent / 100 }
      : { discountAmount: { amount: amount(valueMinor as number), appliesOnEachItem: false } }
  const items = gives.kind === "free_product" ? { products: { productsToAdd: [gives.productId] } } : itemsOf(only)
  return { type: "basic", input: { ...common, customerGets: { ...purchases, value, items } } }
}

function itemsOf({ products, collections }: Redemption["terms"]["restrictions"]) {
  if (products.length > 0) return { products: { productsToAdd: products } }
  return collections.length > 0 ? { collections: { add: collections } } : { all: true }
}
