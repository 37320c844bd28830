import { z } from "zod"

/**
 * The kinds of rules by which orders earn more than the plain rate. All that differs between kinds stands here: the editor
 * shows the parts a kind has, evaluation, explanations and "ways to earn" go by them.
 */
export type RuleKindParts = {
  /** A multiplier of the points of lines, points for the order, or points for each piece. */
  gives: "times" | "order_points" | "item_points"
  /** Whether it is about some products (must name them), may be, or is about the whole order. */
  products: "must" | "may" | "never"
  /** A campaign must say when it runs; any other rule may. */
  window: "must" | "may"
  /** The customer's first order, or each or the n-th. */
  goal: "first" | "nth" | null
}

const KINDS = {
  product_times: { gives: "times", products: "must", window: "may", goal: null },
  campaign_times: { gives: "times", products: "may", window: "must", goal: null },
  campaign_points: { gives: "order_points", products: "never", window: "must", goal: null },
  order_points: { gives: "order_points", products: "never", window: "may", goal: null },
  item_points: { gives: "item_points", products: "may", window: "may", goal: null },
  first_order: { gives: "order_points", products: "never", window: "may", goal: "first" },
  order_goal: { gives: "order_points", products: "never", window: "may", goal: "nth" },
} as const satisfies Record<string, RuleKindParts>

export type RuleKind = keyof typeof KINDS

export const RULE_KINDS = Object.keys(KINDS) as RuleKind[]

/** For schemas. */
export const ruleKind = z.enum(RULE_KINDS as [RuleKind, ...RuleKind[]])

export function partsOf(kind: RuleKind): RuleKindParts {
  return KINDS[kind]
}
