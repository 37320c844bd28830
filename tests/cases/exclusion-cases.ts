import type { EarningContext, ExplainCode } from "#app/loyalty/rules/order-evaluation.ts"
import { back, coffee, coffeeOrder, context, ratio, refund, rules, tea } from "./coffee-order.ts"
import type { PointsCase } from "./refund-cases.ts"

/** Orders of which something is left out, computed by hand; `because` stands among the steps of the order or its lines. */
export type ExclusionCase = PointsCase & { context: EarningContext; because: ExplainCode }

const none = rules().exclusions
const excluding = (part: Partial<typeof none>) => rules({ exclusions: { ...none, ...part } })
const sale = excluding({ salePrice: true })
const frozen = (id: "coffee" | "tea", code: "line_on_sale" | "line_excluded_product") => ({
  ...context(ratio(1, 1), { coffee: ratio(1, 1), tea: ratio(1, 1) }),
  lines: {
    coffee: { multiplier: ratio(1, 1) },
    tea: { multiplier: ratio(1, 1) },
    [id]: { multiplier: ratio(1, 1), excluded: { code } },
  },
})
const named = (code: "line_excluded_tag" | "line_excluded_type", name: string) => ({
  ...frozen("tea", "line_on_sale"),
  lines: { coffee: { multiplier: ratio(1, 1) }, tea: { multiplier: ratio(1, 1), excluded: { code, name } } },
})
const fromAt = "2026-02-28T00:00:00.000Z"

export const EXCLUSION_CASES: ExclusionCase[] = [
  {
    name: "the tea was on sale: 27.00 of coffee",
    fact: coffeeOrder(),
    rules: sale,
    context: frozen("tea", "line_on_sale"),
    points: 27,
    basis: [2700, 0],
    because: "line_on_sale",
  },
  {
    name: "the coffee is excluded by itself: 13.00 of tea",
    fact: coffeeOrder(),
    rules: excluding({ products: ["gid://shopify/Product/1"] }),
    context: frozen("coffee", "line_excluded_product"),
    points: 13,
    basis: [0, 1300],
    because: "line_excluded_product",
  },
  {
    name: "the tea by its tag",
    fact: coffeeOrder(),
    rules: excluding({ productTags: ["outlet"] }),
    context: named("line_excluded_tag", "Outlet"),
    points: 27,
    basis: [2700, 0],
    because: "line_excluded_tag",
  },
  {
    name: "the tea by its type",
    fact: coffeeOrder(),
    rules: excluding({ productTypes: ["tea"] }),
    context: named("line_excluded_type", "Tea"),
    points: 27,
    basis: [2700, 0],
    because: "line_excluded_type",
  },
  {
    name: "a product that was not read yet earns nothing until it is",
    fact: coffeeOrder(),
    rules: sale,
    context: { ...context(), lines: { coffee: { multiplier: ratio(1, 1) } } },
    points: 27,
    basis: [2700, 0],
    because: "line_awaited",
  },
  {
    name: "an amount given back is taken from what earns: 27.00 − 5.00",
    fact: coffeeOrder({
      refunds: [refund({ money: 500, discrepancyMinor: -500 })],
      financialStatus: "partially_refunded",
    }),
    rules: sale,
    context: frozen("tea", "line_on_sale"),
    points: 22,
    basis: [2200, 0],
    because: "line_on_sale",
  },
  {
    name: "an excluded line that comes back changes nothing",
    fact: coffeeOrder({
      lines: [coffee(), tea({ currentQuantity: 0 })],
      refunds: [refund({ money: 1300, lines: [back("tea", 1, 1300)] })],
      financialStatus: "partially_refunded",
    }),
    rules: sale,
    context: frozen("tea", "line_on_sale"),
    points: 27,
    basis: [2700, 0],
    because: "line_on_sale",
  },
  {
    name: "what a version does not ask for excludes nothing, whatever is frozen",
    fact: coffeeOrder(),
    context: frozen("tea", "line_on_sale"),
    points: 40,
    basis: [2700, 1300],
    because: "exact_points",
  },
  {
    name: "a customer with an excluded tag",
    fact: coffeeOrder(),
    rules: excluding({ customerTags: ["wholesale"] }),
    context: { ...context(), excludedTag: "Wholesale" },
    points: 0,
    basis: [0, 0],
    because: "customer_excluded",
  },
  {
    name: "a customer whose tags are not known yet",
    fact: coffeeOrder(),
    rules: excluding({ customerTags: ["wholesale"] }),
    context: { ...context(), awaits: ["gid://shopify/Customer/1"] },
    points: 0,
    basis: [0, 0],
    because: "customer_awaited",
  },
  {
    name: "a company's order where companies are excluded",
    fact: coffeeOrder({ company: true }),
    rules: excluding({ companies: true }),
    context: context(),
    points: 0,
    basis: [0, 0],
    because: "company_excluded",
  },
  {
    name: "a company's order where they are not",
    fact: coffeeOrder({ company: true }),
    context: context(),
    points: 40,
    basis: [2700, 1300],
    because: "exact_points",
  },
  {
    name: "placed while earning was paused",
    fact: coffeeOrder(),
    context: { ...context(), pause: { id: "p", fromAt } },
    points: 0,
    basis: [0, 0],
    because: "earning_paused",
  },
  {
    name: "placed during a test by somebody outside it",
    fact: coffeeOrder(),
    context: { ...context(), test: { id: "t", takesPart: false } },
    points: 0,
    basis: [0, 0],
    because: "outside_test",
  },
  {
    name: "placed during a test by somebody in it",
    fact: coffeeOrder(),
    context: { ...context(), test: { id: "t", takesPart: true } },
    points: 40,
    basis: [2700, 1300],
    because: "exact_points",
  },
  {
    name: "of a test whose points were taken away",
    fact: coffeeOrder(),
    context: { ...context(), test: { id: "t", takesPart: true, removed: true } },
    points: 0,
    basis: [0, 0],
    because: "test_removed",
  },
]
