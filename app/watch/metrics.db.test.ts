import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, expect, test } from "vitest"
import { shopDb } from "#app/lib/db.server.ts"
import { installShop } from "#tests/support/known-shop.ts"
import { type Door, openDoor } from "#tests/support/webhook-door.ts"
import { type MetricsDoor, openMetricsDoor } from "./metrics-door.server.ts"
import { createReadiness } from "./readiness.server.ts"
import { openWatchDatabase } from "./watch-database.server.ts"

const TOKEN = "a-token-of-sixteen"
const SHOP = "planted-name.myshopify.com"
const watch = openWatchDatabase(process.env.DATABASE_URL as string)
let metricsDoor: MetricsDoor
let webhooks: Door

beforeAll(async () => {
  const options = { host: "127.0.0.1", port: 0, token: TOKEN, readiness: createReadiness(watch), database: watch }
  metricsDoor = await openMetricsDoor(options)
  webhooks = await openDoor()
  await installShop(SHOP)
})

afterAll(async () => {
  await webhooks.stop()
  await metricsDoor.close()
  await watch.close()
})

const scrape = (headers: Record<string, string> = { authorization: `Bearer ${TOKEN}` }) =>
  fetch(`http://127.0.0.1:${metricsDoor.port}/metrics`, { headers })

/** Prometheus' text format, line by line: name, labels, number. */
const SAMPLE =
  /^([a-zA-Z_:][\w:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*",?)*)\})? (NaN|[+-]Inf|[-+]?\d[\d.e+-]*)$/
const COMMENT = /^# (HELP [a-zA-Z_:][\w:]* .*|TYPE [a-zA-Z_:][\w:]* (counter|gauge|histogram|summary|untyped))$/

async function samples(): Promise<Map<string, number>> {
  const answer = await scrape()
  expect(answer.headers.get("content-type")).toContain("version=0.0.4")
  const lines = (await answer.text()).split("\n").filter((line) => line !== "")
  expect(lines.filter((line) => !COMMENT.test(line) && !SAMPLE.test(line))).toEqual([])
  return new Map(
    lines.flatMap((line) => {
      const [, name, labels, value] = SAMPLE.exec(line) ?? []
      return name ? [[labels ? `${name}{${labels}}` : name, Number(value)] as const] : []
    }),
  )
}

test("what happened at the door, what waits and what failed is told, and the database is up", async () => {
  await webhooks.deliver({ shop: SHOP, topic: "orders/create", body: `{"id": 1}` })
  await webhooks.deliver({ shop: SHOP, topic: "odd_thing/create", body: `{"id": 1}` })
  await webhooks.deliver({
    shop: SHOP,
    topic: "orders/create",
    body: `{"id": 1}`,
    headers: { "x-shopify-hmac-sha256": "x" },
  })
  await shopDb(SHOP).query(
    `UPDATE "WebhookEvent" SET "state" = 'failed', "attempts" = 10, "error" = 'Error: it broke'
     WHERE "shop" = $1 AND "topic" = 'odd_thing/create'`,
    [SHOP],
  )
  await shopDb(SHOP).query(
    `INSERT INTO "OrderWait" ("shop", "ref", "orderId", "discarded")
     VALUES ($1, 'a', '1', false), ($1, 'b', '1', false), ($1, 'c', '1', true)`,
    [SHOP],
  )
  await shopDb(SHOP).query(`INSERT INTO "OwedSettlement" ("shop", "orderId") VALUES ($1, '1')`, [SHOP])
  const told = await samples()
  expect(told.get("regulars_database_up")).toBe(1)
  expect(told.get('regulars_webhooks_total{topic="orders",outcome="stored"}')).toBe(1)
  expect(told.get('regulars_webhooks_total{topic="other",outcome="stored"}')).toBe(1)
  expect(told.get('regulars_webhooks_total{topic="orders",outcome="unsigned"}')).toBe(1)
  expect(told.get('regulars_events_waiting{state="due"}')).toBe(1)
  expect(told.get('regulars_events_waiting{state="failed"}')).toBe(1)
  expect(told.get('regulars_failed_work{kind="event"}')).toBe(1)
  expect(told.get('regulars_waiting{what="order_waits"}')).toBe(2)
  expect(told.get('regulars_waiting{what="owed_settlements"}')).toBe(1)
  expect(told.get("regulars_oldest_event_seconds")).toBeGreaterThanOrEqual(0)
  expect(told.has("process_resident_memory_bytes")).toBe(true)
})

test("no shop, no id and nothing that somebody sent is ever a label", async () => {
  const id = randomUUID()
  await fetch(`http://127.0.0.1:${webhooks.port}/app/members/${id}?name=Мария`, { headers: { "x-request-id": id } })
  await fetch(`http://127.0.0.1:${webhooks.port}/app/members/123456789`)
  const text = await (await scrape()).text()
  expect(text).not.toContain("planted-name")
  expect(text).not.toContain("odd_thing")
  expect(text).not.toContain(id)
  expect(text).not.toContain("123456789")
  expect(text).toContain('route="/app/members/:customerId"')
})

test("only who has the token is told, and only on this door", async () => {
  expect((await scrape({})).status).toBe(401)
  expect((await scrape({ authorization: "Bearer wrong-token-of-16" })).status).toBe(401)
  expect((await fetch(`http://127.0.0.1:${metricsDoor.port}/else`)).status).toBe(404)
  expect((await fetch(`http://127.0.0.1:${webhooks.port}/metrics`)).status).toBe(404)
})

test("an answer carries the id of its request: the given one when it is sane, a new one otherwise", async () => {
  const ask = async (given?: string) => {
    const answer = await fetch(`http://127.0.0.1:${webhooks.port}/healthz`, {
      headers: given ? { "x-request-id": given } : {},
    })
    return answer.headers.get("x-request-id")
  }
  expect(await ask("proxy-4711-abc")).toBe("proxy-4711-abc")
  expect(await ask()).toMatch(/^[0-9a-f-]{36}$/)
  expect(await ask("x".repeat(500))).toMatch(/^[0-9a-f-]{36}$/)
  expect(await ask("<script>alert(1)</script>")).toMatch(/^[0-9a-f-]{36}$/)
  const delivered = await webhooks.deliver({
    shop: SHOP,
    topic: "orders/paid",
    body: `{"id": 2}`,
    eventId: "event-0815",
  })
  expect(delivered.headers["x-request-id"]).toBe("event-0815")
})
