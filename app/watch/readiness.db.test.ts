import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { type DatabaseGate, openDatabaseGate } from "#tests/support/database-gate.ts"
import { type Door, openDoor } from "#tests/support/webhook-door.ts"
import { createReadiness } from "./readiness.server.ts"
import { openWatchDatabase } from "./watch-database.server.ts"

/** What is promised is two seconds; a busy machine gets a little more. */
const BOUND_MS = 3_500
let gate: DatabaseGate
let door: Door

beforeAll(async () => {
  gate = await openDatabaseGate(process.env.DATABASE_URL as string)
  door = await openDoor({ databaseUrl: gate.url })
})

beforeEach(() => gate.behave("open"))

afterAll(async () => {
  await door.stop()
  await gate.close()
})

const ask = async (path: string) => {
  const answer = await fetch(`http://127.0.0.1:${door.port}${path}`, { signal: AbortSignal.timeout(10_000) })
  return { status: answer.status, words: await answer.text() }
}
const deliver = () => door.deliver({ shop: "ready.myshopify.com", topic: "orders/create", body: `{"id": 1}` })

test("with the database there, all migrations applied and nobody stopping it, it is ready", async () => {
  expect(await ask("/readyz")).toEqual({ status: 200, words: "ready" })
})

test.each(["silent", "closed"] as const)(
  "while the database is %s the answer is 503 in time, the process lives, and comes back",
  async (how) => {
    expect((await ask("/readyz")).status).toBe(200)
    gate.behave(how)
    const startedAt = performance.now()
    expect(await ask("/readyz")).toEqual({ status: 503, words: "the database does not answer" })
    expect(performance.now() - startedAt).toBeLessThan(BOUND_MS)
    const many = await Promise.all(Array.from({ length: 20 }, () => ask("/readyz")))
    expect(new Set(many.map((answer) => answer.status))).toEqual(new Set([503]))
    expect(await ask("/healthz")).toEqual({ status: 200, words: "alive" })
    expect((await deliver()).status).toBe(503)
    gate.behave("open")
    await expect.poll(async () => (await ask("/readyz")).status, { timeout: 15_000 }).toBe(200)
    await expect.poll(async () => (await deliver()).status, { timeout: 15_000 }).toBe(200)
  },
)

test("an overfull room for webhooks, a database that is older than the code, a stop: not ready, and why", async () => {
  const watch = openWatchDatabase(process.env.DATABASE_URL as string)
  let load = 0.9
  const readiness = createReadiness(watch, () => load)
  expect(await readiness.reason()).toBe("too many webhooks wait to be stored")
  load = 0.1
  const forget = (name: string) =>
    acrossShops().query(`UPDATE "_prisma_migrations" SET "rolled_back_at" = $2 WHERE "migration_name" = $1`, [
      "20261121000000_first",
      name === "back" ? null : new Date(),
    ])
  await forget("gone")
  expect(await readiness.reason()).toBe("the database is older than this code")
  await forget("back")
  expect(await readiness.reason()).toBeNull()
  readiness.stop()
  expect(await readiness.reason()).toBe("stopping")
  await watch.close()
})
