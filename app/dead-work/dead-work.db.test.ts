import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { JOBS } from "#app/jobs.server.ts"
import { acrossShops, inShop, shopDb } from "#app/lib/db.server.ts"
import { join } from "#app/loyalty/members/member.server.ts"
import type { JobName } from "#app/queue/job-name.ts"
import { createEventStore } from "#app/queue/store-events.server.ts"
import type { WorkKind } from "#app/queue/work-source.server.ts"
import { noteCustomers } from "#app/records/customers/read-customers.server.ts"
import { markDoubtful } from "#app/records/orders/orders.server.ts"
import { requestMetafields } from "#app/records/shops/shop-metafields.server.ts"
import { toGid } from "#app/shopify/gid.ts"
import { createOrder } from "#simulator/world/actions/create-order.ts"
import { createCustomer } from "#simulator/world/actions/customers.ts"
import { openLinkedShop } from "#tests/support/installed-shop.ts"
import { openShop } from "#tests/support/loyalty-shop.ts"
import { openShopifyGate, type ShopifyGate } from "#tests/support/shopify-gate.ts"
import { openSimulatedAdmin, type SimulatedAdmin, useSimulatedAdmin } from "#tests/support/simulated-admin.ts"
import { readSample, toWire } from "#tests/support/webhook-samples.ts"
import { actOnWork, listActions, listDiscarded } from "./act-on-work.server.ts"
import { countWork, type FailedWork, findWork, listWork } from "./list-work.server.ts"

const STAFF = "4711"
const store = createEventStore(process.env.DATABASE_URL as string)
let admin: SimulatedAdmin
let gate: ShopifyGate

beforeAll(async () => {
  admin = await openSimulatedAdmin()
  gate = await openShopifyGate(admin.origin)
  useSimulatedAdmin({ ...admin, origin: gate.origin })
})

beforeEach(async () => {
  gate.throttle(false)
  await mendDatabase()
})

afterAll(async () => {
  await store.close()
  await gate.close()
  await admin.close()
})

/** The database refuses every product from now on: a fault that is not the event's. */
const breakDatabase = () => acrossShops().query(`ALTER TABLE "Product" ADD CONSTRAINT broken CHECK (false) NOT VALID`)
const mendDatabase = () => acrossShops().query(`ALTER TABLE "Product" DROP CONSTRAINT IF EXISTS broken`)

/** A shop on both sides, whose facts are fresh and for which nothing is left to do. */
async function linkedShop(): Promise<string> {
  const shop = await openLinkedShop(admin)
  await shopDb(shop).query(`UPDATE "Shop" SET "factAt" = now() + interval '1 year' WHERE "shop" = $1`, [shop])
  await run("sync_shop")
  return shop
}

async function run(name: JobName): Promise<void> {
  await JOBS.find((job) => job.name === name)?.run(new AbortController().signal)
}

type Case = { job: JobName; what: (shop: string) => Promise<unknown>; failureClass: string; viaDatabase?: true }

/** How each kind comes to fail: Shopify throttles, or the database refuses. */
const CASES: [WorkKind, Case][] = [
  ["event", { job: "work_off_events", viaDatabase: true, failureClass: "ours", what: (shop) => deliverProduct(shop) }],
  [
    "order",
    {
      job: "read_doubtful_orders",
      failureClass: "throttled",
      what: (shop) => inShop(shop, (tx) => markDoubtful(tx, shop, [newOrder(shop)])),
    },
  ],
  [
    "customer",
    {
      job: "read_customers",
      failureClass: "throttled",
      what: (shop) => inShop(shop, (tx) => noteCustomers(tx, shop, [newCustomer(shop)])),
    },
  ],
  [
    "shop",
    {
      job: "read_shops",
      failureClass: "throttled",
      what: (shop) => shopDb(shop).query(`UPDATE "Shop" SET "factAt" = to_timestamp(0) WHERE "shop" = $1`, [shop]),
    },
  ],
  [
    "member_sync",
    {
      job: "sync_members",
      failureClass: "throttled",
      what: (shop) => inShop(shop, (tx) => join(tx, shop, newCustomer(shop), "staff", new Date())),
    },
  ],
  [
    "programme_sync",
    {
      job: "sync_shop",
      failureClass: "throttled",
      what: (shop) => inShop(shop, (tx) => requestMetafields(tx, shop, "programme")),
    },
  ],
]

const newCustomer = (shop: string) => toGid("Customer", createCustomer(admin.world, shop, {}, new Date()).id)

function newOrder(shop: string): string {
  const lines = [{ title: "Coffee", quantity: 1, unitPriceMinor: 1478 }]
  return toGid("Order", createOrder(admin.world, shop, { customerId: null, lines }, new Date()).id)
}

async function deliverProduct(shop: string): Promise<void> {
  const body = Buffer.from(toWire(readSample("products/create")))
  const dedupKey = `event-of-${shop}`
  await store.add({ shop, topic: "products/create", dedupKey, apiVersion: "2026-07", triggeredAt: null, body })
}

/** Lets it fail and returns what is listed of it. */
async function failing(kind: WorkKind, { job, what, viaDatabase }: Case): Promise<{ shop: string; work: FailedWork }> {
  const shop = await linkedShop()
  if (viaDatabase) await breakDatabase()
  else gate.throttle(true)
  await what(shop)
  await run(job)
  const { rows } = await listWork(shop, { kinds: [kind], after: null, limit: 10 })
  expect(rows).toHaveLength(1)
  return { shop, work: rows[0] as FailedWork }
}

async function mend(): Promise<void> {
  gate.throttle(false)
  await mendDatabase()
}

