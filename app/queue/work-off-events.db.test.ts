import { randomBytes } from "node:crypto"
import { expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { metrics } from "#app/lib/metrics.server.ts"
import { dropOldEvents } from "./drop-old-events.server.ts"
import type { StoredEvent } from "./stored-event.ts"
import { MOST_ATTEMPTS, retryDelayMs } from "./stored-event.ts"
import { type React, workOffEvents } from "./work-off-events.server.ts"

const newShop = () => `q${randomBytes(6).toString("hex")}.myshopify.com`

async function store(shop: string, count: number, body = "{}"): Promise<void> {
  await acrossShops().query(
    `INSERT INTO "WebhookEvent" ("shop", "topic", "dedupKey", "apiVersion", "body")
     SELECT $1, 'orders/create', gen_random_uuid(), '2026-07', convert_to($3, 'UTF8') FROM generate_series(1, $2)`,
    [shop, count, body],
  )
}

async function states(shop: string): Promise<Record<string, number>> {
  const { rows } = await acrossShops().query(
    `SELECT "state", count(*) AS n FROM "WebhookEvent" WHERE "shop" = $1 GROUP BY "state"`,
    [shop],
  )
  return Object.fromEntries(rows.map((row) => [row.state, row.n]))
}

const dueNow = (shop: string) =>
  acrossShops().query(`UPDATE "WebhookEvent" SET "nextTryAt" = now() WHERE "shop" = $1`, [shop])

const nothing: React = async () => new Map()
const failOn =
  (word: string): React =>
  async (_tx, _shop, events: StoredEvent[]) => {
    if (events.some((event) => event.body.includes(word))) throw new Error(`cannot digest ${word}`)
    return new Map()
  }

test("a shop with one event does not wait behind a shop with a thousand", async () => {
  const [big, small] = [newShop(), newShop()].sort() as [string, string]
  await store(big, 1000)
  await store(small, 1)
  const served: [string, number][] = []
  await workOffEvents(async (_tx, shop, events) => {
    served.push([shop, events.length])
    return new Map()
  })
  expect(served.slice(0, 2)).toContainEqual([small, 1])
  expect(await states(big)).toEqual({ done: 1000 })
})

test("two workers share the events of a shop, and none is worked off twice", async () => {
  const shop = newShop()
  await store(shop, 450)
  const seen: number[] = []
  const slowly: React = async (tx, _shop, events) => {
    seen.push(...events.map((event) => event.id))
    await tx.query("SELECT pg_sleep(0.01)")
    return new Map()
  }
  const counts = await Promise.all([workOffEvents(slowly), workOffEvents(slowly), workOffEvents(slowly)])
  expect([counts.reduce((sum, count) => sum + count), new Set(seen).size, seen.length]).toEqual([450, 450, 450])
})

test("a poisoned event fails alone: its neighbours are done, it waits and is tried again", async () => {
  const shop = newShop()
  await store(shop, 5)
  await store(shop, 1, `{"is": "poison"}`)
  await workOffEvents(failOn("poison"))
  expect(await states(shop)).toEqual({ done: 5, stored: 1 })
  await dueNow(shop)
  await workOffEvents(nothing)
  expect(await states(shop)).toEqual({ done: 6 })
})

test("what fails ten times is given up, keeps its error and is not tried again", async () => {
  const shop = newShop()
  await store(shop, 1, `{"is": "poison"}`)
  for (let tries = 0; tries < MOST_ATTEMPTS + 2; tries += 1) {
    await dueNow(shop)
    await workOffEvents(failOn("poison"))
  }
  const { rows } = await acrossShops().query(
    `SELECT "state", "attempts", "error" FROM "WebhookEvent" WHERE "shop" = $1`,
    [shop],
  )
  expect(rows).toEqual([{ state: "failed", attempts: MOST_ATTEMPTS, error: "Error: cannot digest poison" }])
})

test("a failure that passes by itself is not held against any event", async () => {
  const shop = newShop()
  await store(shop, 3)
  const deadlocked: React = async () => {
    throw Object.assign(new Error("deadlock detected"), { code: "40P01" })
  }
  await expect(workOffEvents(deadlocked)).rejects.toThrow("deadlock")
  const { rows } = await acrossShops().query(
    `SELECT DISTINCT "state", "attempts" FROM "WebhookEvent" WHERE "shop" = $1`,
    [shop],
  )
  expect(rows).toEqual([{ state: "stored", attempts: 0 }])
  await workOffEvents(nothing)
})

test("a batch that was undone for the sake of another transaction is begun again, and counted once", async () => {
  const shop = newShop()
  await store(shop, 3)
  const done = async () =>
    (await metrics.events.get()).values.find(({ labels }) => labels.outcome === "done")?.value ?? 0
  const before = await done()
  let begun = 0
  const undoneOnce: React = async () => {
    begun += 1
    if (begun === 1) throw Object.assign(new Error("deadlock detected"), { code: "40P01" })
    return new Map()
  }
  expect(await workOffEvents(undoneOnce)).toBe(3)
  expect([begun, (await done()) - before]).toEqual([2, 3])
  expect(await states(shop)).toEqual({ done: 3 })
})

test("an event that waits for its shop counts no failure and comes back in its time", async () => {
  const shop = newShop()
  await store(shop, 1)
  const wait: React = async (_tx, _shop, events) =>
    new Map(events.map((event) => [event.id, { kind: "waits", reason: "not yet", forMs: 3_600_000 }]))
  await workOffEvents(wait)
  expect(await workOffEvents(nothing)).toBe(0)
  await dueNow(shop)
  expect(await workOffEvents(nothing)).toBe(1)
})

test("waits grow from two seconds to an hour at most", () => {
  expect([1, 2, 3, 9, 20].map(retryDelayMs)).toEqual([2_000, 4_000, 8_000, 512_000, 3_600_000])
})

test("deliveries are forgotten two weeks after, but never one that is still to be worked off", async () => {
  const shop = newShop()
  await store(shop, 3)
  await workOffEvents(nothing)
  await store(shop, 1)
  await acrossShops().query(`UPDATE "WebhookEvent" SET "receivedAt" = now() - interval '15 days' WHERE "shop" = $1`, [
    shop,
  ])
  await store(shop, 2)
  expect(await dropOldEvents()).toBe(3)
  expect(await states(shop)).toEqual({ stored: 3 })
})
