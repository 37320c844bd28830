import type { DiscountAllocation, LineItem, OrderRecord, ShippingLine, TaxLine } from "../../world/order.ts"
import { lineNetMinor } from "../../world/order-lines.ts"
import { moneySet, readPresentment } from "../../world/presentment.ts"
import type { ApiContext } from "../api-context.ts"
import { money, moneyBag } from "./money.ts"
import { productNode, variantNode } from "./product.ts"

export function lineItemNode(context: ApiContext, order: OrderRecord, line: LineItem): Record<string, unknown> {
  const net = () => moneySet(lineNetMinor(line, order.currency), readPresentment(order))
  const product = line.product_id ? context.place.products.get(line.product_id) : undefined
  return {
    __typename: "LineItem",
    id: `gid://shopify/LineItem/${line.id}`,
    title: line.title,
    name: line.name ?? line.title,
    variantTitle: line.variant_title ?? null,
    sku: line.sku ?? null,
    vendor: line.vendor ?? null,
    quantity: line.quantity,
    currentQuantity: line.current_quantity ?? line.quantity,
    refundableQuantity: line.current_quantity ?? line.quantity,
    unfulfilledQuantity: line.fulfillable_quantity ?? 0,
    isGiftCard: line.gift_card ?? false,
    requiresShipping: line.requires_shipping ?? false,
    taxable: line.taxable ?? false,
    product: () => (product ? productNode(context, product) : null),
    variant: () => {
      const variant = product?.variants.find((v) => v.id === line.variant_id)
      return product && variant ? variantNode(context, product, variant) : null
    },
    originalUnitPriceSet: moneyBag(line.price_set, line.price, order.currency),
    totalDiscountSet: moneyBag(line.total_discount_set, line.total_discount, order.currency),
    discountedTotalSet: () => moneyBag(net(), null, order.currency),
    discountAllocations: () => allocationNodes(order, line.discount_allocations),
    taxLines: () => taxLineNodes(line.tax_lines, order.currency),
    duties: () => (line.duties ?? []).map((duty) => dutyNode(duty as Record<string, unknown>, order.currency)),
    customAttributes: (line.properties ?? []).map((p) => ({ key: p.name, value: p.value })),
  }
}

export function taxLineNodes(lines: TaxLine[] | undefined, currency: string): Record<string, unknown>[] {
  return (lines ?? []).map((line) => ({
    __typename: "TaxLine",
    title: line.title,
    rate: line.rate,
    ratePercentage: line.rate * 100,
    channelLiable: line.channel_liable ?? false,
    priceSet: moneyBag(line.price_set, line.price, currency),
  }))
}

function allocationNodes(order: OrderRecord, allocations: DiscountAllocation[] | undefined) {
  return (allocations ?? []).map((allocation) => ({
    __typename: "DiscountAllocation",
    allocatedAmountSet: moneyBag(allocation.amount_set, allocation.amount, order.currency),
    discountApplication: () => applicationNode(order, allocation.discount_application_index),
  }))
}

function applicationNode(order: OrderRecord, index: number): Record<string, unknown> {
  const application = order.discount_applications?.[index] ?? {}
  const percentage = application.value_type === "percentage"
  return {
    __typename: "DiscountCodeApplication",
    index,
    code: application.code ?? "",
    allocationMethod: String(application.allocation_method ?? "across").toUpperCase(),
    targetSelection: String(application.target_selection ?? "all").toUpperCase(),
    targetType: String(application.target_type ?? "line_item").toUpperCase(),
    value: percentage
      ? { __typename: "PricingPercentageValue", percentage: Number(application.value ?? 0) }
      : { __typename: "MoneyV2", ...money(String(application.value ?? "0"), order.currency) },
  }
}

function dutyNode(duty: Record<string, unknown>, currency: string): Record<string, unknown> {
  const amount = duty.amount ?? (duty.price_set as { shop_money?: { amount?: string } })?.shop_money?.amount
  return {
    __typename: "Duty",
    id: `gid://shopify/Duty/${duty.id ?? 1}`,
    harmonizedSystemCode: duty.harmonized_system_code ?? null,
    price: moneyBag((duty.price_set ?? duty.shop_money_set) as never, amount, currency),
    taxLines: taxLineNodes(duty.tax_lines as TaxLine[] | undefined, currency),
  }
}

export function shippingLineNode(order: OrderRecord, line: ShippingLine): Record<string, unknown> {
  return {
    __typename: "ShippingLine",
    id: `gid://shopify/ShippingLine/${line.id}`,
    title: line.title,
    code: line.code ?? null,
    source: line.source ?? null,
    custom: false,
    isRemoved: line.is_removed ?? false,
    originalPriceSet: moneyBag(line.price_set, line.price, order.currency),
    discountedPriceSet: moneyBag(line.discounted_price_set, line.discounted_price, order.currency),
    discountAllocations: () => allocationNodes(order, line.discount_allocations),
    taxLines: () => taxLineNodes(line.tax_lines, order.currency),
  }
}
