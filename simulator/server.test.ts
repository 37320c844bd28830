import { mkdtempSync } from "node:fs"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type Simulator, startSimulator } from "./server.ts"
import { signSessionToken } from "./shell/session-token.ts"
import { uninstallApp } from "./world/actions/shops.ts"

const KEY = "test-key"
const SECRET = "test-secret"

let simulator: Simulator
let app: Server
let webhooks: { topic: string; body: string; webhookId: string }[]

beforeAll(async () => {
  webhooks = []
  app = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk) => chunks.push(chunk))
    request.on("end", () => {
      webhooks.push({
        topic: String(request.headers["x-shopify-topic"]),
        body: Buffer.concat(chunks).toString("utf8"),
        webhookId: String(request.headers["x-shopify-webhook-id"]),
      })
      response.end()
    })
  })
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve))
  simulator = await startSimulator({
    port: 0,
    storefrontPort: 0,
    appOrigin: `http://127.0.0.1:${(app.address() as AddressInfo).port}`,
    clockFile: join(mkdtempSync(join(tmpdir(), "simulator-")), "clock.json"),
    apiKey: KEY,
    apiSecret: SECRET,
  })
})

afterAll(async () => {
  await simulator.stop()
  await new Promise((resolve) => app.close(resolve))
})

async function control<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(`${simulator.origin}/_control${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const result = await response.json()
  if (!response.ok) throw new Error(result.error)
  return result
}

async function newShop(shop: string): Promise<void> {
  await control("/act", { shop, action: "openShop" })
  await control("/act", { shop, action: "installApp", args: [simulator.context.config.scopes] })
}

function sessionToken(shop: string, secret = SECRET): string {
  const who = { userId: "1", sessionId: "s", tokenId: "t", at: new Date() }
  return signSessionToken({ shop, apiKey: KEY, apiSecret: secret, ...who })
}

type Tokens = { access_token: string; refresh_token: string; expires_in: number; error?: string; scope: string }

async function oauth(shop: string, grant: Record<string, string>): Promise<{ status: number; body: Tokens }> {
  const response = await fetch(`${simulator.origin}/shopify/${shop}/admin/oauth/access_token`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ client_id: KEY, client_secret: SECRET, ...grant }),
  })
  return { status: response.status, body: (await response.json()) as Tokens }
}

function exchange(shop: string, token = sessionToken(shop)) {
  return oauth(shop, {
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: token,
    subject_token_type: "urn:ietf:params:oauth:token-type:id_token",
    requested_token_type: "urn:shopify:params:oauth:token-type:offline-access-token",
    expiring: "1",
  })
}

async function graphqlStatus(shop: string, token: string): Promise<number> {
  const response = await fetch(`${simulator.origin}/shopify/${shop}/admin/api/2026-07/graphql.json`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-shopify-access-token": token },
    body: JSON.stringify({ query: "{ shop { name } }" }),
  })
  await response.arrayBuffer()
  return response.status
}

test("two exchanges at once give two tokens that both work", async () => {
  const shop = "tokens.myshopify.com"
  await newShop(shop)
  const [first, second] = await Promise.all([exchange(shop), exchange(shop)])
  expect(first.body.access_token).not.toBe(second.body.access_token)
  expect(first.body).toMatchObject({ expires_in: 3600, scope: simulator.context.config.scopes.join(",") })
  const statuses = await Promise.all([first, second].map(({ body }) => graphqlStatus(shop, body.access_token)))
  expect(statuses).toEqual([200, 200])
})

test("a refresh token works once and gives the next pair", async () => {
  const shop = "refresh.myshopify.com"
  await newShop(shop)
  const { body } = await exchange(shop)
  await control(`/shops/${shop}/expire-tokens`, {})
  expect(await graphqlStatus(shop, body.access_token)).toBe(401)
  const refreshed = await oauth(shop, { grant_type: "refresh_token", refresh_token: body.refresh_token })
  expect(await graphqlStatus(shop, refreshed.body.access_token)).toBe(200)
  const again = await oauth(shop, { grant_type: "refresh_token", refresh_token: body.refresh_token })
  expect(again).toMatchObject({ status: 400, body: { error: "invalid_grant" } })
})

test("a session token of another shop or another secret is refused", async () => {
  const shop = "forged.myshopify.com"
  await newShop(shop)
  for (const token of [sessionToken("other.myshopify.com"), sessionToken(shop, "guessed"), "not.a.token"]) {
    expect(await exchange(shop, token)).toMatchObject({ status: 400, body: { error: "invalid_subject_token" } })
  }
})

test("an uninstall kills the tokens at once and is told", async () => {
  const shop = "gone.myshopify.com"
  await newShop(shop)
  const { body } = await exchange(shop)
  uninstallApp(simulator.world, shop, new Date())
  expect(await graphqlStatus(shop, body.access_token)).toBe(401)
  await control("/deliveries/idle")
  expect(webhooks.some((w) => w.topic === "app/uninstalled" && w.body.includes(shop))).toBe(true)
})

test("only subscribed topics are delivered", async () => {
  const shop = "topics.myshopify.com"
  await newShop(shop)
  webhooks.length = 0
  const lines = [{ title: "Tea", quantity: 1, unitPriceMinor: 500 }]
  const order = await control<{ id: string }>("/act", {
    shop,
    action: "createOrder",
    args: [{ customerId: null, lines }],
  })
  await control("/act", { shop, action: "fulfilOrder", args: [order.id] })
  await control("/deliveries/idle")
  expect(webhooks.map((w) => w.topic).sort()).toEqual([
    "orders/create",
    "orders/fulfilled",
    "orders/paid",
    "orders/updated",
    "orders/updated",
  ])
})

test("a file is delivered byte for byte, as often as asked, as one webhook, and known afterwards", async () => {
  const shop = "files.myshopify.com"
  await newShop(shop)
  webhooks.length = 0
  const body = '{ "id": 5085215785508999999,  "line_items": [], "total_price": "1.00" }'
  const sent = await control<{ deliveries: { id: string; webhookId: string }[] }>("/webhook", {
    shop,
    topic: "orders/create",
    body,
    repeat: 3,
  })
  await control("/deliveries/idle")
  expect(webhooks.map((w) => w.body)).toEqual([body, body, body])
  expect(new Set(webhooks.map((w) => w.webhookId))).toEqual(new Set([sent.deliveries[0]?.webhookId]))
  const state = await control<{ id: string }>(`/shops/${shop}/orders/5085215785508999999`)
  expect(state.id).toBe("5085215785508999999")
})

test.each(["{ broken", '{"id": 1, "line_items": [null], "total_price": "abc"}', "[]"])(
  "a senseless file (%s) is delivered all the same",
  async (body) => {
    await control("/act", { shop: `senseless-${body.length}.myshopify.com`, action: "openShop" })
    webhooks.length = 0
    await control("/webhook", { shop: `senseless-${body.length}.myshopify.com`, topic: "orders/create", body })
    await control("/deliveries/idle")
    expect(webhooks.map((w) => w.body)).toEqual([body])
  },
)

test("the clock moves for the whole world", async () => {
  await control("/clock", { set: "2026-01-01T00:00:00Z" })
  const { now } = await control<{ now: string }>("/clock", { advance: "15d" })
  expect(now.slice(0, 16)).toBe("2026-01-16T00:00")
  expect(simulator.context.clock.now().toISOString().slice(0, 16)).toBe("2026-01-16T00:00")
})

test("a page of another site cannot drive the control API", async () => {
  const response = await fetch(`${simulator.origin}/_control/clock`, { headers: { origin: "https://evil.example" } })
  expect(response.status).toBe(403)
})

test("a wrong action says which there are", async () => {
  await newShop("wrong.myshopify.com")
  await expect(control("/act", { shop: "wrong.myshopify.com", action: "fly" })).rejects.toThrow("createOrder")
})
