import { spawn } from "node:child_process"
import { tmpdir } from "node:os"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, expect, test } from "vitest"
import { now } from "#app/lib/clock.server.ts"
import { inShop, shopDb } from "#app/lib/db.server.ts"
import { verify } from "#app/loyalty/verify.server.ts"
import { onOrdersChanged } from "#app/reactions.server.ts"
import { toGid } from "#app/shopify/gid.ts"
import { listBulkOperations, setBulkBehaviour } from "#simulator/admin-api/bulk/bulk-operations.ts"
import {
  begin,
  daysAgo,
  factsOf,
  goOn,
  goOnUntil,
  openPastShops,
  placeOrder,
  pointsIn,
  stayWith,
} from "#tests/support/past-shop.ts"
import { DAY_MS } from "#tests/support/swept-shop.ts"
import { type Backfill, endReading, findBackfill, pauseBackfill, resumeBackfill } from "./backfill-rows.server.ts"

const { admin, open, person, close } = await openPastShops("resumed")

afterAll(close)

/** So many past orders of one customer that they are read and settled in several batches. */
async function openWithMany(count: number): Promise<string> {
  const shop = await open()
  const anna = person(shop, "anna")
  for (let index = 0; index < count; index += 1)
    placeOrder(admin, shop, new Date(daysAgo(30).getTime() + index * 60_000), { customerId: anna })
  return shop
}

test("stopped after every step it goes on where it was, and nothing is lost or doubled", async () => {
  const shop = await openWithMany(1_050)
  await begin(shop)
  const phases = new Set<string>()
  let goes = 0
  for (; (await findBackfill(shop))?.state === "running"; goes += 1) {
    const stop = new AbortController()
    await goOn(shop, stop.signal, (state) => {
      phases.add(`${state.phase} ${state.counts.read > 0} ${state.counts.settled > 0}`)
      stop.abort()
    })
  }
  expect(goes).toBeGreaterThan(5)
  expect(phases).toContain("reading true false")
  expect(phases).toContain("settling true true")
  expect((await findBackfill(shop))?.counts).toMatchObject({ read: 1_050, written: 1_050, settled: 1_050 })
  expect(await factsOf(shop)).toHaveLength(1_050)
  expect(await pointsIn(shop)).toEqual([{ available: 54 * 1_050, pending: 0 }])
  expect((await verify(shop)).differences).toEqual([])
})

test("a killed transaction leaves nothing half done: the batch comes again", async () => {
  const shop = await openWithMany(30)
  await begin(shop)
  await goOnUntil(shop, "settling")
  await shopDb(shop).query(`UPDATE "Backfill" SET "byteOffset" = 0, "phase" = 'reading' WHERE "shop" = $1`, [shop])
  const done = await stayWith(shop)
  expect(done.counts).toMatchObject({ read: 60, written: 30 })
  expect(await pointsIn(shop)).toEqual([{ available: 54 * 30, pending: 0 }])
})

test("staff can pause it, and go on", async () => {
  const shop = await openWithMany(1_200)
  const { id } = await begin(shop)
  await goOnUntil(shop, "reading")
  expect([await pauseBackfill(shop, id), (await goOn(shop)).kind]).toEqual([true, "none"])
  expect((await findBackfill(shop))?.counts.read).toBe(0)
  expect(await resumeBackfill(shop, id)).toBe(true)
  expect((await stayWith(shop)).counts.read).toBe(1_200)
  expect(await pauseBackfill(shop, id)).toBe(false)
})

test("staff can end the reading: what was read stays and is settled", async () => {
  const shop = await openWithMany(1_100)
  const { id } = await begin(shop)
  let ended = false
  while ((await findBackfill(shop))?.state === "running") {
    await goOn(shop, undefined, (state) => {
      if (state.phase !== "reading" || state.counts.read === 0 || ended) return
      ended = true
      void endReading(shop, id)
    })
    await sleep(20)
  }
  const over = await findBackfill(shop)
  expect(over).toMatchObject({ state: "cancelled", counts: { endedEarly: 1 } })
  expect((await verify(shop)).differences).toEqual([])
})

