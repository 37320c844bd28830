import { earningRulesSchema } from "#app/loyalty/rules/earning-rules.ts"
import type { EarningContext, ExplainCode } from "#app/loyalty/rules/order-evaluation.ts"
import { coffee, coffeeOrder, context, ratio, rules, tea } from "./coffee-order.ts"
import type { PointsCase } from "./refund-cases.ts"

/** The coffee order under rules, computed by hand; `because` stands among the steps of the order or its lines. */
export type RuleCase = PointsCase & { context: EarningContext; because: ExplainCode }

const about = (...types: string[]) => ({ by: "types", values: types })
const give = (kind: string, part: object) => ({ id: kind.replace("_", "-"), kind, name: "Spring", ...part })
const withRules = (...given: object[]) => rules({ earning: earningRulesSchema.parse({ rules: given }) })

/** All rules were met; the coffee matched these rules about products. */
function met(
  ids: string[],
  ofCoffee: string[] = [],
  room?: Record<string, number>,
  tier = ratio(1, 1),
): EarningContext {
  const once = { multiplier: ratio(1, 1) }
  return {
    ...context(tier),
    lines: { coffee: { ...once, rules: ofCoffee }, tea: once },
    earning: { rules: ids, ...(room && { room }) },
  }
}

const twice = give("product_times", { times: ratio(2, 1), products: about("coffee") })
const week = { weekdays: [1], from: null, to: null, hours: null, birthdayMonth: false }
const half = give("campaign_times", { times: ratio(3, 2), window: week })
const fifty = give("order_points", { points: 50 })
const pieces = give("item_points", { points: 10, products: about("coffee") })
const cap = (part: object) => ({ caps: { order: null, customer: null, all: null, ...part } })
const minimum = (minor: number) => ({
  conditions: {
    minimum: { minor, currency: "EUR" },
    currencies: [],
    channels: [],
    customerTags: [],
    tiers: [],
    firstOrder: false,
  },
})

export const RULE_CASES: RuleCase[] = [
  {
    name: "coffee counts twice: 54 and 13",
    fact: coffeeOrder(),
    rules: withRules(twice),
    context: met(["product-times"], ["product-times"]),
    points: 67,
    basis: [2700, 1300],
    because: "line_rule",
  },
  {
    name: "of two multipliers the higher holds: coffee twice, the tea one and a half times: 54 and 19.5",
    fact: coffeeOrder(),
    rules: withRules(twice, half),
    context: met(["product-times", "campaign-times"], ["product-times"]),
    points: 73,
    basis: [2700, 1300],
    because: "line_rule",
  },
  {
    name: "50 points for the order beside its 40; the tier multiplies the 40 alone",
    fact: coffeeOrder(),
    rules: withRules(fifty),
    context: met(["order-points"], [], undefined, ratio(5, 4)),
    points: 100,
    basis: [2700, 1300],
    because: "rule_points",
  },
  {
    name: "the tier multiplies the 50 too, where the rule says so: 62.5 and 50",
    fact: coffeeOrder(),
    rules: withRules({ ...fifty, tierTimes: true }),
    context: met(["order-points"], [], undefined, ratio(5, 4)),
    points: 112,
    basis: [2700, 1300],
    because: "rule_points",
  },
  {
    name: "10 for each of the two bags that are left of three: 18, 13 and 20",
    fact: coffeeOrder({ lines: [coffee({ currentQuantity: 2 }), tea()] }),
    rules: withRules(pieces),
    context: met(["item-points"], ["item-points"]),
    points: 51,
    basis: [1800, 1300],
    because: "line_rule_points",
  },
  {
    name: "an order of 40.00 does not reach 40.01",
    fact: coffeeOrder(),
    rules: withRules({ ...fifty, ...minimum(4001) }),
    context: met(["order-points"]),
    points: 40,
    basis: [2700, 1300],
    because: "rule_minimum",
  },
  {
    name: "at most 10 points more for one order",
    fact: coffeeOrder(),
    rules: withRules({ ...twice, ...cap({ order: 10 }) }),
    context: met(["product-times"], ["product-times"]),
    points: 50,
    basis: [2700, 1300],
    because: "rule_capped",
  },
  {
    name: "of the member's room 7 were left",
    fact: coffeeOrder(),
    rules: withRules({ ...fifty, ...cap({ customer: { points: 100, per: "month" } }) }),
    context: met(["order-points"], [], { "order-points": 7 }),
    points: 47,
    basis: [2700, 1300],
    because: "rule_capped",
  },
  {
    name: "a rule that was not met when the order was placed gives nothing, whatever it says",
    fact: coffeeOrder(),
    rules: withRules(fifty, twice),
    context: met([], ["product-times"]),
    points: 40,
    basis: [2700, 1300],
    because: "rate",
  },
]
