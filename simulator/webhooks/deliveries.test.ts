import { createHmac } from "node:crypto"
import { createServer, type IncomingHttpHeaders, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, beforeEach, expect, test } from "vitest"
import { type DeliveryQueue, openDeliveries } from "./deliveries.ts"

const SECRET = "shhh"
const BODY = '{"id":5085215785508999999,"note":"чай"}'

let server: Server
let queue: DeliveryQueue
let received: { headers: IncomingHttpHeaders; body: Buffer }[]
let answers: number[]

beforeEach(async () => {
  received = []
  answers = []
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk) => chunks.push(chunk))
    request.on("end", () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks) })
      response.statusCode = answers.shift() ?? 200
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  queue = openDeliveries({ apiSecret: () => SECRET, retryMs: [5, 10, 15] })
})

afterEach(async () => {
  queue.stop()
  await new Promise((resolve) => server.close(resolve))
})

function send(topic = "orders/create") {
  return queue.send({
    shop: "kafe.myshopify.com",
    topic,
    body: BODY,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    eventId: "event-1",
    triggeredAt: new Date("2026-02-03T10:00:00.123Z"),
  })
}

test("a delivery carries Shopify's headers and a signature over the raw bytes", async () => {
  const delivery = send()
  await queue.idle(2000)
  const { headers, body } = received[0] as (typeof received)[number]
  expect(body.toString("utf8")).toBe(BODY)
  expect(headers).toMatchObject({
    "x-shopify-hmac-sha256": createHmac("sha256", SECRET).update(body).digest("base64"),
    "x-shopify-topic": "orders/create",
    "x-shopify-shop-domain": "kafe.myshopify.com",
    "x-shopify-api-version": "2026-07",
    "x-shopify-webhook-id": delivery.webhookId,
    "x-shopify-event-id": "event-1",
    "x-shopify-triggered-at": "2026-02-03T10:00:00.123000000Z",
  })
})

test("a delivery that fails twice arrives at the third try, as the same webhook", async () => {
  answers = [500, 503]
  const delivery = send()
  await queue.idle(2000)
  expect(delivery.state).toBe("delivered")
  expect(delivery.attempts.map((attempt) => attempt.status)).toEqual([500, 503, 200])
  expect(new Set(received.map((r) => r.headers["x-shopify-webhook-id"])).size).toBe(1)
})

test("after the last try a delivery is given up and the queue is idle", async () => {
  answers = [500, 500, 500, 500]
  const delivery = send()
  await queue.idle(2000)
  expect(delivery.state).toBe("failed")
  expect(delivery.attempts).toHaveLength(4)
})

test("an app that is not there counts as a failed try with its reason", async () => {
  const delivery = queue.send({
    shop: "kafe.myshopify.com",
    topic: "orders/create",
    body: BODY,
    url: "http://127.0.0.1:9/webhooks",
    eventId: "event-2",
    triggeredAt: new Date(),
  })
  await queue.idle(3000)
  expect(delivery.state).toBe("failed")
  expect(delivery.attempts[0]).toMatchObject({ status: null, error: expect.stringMatching(/.+/) })
})

test("deliveries leave in the order they were told", async () => {
  for (const topic of ["orders/create", "orders/paid", "orders/updated"]) send(topic)
  await queue.idle(2000)
  expect(queue.list().map((delivery) => delivery.topic)).toEqual(["orders/updated", "orders/paid", "orders/create"])
})

test("idle gives up waiting after its time", async () => {
  answers = [500, 500, 500, 500]
  const slow = openDeliveries({ apiSecret: () => SECRET, retryMs: [60_000] })
  slow.send({
    shop: "kafe.myshopify.com",
    topic: "orders/create",
    body: BODY,
    url: "http://127.0.0.1:9/webhooks",
    eventId: "event-3",
    triggeredAt: new Date(),
  })
  await expect(slow.idle(50)).rejects.toThrow("still under way")
  slow.stop()
})
