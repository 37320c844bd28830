import { createServer, type IncomingHttpHeaders, request, type Server } from "node:http"
import { type AddressInfo, connect } from "node:net"
import { afterAll, beforeAll, expect, test } from "vitest"
import { createFrontDoor } from "./front-door.server.ts"
import { closeRateLimits } from "./lib/rate-limit.server.ts"
import { RATE_RULES } from "./lib/rate-rules.ts"

let server: Server
let port: number
let seen: IncomingHttpHeaders = {}

beforeAll(async () => {
  process.env.DATABASE_URL = "postgresql://nobody@127.0.0.1:1/nothing" // away: this process counts alone
  process.env.SHOPIFY_API_KEY = "key"
  process.env.SHOPIFY_API_SECRET = "secret"
  process.env.SHOPIFY_APP_URL = "https://regulars.example.com"
  const front = createFrontDoor({ appUrl: "https://regulars.example.com", trustProxy: 1 })
  server = createServer(async (incoming, response) => {
    if (front.refuse(incoming, response)) return
    if (!(await front.admit(incoming, response))) return
    front.limitBody(incoming)
    seen = incoming.headers
    incoming.on("error", () => {}) // cut off
    incoming.on("end", () => response.end("read"))
    incoming.resume()
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  port = (server.address() as AddressInfo).port
})

afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await closeRateLimits()
})

type Told = { status: number; body: string; headers: IncomingHttpHeaders }

function ask(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Told> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, (response) => {
      let body = ""
      response.on("data", (chunk) => (body += chunk))
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body, headers: response.headers }))
    })
    asked.on("error", reject)
    asked.end()
  })
}

/** Sends bytes as they are and returns the answer's first line. */
function sendRaw(text: string): Promise<string> {
  return new Promise((resolve) => {
    let told = ""
    const socket = connect(port, "127.0.0.1", () => socket.write(text))
    socket.on("data", (chunk) => {
      told += chunk
      socket.end()
    })
    socket.on("error", () => {})
    socket.on("close", () => resolve(told.split("\r\n", 1)[0] as string))
  })
}

test("what a request claims about host, scheme and address is replaced by what we know", async () => {
  await ask("/app", {
    host: "evil.example.com",
    "x-forwarded-host": "evil.example.com",
    "x-forwarded-proto": "gopher",
    "x-forwarded-for": "6.6.6.6, 198.51.100.4, 203.0.113.7",
    "x-regulars-client": "6.6.6.6",
    forwarded: "for=6.6.6.6;host=evil.example.com",
  })
  expect(seen).toMatchObject({
    host: "regulars.example.com",
    "x-forwarded-host": "regulars.example.com",
    "x-forwarded-proto": "https",
    "x-forwarded-for": "203.0.113.7",
    "x-regulars-client": "203.0.113.7",
    "x-regulars-visitor": "198.51.100.4",
  })
  expect(seen.forwarded).toBeUndefined()
})

test.each([
  ["a method nobody uses", "TRACE / HTTP/1.1\r\nHost: x\r\n\r\n", 405],
  ["an address that is no path", "GET http://evil.example.com/ HTTP/1.1\r\nHost: x\r\n\r\n", 400],
  ["an address that cannot be decoded", "GET /app/%ff HTTP/1.1\r\nHost: x\r\n\r\n", 400],
  ["an address with a line break in it", "GET /app/orders%0d%0aSet-Cookie:a=b HTTP/1.1\r\nHost: x\r\n\r\n", 400],
  ["an asterisk", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n", 400],
  ["an endless address", `GET /${"a".repeat(9000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 414],
  ["a body said to be huge", "POST /app HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n", 413],
  ["a join form that is no form", "POST /storefront/join HTTP/1.1\r\nHost: x\r\nContent-Length: 20000\r\n\r\n", 413],
  [
    "a body that grows while it comes",
    `POST /app HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${`10000\r\n${"x".repeat(65_536)}\r\n`.repeat(9)}`,
    413,
  ],
])("%s is refused", async (_what, text, status) => {
  expect(await sendRaw(text)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
})

test("a chunked body within the limit is passed on whole", async () => {
  const chunks = `1000\r\n${"x".repeat(4096)}\r\n`.repeat(3)
  const head = "POST /app HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
  expect(await sendRaw(`${head}${chunks}0\r\n\r\n`)).toMatch(/^HTTP\/1.1 200 /)
})

test("one address that asks without end is told to wait, in its language; another is served", async () => {
  const { points } = RATE_RULES.pages
  const from = { "x-forwarded-for": "203.0.113.50", "accept-language": "bg-BG" }
  for (let time = 0; time < points; time += 1) expect((await ask("/", from)).status).toBe(200)
  const told = await ask("/", from)
  expect(told.status).toBe(429)
  expect(Number(told.headers["retry-after"])).toBeGreaterThan(0)
  expect(told.body).toMatch(/[а-я]/)
  expect((await ask("/", { "x-forwarded-for": "203.0.113.51" })).status).toBe(200)
  expect((await ask("/healthz", from)).status).toBe(200)
})
