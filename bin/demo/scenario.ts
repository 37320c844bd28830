import { setTimeout as sleep } from "node:timers/promises"
import type pg from "pg"
import { connectAcrossShops } from "#app/lib/scoped-statement.server.ts"
import type { ShopStart } from "#simulator/scenario/open-shop.ts"
import { SCENARIO_STARTS } from "#simulator/scenario/plan.ts"
import { publishWhatIsDue } from "./publish.ts"
import type { World } from "./start-world.ts"

const SEED = 2026
const PEOPLE = 240
const DUE_IN_A_DAY = 10_000

type Step = { done: boolean; played: number; total: number; at: string }

/**
 * Plays the seed scenario through the simulator, a day at a time: the shop's doings go out as signed webhooks, the app
 * works them off, then the next day begins. Where an earlier run was cut short it goes on; once played it does nothing.
 */
export async function playScenarioOnce(world: World, { people = PEOPLE } = {}): Promise<void> {
  const { hasStory } = await openShop(world, "scenario")
  if (!hasStory) return console.log("· This world was started empty; `npm run demo -- --fresh` plays the story")
  await publishWhatIsDue(world, SCENARIO_STARTS)
  const client = await connectAcrossShops(world.databaseUrl)
  try {
    for (;;) {
      const step = await postJson<Step>(`${world.simulatorOrigin}/_control/scenario/${world.shop}/step`, {
        seed: SEED,
        people,
      })
      if (step.done && step.played === 0) break
      await workedOff(client)
      await letTimePass(world, new Date(step.at))
      await publishWhatIsDue(world, new Date(step.at))
      showProgress(step)
      if (step.done) break
    }
  } finally {
    await client.end()
  }
}

/** Opens the shop as `start` says; twice does nothing. */
export function openShop(
  { simulatorOrigin, shop }: Pick<World, "simulatorOrigin" | "shop">,
  start: ShopStart,
): Promise<{ hasStory: boolean }> {
  return postJson(`${simulatorOrigin}/_control/scenario/${shop}/open`, { start })
}

/** Waits until no stored event is left to work on. */
async function workedOff(client: pg.Client): Promise<void> {
  for (let waitedMs = 0; waitedMs < 60_000; waitedMs += 20) {
    const { rows } = await client.query<{ open: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM "WebhookEvent" WHERE state = 'stored')
           OR EXISTS (SELECT 1 FROM "Order" WHERE "doubtfulSince" IS NOT NULL) AS open`,
    )
    if (!rows[0]?.open) return
    await sleep(20)
  }
  throw new Error("The app does not get its events done; see the app's log")
}

/** What the worker's ticker does every few seconds; here a day lasts milliseconds, and the ticker would come too late. */
async function letTimePass(world: World, at: Date): Promise<void> {
  process.env.DATABASE_URL = world.databaseUrl
  const { releaseDue } = await import("#app/loyalty/orders/release-due.server.ts")
  const { reviewDue } = await import("#app/loyalty/tiers/review-due.server.ts")
  await releaseDue(at, DUE_IN_A_DAY)
  await reviewDue(at, DUE_IN_A_DAY)
}

let shownAt = 0

function showProgress({ played, total, at, done }: Step): void {
  if (!process.stdout.isTTY) {
    if (done || played - shownAt > total / 10) {
      shownAt = played
      console.log(`  ${Math.round((100 * played) / total)} % · ${at.slice(0, 10)}`)
    }
    return
  }
  const filled = Math.round((30 * played) / total)
  const bar = `${"█".repeat(filled)}${"░".repeat(30 - filled)}`
  process.stdout.write(`\r· Eighteen months of Зрънце  ${bar}  ${at.slice(0, 10)}${done ? "\n" : ""}`)
}

export async function postJson<T>(url: string, body: unknown): Promise<T> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${(await answer.text()).slice(0, 400)}`)
  return (await answer.json()) as T
}
