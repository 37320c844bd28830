import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { platformFetch, toSimulator } from "./platform-fetch.server.ts"

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  response.end(JSON.stringify({ url: request.url, method: request.method, body: Buffer.concat(chunks).toString() }))
})

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  process.env.DATABASE_URL ??= "postgresql://nobody@127.0.0.1:1/none"
  process.env.SHOPIFY_API_KEY = "key"
  process.env.SHOPIFY_API_SECRET = "secret"
  process.env.SHOPIFY_APP_URL = "http://127.0.0.1:4001"
  process.env.SHOPIFY_SIMULATOR_ORIGIN = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => new Promise((resolve) => server.close(resolve)))

describe("in development, a call to a shop", () => {
  const address = "https://zrance.myshopify.com/admin/api/2026-07/graphql.json?a=1&b=%D0%B7"
  const expected = "/shopify/zrance.myshopify.com/admin/api/2026-07/graphql.json?a=1&b=%D0%B7"

  test.each([
    ["an address", () => platformFetch(address, { method: "POST", body: "x" })],
    ["a URL", () => platformFetch(new URL(address), { method: "POST", body: "x" })],
    ["a request", () => platformFetch(new Request(address, { method: "POST", body: "x" }))],
  ])("given as %s arrives at the simulator whole", async (_what, call) => {
    expect(await (await call()).json()).toEqual({ url: expected, method: "POST", body: "x" })
  })

  test("to any other host stays what it is", () => {
    const others = ["https://example.com/x", "https://myshopify.com.evil.example/x", "https://notmyshopify.com/x"]
    expect(others.map((other) => toSimulator(other, "http://127.0.0.1:4000"))).toEqual(others)
  })
})
