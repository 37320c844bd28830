import { setTimeout as sleep } from "node:timers/promises"
import { beforeEach, expect, test } from "vitest"
import { createMemoryContext } from "#tests/support/memory-context.ts"
import type { SimulatorContext } from "../../context.ts"
import { createOrder } from "../../world/actions/create-order.ts"
import { openShop } from "../../world/actions/shops.ts"
import { getShop, type WorldEvent } from "../../world/world.ts"
import { answer } from "../execute.ts"
import { createThrottle } from "../throttle.ts"
import { setBulkBehaviour } from "./bulk-operations.ts"
import { bulkResultRoutes } from "./bulk-results.ts"

const SHOP = "kafe.myshopify.com"
const AT = new Date("2026-06-01T10:00:00Z")

let context: SimulatorContext & { events: WorldEvent[] }

beforeEach(() => {
  context = createMemoryContext(AT)
  openShop(context.world, { domain: SHOP }, AT)
})

// biome-ignore lint/suspicious/noExplicitAny: answers are read freely here
async function ask(query: string, variables = {}): Promise<any> {
  const place = getShop(context.world, SHOP)
  const at = context.clock.now()
  const api = { simulator: context, shop: SHOP, place, scopes: new Set(["read_orders"]), at }
  return JSON.parse(JSON.stringify(await answer(api, createThrottle(), { query, variables })))
}

const RUN = `mutation ($query: String!, $groupObjects: Boolean!) {
  bulkOperationRunQuery(query: $query, groupObjects: $groupObjects) {
    bulkOperation { id status } userErrors { code message } } }`
const READ = `query ($id: ID!) { bulkOperation(id: $id) {
  id status errorCode objectCount rootObjectCount fileSize url partialDataUrl } }`
const ORDERS = "{ orders { edges { node { id name tags lineItems { edges { node { id quantity } } } } } } }"

async function run(query = ORDERS, groupObjects = true) {
  return (await ask(RUN, { query, groupObjects })).data.bulkOperationRunQuery
}

/** The operation as it is when it has ended. */
async function ended(id: string) {
  for (;;) {
    const { bulkOperation } = (await ask(READ, { id })).data
    if (!["CREATED", "RUNNING", "CANCELING"].includes(bulkOperation.status)) return bulkOperation
    await sleep(5)
  }
}

async function fetchResult(address: string, range?: string): Promise<{ status: number; text: string }> {
  const headers = range ? { range } : undefined
  const response = await bulkResultRoutes(context).request(new URL(address).pathname, { headers })
  return { status: response.status, text: await response.text() }
}

function buy(count: number): void {
  const lines = [
    { title: "Coffee", quantity: 2, unitPriceMinor: 1200 },
    { title: "Tea", quantity: 1, unitPriceMinor: 800 },
  ]
  for (let index = 0; index < count; index += 1)
    createOrder(context.world, SHOP, { customerId: null, lines }, new Date(AT.getTime() + index * 1000))
}

test("a query's answer comes as a file: each order, then its lines, which name their order", async () => {
  buy(250)
  const { bulkOperation, userErrors } = await run()
  expect([bulkOperation.status, userErrors]).toEqual(["CREATED", []])
  const done = await ended(bulkOperation.id)
  expect(done).toMatchObject({ status: "COMPLETED", objectCount: "750", rootObjectCount: "250", partialDataUrl: null })
  const { status, text } = await fetchResult(done.url)
  expect([status, String(Buffer.byteLength(text))]).toEqual([200, done.fileSize])
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line))
  expect(lines.slice(0, 3)).toEqual([
    { id: expect.stringContaining("/Order/"), name: "#1001", tags: [] },
    { id: expect.stringContaining("/LineItem/"), quantity: 2, __parentId: lines[0].id },
    { id: expect.stringContaining("/LineItem/"), quantity: 1, __parentId: lines[0].id },
  ])
  const topics = context.events.flatMap((event) => event.notices.map((notice) => notice.topic))
  expect(topics).toContain("bulk_operations/finish")
})

test("ungrouped, the lines do not follow their orders", async () => {
  buy(2)
  const done = await ended((await run(ORDERS, false)).bulkOperation.id)
  const ids = (await fetchResult(done.url)).text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).id.split("/")[3])
  expect(ids).toEqual(["Order", "Order", "LineItem", "LineItem", "LineItem", "LineItem"])
})

test("the file is served from any byte on", async () => {
  buy(3)
  const done = await ended((await run()).bulkOperation.id)
  const whole = (await fetchResult(done.url)).text
  expect(await fetchResult(done.url, "bytes=100-")).toEqual({ status: 206, text: whole.slice(100) })
  expect((await fetchResult(done.url, `bytes=${whole.length}-`)).status).toBe(416)
})

test("after a week the address is no longer good", async () => {
  buy(1)
  const { id, url } = await ended((await run()).bulkOperation.id)
  context.clock.advance("8d")
  expect((await ask(READ, { id })).data.bulkOperation).toMatchObject({ status: "EXPIRED", url: null })
  expect((await fetchResult(url)).status).toBe(403)
})

test("an operation that fails gives what it had until then", async () => {
  buy(10)
  setBulkBehaviour(context.world, SHOP, { failAfter: 4 })
  const failed = await ended((await run()).bulkOperation.id)
  expect(failed).toMatchObject({
    status: "FAILED",
    errorCode: "INTERNAL_SERVER_ERROR",
    rootObjectCount: "4",
    url: null,
  })
  expect((await fetchResult(failed.partialDataUrl)).text.trimEnd().split("\n")).toHaveLength(12)
})

test("one that finds nothing completes without a file", async () => {
  expect(await ended((await run()).bulkOperation.id)).toMatchObject({
    status: "COMPLETED",
    objectCount: "0",
    url: null,
  })
})

test("five run at a time, and one can be cancelled", async () => {
  buy(1)
  setBulkBehaviour(context.world, SHOP, { pauseMs: 50 })
  const started = []
  for (let index = 0; index < 5; index += 1) started.push((await run()).bulkOperation.id)
  expect((await run()).userErrors).toMatchObject([{ code: "LIMIT_REACHED" }])
  const cancel = `mutation ($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { status } userErrors { message } } }`
  const { data } = await ask(cancel, { id: started[0] })
  expect(data.bulkOperationCancel.bulkOperation.status).toBe("CANCELING")
  expect((await ended(started[0])).status).toBe("CANCELED")
  for (const id of started.slice(1)) expect((await ended(id)).status).toBe("COMPLETED")
  const { data: again } = await ask(cancel, { id: started[0] })
  expect(again.bulkOperationCancel.userErrors).toHaveLength(1)
  const { data: list } = await ask(`{ bulkOperations(first: 10, query: "status:completed") { nodes { id } } }`)
  expect(list.bulkOperations.nodes).toHaveLength(4)
})

const refused: [string, string, RegExp][] = [
  ["no connection", "{ shop { id name } }", /at least one connection/],
  [
    "a connection inside a list",
    "{ orders { edges { node { id refunds { id refundLineItems { edges { node { id } } } } } } } }",
    /inside a list/,
  ],
  ["node on top", `{ node(id: "gid://shopify/Order/1") { id } }`, /cannot stand on top/],
  ["two fields on top", "{ shop { id } orders { edges { node { id } } } }", /one field on top/],
  ["what the contract does not have", "{ orders { edges { node { id loyalty } } } }", /loyalty/],
]

test.each(refused)("%s is refused", async (_what, query, message) => {
  expect((await run(query)).userErrors).toMatchObject([{ code: "INVALID", message: expect.stringMatching(message) }])
})
