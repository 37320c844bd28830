import { createHmac, randomUUID } from "node:crypto"
import { connect, type Socket } from "node:net"
import { type Payload, readSample, toWire } from "#tests/support/webhook-samples.ts"

// The load of the ingress bench, in a process of its own: signed 5 KB orders over kept-alive connections, each sent when
// the one before it was answered. Usage: node bench/load.ts PORT SECRET SECONDS CONNECTIONS → one JSON line.

export type LoadResult = { answered: number; accepted: number; seconds: number; p99Ms: number }

const [port, secret, seconds, connections] = process.argv.slice(2) as [string, string, string, string]
const DIFFERENT_ORDERS = 500
const BODY_BYTES = 5 * 1024

type Prepared = { head: string; body: Buffer }

/** Orders as shops have them: five lines are cut to as many as 5 KB hold; each has its own ids. */
function prepare(): Prepared[] {
  const sample = readSample("orders/create")
  const lines = sample.line_items as unknown[]
  return Array.from({ length: DIFFERENT_ORDERS }, (_, index) => {
    const id = String(5_085_215_785_508_000n + BigInt(index))
    const order = { ...sample, id, admin_graphql_api_id: `gid://shopify/Order/${id}`, ...withoutSecondMoney(sample) }
    let body = Buffer.from(toWire(order))
    for (let kept = lines.length - 1; body.length > BODY_BYTES && kept > 0; kept -= 1)
      body = Buffer.from(toWire({ ...order, line_items: lines.slice(0, kept) }))
    return { head: headOf(body), body }
  })
}

/** The order-wide totals once more in both currencies, and a second address, are what goes first for the 5 KB. */
function withoutSecondMoney(sample: Payload): Payload {
  const names = Object.keys(sample).filter((name) => name.endsWith("_set") || name === "billing_address")
  return Object.fromEntries(names.map((name) => [name, undefined]))
}

function headOf(body: Buffer): string {
  return [
    "POST /webhooks HTTP/1.1",
    `Host: 127.0.0.1:${port}`,
    "Content-Type: application/json",
    "User-Agent: Shopify-Captain-Hook",
    "Accept: */*",
    "X-Shopify-Topic: orders/create",
    "X-Shopify-Shop-Domain: bench.myshopify.com",
    "X-Shopify-API-Version: 2026-07",
    `X-Shopify-Hmac-Sha256: ${createHmac("sha256", secret).update(body).digest("base64")}`,
    `Content-Length: ${body.length}`,
    "",
  ].join("\r\n")
}

const orders = prepare()
const run = randomUUID()
const latenciesMs: number[] = []
let sent = 0
let accepted = 0
let stopped = false

function drive(socket: Socket, done: () => void): void {
  let startedAt = 0
  let received = ""
  const send = () => {
    if (stopped) {
      socket.end()
      return done()
    }
    const { head, body } = orders[sent % orders.length] as Prepared
    sent += 1
    startedAt = performance.now()
    socket.cork()
    socket.write(`${head}X-Shopify-Webhook-Id: ${run}-${sent}\r\nX-Shopify-Event-Id: ${run}-${sent}\r\n\r\n`)
    socket.write(body)
    socket.uncork()
  }
  socket.on("data", (chunk) => {
    received += chunk.toString("latin1")
    if (!isComplete(received)) return
    if (received.startsWith("HTTP/1.1 200")) accepted += 1
    received = ""
    latenciesMs.push(performance.now() - startedAt)
    send()
  })
  socket.once("error", done)
  send()
}

function isComplete(answer: string): boolean {
  const end = answer.indexOf("\r\n\r\n")
  if (end < 0) return false
  const head = answer.slice(0, end).toLowerCase()
  if (head.includes("transfer-encoding: chunked")) return answer.endsWith("0\r\n\r\n") && answer.length > end + 4
  const length = Number(/content-length: (\d+)/.exec(head)?.[1] ?? 0)
  return answer.length >= end + 4 + length
}

const startedAt = performance.now()
const drivers = Array.from(
  { length: Number(connections) },
  () =>
    new Promise<void>((resolve) => {
      const socket = connect({ port: Number(port), host: "127.0.0.1", noDelay: true }, () => drive(socket, resolve))
      socket.once("error", () => resolve())
    }),
)
setTimeout(() => {
  stopped = true
}, Number(seconds) * 1000)
await Promise.all(drivers)

latenciesMs.sort((a, b) => a - b)
const result: LoadResult = {
  answered: latenciesMs.length,
  accepted,
  seconds: (performance.now() - startedAt) / 1000,
  p99Ms: Math.round((latenciesMs[Math.floor(latenciesMs.length * 0.99)] ?? 0) * 10) / 10,
}
console.log(JSON.stringify(result))