test("an export that fails gives what it has, and the rest is asked for from there", async () => {
  const shop = await openWithMany(250)
  setBulkBehaviour(admin.world, shop, { failAfter: 130 })
  await begin(shop)
  await goOn(shop)
  await untilEnded(shop, "FAILED")
  setBulkBehaviour(admin.world, shop, {})
  const done = await stayWith(shop)
  expect(done).toMatchObject({ state: "done", partial: false, counts: { cutShort: 1, written: 250 } })
  expect(done.counts.read).toBe(251) // the last one of the first file comes again with the second
})

test("an export that never gets anywhere ends in an error that says so, and can be taken up again", async () => {
  const shop = await openWithMany(3)
  setBulkBehaviour(admin.world, shop, { failAfter: 0 })
  await begin(shop)
  for (let go = 0; (await findBackfill(shop))?.state === "running" && go < 100; go += 1) {
    await goOn(shop)
    await sleep(10)
  }
  const failed = await findBackfill(shop)
  expect(failed).toMatchObject({ state: "failed", error: expect.stringMatching(/ended as failed/) })
  setBulkBehaviour(admin.world, shop, {})
  await resumeBackfill(shop, failed?.id as number)
  expect((await stayWith(shop)).counts.written).toBe(3)
})

test("when the file has expired, it is asked for again, without harm", async () => {
  const shop = await openWithMany(20)
  await begin(shop)
  await goOnUntil(shop, "reading")
  for (const operation of listBulkOperations(admin.world, shop))
    operation.completedAt = new Date(Date.now() - 8 * DAY_MS)
  const done = await stayWith(shop)
  expect(done.counts).toMatchObject({ read: 20, written: 20 })
  expect(listBulkOperations(admin.world, shop)).toHaveLength(2)
})

test("an export of ours that is under way is taken up rather than started twice", async () => {
  const shop = await openWithMany(3)
  setBulkBehaviour(admin.world, shop, { pauseMs: 200 })
  await begin(shop)
  await goOn(shop)
  // The answer to the start was lost: we do not know that it runs.
  await shopDb(shop).query(`UPDATE "Backfill" SET "phase" = 'asking', "bulkOperationId" = NULL WHERE "shop" = $1`, [
    shop,
  ])
  await stayWith(shop)
  expect(listBulkOperations(admin.world, shop)).toHaveLength(1)
})

test("an order settled by a webhook meanwhile is not settled twice", async () => {
  const shop = await openWithMany(5)
  await begin(shop)
  await goOnUntil(shop, "settling")
  const first = toGid("Order", [...(admin.world.shops.get(shop)?.orders.keys() ?? [])][0] as string)
  await inShop(shop, (tx) => onOrdersChanged(tx, shop, [first], now()))
  await stayWith(shop)
  expect(await pointsIn(shop)).toEqual([{ available: 54 * 5, pending: 0 }])
})

async function untilEnded(shop: string, status: string): Promise<void> {
  while (listBulkOperations(admin.world, shop)[0]?.status !== status) await sleep(5)
}

/** The import as an operator's command, in a process of its own that can be killed. */
function importInProcess(shop: string): { kill: () => void; ended: Promise<number | null> } {
  const child = spawn(process.execPath, ["bin/regulars.ts", "backfill", "--json", "--shop", shop], {
    env: { ...process.env, REGULARS_WORLD: tmpdir() },
    stdio: "ignore",
  })
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)))
  return { kill: () => child.kill("SIGKILL"), ended }
}

test("a process killed while it reads, and one killed while it settles, leave all to the next", async () => {
  const shop = await openWithMany(1_200)
  const killAt = [
    (state: Backfill | null) => (state?.counts.read ?? 0) > 0,
    (state: Backfill | null) => (state?.counts.settled ?? 0) > 0,
  ]
  for (const isTime of killAt) {
    const { kill, ended } = importInProcess(shop)
    while (!isTime(await findBackfill(shop))) await sleep(20)
    kill()
    expect(await ended).toBeNull()
  }
  const { ended } = importInProcess(shop)
  expect(await ended).toBe(0)
  const done = await findBackfill(shop)
  expect(done).toMatchObject({ state: "done", counts: { written: 1_200, points: 54 * 1_200 } })
  expect((await verify(shop)).differences).toEqual([])
}, 120_000)
