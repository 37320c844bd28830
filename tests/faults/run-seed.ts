import type { FaultRequest } from "#simulator/faults/settings.ts"
import { type Difference, findDifferences } from "./differences.ts"
import { drive } from "./drive.ts"
import { openFaultWorld } from "./fault-world.ts"
import { findImpossibleTiers } from "./frozen-tiers.ts"
import { findLeftovers } from "./leftovers.ts"
import { planWorld } from "./plan.ts"
import { settleDown } from "./settle-down.ts"

/** `keep`: a world that does not end exact stays, so that its database can be asked why. */
export type SeedOptions = { seed: number; orders: number; kills: number; keep?: boolean; say?: (words: string) => void }

export type SeedResult = {
  seed: number
  orders: number
  kills: number
  happened: number
  faults: Record<string, number>
  members: number
  events: number
  driveMs: number
  totalMs: number
  differences: Difference[]
}

/** Thousandths; all at once. */
const FAULTS: Omit<FaultRequest, "seed"> = {
  webhooks: { duplicated: 80, delayed: 50, reordered: 80, dropped: 25 },
  adminApi: { throttled: 30, failed: 25, late: 1, silent: 1, lost: 25 },
}

const seconds = (sinceMs: number) => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`

/** One fault run from its seed, in a world of its own, from the empty shop to the list of what is not as it must be. */
export async function runSeed({ seed, orders, kills, keep = false, say = () => {} }: SeedOptions): Promise<SeedResult> {
  const begunAt = performance.now()
  const plan = planWorld(seed, orders, kills)
  const world = await openFaultWorld(new Date(plan.startAt - 60_000))
  try {
    say(`seed ${seed}: ${orders} orders, ${kills} kills (ready after ${seconds(begunAt)})`)
    world.simulator.faults.start({ seed, ...FAULTS })
    const drivenFrom = performance.now()
    const story = await drive(world, plan)
    const driveMs = Math.round(performance.now() - drivenFrom)
    say(`seed ${seed}: everything has happened (${seconds(begunAt)})`)
    await settleDown(world, plan, story, (words) => say(`seed ${seed}: ${words} (${seconds(begunAt)})`))
    // Nobody may have counted the rows of a world this young, and the comparison reads all of them.
    await world.database.query("ANALYZE")
    const differences = [
      ...(await findDifferences(world, plan, story)),
      ...(await findImpossibleTiers(world, plan, story)),
      ...(await findLeftovers(world)),
    ]
    if (keep && differences.length > 0) {
      say(differences.map(({ subject }) => subject).join("; "))
      say(`seed ${seed}: kept, until this process is told to end: ${world.databaseUrl}, logs in ${world.folder}`)
      await new Promise((resolve) => process.once("SIGINT", resolve))
    }
    const { rows } = await world.database.query<{ events: number; members: number }>(
      `SELECT (SELECT count(*) FROM "WebhookEvent")::int AS events, (SELECT count(*) FROM "Member")::int AS members`,
    )
    return {
      seed,
      orders,
      kills: story.kills,
      happened: story.happened,
      faults: world.simulator.faults.counts(),
      members: rows[0]?.members ?? 0,
      events: rows[0]?.events ?? 0,
      driveMs,
      totalMs: Math.round(performance.now() - begunAt),
      differences,
    }
  } catch (error) {
    const complaints = world.crew.complaints().slice(0, 10).join("\n")
    throw new Error(`seed ${seed} did not come to an end: ${String(error)}\n${complaints}`, { cause: error })
  } finally {
    await world.close()
  }
}
