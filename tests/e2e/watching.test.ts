import { execFile } from "node:child_process"
import { randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import type pg from "pg"
import { afterAll, beforeAll, expect, test } from "vitest"
import { connectAcrossShops } from "#app/lib/scoped-statement.server.ts"
import { openStorefront, type Shopper } from "#simulator/scenario/shopper.ts"
import { signSessionToken } from "#simulator/shell/session-token.ts"
import { freePorts } from "../../bin/demo/processes.ts"
import { publishDefault } from "../../bin/demo/publish.ts"
import { openShop } from "../../bin/demo/scenario.ts"
import type { World } from "../../bin/demo/start-world.ts"
import { startThrowawayWorld } from "../../bin/demo/throwaway-world.ts"
import { deliverSigned } from "../../bin/regulars/signed-delivery.ts"
import { USER_AGENT } from "../support/browser.ts"

// Real processes, watched: what they write down about a shop's day, and that no person is in it.

const FIRST = "Плантирана"
const LAST = "Marker7Q4Z"
const EMAIL = "planted.person@marker7q4z.example"
const PHONE = "+359887654321"
const STREET = "Markerova 7"
const PLANTED = [FIRST, LAST, EMAIL, "planted.person", PHONE, "887654321", STREET, encodeURIComponent(FIRST)]

let world: World
let client: pg.Client
let shopper: Shopper
let metricsPort: number
let variantId: string

beforeAll(async () => {
  ;[metricsPort] = (await freePorts(1)) as [number]
  Object.assign(process.env, { LOG_LEVEL: "debug", METRICS_PORT: String(metricsPort) })
  try {
    world = await startThrowawayWorld("watching")
  } finally {
    delete process.env.LOG_LEVEL
    delete process.env.METRICS_PORT
  }
  client = await connectAcrossShops(world.databaseUrl)
  await openShop(world, "today")
  await publishDefault(world, new Date())
  shopper = openStorefront(world.storefrontOrigin)
  await shopper.register(EMAIL, FIRST, LAST)
  await shopper.join()
  const page = await (await shopper.get("/products/ethiopia-guji")).text()
  variantId = /name="id"[^>]*value="(\d+)"/.exec(page)?.[1] ?? ""
})

afterAll(async () => {
  await client?.end()
  await world?.forget()
})

type Line = Record<string, unknown> & { level: number; msg: string; ids?: string[] }

const written = () => readFileSync(join(world.folder, "app.log"), "utf8")
const lines = () =>
  written()
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Line)

const rowsOf = async <Row>(sql: string, values: unknown[] = []) => (await client.query(sql, values)).rows as Row[]

const quiet = () =>
  expect
    .poll(() => rowsOf(`SELECT FROM "WebhookEvent" WHERE "state" = 'stored' AND "attempts" = 0`), { timeout: 20_000 })
    .toEqual([])

function deliver(topic: string, payload: unknown, eventId = randomUUID(), signed = true): Promise<Response> {
  const { appOrigin, apiSecret, shop } = world
  const headers: Record<string, string> = signed ? {} : { "x-shopify-hmac-sha256": "bm8=" }
  return deliverSigned(appOrigin, apiSecret, { shop, topic, body: JSON.stringify(payload), eventId, headers })
}

/** A page of the embedded admin, as the shell opens it. */
function admin(path: string, form?: Record<string, string>): Promise<Response> {
  const { shop, apiKey, apiSecret } = world
  const token = signSessionToken({
    shop,
    apiKey,
    apiSecret,
    userId: "7",
    sessionId: "s",
    tokenId: randomUUID(),
    at: new Date(),
  })
  const url = new URL(path, world.appOrigin)
  url.searchParams.set("shop", shop)
  return fetch(url, {
    method: form ? "POST" : "GET",
    body: form && new URLSearchParams(form),
    headers: { authorization: `Bearer ${token}`, "user-agent": USER_AGENT },
  })
}

test("one order is followed by its event's id: door, batch, points, metafield, and Shopify's own ids", async () => {
  await shopper.addToCart(variantId, 4)
  const orderId = await shopper.checkOut("card")
  const find = () =>
    rowsOf<{ dedupKey: string; about: string }>(
      `SELECT "dedupKey", "about" FROM "WebhookEvent" WHERE "about" LIKE '%/Order/' || $1 ORDER BY "id" LIMIT 1`,
      [orderId],
    )
  await expect.poll(find, { timeout: 20_000 }).toHaveLength(1)
  const [event] = await find()
  const eventId = event?.dedupKey as string
  const batch = () => lines().find((line) => line.msg === "events were worked off" && line.ids?.includes(eventId))
  await expect.poll(batch, { timeout: 10_000 }).toMatchObject({ level: 30, shop: world.shop, orders: 1 })
  expect(batch()?.trace).toMatch(/^work_off_events-/)
  const waiting = () => rowsOf(`SELECT FROM "MemberSync" WHERE "wanted" > "written"`)
  await expect.poll(waiting, { timeout: 20_000 }).toEqual([])
  expect(lines().find((line) => line.msg === "members were written into Shopify")).toMatchObject({ written: 1 })
  expect(lines().find((line) => line.msg === "Shopify answered")).toMatchObject({
    shopifyRequest: expect.stringMatching(/^[0-9a-f-]{36}$/),
    trace: expect.any(String),
  })
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["bin/regulars.ts", "trace", eventId, "--json", "--shop", world.shop],
    { env: { ...process.env, REGULARS_WORLD: world.folder } },
  )
  const traces = JSON.parse(stdout)
  expect(traces.events[0]).toMatchObject({ dedupKey: eventId, state: "done", about: event?.about })
  expect(traces.orders[0].entries.length).toBeGreaterThan(0)
  expect(traces.members[0]).toMatchObject({ waiting: false })
})

