import { connect } from "node:net"
import { afterAll, beforeAll, expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { openFor } from "#app/lib/vault/vault.server.ts"
import { readAppConfiguration } from "#tests/contract/app-configuration.ts"
import { type Door, headersFor, openDoor, send } from "#tests/support/webhook-door.ts"

const SHOP = "ingress.myshopify.com"
const BODY = JSON.stringify({ id: 1, title: "Кафе" })
const order = { shop: SHOP, topic: "orders/create", body: BODY }
const LIMIT_BYTES = 64 * 1024

let door: Door

beforeAll(async () => {
  door = await openDoor({ bodyLimitBytes: LIMIT_BYTES, bodyTimeoutMs: 300 })
})

afterAll(() => door.stop())

async function storedFor(shop: string): Promise<{ topic: string; body: Buffer; dedupKey: string }[]> {
  const { rows } = await acrossShops().query(`SELECT * FROM "WebhookEvent" WHERE "shop" = $1 ORDER BY "id"`, [shop])
  return rows
}

test("a signed delivery is stored sealed, byte for byte, and a worker is woken in the same transaction", async () => {
  const shop = "whole.myshopify.com"
  const body = `{"id": 5085215785508123456, "note": "два  интервала", "price": 12.50}`
  const answer = await door.deliver({ shop, topic: "orders/create", body, eventId: "e-1" })
  expect(answer).toMatchObject({ status: 200, body: "" })
  const [event] = await storedFor(shop)
  expect(event?.body.includes(Buffer.from("интервала"))).toBe(false)
  expect(await openFor(shop, "WebhookEvent orders/create e-1", event?.body as Buffer)).toBe(body)
  expect(event).toMatchObject({ topic: "orders/create", dedupKey: "e-1" })
  const { rows } = await acrossShops().query(
    `SELECT key FROM graphile_worker.jobs WHERE task_identifier = 'work_off_events'`,
  )
  expect(rows.length).toBeGreaterThan(0)
})

test("every topic the app subscribes to is let in", async () => {
  const shop = "topics.myshopify.com"
  const { subscriptions } = readAppConfiguration().webhooks
  const topics = subscriptions.flatMap((one) => [...(one.topics ?? []), ...(one.compliance_topics ?? [])])
  expect(topics).toContain("customer.tags_added")
  for (const topic of topics) {
    const { status } = await door.deliver({ ...order, shop, topic, eventId: topic })
    expect({ topic, status }).toEqual({ topic, status: 200 })
  }
  expect((await storedFor(shop)).map((event) => event.topic)).toEqual(topics)
})

test("a repeated delivery is stored once; a sibling topic with the same event id is another event", async () => {
  const shop = "again.myshopify.com"
  const statuses = await Promise.all([
    door.deliver({ ...order, shop, eventId: "same" }),
    door.deliver({ ...order, shop, eventId: "same" }),
    door.deliver({ ...order, shop, eventId: "same", topic: "orders/paid" }),
  ])
  await door.deliver({ ...order, shop, eventId: "same" })
  expect(statuses.map((answer) => answer.status)).toEqual([200, 200, 200])
  expect((await storedFor(shop)).map((event) => event.topic).sort()).toEqual(["orders/create", "orders/paid"])
})

test("without an event id the webhook id tells repeats apart", async () => {
  const shop = "webhook-id.myshopify.com"
  const withoutEvent = { "x-shopify-event-id": undefined }
  await door.deliver({ ...order, shop, webhookId: "w-1", headers: withoutEvent })
  await door.deliver({ ...order, shop, webhookId: "w-1", headers: withoutEvent })
  await door.deliver({ ...order, shop, webhookId: "w-2", headers: withoutEvent })
  expect((await storedFor(shop)).map((event) => event.dedupKey)).toEqual(["w-1", "w-2"])
})

test("an event of a shop we do not know is stored too: Shopify signed it", async () => {
  const answer = await door.deliver({ ...order, shop: "never-seen.myshopify.com" })
  expect(answer.status).toBe(200)
  expect(await storedFor("never-seen.myshopify.com")).toHaveLength(1)
})

const long = (length: number) => "x".repeat(length)
const hostile: [string, number, Parameters<Door["deliver"]>[0]][] = [
  ["a wrong signature", 401, { ...order, headers: { "x-shopify-hmac-sha256": "bm90IGl0" } }],
  ["a signature of other bytes", 401, { ...order, headers: { "x-shopify-hmac-sha256": long(44) } }],
  ["a signature that is not base64", 401, { ...order, headers: { "x-shopify-hmac-sha256": "%%%" } }],
  ["no signature", 400, { ...order, headers: { "x-shopify-hmac-sha256": undefined } }],
  ["no topic", 400, { ...order, headers: { "x-shopify-topic": undefined } }],
  ["no shop", 400, { ...order, headers: { "x-shopify-shop-domain": undefined } }],
  ["no API version", 400, { ...order, headers: { "x-shopify-api-version": undefined } }],
  ["no id at all", 400, { ...order, headers: { "x-shopify-event-id": undefined, "x-shopify-webhook-id": undefined } }],
  ["a foreign domain", 400, { ...order, headers: { "x-shopify-shop-domain": "evil.example.com" } }],
  ["a domain with a path", 400, { ...order, headers: { "x-shopify-shop-domain": "a.myshopify.com/x" } }],
  ["a topic with a quote", 400, { ...order, headers: { "x-shopify-topic": "orders/create'" } }],
  ["an endless topic", 400, { ...order, headers: { "x-shopify-topic": `orders/${long(500)}` } }],
  ["an endless event id", 400, { ...order, eventId: long(3000) }],
  ["an event id with odd bytes", 400, { ...order, headers: { "x-shopify-event-id": "a\u00ffb" } }],
  ["broken JSON", 400, { ...order, body: `{"id": 1,` }],
  ["an empty body", 400, { ...order, body: "" }],
  ["a list instead of an object", 400, { ...order, body: "[1]" }],
  ["a bare number", 400, { ...order, body: "42" }],
  ["null", 400, { ...order, body: "null" }],
  ["HTML", 400, { ...order, body: "<html></html>" }],
  ["bytes that are not UTF-8", 400, { ...order, body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]) }],
  ["a byte order mark", 400, { ...order, body: `\ufeff${BODY}` }],
  ["UTF-16", 400, { ...order, body: Buffer.from(BODY, "utf16le") }],
  ["thousands of nested lists", 400, { ...order, body: `{"a":${"[".repeat(20_000)}${"]".repeat(20_000)}}` }],
  ["thousands of nested objects", 400, { ...order, body: `${'{"a":'.repeat(9_000)}1${"}".repeat(9_000)}` }],
  ["one byte too much", 413, { ...order, body: Buffer.alloc(LIMIT_BYTES + 1, 0x20) }],
  ["nine times too much", 413, { ...order, body: Buffer.alloc(LIMIT_BYTES * 9, 0x20) }],
]