test.each(CASES)("a failing %s is listed with its reason, and trying again mends it", async (kind, how) => {
  const { shop, work } = await failing(kind, how)
  expect(work).toMatchObject({ kind, failureClass: how.failureClass, tries: expect.any(Number) })
  expect(work.error).not.toBe("")
  expect(new Date(work.nextTryAt ?? 0).getTime()).toBeGreaterThan(Date.now())
  expect(await countWork(shop)).toEqual([{ kind, count: 1 }])
  expect(await findWork(shop, work.id)).toEqual(work)
  await mend()
  expect(await actOnWork(shop, STAFF, "retry", [work.id])).toEqual({ done: [work.id], gone: [] })
  await run(how.job)
  expect(await countWork(shop)).toEqual([])
  expect(await listActions(shop, work.id)).toMatchObject([{ action: "retried", staff: STAFF }])
})

test.each(CASES)(
  "a failing %s that is discarded is gone, also from the job, until it is brought back",
  async (kind, how) => {
    const { shop, work } = await failing(kind, how)
    await actOnWork(shop, STAFF, "discard", [work.id])
    expect(await countWork(shop)).toEqual([])
    await run(how.job)
    expect(await countWork(shop)).toEqual([])
    const { rows } = await listDiscarded(shop, { kinds: null, after: null, limit: 10 })
    expect(rows).toMatchObject([{ id: work.id, kind, staff: STAFF, error: work.error }])
    await mend()
    expect(await actOnWork(shop, "4712", "bring_back", [work.id])).toEqual({ done: [work.id], gone: [] })
    await run(how.job)
    expect(await countWork(shop)).toEqual([])
    expect((await listDiscarded(shop, { kinds: null, after: null, limit: 10 })).rows).toEqual([])
    expect(await listActions(shop, work.id)).toMatchObject([
      { action: "brought_back", staff: "4712" },
      { action: "discarded", staff: STAFF },
    ])
  },
)

test("a discarded event is kept as discarded, and is worked off when it is brought back", async () => {
  const [kind, how] = CASES[0] as [WorkKind, Case]
  const { shop, work } = await failing(kind, how)
  const state = async () =>
    (await shopDb(shop).query(`SELECT "state" FROM "WebhookEvent" WHERE "shop" = $1`, [shop])).rows[0]?.state
  await actOnWork(shop, STAFF, "discard", [work.id])
  expect(await state()).toBe("discarded")
  await mend()
  await actOnWork(shop, STAFF, "bring_back", [work.id])
  await run(how.job)
  expect(await state()).toBe("done")
})

test("another shop's ids are nobody's here: not found, not retried, not discarded, not brought back", async () => {
  const [kind, how] = CASES[0] as [WorkKind, Case]
  const { shop, work } = await failing(kind, how)
  const other = await openShop()
  expect(await findWork(other, work.id)).toBeNull()
  for (const verb of ["retry", "discard", "bring_back"] as const)
    expect(await actOnWork(other, STAFF, verb, [work.id])).toEqual({ done: [], gone: [work.id] })
  expect(await findWork(shop, work.id)).toEqual(work)
  await actOnWork(shop, STAFF, "discard", [work.id])
  expect(await actOnWork(other, STAFF, "bring_back", [work.id])).toEqual({ done: [], gone: [work.id] })
  expect(await listActions(other, work.id)).toEqual([])
})

test("many at once: what is there is done, what is not is told", async () => {
  const shop = await linkedShop()
  await breakDatabase()
  for (const place of [1, 2, 3]) {
    const body = Buffer.from(toWire({ ...readSample("products/create"), id: place }))
    await store.add({
      shop,
      topic: "products/create",
      dedupKey: `b-${place}`,
      apiVersion: "2026-07",
      triggeredAt: null,
      body,
    })
  }
  await run("work_off_events")
  const { rows } = await listWork(shop, { kinds: null, after: null, limit: 10 })
  const ids = rows.map((row) => row.id)
  expect(ids).toHaveLength(3)
  const outcome = await actOnWork(shop, STAFF, "discard", [...ids, "event-999999", "nonsense", "job-nothing"])
  expect(outcome).toEqual({ done: ids, gone: ["event-999999", "nonsense", "job-nothing"] })
  expect(await actOnWork(shop, STAFF, "discard", ids)).toEqual({ done: [], gone: ids })
})

test("the list goes on from page to page, whatever the kinds, and shows each failure once", async () => {
  const shop = await linkedShop()
  await shopDb(shop).query(
    `INSERT INTO "ReadFailure" ("shop", "kind", "subject", "since", "nextTryAt", "error")
     SELECT $1, 'shop', 's' || n, '2026-01-01Z'::timestamptz + (n % 3) * interval '1 hour', now(), 'x'
     FROM generate_series(1, 7) AS n`,
    [shop],
  )
  await shopDb(shop).query(
    `INSERT INTO "MemberSync" ("shop", "customerId", "failedSince", "error")
     SELECT $1, 'gid://shopify/Customer/' || n, '2026-01-01Z'::timestamptz + (n % 3) * interval '1 hour', 'x'
     FROM generate_series(1, 7) AS n`,
    [shop],
  )
  const seen: FailedWork[] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<typeof listWork>> = await listWork(shop, { kinds: null, after, limit: 4 })
    seen.push(...page.rows)
    after = page.next
  } while (after !== null)
  expect(new Set(seen.map((row) => row.id)).size).toBe(14)
  expect(seen.map((row) => row.since)).toEqual(
    seen
      .map((row) => row.since)
      .toSorted()
      .toReversed(),
  )
})
