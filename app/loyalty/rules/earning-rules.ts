import { z } from "zod"
import { partsOf, ruleKind } from "./rule-kinds.ts"

/** What orders earn beyond the plain rate, as data: section `earning` of a programme's rules. */

const words = z.string().trim().toLowerCase().min(1).max(255)
const moment = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const gid = z.string().regex(/^gid:\/\/shopify\/(Product|Collection)\/\d{1,20}$/)
const amount = z.number().int().min(1).max(1_000_000_000)

/** Which lines: all, or those of some products. Products and collections are gids, the rest words without regard to case. */
const products = z
  .object({
    by: z.enum(["all", "products", "collections", "types", "tags", "vendors"]),
    values: z.array(gid.or(words)).max(50),
  })
  .default({ by: "all", values: [] })

/** When the order was placed, by the clock on the shop's wall. `to` and the end of the hours are no longer within. */
const ruleWindow = z
  .object({
    from: moment.nullable(),
    to: moment.nullable(),
    /** 1 Monday … 7 Sunday; empty: every day. */
    weekdays: z.array(z.number().int().min(1).max(7)).max(7),
    /** From 22:00 to 02:00 goes over midnight. */
    hours: z.object({ from: hour, to: hour }).nullable(),
    birthdayMonth: z.boolean(),
  })
  .default({ from: null, to: null, weekdays: [], hours: null, birthdayMonth: false })

/** All must hold; empty lists and null ask nothing. */
const conditions = z
  .object({
    /** What counts of the order, at least; an order in another currency does not reach it. */
    minimum: z.object({ minor: amount, currency: z.string().regex(/^[A-Z]{3}$/) }).nullable(),
    currencies: z.array(z.string().regex(/^[A-Z]{3}$/)).max(20),
    channels: z.array(z.enum(["online", "pos", "draft"])).max(3),
    customerTags: z.array(words).max(20),
    tiers: z.array(z.string().regex(/^[a-z0-9-]{1,40}$/)).max(10),
    firstOrder: z.boolean(),
  })
  .default({ minimum: null, currencies: [], channels: [], customerTags: [], tiers: [], firstOrder: false })

/** The most points that a rule gives, beyond what the order earns without it. */
const caps = z
  .object({
    order: amount.nullable(),
    customer: z.object({ points: amount, per: z.enum(["day", "week", "month", "year", "ever"]) }).nullable(),
    all: amount.nullable(),
  })
  .default({ order: null, customer: null, all: null })

const ruleShape = z.object({
  /** Lasts over versions: caps in all and per customer are counted by it. */
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  kind: ruleKind,
  /** What merchant and shoppers call it. */
  name: z.string().trim().min(1).max(60),
  times: z
    .object({
      numerator: z.number().int().min(0).max(1_000_000),
      denominator: z.number().int().min(1).max(1_000_000),
    })
    .default({ numerator: 1, denominator: 1 }),
  points: z.number().int().min(0).max(1_000_000).default(0),
  /** Whether the tier multiplies points of the order or of pieces too; what is multiplied always is. */
  tierTimes: z.boolean().default(false),
  products,
  window: ruleWindow,
  goal: z.object({ nth: z.number().int().min(2).max(1000), repeats: z.boolean() }).default({ nth: 5, repeats: false }),
  conditions,
  caps,
})

function checkRule(rule: z.output<typeof ruleShape>, context: z.RefinementCtx): void {
  const parts = partsOf(rule.kind)
  const wrong = (path: string[], message: string) => context.addIssue({ code: "custom", path, message })
  // What is told on products is the plain rate: no rule gives less.
  if (rule.times.numerator < rule.times.denominator) wrong(["times"], "too_small:min=1")
  if (parts.gives !== "times" && rule.points === 0) wrong(["points"], "must_be_positive")
  if (parts.products === "must" && rule.products.by === "all") wrong(["products", "by"], "required")
  if (parts.products !== "never" && rule.products.by !== "all" && rule.products.values.length === 0)
    wrong(["products", "values"], "required")
  const { from, to, weekdays, hours, birthdayMonth } = rule.window
  if (parts.window === "must" && !from && !to && weekdays.length === 0 && !hours && !birthdayMonth)
    wrong(["window", "from"], "window_missing")
  if (from && to && from >= to) wrong(["window", "to"], "ends_before_start")
  if (hours && hours.from === hours.to) wrong(["window", "hoursTo"], "ends_before_start")
}

/** Versions published before there were rules read as having none. */
export const earningRulesSchema = z
  .object({ rules: z.array(ruleShape.superRefine(checkRule)).max(50) })
  .superRefine(({ rules }, context) => {
    for (const [index, { id }] of rules.entries())
      if (rules.findIndex((other) => other.id === id) !== index)
        context.addIssue({ code: "custom", path: ["rules", index, "id"], message: "id_repeated" })
  })
  .default({ rules: [] })

export type EarningRules = z.infer<typeof earningRulesSchema>
export type EarningRule = EarningRules["rules"][number]
export type CapPeriod = NonNullable<EarningRule["caps"]["customer"]>["per"]