test.each(hostile)("%s is refused with %i and nothing is stored", async (_what, status, delivery) => {
  const before = await acrossShops().query(`SELECT count(*) AS n FROM "WebhookEvent"`)
  const answer = await door.deliver(delivery)
  const after = await acrossShops().query(`SELECT count(*) AS n FROM "WebhookEvent"`)
  expect([answer.status, after.rows[0].n]).toEqual([status, before.rows[0].n])
})

const odd: [string, Parameters<Door["deliver"]>[0]][] = [
  ["no content type", { ...order, headers: { "content-type": undefined } }],
  ["a strange content type", { ...order, headers: { "content-type": "text/plain; charset=latin-9" } }],
  ["a senseless moment", { ...order, triggeredAt: "yesterday" }],
  ["a moment beyond all calendars", { ...order, triggeredAt: "+275760-09-13T00:00:00.000Z" }],
  ["huge numbers", { ...order, body: `{"id": ${"9".repeat(400)}, "price": 1e999}` }],
  ["NUL and half a surrogate pair in its text", { ...order, body: `{"id": 1, "name": "a\\u0000b\\ud800"}` }],
  ["brackets inside a text", { ...order, body: JSON.stringify({ id: 1, note: "[{".repeat(500) }) }],
]

test.each(odd)("a signed delivery with %s is taken", async (_what, delivery) => {
  expect((await door.deliver(delivery)).status).toBe(200)
})

test.each(["GET", "PUT", "DELETE", "OPTIONS"])("%s is not how webhooks come: 405", async (method) => {
  const answer = await send(door.port, method, { ...headersFor(order), "content-length": "0" }, "")
  expect(answer).toMatchObject({ status: 405, headers: { allow: "POST" } })
})

test("a body that comes too slowly is given up with 408, and its connection closed", async () => {
  const head = Object.entries({ ...headersFor(order), "content-length": "1000", host: "x" })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("")
  const said = await new Promise<string>((resolve, reject) => {
    const socket = connect(door.port, "127.0.0.1", () => socket.write(`POST /webhooks HTTP/1.1\r\n${head}\r\n{"id"`))
    let text = ""
    socket.on("data", (chunk) => (text += chunk))
    socket.on("close", () => resolve(text))
    socket.on("error", reject)
  })
  expect(said).toMatch(/^HTTP\/1\.1 408 /)
})

test("a delivery that breaks off half-way stores nothing and disturbs nobody", async () => {
  const shop = "broken-off.myshopify.com"
  const head = Object.entries({ ...headersFor({ ...order, shop }), "content-length": "1000", host: "x" })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("")
  await new Promise<void>((resolve) => {
    const socket = connect(door.port, "127.0.0.1", () => {
      socket.write(`POST /webhooks HTTP/1.1\r\n${head}\r\n${BODY}`)
      setTimeout(() => socket.destroy(), 50)
    })
    socket.on("close", () => resolve())
  })
  expect((await door.deliver({ ...order, shop: "after-it.myshopify.com" })).status).toBe(200)
  expect(await storedFor(shop)).toEqual([])
})

test("while the database is away the answer is 503 with Retry-After, so that Shopify comes back", async () => {
  const closed = await openDoor({ databaseUrl: "postgresql://nobody@127.0.0.1:1/nothing" })
  const answer = await closed.deliver(order)
  expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "5" } })
  await closed.stop()
})

test("five hundred deliveries at once are all stored, and a stop in the middle loses none that was answered", async () => {
  const busy = await openDoor()
  const shop = "burst.myshopify.com"
  const answers = Array.from({ length: 500 }, (_, index) =>
    busy.deliver({ ...order, shop, eventId: `burst-${index}` }).then(
      (answer) => (answer.status === 200 ? `burst-${index}` : null),
      () => null, // not connected any more: Shopify would try again
    ),
  )
  await answers[100]
  await busy.stop()
  const taken = (await Promise.all(answers)).filter((key) => key !== null)
  const kept = (await storedFor(shop)).map((event) => event.dedupKey)
  expect(taken.length).toBeGreaterThan(100)
  expect(taken.filter((key) => !kept.includes(key))).toEqual([])
})
