import type { Id } from "#simulator/world/order.ts"
import type { Difference } from "./differences.ts"
import type { Story } from "./drive.ts"
import type { FaultWorld } from "./fault-world.ts"
import { customerOf } from "./hands.ts"
import type { FaultPlan, LineDraft } from "./happening.ts"
import { programmesOf } from "./programmes.ts"

type Frozen = {
  orderId: Id
  customerId: Id
  processedAt: Date
  programmeVersion: number
  tierId: string | null
  multiplier: { numerator: number; denominator: number }
}

const FROZEN = `
SELECT split_part("orderId", '/', 5) AS "orderId", split_part("customerId", '/', 5) AS "customerId", "processedAt",
  "programmeVersion", "context" ->> 'tierId' AS "tierId", "context" -> 'multiplier' AS multiplier
FROM "OrderPoints" WHERE "shop" = $1`

/**
 * What the oracle takes as given is looked at here: each order's frozen multiplier must be its frozen tier's in the
 * programme of its day, and that tier one the customer could have reached with all that was bought before.
 */
export async function findImpossibleTiers(world: FaultWorld, plan: FaultPlan, story: Story): Promise<Difference[]> {
  const { rows } = await world.database.query<Frozen>(FROZEN, [world.shop])
  const programmes = programmesOf(plan.seed)
  const bought = purchasesOf(plan, story)
  const best = Math.max(
    ...programmes.flatMap(({ rates, tiers }) => {
      const rate = rates.EUR as { points: number; perMinor: number }
      return tiers.levels.map(
        ({ multiplier }) => (rate.points * multiplier.numerator) / (rate.perMinor * multiplier.denominator),
      )
    }),
  )
  return rows.flatMap((row): Difference[] => {
    const { tiers } = programmes[row.programmeVersion - 1] as (typeof programmes)[0]
    const level = tiers.levels.find(({ id }) => id === row.tierId)
    const wanted = level?.multiplier ?? { numerator: 1, denominator: 1 }
    const before = (bought.get(row.customerId) ?? []).filter(({ at }) => at < row.processedAt.getTime())
    const minor = before.reduce((sum, one) => sum + one.minor, 0)
    const possible =
      tiers.measure === "orders" ? before.length : Math.max(minor, Math.ceil(minor * best) + before.length)
    const fits =
      wanted.numerator * row.multiplier.denominator === wanted.denominator * row.multiplier.numerator &&
      (level?.threshold ?? 0) <= possible
    if (fits) return []
    return [
      {
        subject: `customer ${row.customerId}, frozen tier of order ${row.orderId}`,
        expected: `a tier that ${minor} cents bought before allow`,
        found: JSON.stringify({ tier: row.tierId, multiplier: row.multiplier }),
      },
    ]
  })
}

/** All that each customer's people ever bought, at its highest: no refund, no discount. */
function purchasesOf(plan: FaultPlan, story: Story): Map<Id, { at: number; minor: number }[]> {
  const buyers = new Map<number, number>()
  const bought = new Map<Id, { at: number; minor: number }[]>()
  const note = (person: number | undefined, at: number, lines: LineDraft[], shippingMinor: number) => {
    const customer = person === undefined ? null : customerOf(story.ledger, person)
    if (customer === null) return
    // Tax on top, where there is any, is at most a quarter.
    const minor = lines.reduce((sum, line) => sum + Math.ceil(line.unitMinor * line.units * 1.25), shippingMinor * 2)
    bought.set(customer, [...(bought.get(customer) ?? []), { at, minor }])
  }
  for (const one of plan.happenings) {
    if (one.does === "order" && one.draft.person !== null) {
      buyers.set(one.order, one.draft.person)
      note(one.draft.person, one.at, one.draft.lines, one.draft.shippingMinor)
    }
    if (one.does === "add") note(buyers.get(one.order), one.at, [one.line], 0)
  }
  return bought
}
