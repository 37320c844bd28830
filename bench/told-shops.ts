import { acrossShops } from "#app/lib/db.server.ts"
import { createEventStore } from "#app/queue/store-events.server.ts"
import { openShop } from "./open-shop.ts"
import { orderBody } from "./order-bodies.ts"

/** Shops with a programme, and orders that wait to be worked off: what the benches of earning start from. */

const OPENED = new Date("2026-01-01T00:00:00Z")
const AT_ONCE = 400
const SPREAD_MS = 86_400_000

/** Opens `count` shops in dollars. */
export async function openShops(count: number): Promise<string[]> {
  const shops = Array.from({ length: count }, (_, index) => `bench-${index + 1}.myshopify.com`)
  for (const [index, shop] of shops.entries()) await openShop(shop, index + 1, "USD", OPENED)
  return shops
}

export type Told = { shops: string[]; orders: number; customersPerShop: number; first: number }

/** Stores `orders` paid orders, as the door for webhooks stores them: the shops in turn, spread over the day before. */
export async function storeOrders(
  databaseUrl: string,
  { shops, orders, customersPerShop, first }: Told,
): Promise<void> {
  const store = createEventStore(databaseUrl)
  const from = Date.now() - SPREAD_MS
  for (let done = 0; done < orders; done += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, orders - done) }, (_, index) => first + done + index)
    await Promise.all(
      numbers.map((number) => {
        const shop = shops[number % shops.length] as string
        // By a step that shares no factor with it, every customer has their turn, and the next order is another's.
        const customer = (Math.floor(number / shops.length) * 7919) % customersPerShop
        const placedAt = new Date(from + Math.floor(((number - first) / orders) * SPREAD_MS))
        return store.add({
          shop,
          topic: "orders/create",
          dedupKey: `bench-${number}`,
          apiVersion: "2026-07",
          triggeredAt: placedAt,
          body: orderBody({ number, customer, placedAt }),
        })
      }),
    )
  }
  await store.close()
}

/** How many stored events wait. */
export async function countWaiting(): Promise<number> {
  const { rows } = await acrossShops().query<{ n: number }>(
    `SELECT count(*) AS n FROM "WebhookEvent" WHERE "state" = 'stored'`,
  )
  return rows[0]?.n ?? 0
}

/** Throws unless each of `orders` stored orders has earned exactly once and every member who earned is in the outbox. */
export async function proveEarned(orders: number): Promise<void> {
  const { rows } = await acrossShops().query<{
    done: number
    entries: number
    earned: number
    outbox: number
    members: number
  }>(
    `SELECT (SELECT count(*) FROM "WebhookEvent" WHERE "state" = 'done') AS done,
       (SELECT count(*) FROM "PointsEntry") AS entries,
       (SELECT count(DISTINCT ("shop", "sourceId")) FROM "PointsEntry" WHERE "code" = 'order_earned') AS earned,
       (SELECT count(*) FROM "MemberSync") AS outbox,
       (SELECT count(*) FROM "Member" WHERE "tierId" IS NOT NULL) AS members`,
  )
  const found = rows[0]
  const right = found && found.done === orders && found.entries === orders && found.earned === orders
  if (!right || found.outbox < found.members || found.members === 0)
    throw new Error(`${orders} orders should have earned once each: ${JSON.stringify(found)}`)
}
