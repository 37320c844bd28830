import type { ProgrammeRules } from "#app/loyalty/programme/programme-rules.ts"
import type { Id } from "#simulator/world/order.ts"
import { getShop } from "#simulator/world/world.ts"
import { type Expected, type ExpectedShop, expectShop } from "../oracle/shop-world.ts"
import type { Story } from "./drive.ts"
import type { FaultWorld } from "./fault-world.ts"
import type { FaultPlan } from "./happening.ts"
import { programmesOf } from "./programmes.ts"

/** Something that is not as it must be. */
export type Difference = { subject: string; expected: string; found: string }

type MemberRow = {
  customerId: Id
  available: string
  pending: string
  debt: string
  lifetime: string
  tierId: string | null
}

const MEMBERS = `
SELECT split_part(m."customerId", '/', 5) AS "customerId", m."tierId", coalesce(a."available", 0) AS available,
  coalesce(a."pending", 0) AS pending, coalesce(a."debt", 0) AS debt, coalesce(a."lifetime", 0) AS lifetime
FROM "Member" m LEFT JOIN "PointsAccount" a USING ("shop", "customerId") WHERE m."shop" = $1`

const CONTEXTS = `
SELECT split_part("orderId", '/', 5) AS "orderId", split_part("customerId", '/', 5) AS "customerId", "target",
  "context" -> 'multiplier' AS multiplier FROM "OrderPoints" WHERE "shop" = $1`

type ContextRow = {
  orderId: Id
  customerId: Id
  target: string
  multiplier: { numerator: number; denominator: number }
}

/** Every balance, tier, metafield and tag beside what the oracle says of the simulator's world. */
export async function findDifferences(world: FaultWorld, plan: FaultPlan, story: Story): Promise<Difference[]> {
  const { database, shop } = world
  const contexts = (await database.query<ContextRow>(CONTEXTS, [shop])).rows
  const members = (await database.query<MemberRow>(MEMBERS, [shop])).rows
  const multipliers = new Map(contexts.map((row) => [`${row.orderId} ${row.customerId}`, row.multiplier]))
  const expected = expectShop(getShop(world.simulator.world, shop), {
    now: world.simulator.context.clock.now().getTime(),
    programmes: programmesOf(plan.seed).map((rules, index) => ({ from: story.publishedAt[index] as number, rules })),
    joinedAt: story.joinedAt,
    goodwill: story.goodwill,
    mergedInto: story.ledger.mergedInto,
    multiplierOf: (order, customer) => multipliers.get(`${order} ${customer}`) ?? { numerator: 1, denominator: 1 },
  })
  return [...compareMembers(expected, members, contexts), ...compareShopify(world, expected, plan)]
}

function compareMembers(expected: ExpectedShop, rows: MemberRow[], contexts: ContextRow[]): Difference[] {
  const found: Difference[] = []
  const seen = new Map(rows.map((row) => [row.customerId, row]))
  for (const [id, wanted] of expected.members) {
    const row = seen.get(id)
    const have = row
      ? {
          available: Number(row.available),
          pending: Number(row.pending),
          debt: Number(row.debt),
          lifetime: Number(row.lifetime),
          tier: row.tierId,
        }
      : null
    const want = { ...wanted.balance, tier: wanted.tier.id }
    if (JSON.stringify(have) === JSON.stringify(want)) continue
    found.push({
      subject: `customer ${id}${ordersThatDiffer(id, wanted, contexts)}`,
      expected: JSON.stringify(want),
      found: JSON.stringify(have),
    })
  }
  for (const row of rows) {
    const points = [row.available, row.pending, row.debt].map(Number)
    if (expected.members.has(row.customerId) || points.every((one) => one === 0)) continue
    found.push({ subject: `customer ${row.customerId}`, expected: "nothing", found: JSON.stringify(row) })
  }
  return found
}

function ordersThatDiffer(customer: Id, wanted: Expected, contexts: ContextRow[]): string {
  const have = new Map(
    contexts.filter((row) => row.customerId === customer).map((row) => [row.orderId, Number(row.target)]),
  )
  const ids = new Set([...wanted.orders.keys(), ...have.keys()])
  return [...ids]
    .filter((id) => (wanted.orders.get(id) ?? 0) !== (have.get(id) ?? 0))
    .map((id) => `, order ${id}: ${wanted.orders.get(id) ?? "none"} expected, ${have.get(id) ?? "none"} posted`)
    .join("")
}

/** The metafield and the tag that Shopify shows of each customer. */
function compareShopify(world: FaultWorld, expected: ExpectedShop, plan: FaultPlan): Difference[] {
  const place = getShop(world.simulator.world, world.shop)
  const namespace = `app--${world.apiKey}`
  const unit = (programmesOf(plan.seed)[1] as ReturnType<typeof programmesOf>[1]).tiers.measure
  const found: Difference[] = []
  for (const customer of place.customers.values()) {
    const text = place.metafields.get(customer.admin_graphql_api_id)?.get(`${namespace}.loyalty`)?.value
    const { at: _at, ...have } = text === undefined ? { at: "" } : JSON.parse(text)
    const wanted = expected.members.get(customer.id)
    const tags = customer.tags.split(", ").filter((tag) => tag.startsWith("regulars-tier-"))
    const wantedTags = wanted?.tier.id ? [`regulars-tier-${wanted.tier.id}`] : []
    const differ = (what: string, want: unknown, got: unknown) => {
      if (sorted(want) === sorted(got)) return
      found.push({ subject: `customer ${customer.id}, ${what} in Shopify`, expected: sorted(want), found: sorted(got) })
    }
    differ("tags", wantedTags, tags)
    if (wanted) differ("metafield", metafieldOf(wanted, unit), have)
    else if (!expected.unsure.has(customer.id)) differ("metafield", {}, have)
  }
  return found
}

function metafieldOf({ balance, tier }: Expected, unit: ProgrammeRules["tiers"]["measure"]): Record<string, unknown> {
  return {
    ...balance,
    joined: true,
    tier: tier.id === null ? null : { id: tier.id, name: tier.name },
    next: tier.next && { ...tier.next, unit, currency: "EUR" },
  }
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) =>
    entry !== null && typeof entry === "object" && !Array.isArray(entry)
      ? Object.fromEntries(Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)))
      : entry,
  )
}
