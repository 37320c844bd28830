import { Session } from "@shopify/shopify-api"
import { afterAll, beforeAll, expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { sealedSessions } from "#app/shopify/session-storage.server.ts"
import { freshAccess, offlineSessionId } from "#app/shopify/tokens.server.ts"
import type { SimulatorContext } from "#simulator/context.ts"
import { openZrance } from "#simulator/scenario/open-shop.ts"
import { playNextDay } from "#simulator/scenario/play.ts"
import { createWorld, getShop, type WorldEvent } from "#simulator/world/world.ts"
import { dumpDatabase, linesWith } from "#tests/support/dump-database.ts"
import { installShop } from "#tests/support/known-shop.ts"
import { deliverAll } from "#tests/support/swept-shop.ts"
import { type Door, openDoor } from "#tests/support/webhook-door.ts"

/** The seeded shop as the demo has it, in small: whoever steals a dump of its database learns nobody's name. */

const SHOP = "zrance.myshopify.com"
const TOKENS = ["shpat_0123456789abcdef0123456789abcdef", "shprt_fedcba9876543210fedcba9876543210"]
let door: Door
let at = new Date("2026-11-01T00:00:00Z")

beforeAll(async () => {
  door = await openDoor()
})

afterAll(() => door.stop())

function playScenario(): { context: SimulatorContext; events: WorldEvent[] } {
  const events: WorldEvent[] = []
  const context: SimulatorContext = {
    world: createWorld(),
    clock: { now: () => at, set: (to) => (at = to), advance: () => at },
    config: { origin: "", storefrontOrigin: "", appOrigin: "", apiKey: "k", apiSecret: "s", scopes: ["read_orders"] },
    deliveries: { list: () => [], find: () => null, open: () => 0, idle: async () => {} },
  }
  context.world.listeners.push((event) => events.push(event))
  openZrance(context, SHOP, "scenario")
  return { context, events }
}

/** Everything that the people of the world are called and reached by. */
function personalTexts(context: SimulatorContext): Set<string> {
  const { customers, orders } = getShop(context.world, SHOP)
  const texts = new Set<string>()
  for (const { first_name, last_name, email, phone } of customers.values())
    for (const text of [`${first_name} ${last_name}`, last_name, email, phone]) if (text) texts.add(text)
  for (const order of orders.values()) {
    const { shipping_address: address } = order as { shipping_address?: { address1?: string | null } | null }
    for (const text of [order.email, address?.address1]) if (text) texts.add(text)
  }
  return texts
}

test("a dump of the seeded database holds no name, e-mail address, phone, address or token in clear", async () => {
  await installShop(SHOP)
  const { context, events } = playScenario()
  for (let day = 0; day < 120; day += 1) {
    const step = await playNextDay(context, SHOP, { seed: 5, people: 8 }, async () => {})
    if (step.done) break
  }
  await deliverAll(door, events)
  const id = offlineSessionId(SHOP)
  const [accessToken, refreshToken] = TOKENS
  const session = { id, shop: SHOP, state: "", isOnline: false, scope: "read_orders", accessToken, refreshToken }
  await sealedSessions().storeSession(new Session(session))
  const texts = personalTexts(context)
  expect(texts.size).toBeGreaterThan(10)
  const dump = await dumpDatabase()
  const { rows } = await acrossShops().query(
    `SELECT count(*) FILTER (WHERE "sealed") AS events, (SELECT count(*) FROM "Customer" WHERE "sealed" IS NOT NULL) AS people
     FROM "WebhookEvent"`,
  )
  expect(rows[0].events).toBeGreaterThan(20)
  expect(rows[0].people).toBeGreaterThan(2)
  expect(dump.length).toBeGreaterThan(100)
  expect(linesWith(dump, [...texts, ...TOKENS]).map((line) => line.slice(0, 300))).toEqual([])
  expect((await freshAccess(SHOP))?.accessToken).toBe(accessToken)
})

test("the search itself finds what is there, in text and in bytes", async () => {
  await acrossShops().query(
    `INSERT INTO "WebhookEvent" ("shop", "topic", "dedupKey", "apiVersion", "body")
     VALUES ('a.myshopify.com', 't/t', 'k', 'v', convert_to('{"name":"Мария Планинска"}', 'utf8'))`,
  )
  expect(linesWith(await dumpDatabase(), ["мария планинска"])).toHaveLength(0)
  expect(linesWith(await dumpDatabase(), ["Мария Планинска"])).toHaveLength(1)
  expect(linesWith(await dumpDatabase(), ["A.MYSHOPIFY.com"]).length).toBeGreaterThan(0)
})
