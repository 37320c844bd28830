import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { CLIENT_HEADER } from "#app/lib/client-headers.ts"
import { closeRateLimits } from "#app/lib/rate-limit.server.ts"
import { RATE_RULES } from "#app/lib/rate-rules.ts"
import { type Door, openDoor } from "#tests/support/webhook-door.ts"
import { createDeliveryGuard } from "./delivery-guard.server.ts"

let door: Door
let clock = 0
const { points } = RATE_RULES["webhook-refused"]

beforeAll(async () => {
  process.env.SHOPIFY_API_KEY = "key"
  process.env.SHOPIFY_API_SECRET = "secret"
  process.env.SHOPIFY_APP_URL = "http://127.0.0.1:4001"
  door = await openDoor({ guard: createDeliveryGuard(() => clock), bodyLimitBytes: 100_000 })
})

afterAll(async () => {
  await door.stop()
  await closeRateLimits()
})

beforeEach(() => {
  clock += 10_000_000 // every test begins with nobody trusted and all trials left
})

function deliver(from: string, signed: boolean, body = `{"id": 1}`) {
  const wrong = signed ? {} : { "x-shopify-hmac-sha256": "d3Jvbmc=" }
  return door.deliver({
    shop: "guarded.myshopify.com",
    topic: "orders/create",
    body,
    headers: { [CLIENT_HEADER]: from, ...wrong },
  })
}

async function misbehave(from: string, times = points + 5): Promise<number[]> {
  const statuses: number[] = []
  for (let time = 0; time < times; time += 1) statuses.push((await deliver(from, false)).status)
  return statuses
}

/** Sends wrong signatures until told to wait. While the database is slow a process counts for itself: then it takes longer. */
async function misbehaveUntilTold(from: string): Promise<number[]> {
  const statuses: number[] = []
  while (statuses.at(-1) !== 429 && statuses.length < points * 4) statuses.push((await deliver(from, false)).status)
  return statuses
}

test("after some wrong signatures a sender is told to wait, and his bodies are not read", async () => {
  const statuses = await misbehaveUntilTold("203.0.113.1")
  expect(statuses.slice(0, points)).toEqual(Array(points).fill(401))
  const told = await deliver("203.0.113.1", false, `{"a": "${"x".repeat(90_000)}"}`)
  expect(told.status).toBe(429)
  expect(Number(told.headers["retry-after"])).toBeGreaterThan(0)
})

test("another sender is not touched by it", async () => {
  await misbehave("203.0.113.2")
  expect((await deliver("203.0.113.3", false)).status).toBe(401)
  expect((await deliver("203.0.113.4", true)).status).toBe(200)
})

test("who delivered something signed is never made to wait, whatever else comes from there", async () => {
  expect((await deliver("203.0.113.5", true)).status).toBe(200)
  await misbehave("203.0.113.5", points * 2)
  for (let time = 0; time < 20; time += 1) expect((await deliver("203.0.113.5", true)).status).toBe(200)
})

test("a sender already resting is cleared by something signed among the few bodies that are still read", async () => {
  expect((await misbehaveUntilTold("203.0.113.6")).at(-1)).toBe(429)
  expect((await deliver("203.0.113.6", true)).status).toBe(429)
  clock += 1000
  expect((await deliver("203.0.113.6", true)).status).toBe(200)
  for (let time = 0; time < 20; time += 1) expect((await deliver("203.0.113.6", true)).status).toBe(200)
})

test("signed deliveries are counted nowhere", async () => {
  const answers = await Promise.all(Array.from({ length: 500 }, () => deliver("203.0.113.7", true)))
  expect(answers.filter(({ status }) => status !== 200)).toEqual([])
})
