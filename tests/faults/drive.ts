import { setTimeout as sleep } from "node:timers/promises"
import type { FaultWorld } from "./fault-world.ts"
import { customerOf, happen, type Ledger } from "./hands.ts"
import type { FaultPlan, Happening, Kill } from "./happening.ts"
import { programmesOf } from "./programmes.ts"
import { join } from "./shopper.ts"
import { openTides, type Tides } from "./tides.ts"

/** What the run did beside the world: what the oracle cannot read off the shop. */
export type Story = {
  ledger: Ledger
  /** World time at which customers (by id) joined by themselves. */
  joinedAt: Map<string, number>
  /** Points given (or taken) by staff and accepted, by customer id. */
  goodwill: Map<string, number>
  publishedAt: number[]
  happened: number
  kills: number
  joining: Joining
}

/** Joins that wait for their answer: a few at a time, while the world's clock goes on for a few days at most. */
type Joining = {
  add: (at: number, answer: Promise<void>) => Promise<void>
  settledBefore: (at: number) => Promise<void>
}

const MOST_UNDER_WAY = 400
const MOST_STORED = 5000
const LOOK_EVERY = 250
const MOST_JOINING = 12
const LATEST_JOIN_MS = 2 * 86_400_000

/** Lets the whole plan happen, killing processes on the way. Webhooks may still be under way when it returns. */
export async function drive(world: FaultWorld, plan: FaultPlan): Promise<Story> {
  const story: Story = {
    ledger: { people: new Map(), orders: new Map(), mergedInto: new Map() },
    joinedAt: new Map(),
    goodwill: new Map(),
    publishedAt: [],
    happened: 0,
    kills: 0,
    joining: openJoining(),
  }
  const planned = [...plan.kills]
  let due: Kill[] = []
  const tides = openTides(world.crew, plan.happenings.length, (kill) => strike(world, story, kill))
  const { clock, deliveries } = world.simulator.context
  for (const [index, happening] of plan.happenings.entries()) {
    const share = (index * 10_000) / plan.happenings.length
    await tides.turn(index)
    while (planned[0] && planned[0].when <= share) due.push(planned.shift() as Kill)
    due = tides.strike(due, index)
    await story.joining.settledBefore(happening.at - LATEST_JOIN_MS)
    if (clock.now().getTime() < happening.at) clock.set(new Date(happening.at))
    if (happening.does === "goodwill" || happening.does === "merge" || happening.does === "publish")
      await story.joining.settledBefore(Number.POSITIVE_INFINITY)
    await step(world, plan, story, happening)
    while (deliveries.open() > MOST_UNDER_WAY) await sleep(2)
    if (index % LOOK_EVERY === 0) await backlogBelow(world, MOST_STORED, tides)
  }
  await story.joining.settledBefore(Number.POSITIVE_INFINITY)
  tides.back()
  for (const kill of [...due, ...planned]) strike(world, story, kill)
  return story
}

function openJoining(): Joining {
  const open: { at: number; answer: Promise<void> }[] = []
  const settledBefore = async (at: number) => {
    while (open[0] && open[0].at < at) await open.shift()?.answer
  }
  return {
    settledBefore,
    add: async (at, answer) => {
      answer.catch(() => {
        // Thrown where it is awaited.
      })
      open.push({ at, answer })
      if (open.length > MOST_JOINING) await open.shift()?.answer
    },
  }
}

function strike(world: FaultWorld, story: Story, kill: Kill): void {
  story.kills += 1
  setTimeout(() => {
    for (const victim of kill.victims) world.crew.kill(victim, kill.which)
  }, kill.afterMs)
}

async function step(world: FaultWorld, plan: FaultPlan, story: Story, happening: Happening): Promise<void> {
  const { simulator, shop } = world
  switch (happening.does) {
    case "publish":
      story.publishedAt.push(await publish(world, plan, happening.programme))
      return
    case "join": {
      const customer = customerOf(story.ledger, happening.person)
      if (customer === null || story.joinedAt.has(customer)) return
      story.joinedAt.set(customer, happening.at)
      await story.joining.add(happening.at, join(world, customer))
      return
    }
    case "goodwill":
      return goodwill(world, story, happening)
    case "expire_tokens":
      await fetch(`${simulator.origin}/_control/shops/${shop}/expire-tokens`, { method: "POST" })
      return
    default:
      if (happen(simulator.world, shop, story.ledger, happening)) story.happened += 1
  }
}

async function publish(world: FaultWorld, plan: FaultPlan, programme: number): Promise<number> {
  const { publish, saveDraft } = await import("#app/loyalty/programme/programme.server.ts")
  await saveDraft(world.shop, programmesOf(plan.seed)[programme] as ReturnType<typeof programmesOf>[0])
  const outcome = await publish(world.shop, "fault run", world.simulator.context.clock.now())
  if (!outcome.ok) throw new Error(`the programme was not published: ${JSON.stringify(outcome)}`)
  return outcome.version.publishedAt.getTime()
}

async function goodwill(
  world: FaultWorld,
  story: Story,
  happening: Extract<Happening, { does: "goodwill" }>,
): Promise<void> {
  const customer = customerOf(story.ledger, happening.person)
  if (customer === null || !story.joinedAt.has(customer)) return
  const { deduct, grant } = await import("#app/loyalty/members/goodwill.server.ts")
  const outcome = await (happening.points > 0 ? grant : deduct)(world.shop, {
    customerId: `gid://shopify/Customer/${customer}`,
    points: Math.abs(happening.points),
    reason: "fault run",
    staff: "1",
    key: happening.key,
    at: world.simulator.context.clock.now(),
  })
  if (outcome.ok) story.goodwill.set(customer, (story.goodwill.get(customer) ?? 0) + happening.points)
  else if (outcome.reason !== "insufficient_points") throw new Error(`goodwill: ${JSON.stringify(outcome)}`)
}

/** Waits until the workers, who are called back when they are away, have caught up so far that fewer events than `most` wait. */
async function backlogBelow(world: FaultWorld, most: number, tides: Tides): Promise<void> {
  for (;;) {
    const { rows } = await world.database.query<{ waiting: string }>(
      `SELECT count(*) AS waiting FROM "WebhookEvent" WHERE "state" = 'stored'`,
    )
    if (Number(rows[0]?.waiting) < most) return
    tides.back()
    await sleep(20)
  }
}
