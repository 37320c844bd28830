import fc from "fast-check"
import { type EarningRule, type EarningRules, earningRulesSchema } from "#app/loyalty/rules/earning-rules.ts"
import type { EarningContext } from "#app/loyalty/rules/order-evaluation.ts"
import { partsOf, RULE_KINDS } from "#app/loyalty/rules/rule-kinds.ts"

/** Rules for orders of every kind, valid, and with nothing said that their kind does not have. */

export const RULE_IDS = ["a", "b", "c", "d"]

const some = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null })
const timesArb = fc
  .constantFrom("2/1", "3/1", "3/2", "5/4", "1/1", "4/3")
  .map((text) => text.split("/").map(Number))
  .map(([numerator, denominator]) => ({ numerator, denominator }))
const capArb = fc.integer({ min: 1, max: 300 })

const productsArb = fc.oneof(
  fc.record({
    by: fc.constantFrom("types" as const, "tags" as const, "vendors" as const),
    values: fc.uniqueArray(fc.constantFrom("кафе", "tea", "outlet"), { minLength: 1 }),
  }),
  fc.constant({ by: "collections" as const, values: ["gid://shopify/Collection/9007199254740993"] }),
  fc.constant({ by: "products" as const, values: ["gid://shopify/Product/1", "gid://shopify/Product/2"] }),
)

const windowArb = fc.record({
  from: some(fc.constantFrom("2026-01-01T00:00", "2026-03-29T02:30")),
  to: some(fc.constantFrom("2026-06-01T00:00", "2026-10-25T03:30")),
  weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 7 }),
  hours: some(fc.constantFrom({ from: "16:00", to: "18:30" }, { from: "22:00", to: "02:00" })),
  birthdayMonth: fc.boolean(),
})

const conditionsArb = fc.record({
  minimum: some(fc.integer({ min: 1, max: 9_000 }).map((minor) => ({ minor, currency: "EUR" }))),
  currencies: fc.constantFrom([], [], ["EUR"], ["JPY", "EUR"]),
  channels: fc.constantFrom<EarningRule["conditions"]["channels"][]>([], [], ["online"], ["online", "pos"]),
  customerTags: fc.constantFrom([], ["vip"]),
  tiers: fc.constantFrom([], ["gold"]),
  firstOrder: fc.boolean(),
})

const capsArb = fc.record({
  order: some(capArb),
  customer: some(
    fc.record({
      points: capArb,
      per: fc.constantFrom("day" as const, "week" as const, "month" as const, "ever" as const),
    }),
  ),
  all: some(capArb),
})

const ruleArb = (id: string) =>
  fc
    .record({
      kind: fc.constantFrom(...RULE_KINDS),
      times: timesArb,
      points: fc.integer({ min: 1, max: 120 }),
      tierTimes: fc.boolean(),
      products: productsArb,
      aboutAll: fc.boolean(),
      window: windowArb,
      goal: fc.record({ nth: fc.integer({ min: 2, max: 9 }), repeats: fc.boolean() }),
      conditions: conditionsArb,
      caps: capsArb,
    })
    .map(({ times, aboutAll, ...drawn }) => {
      const { gives, products, window, goal } = partsOf(drawn.kind)
      const all = products === "never" || (products === "may" && aboutAll)
      return {
        id,
        name: `Rule ${id}`,
        ...drawn,
        times: gives === "times" ? times : undefined,
        points: gives === "times" ? undefined : drawn.points,
        tierTimes: gives !== "times" && drawn.tierTimes,
        products: all ? undefined : drawn.products,
        window: window === "must" ? { ...drawn.window, birthdayMonth: true } : drawn.window,
        goal: goal === "nth" ? drawn.goal : undefined,
      }
    })

/** Up to four rules, their ids among `RULE_IDS`. */
export const earningArb: fc.Arbitrary<EarningRules> = fc
  .subarray(RULE_IDS, { minLength: 0 })
  .chain((ids) => fc.tuple(...ids.map(ruleArb)))
  .map((rules) => earningRulesSchema.parse({ rules }))

/** What an order may have frozen of rules: any of them met, any room granted where a cap asks for it. */
export function frozenArb({ rules }: EarningRules): fc.Arbitrary<NonNullable<EarningContext["earning"]>> {
  const capped = rules.filter(({ caps }) => caps.customer || caps.all)
  return fc.record({
    rules: fc.subarray(rules.map(({ id }) => id)),
    room: fc
      .tuple(...capped.map(() => fc.nat(200)))
      .map((points) => Object.fromEntries(capped.map(({ id }, index) => [id, points[index] as number]))),
  })
}
