import { expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { verify } from "#app/loyalty/verify.server.ts"
import { createEventStore } from "#app/queue/store-events.server.ts"
import { workOffEvents } from "#app/queue/work-off-events.server.ts"
import { generateLives, type ToldEvent } from "#tests/support/generated-lives.ts"
import { openToldShop } from "#tests/support/told-shop.ts"
import { react } from "./reactions.server.ts"

/**
 * The same events, worked off one by one or in batches of any size, by one worker or by several at once, end in the same
 * points, tiers and outbox. (How many entries led there may differ: what happened within one batch is posted as one.)
 */

const NOW = new Date()
const ORDERS = 100
const SEEDS = [11, 12]

async function store(shop: string, events: ToldEvent[]): Promise<void> {
  const store = createEventStore(process.env.DATABASE_URL as string)
  for (const [index, { topic, body }] of events.entries())
    await store.add({
      shop,
      topic,
      dedupKey: `e${index}`,
      apiVersion: "2026-07",
      triggeredAt: NOW,
      body: Buffer.from(body),
    })
  await store.close()
}

/**
 * Several workers may take up an order's deletion before its making; then nobody looks into it, and whom it alone would
 * have made a member is none. So what is asked for members is asked for those who have an order that stands.
 */
const HAS_ORDER = `EXISTS (SELECT FROM "Order" o
  WHERE o."shop" = $1 AND o."customerId" = m."customerId" AND o."deletedAt" IS NULL)`

const ASKED = {
  entries: `SELECT "customerId", "sourceId", sum("delta") AS available, sum("pendingDelta") AS pending, sum("debtDelta") AS debt
    FROM "PointsEntry" WHERE "shop" = $1 GROUP BY 1, 2
    HAVING sum("delta") <> 0 OR sum("pendingDelta") <> 0 OR sum("debtDelta") <> 0 ORDER BY 1, 2`,
  accounts: `SELECT "customerId", "available", "pending", "debt", "lifetime" FROM "PointsAccount"
    WHERE "shop" = $1 AND ("available", "pending", "debt", "lifetime") <> (0, 0, 0, 0) ORDER BY 1`,
  orders: `SELECT "orderId", "customerId", "target", "posted", "pending", "spendMinor" FROM "OrderPoints" p
    WHERE "shop" = $1 AND ("posted" <> 0 OR EXISTS (
      SELECT FROM "Order" o WHERE o."shop" = $1 AND o."orderId" = p."orderId" AND o."deletedAt" IS NULL)) ORDER BY 1, 2`,
  members: `SELECT "customerId", "tierId", "tierMeasure" FROM "Member" m WHERE "shop" = $1 AND ${HAS_ORDER} ORDER BY 1`,
  outbox: `SELECT "customerId" FROM "MemberSync" m WHERE "shop" = $1 AND "wanted" > "written" AND ${HAS_ORDER} ORDER BY 1`,
  events: `SELECT "state", count(*) AS n FROM "WebhookEvent" WHERE "shop" = $1 GROUP BY 1`,
}

async function stateOf(shop: string): Promise<Record<string, unknown[]>> {
  const answers = Object.entries(ASKED).map(async ([name, sql]) => {
    const { rows } = await acrossShops().query(sql, [shop])
    return [name, rows] as const
  })
  return Object.fromEntries(await Promise.all(answers))
}

/** Works off the same events in shops of their own and returns what each came to. */
async function outcomesOf(events: ToldEvent[][], work: () => Promise<unknown>) {
  const shops = await Promise.all(events.map(() => openToldShop()))
  for (const [index, shop] of shops.entries()) await store(shop, events[index] as ToldEvent[])
  await work()
  for (const shop of shops) expect((await verify(shop)).differences).toEqual([])
  return Promise.all(shops.map(stateOf))
}

const alone = (batchEvents: number) => () => workOffEvents(react, undefined, { batchEvents, lanes: 1 })
const together = (workers: number, batchEvents: number) => () =>
  Promise.all(Array.from({ length: workers }, () => workOffEvents(react, undefined, { batchEvents })))

test("batches of any size, and workers in any number, come to the same as one by one", async () => {
  const events = SEEDS.map((seed) => generateLives(seed, ORDERS, NOW))
  const oneByOne = await outcomesOf(events, alone(1))
  expect(oneByOne.every((state) => (state.accounts?.length ?? 0) > 10 && state.members?.length)).toBe(true)
  for (const work of [alone(7), alone(100), together(3, 7)]) expect(await outcomesOf(events, work)).toEqual(oneByOne)
}, 240_000)
