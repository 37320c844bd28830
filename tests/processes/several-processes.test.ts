import { afterAll, beforeAll, expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { verify } from "#app/loyalty/verify.server.ts"
import { orderBody } from "../../bench/order-bodies.ts"
import { openShops, storeOrders } from "../../bench/told-shops.ts"
import { countWorkers, type Fleet, openFleet, standingOf, until } from "./fleet.ts"
import { startSteadyLoad } from "./steady-load.ts"

/** Two servers and two workers on one PostgreSQL: what one process does, or ends to do, is no matter for anybody's points. */

const BATCH = 250
let fleet: Fleet
let shops: string[]

beforeAll(async () => {
  fleet = await openFleet({ servers: 2, workers: 2 })
  shops = await openShops(5)
})

afterAll(() => fleet?.close())

const shop = (index: number) => shops[index] as string
const storm = (of: string, orders: number, first = 0) =>
  storeOrders(fleet.databaseUrl, { shops: [of], orders, customersPerShop: 200, first })
const doneOf = async (of: string) => (await standingOf(of)).done

test("four processes that start at once on an empty database bring it up to date together, each step once", async () => {
  const { rows } = await acrossShops().query(
    `SELECT count(*) AS steps, count(DISTINCT "migration_name") AS names, bool_and("finished_at" IS NOT NULL) AS whole
     FROM "_prisma_migrations"`,
  )
  expect(rows[0]).toMatchObject({ steps: rows[0].names, whole: true })
})

test("every process restarted in turn under load: no delivery is refused, lost or worked off twice", async () => {
  const of = shop(0)
  const placedAt = new Date()
  const ports = fleet.servers.map((server) => server.port)
  const load = startSteadyLoad(ports, fleet.secret, 40, (index) => ({
    shop: of,
    topic: "orders/create",
    eventId: `rolling-${index}`,
    body: orderBody({ number: index, customer: index % 50, placedAt }),
  }))
  const ends: string[] = []
  for (const member of [...fleet.servers, ...fleet.workers]) ends.push(await member.restart())
  await until("both workers are back", async () => (await countWorkers()) >= 2)
  const told = await load.stop()
  expect(ends.map((words) => /\((exit 0)\)/.exec(words)?.[1])).toEqual(Array(4).fill("exit 0"))
  expect(told.statuses).toEqual({ 200: told.accepted.length })
  const sent = told.accepted.length
  await until("all are worked off", async () => (await doneOf(of)) === sent)
  expect(await standingOf(of)).toEqual({ stored: sent, done: sent, entries: sent, orders: sent })
  expect((await verify(of)).differences).toEqual([])
})

test("a worker killed in the middle of a batch: the other finishes, nothing lost or doubled", async () => {
  const of = shop(1)
  await storm(of, 1500)
  const [victim] = fleet.workers as [Fleet["workers"][number]]
  await until("work has begun", async () => (await doneOf(of)) > 0)
  process.kill(victim.running().pid, "SIGKILL")
  await until("the other has finished", async () => (await doneOf(of)) === 1500)
  await victim.start()
  expect(await standingOf(of)).toEqual({ stored: 1500, done: 1500, entries: 1500, orders: 1500 })
  expect((await verify(of)).differences).toEqual([])
})

test("one order does not wait behind another shop's five thousand", async () => {
  const [big, small] = [shop(2), shop(3)]
  await storm(big, 5000)
  await until("the storm is being worked off", async () => (await doneOf(big)) > 0)
  await storm(small, 1)
  await until("both are worked off", async () => (await doneOf(small)) === 1 && (await doneOf(big)) === 5000, 120_000)
  const { rows } = await acrossShops().query<{ before: number; after: number }>(
    `SELECT count(*) FILTER (WHERE b."doneAt" BETWEEN s."receivedAt" AND s."doneAt") AS before,
       count(*) FILTER (WHERE b."doneAt" > s."doneAt") AS after
     FROM "WebhookEvent" b, "WebhookEvent" s WHERE b."shop" = $1 AND s."shop" = $2`,
    [big, small],
  )
  // Two workers with two batches each under way when it came, and as many that a round had begun with.
  expect(rows[0]?.before).toBeLessThanOrEqual(8 * BATCH)
  expect(rows[0]?.after).toBeGreaterThan(BATCH)
})
