import { setTimeout as sleep } from "node:timers/promises"
import type { OnOrdersChanged } from "#app/records/orders/doubtful.server.ts"
import { WAITING } from "#app/watch/waiting.ts"
import type { Story } from "./drive.ts"
import type { FaultWorld } from "./fault-world.ts"
import { customerOf } from "./hands.ts"
import type { FaultPlan } from "./happening.ts"
import { openPanel } from "./shopper.ts"

/** Machine time without any progress. */
const DRY_WITHIN_MS = 120_000
const ARRIVED_WITHIN_MS = 300_000
const LOOK_EVERY_MS = 50
/** Longer than the longest pending time of any programme of a run: 60 days after payment and 30 more. */
const PAST_ALL_RELEASES = "95d"

/** A lease taken just now is longer than this, and whoever holds one is done within seconds when nothing goes wrong. */
const SURELY_NO_LEASE = "100 seconds"
const LOOKS_UNTIL_CUT = 10

const WAITS = [
  ["WebhookEvent", "nextTryAt"],
  ["MemberSync", "nextTryAt"],
  ["ShopMetafield", "nextTryAt"],
  ["Order", "doubtfulNextAt"],
  ["OrderWait", "nextTryAt"],
  ["OwedSettlement", "nextTryAt"],
] as const

/** What must be nothing before anybody may count, at $1 (world time). */
const OPEN_WORK = {
  ...WAITING,
  events: `"WebhookEvent" WHERE "state" = 'stored'`,
  releases: `"OrderPoints" WHERE "settledAt" IS NULL AND "pending" > 0 AND "releaseAt" <= $1`,
  reviews: `"Member" WHERE "tierReviewAt" <= $1`,
}
const COUNT_OPEN_WORK = `SELECT ${Object.entries(OPEN_WORK)
  .map(([what, rows]) => `(SELECT count(*)::int FROM ${rows}) AS ${what}`)
  .join(", ")}`

/**
 * Ends the faults and lets everything come to rest: late webhooks arrive, the queue runs dry, a sweep repairs what was
 * never told, the last points are released, and Shopify shows what we know.
 */
export async function settleDown(
  world: FaultWorld,
  plan: FaultPlan,
  story: Story,
  say: (words: string) => void,
): Promise<void> {
  const { simulator } = world
  const { clock, deliveries } = simulator.context
  simulator.faults.end()
  clock.advance("25h")
  await sleep(2 * LOOK_EVERY_MS)
  await world.crew.ready()
  await deliveries.idle(ARRIVED_WITHIN_MS)
  say("every webhook that was told has arrived")
  await letHoursPass(world)
  await runDry(world)
  say("the queue is dry")
  await sweep(world)
  await runDry(world)
  say("the sweep has repaired what was not told")
  for (const customer of guests(plan, story)) await openPanel(world, customer)
  clock.advance(PAST_ALL_RELEASES)
  await runDry(world)
  await deliveries.idle(ARRIVED_WITHIN_MS)
  await runDry(world)
}

/**
 * What a killed worker had taken, and what failed, waits for minutes or hours of machine time. They pass: while no worker
 * runs, so that nobody really holds what is let go.
 */
async function letHoursPass(world: FaultWorld): Promise<void> {
  await world.crew.stop("worker")
  await cutWaits(world, "1 day")
  world.crew.start("worker")
}

/** Waits of machine time that end within `ahead` end now. */
async function cutWaits(world: FaultWorld, ahead: string): Promise<void> {
  for (const [table, column] of WAITS)
    await world.database.query(
      `UPDATE "${table}" SET "${column}" = clock_timestamp()
       WHERE "${column}" > clock_timestamp() AND "${column}" < clock_timestamp() + $1::interval`,
      [ahead],
    )
}

/** Who bought as a guest and joined: their orders may have become known only now, and are theirs at the next visit. */
function guests(plan: FaultPlan, story: Story): Set<string> {
  const people = plan.happenings.flatMap((one) => (one.does === "order" && one.draft.guest ? [one.draft.person] : []))
  const customers = people.flatMap((person) => (person === null ? [] : (customerOf(story.ledger, person) ?? [])))
  return new Set(customers.filter((customer) => story.joinedAt.has(customer)))
}

/** A sweep as the night's job does it, by the product's own function. */
async function sweep(world: FaultWorld): Promise<void> {
  const { sweepShop } = await import("#app/records/sweep/sweep.server.ts")
  const { onOrdersChanged } = await import("#app/reactions.server.ts")
  const { onMergeFound } = await import("#app/reactions-to-answers.server.ts")
  const at = world.simulator.context.clock.now()
  const onChanged: OnOrdersChanged = (tx, shop, ids) => onOrdersChanged(tx, shop, ids, at)
  const until = performance.now() + DRY_WITHIN_MS
  for (;;) {
    const outcome = await sweepShop(world.shop, { onChanged, onMerged: onMergeFound }, at)
    if (outcome.kind === "done") return
    if (outcome.kind !== "busy" || performance.now() > until) throw new Error(`the sweep: ${JSON.stringify(outcome)}`)
    await sleep(LOOK_EVERY_MS)
  }
}

async function runDry(world: FaultWorld): Promise<void> {
  let until = performance.now() + DRY_WITHIN_MS
  let before = ""
  for (let looks = 1; ; looks += 1) {
    if (looks % LOOKS_UNTIL_CUT === 0) await cutWaits(world, SURELY_NO_LEASE)
    const { rows } = await world.database.query<Record<string, number>>(COUNT_OPEN_WORK, [
      world.simulator.context.clock.now(),
    ])
    if (Object.values(rows[0] ?? {}).every((count) => count === 0)) return
    const left = JSON.stringify(rows[0])
    if (left !== before) until = performance.now() + DRY_WITHIN_MS
    before = left
    if (performance.now() > until) throw new Error(`work is left that nobody does: ${left}`)
    await sleep(LOOK_EVERY_MS)
  }
}