test("a storm of webhooks is a few lines, not one for each", async () => {
  const before = lines().filter((line) => line.level >= 30).length
  const statuses = await Promise.all(
    Array.from({ length: 400 }, (_, index) =>
      deliver("products/update", { id: 7_000_000 + index, title: LAST }).then((answer) => answer.status),
    ),
  )
  expect(new Set(statuses)).toEqual(new Set([200]))
  await quiet()
  expect(lines().filter((line) => line.level >= 30).length - before).toBeLessThan(60)
})

test("whatever happens and whatever fails, nobody's name, address or number is written to the log", async () => {
  const person = {
    first_name: FIRST,
    last_name: LAST,
    email: EMAIL,
    phone: PHONE,
    default_address: { address1: STREET },
  }
  for (const path of [
    "/app",
    "/app/members",
    "/app/orders",
    "/app/work",
    `/app/members?q=${FIRST}`,
    `/app/members/${EMAIL}`,
  ])
    await admin(path)
  await admin("/app/members/1", { direction: "give", points: LAST, reason: `${FIRST} ${EMAIL}`, key: randomUUID() })
  await admin(`/app/work/event-${LAST}`, { do: "retry", id: `event-${EMAIL}` })
  await fetch(`${world.appOrigin}/${encodeURIComponent(FIRST)}/${EMAIL}?name=${LAST}`, {
    headers: { "x-request-id": EMAIL },
  })
  await fetch(`${world.appOrigin}/storefront/summary?logged_in_customer_id=${EMAIL}&signature=${LAST}`)
  await deliver("customers/update", { id: 501, ...person, updated_at: new Date().toISOString() })
  await deliver("customers/update", { id: 502, ...person }, undefined, false)
  await deliver("orders/paid", { name: LAST, email: EMAIL, customer: person })
  await deliver("orders/paid", { id: 601, name: LAST, customer: person, total_price: FIRST, created_at: EMAIL })
  await client.query(`ALTER TABLE "Product" ADD CONSTRAINT "broken" CHECK (false) NOT VALID`)
  await client.query(`ALTER TABLE "Customer" ADD CONSTRAINT "broken" CHECK (false) NOT VALID`)
  await deliver("products/update", {
    id: 77,
    title: `${FIRST} ${LAST}`,
    vendor: EMAIL,
    updated_at: new Date().toISOString(),
  })
  await deliver("customers/create", { id: 503, ...person, updated_at: new Date().toISOString() })
  const failures = () => lines().filter((line) => line.msg === "an event could not be worked off").length
  await expect.poll(failures, { timeout: 20_000 }).toBeGreaterThanOrEqual(2)
  await client.query(`ALTER TABLE "Product" DROP CONSTRAINT "broken"`)
  await client.query(`ALTER TABLE "Customer" DROP CONSTRAINT "broken"`)
  await admin("/app/work")
  const errors = (await rowsOf<{ error: string }>(`SELECT "error" FROM "WebhookEvent" WHERE "error" IS NOT NULL`)).map(
    (row) => row.error,
  )
  expect(errors.length).toBeGreaterThan(0)
  for (const text of [written(), errors.join("\n")])
    expect(PLANTED.filter((planted) => text.includes(planted))).toEqual([])
  expect(lines().flatMap((line) => line.unlisted ?? [])).toEqual([])
})

test("the metrics of the process tell of all this, and name no shop", async () => {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  const value = (sample: string) =>
    Number(new RegExp(`^${sample.replaceAll(/[{}"]/g, "\\$&")} (\\S+)$`, "m").exec(text)?.[1])
  expect(value('regulars_webhooks_total{topic="products",outcome="stored"}')).toBeGreaterThanOrEqual(400)
  expect(value("regulars_orders_settled_total")).toBeGreaterThan(0)
  expect(value("regulars_postings_total")).toBeGreaterThan(0)
  expect(value('regulars_admin_api_seconds_count{outcome="data"}')).toBeGreaterThan(0)
  expect(value("regulars_batch_seconds_count")).toBeGreaterThan(0)
  expect(text).toContain('route="/app/members"')
  expect([world.shop, "myshopify", ...PLANTED].filter((name) => text.includes(name))).toEqual([])
})
