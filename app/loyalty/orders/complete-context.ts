import { type Pause, pauseAt, type TestPeriod, testAt } from "../programme/pause.ts"
import type { ProgrammeRules } from "../programme/programme-rules.ts"
import { asksForCustomer, asksForProducts, findExcludedTag, freezeLine, type ProductView } from "../rules/exclusions.ts"
import { asksOf, matchOrder } from "../rules/match-rules.ts"
import type { EarningContext, FrozenLine } from "../rules/order-evaluation.ts"
import type { OrderRow } from "./entitlement.ts"

/** What contexts depend on outside order and programme, as known now. Who or what is not in a map is not known yet. */
export type EarningFacts = {
  /** Pauses of earning. */
  pauses: Pause[]
  tests: TestPeriod[]
  /** Tags by customer's gid. */
  customerTags: Map<string, string[]>
  products: Map<string, ProductView & { collectionsAt: Date | null }>
  /** By order: 1 is its customer's first; where rules ask for it. */
  orderNumbers: Map<string, number>
  /** By customer, when rules ask for it: 1 to 12, and when it was told. */
  birthMonths: Map<string, { month: number; toldAt: Date }>
  timezone: string
}

/** An order with the customer who earns by it and the rules it is pinned to. */
export type Earner = { order: OrderRow; customerId: string; rules: ProgrammeRules }

/** Whether something of a context that was frozen before is still to be frozen: an answer waited for, or a line added since. */
export function isIncomplete(context: EarningContext, { order, rules }: Earner): boolean {
  if (context.awaits) return true
  return asksForProducts(rules) && order.fact.lines.some((line) => !context.lines[line.id])
}

/**
 * Freezes what is known now and not frozen yet. Pauses and tests are looked at only once (`first`): the moment the order
 * was placed decides, for good.
 */
export function completeContext(
  before: EarningContext,
  earner: Earner,
  facts: EarningFacts,
  first: boolean,
): EarningContext {
  const { awaits: awaited = [], ...context } = first ? withPeriods(before, earner.order.processedAt, facts) : before
  const { lines, unknown } = freezeLines(context, earner, facts.products)
  const undecided = first || awaited.some((gid) => gid.startsWith("gid://shopify/Customer/"))
  const known = withCustomer({ ...context, lines }, earner, facts, undecided)
  const awaits = known === null ? [earner.customerId, ...unknown] : unknown
  const complete = known ? withEarning(known, earner, facts) : { ...context, lines }
  return awaits.length > 0 ? { ...complete, awaits } : complete
}

function withPeriods(context: EarningContext, placedAt: Date, { pauses, tests }: EarningFacts): EarningContext {
  const pause = pauseAt(pauses, "earning", placedAt)
  const test = testAt(tests, placedAt)
  return {
    ...context,
    ...(pause && { pause: { id: pause.pauseId, fromAt: pause.fromAt.toISOString() } }),
    // Told only after a test whose points were taken away: it is treated like those that were told before.
    ...(test && { test: { id: test.testId, takesPart: false, ...(test.outcome === "remove" && { removed: true }) } }),
  }
}

/** Null: the customer's tags are asked for and not known. `undecided`: whether they take part in a test is still open. */
function withCustomer(
  context: EarningContext,
  { customerId, rules }: Earner,
  facts: EarningFacts,
  undecided: boolean,
): EarningContext | null {
  const asked = asksForCustomer(rules) && context.excludedTag === undefined
  const test = undecided ? facts.tests.find((one) => one.testId === context.test?.id) : undefined
  if (!asked && !test) return context
  const tags = facts.customerTags.get(customerId)
  if (!tags) return null
  const takesPart = tags.some((tag) => tag.trim().toLowerCase() === test?.tag.toLowerCase())
  return {
    ...context,
    ...(asked && { excludedTag: findExcludedTag(tags, rules) }),
    ...(context.test && test && { test: { ...context.test, takesPart } }),
  }
}

/** Rules are matched once, when all is known that they ask of the customer. */
function withEarning(
  context: EarningContext,
  { order, customerId, rules }: Earner,
  facts: EarningFacts,
): EarningContext {
  if (rules.earning.rules.length === 0 || context.earning) return context
  const born = facts.birthMonths.get(customerId)
  const number = facts.orderNumbers.get(order.orderId) ?? null
  const matched = matchOrder(rules.earning, {
    placedAt: order.processedAt,
    timezone: facts.timezone,
    tierId: context.tierId,
    customerTags: facts.customerTags.get(customerId) ?? [],
    orderNumber: number,
    // A birthday told after the order changes nothing for it.
    birthdayMonth: born && born.toldAt <= order.processedAt ? born.month : null,
  })
  return { ...context, earning: { rules: matched, ...(number !== null && { number }) } }
}

/** Collections are asked for again where nobody looked for so long before the order was placed. */
const COLLECTIONS_LAST_MS = 3_600_000

/** The products of an order that are known well enough for its programme. */
function knownFor({ order, rules }: Earner, products: EarningFacts["products"]): Map<string, ProductView> {
  if (!asksOf(rules.earning).collections) return products
  const since = order.processedAt.getTime() - COLLECTIONS_LAST_MS
  return new Map(
    [...products].filter(([, { collectionsAt }]) => collectionsAt !== null && collectionsAt.getTime() >= since),
  )
}

function freezeLines(
  context: EarningContext,
  earner: Earner,
  facts: EarningFacts["products"],
): { lines: Record<string, FrozenLine>; unknown: string[] } {
  const lines = { ...context.lines }
  const unknown = new Set<string>()
  const { order, rules } = earner
  const products = knownFor(earner, facts)
  if (asksForProducts(rules))
    for (const line of order.fact.lines) {
      if (lines[line.id]) continue
      const frozen = freezeLine(line, rules, products)
      if (frozen) lines[line.id] = frozen
      else unknown.add(line.productId as string)
    }
  return { lines, unknown: [...unknown] }
}
