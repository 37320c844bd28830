import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { afterAll, afterEach, beforeAll, expect, test } from "vitest"
import { acrossShops } from "./db.server.ts"
import { env } from "./env.server.ts"
import type { AppError } from "./errors.ts"
import { closeRateLimits, requireRate, restingSeconds, spendRate } from "./rate-limit.server.ts"
import { RATE_RULES, type RateDoor } from "./rate-rules.ts"

beforeAll(() => {
  process.env.SHOPIFY_API_KEY = "key"
  process.env.SHOPIFY_API_SECRET = "secret"
  process.env.SHOPIFY_APP_URL = "http://127.0.0.1:4001"
})

afterEach(() => closeRateLimits())
afterAll(() => closeRateLimits())

async function welcome(door: RateDoor, key: string, times: number): Promise<number> {
  let count = 0
  for (let time = 0; time < times; time += 1) if ((await spendRate(door, key)).ok) count += 1
  return count
}

test("a visitor is welcome as often as the rule says, then told when to come again", async () => {
  const { points, perSeconds } = RATE_RULES["storefront-join"]
  expect(await welcome("storefront-join", "often", points + 5)).toBe(points)
  const refusal = await requireRate("storefront-join", "often").catch((error: unknown) => error)
  expect(refusal).toMatchObject({ code: "too_often", status: 429 })
  const seconds = Number((refusal as AppError).headers["Retry-After"])
  expect(seconds).toBeGreaterThan(0)
  expect(seconds).toBeLessThanOrEqual(perSeconds)
  expect(restingSeconds("storefront-join", "often")).toBeGreaterThan(0)
})

test("one visitor's haste is not another's, nor another door's", async () => {
  await welcome("storefront-join", "hasty", 20)
  expect((await spendRate("storefront-join", "calm")).ok).toBe(true)
  expect((await spendRate("storefront-customer", "hasty")).ok).toBe(true)
  expect(restingSeconds("storefront-join", "calm")).toBe(0)
})

test("an ordinary visitor costs the database nothing, and a counted one is no name in it", async () => {
  await welcome("storefront-join", "ordinary 203.0.113.7", RATE_RULES["storefront-join"].free)
  const before = await acrossShops().query(`SELECT count(*)::int AS n FROM "RateLimit"`)
  await welcome("storefront-join", "ordinary 203.0.113.7", 1)
  const { rows } = await acrossShops().query<{ key: string }>(`SELECT key FROM "RateLimit"`)
  expect(rows).toHaveLength(before.rows[0].n + 1)
  expect(rows.filter(({ key }) => key.includes("203") || key.includes("ordinary"))).toEqual([])
})

test("several processes share one limit", async () => {
  const { points, free } = RATE_RULES["storefront-join"]
  const processes = 3
  const script = `
    const { spendRate, closeRateLimits } = await import("#app/lib/rate-limit.server.ts")
    let welcome = 0
    for (let time = 0; time < ${points}; time += 1) if ((await spendRate("storefront-join", "shared")).ok) welcome += 1
    await closeRateLimits()
    console.log(welcome)`
  const run = () => promisify(execFile)(process.execPath, ["--input-type=module", "-e", script])
  const told = await Promise.all(Array.from({ length: processes }, run))
  const welcomed = told.map(({ stdout }) => Number(stdout)).reduce((sum, one) => sum + one, 0)
  expect(welcomed).toBeGreaterThanOrEqual(points)
  expect(welcomed).toBeLessThanOrEqual(points + free * (processes - 1))
})

test("while the database is away each process counts for itself", async () => {
  const known = env().databaseUrl
  env().databaseUrl = "postgresql://nobody@127.0.0.1:1/nothing"
  try {
    const { points } = RATE_RULES["storefront-join"]
    expect(await welcome("storefront-join", "away", points + 5)).toBe(points)
  } finally {
    env().databaseUrl = known
  }
})

test("only what is off is unlimited", async () => {
  env().rateLimits = false
  expect(await welcome("storefront-join", "off", 50)).toBe(50)
  env().rateLimits = true
  expect(await welcome("storefront-join", "off", 50)).toBe(RATE_RULES["storefront-join"].points)
})
