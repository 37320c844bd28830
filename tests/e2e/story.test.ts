import { afterAll, beforeAll, expect, test } from "vitest"
import { connectAcrossShops } from "#app/lib/scoped-statement.server.ts"
import { playScenarioOnce } from "../../bin/demo/scenario.ts"
import type { World } from "../../bin/demo/start-world.ts"
import { startThrowawayWorld } from "../../bin/demo/throwaway-world.ts"

/** The story that `npm run demo` tells, with fewer people: eighteen months through real processes and signed webhooks. */

const PEOPLE = 6
let world: World

beforeAll(async () => {
  world = await startThrowawayWorld("story")
})

afterAll(() => world?.forget())

test("the demo's story is told to its end: every webhook is taken in and understood, and people earn by it", async () => {
  await playScenarioOnce(world, { people: PEOPLE })
  const client = await connectAcrossShops(world.databaseUrl)
  const { rows: events } = await client.query(
    `SELECT DISTINCT "topic", "state", "error" FROM "WebhookEvent" WHERE "state" <> 'done'`,
  )
  const { rows: entries } = await client.query(`SELECT DISTINCT "code" FROM "PointsEntry" ORDER BY 1`)
  await client.end()
  expect(events).toEqual([])
  expect(entries.map(({ code }) => code)).toEqual(expect.arrayContaining(["order_earned", "pending_released"]))
})
