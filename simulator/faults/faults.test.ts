import { mkdtempSync } from "node:fs"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { issueToken } from "../admin-api/tokens.ts"
import { type Simulator, startSimulator } from "../server.ts"
import { createOrder } from "../world/actions/create-order.ts"
import { createCustomer } from "../world/actions/customers.ts"
import { installApp, openShop } from "../world/actions/shops.ts"
import type { FaultRequest } from "./settings.ts"

const SHOP = "kafe.myshopify.com"
const SCOPES = ["read_orders", "write_customers"]

let app: Server
let simulator: Simulator
let arrived: { topic: string; webhookId: string; id: string }[]
let token: string

beforeEach(async () => {
  arrived = []
  app = createServer((request, response) => {
    let body = ""
    request.on("data", (chunk) => {
      body += chunk
    })
    request.on("end", () => {
      const { "x-shopify-topic": topic, "x-shopify-webhook-id": webhookId } = request.headers
      arrived.push({ topic: String(topic), webhookId: String(webhookId), id: /"id":\s*"?(\d+)/.exec(body)?.[1] ?? "" })
      response.end()
    })
  })
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve))
  simulator = await startSimulator({
    port: 0,
    storefrontPort: 0,
    appOrigin: `http://127.0.0.1:${(app.address() as AddressInfo).port}`,
    clockFile: join(mkdtempSync(join(tmpdir(), "simulator-faults-")), "clock.json"),
    apiKey: "key",
    apiSecret: "secret",
  })
  openShop(simulator.world, { domain: SHOP }, simulator.context.clock.now())
  installApp(simulator.world, SHOP, SCOPES, simulator.context.clock.now())
  token = issueToken(simulator.world, SHOP, new Date()).access_token
})

afterEach(async () => {
  await simulator.stop()
  await new Promise((resolve) => app.close(resolve))
})

async function control(method: string, path: string, body?: unknown): Promise<{ counts: Record<string, number> }> {
  const answer = await fetch(`${simulator.origin}/_control/faults${path}`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(((await answer.json()) as { error: string }).error)
  return answer.json() as Promise<{ counts: Record<string, number> }>
}

const suffer = (request: FaultRequest) => control("POST", "", request)

function sell(count: number): void {
  const lines = [{ title: "Coffee", quantity: 1, unitPriceMinor: 1000 }]
  for (let order = 0; order < count; order += 1)
    createOrder(simulator.world, SHOP, { customerId: null, lines, paid: false }, simulator.context.clock.now())
}

const created = () => arrived.filter((one) => one.topic === "orders/create")

test("a dropped webhook never arrives, a duplicated one arrives again as the same webhook", async () => {
  await suffer({ seed: 4, webhooks: { dropped: 300, duplicated: 300 } })
  sell(40)
  await simulator.context.deliveries.idle(5000)
  const { counts } = await control("GET", "")
  const ids = new Set(arrived.map((one) => `${one.topic} ${one.webhookId}`))
  expect(counts.dropped).toBeGreaterThan(5)
  expect(ids.size).toBe(80 - (counts.dropped as number))
  expect(arrived.length).toBeGreaterThan(ids.size + (counts.duplicated as number) - 1)
})

test("a delayed webhook arrives when the world's clock says so, at most a day later", async () => {
  await suffer({ seed: 4, webhooks: { delayed: 1000 } })
  sell(10)
  await simulator.context.deliveries.idle(5000)
  expect(arrived).toEqual([])
  simulator.context.clock.advance("1d")
  await expect.poll(() => arrived.length, { timeout: 5000 }).toBe(20)
})

test("reordered webhooks are overtaken, and all arrive", async () => {
  await suffer({ seed: 4, webhooks: { reordered: 300 } })
  sell(40)
  await simulator.context.deliveries.idle(5000)
  const ids = created().map((one) => one.id)
  expect(ids).toHaveLength(40)
  expect(ids).not.toEqual([...ids].sort())
})

test("the same seed and the same world drop the same webhooks", async () => {
  const run = async () => {
    await suffer({ seed: 9, webhooks: { dropped: 500 } })
    const before = arrived.length
    sell(30)
    await simulator.context.deliveries.idle(5000)
    await control("DELETE", "")
    return arrived.slice(before)
  }
  simulator.world.lastId = 8_200_000_000_000
  const first = await run()
  simulator.world.lastId = 8_200_000_000_000
  const told = (list: typeof arrived) => list.map(({ topic, id }) => `${topic} ${id}`).sort()
  expect(told(await run())).toEqual(told(first))
})

async function writePoints(ownerId: string, patienceMs = 20_000): Promise<{ status: number; body: string }> {
  const query = `mutation Write($metafields: [MetafieldsSetInput!]!) {
    metafieldsSet(metafields: $metafields) { userErrors { message } } }`
  const metafield = { ownerId, namespace: "$app", key: "loyalty", type: "json", value: "{}" }
  const answer = await fetch(`${simulator.origin}/shopify/${SHOP}/admin/api/2026-07/graphql.json`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-shopify-access-token": token },
    body: JSON.stringify({ query, operationName: "Write", variables: { metafields: [metafield] } }),
    signal: AbortSignal.timeout(patienceMs),
  })
  return { status: answer.status, body: await answer.text() }
}

const written = (ownerId: string) => simulator.world.shops.get(SHOP)?.metafields.has(ownerId) ?? false

test.each([
  ["throttled", false],
  ["failed", false],
  ["silent", false],
  ["late", true],
  ["lost", true],
] as const)("a call that is %s was done: %s", async (kind, done) => {
  const customer = createCustomer(simulator.world, SHOP, { email: "a@example.com" }, simulator.context.clock.now())
  const gid = customer.admin_graphql_api_id
  await suffer({ seed: 2, adminApi: { [kind]: 1000 } })
  const patienceMs = kind === "silent" || kind === "late" ? 400 : undefined // these two outlast any patience
  const outcome = await writePoints(gid, patienceMs).catch((error: Error) => error)
  if (kind === "throttled" || kind === "failed") {
    const { status, body } = outcome as { status: number; body: string }
    expect(status === 200 ? body : String(status)).toMatch(kind === "throttled" ? /THROTTLED|429/ : /50[023]/)
  } else expect(outcome).toBeInstanceOf(Error)
  await expect.poll(() => written(gid), { timeout: 5000 }).toBe(done)
  const { counts } = await control("DELETE", "")
  expect(counts[kind]).toBe(1)
  await writePoints(gid)
  expect(written(gid)).toBe(true)
})

test("clock jumps go forward, as far as the seed says, and are counted", async () => {
  await suffer({ seed: 6 })
  const before = simulator.context.clock.now().getTime()
  await control("POST", "/clock-jump", { longestDays: 400 })
  const jumped = simulator.context.clock.now().getTime() - before
  expect(jumped).toBeGreaterThan(1000)
  expect(jumped).toBeLessThan(400 * 86_400_000 + 5000)
  expect((await control("GET", "")).counts.clock_jumped).toBe(1)
  await expect(control("POST", "/clock-jump", { longestDays: 0 })).rejects.toThrow("whole number")
})
