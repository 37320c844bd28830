import type { LineFact } from "#app/records/orders/order-fact.ts"
import type { EarningRule, EarningRules } from "./earning-rules.ts"
import type { ProductView } from "./exclusions.ts"
import { partsOf } from "./rule-kinds.ts"
import { isWithin } from "./rule-window.ts"

/** Which rules an order and its lines match in what lies outside the order; it is frozen at the first evaluation. */

/** What rules of orders may ask for. */
export type RuleAsks = {
  products: boolean
  collections: boolean
  customerTags: boolean
  orderNumber: boolean
  birthday: boolean
}

export function asksOf({ rules }: EarningRules): RuleAsks {
  const by = (...kinds: EarningRule["products"]["by"][]) =>
    rules.some((rule) => choosesProducts(rule) && kinds.includes(rule.products.by))
  return {
    products: by("products", "collections", "types", "tags", "vendors"),
    collections: by("collections"),
    customerTags: rules.some(({ conditions }) => conditions.customerTags.length > 0),
    orderNumber: rules.some(({ kind, conditions }) => partsOf(kind).goal !== null || conditions.firstOrder),
    birthday: rules.some(({ window }) => window.birthdayMonth),
  }
}

/** Whether a rule is about some products only. */
export function choosesProducts({ kind, products }: EarningRule): boolean {
  return partsOf(kind).products !== "never" && products.by !== "all"
}

/** Whether `product` must be known to say whether the line of it matches. */
export function asksForProduct(rule: EarningRule): boolean {
  return choosesProducts(rule) && rule.products.by !== "products"
}

/** What lies outside an order, as far as the programme asks for it. */
export type OrderOutside = {
  placedAt: Date
  timezone: string
  tierId: string | null
  customerTags: string[]
  /** 1: the customer's first; null: not asked for. */
  orderNumber: number | null
  birthdayMonth: number | null
}

/** Ids of the rules whose outside conditions an order meets, in the programme's order. */
export function matchOrder({ rules }: EarningRules, outside: OrderOutside): string[] {
  return rules.filter((rule) => matches(rule, outside)).map(({ id }) => id)
}

function matches(rule: EarningRule, outside: OrderOutside): boolean {
  const { customerTags, tiers, firstOrder } = rule.conditions
  const { orderNumber, tierId } = outside
  if (firstOrder && orderNumber !== 1) return false
  if (!reachesGoal(rule, orderNumber)) return false
  if (tiers.length > 0 && (tierId === null || !tiers.includes(tierId))) return false
  if (customerTags.length > 0 && !outside.customerTags.some((tag) => customerTags.includes(plain(tag)))) return false
  return isWithin(rule.window, outside.placedAt, outside.timezone, outside.birthdayMonth)
}

function reachesGoal({ kind, goal }: EarningRule, orderNumber: number | null): boolean {
  switch (partsOf(kind).goal) {
    case null:
      return true
    case "first":
      return orderNumber === 1
    case "nth":
      return orderNumber !== null && (goal.repeats ? orderNumber % goal.nth === 0 : orderNumber === goal.nth)
  }
}

/** Ids of the rules about products that a line matches; `product` undefined: it is of none, or rules ask only for gids. */
export function matchLine(
  { rules }: EarningRules,
  { productId }: LineFact,
  product: ProductView | undefined,
): string[] {
  if (productId === null) return []
  return rules.filter((rule) => choosesProducts(rule) && names(rule, productId, product)).map(({ id }) => id)
}

function names(
  { products: { by, values } }: EarningRule,
  productId: string,
  product: ProductView | undefined,
): boolean {
  const has = (...words: string[]) => words.some((word) => values.includes(plain(word)))
  switch (by) {
    case "all":
      return true
    case "products":
      return values.includes(productId)
    case "collections":
      return (product?.collections ?? []).some((gid) => values.includes(gid))
    case "types":
      return product !== undefined && has(product.type)
    case "tags":
      return product !== undefined && has(...product.tags)
    case "vendors":
      return product !== undefined && has(product.vendor)
  }
}

const plain = (text: string) => text.trim().toLowerCase()
