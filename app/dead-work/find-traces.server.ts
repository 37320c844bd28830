import { shopDb } from "#app/lib/db.server.ts"
import { findWork } from "./list-work.server.ts"

/** What the tables know of one id: the webhooks, the orders they were about, the entries and metafields that followed. */
export type Traces = {
  events: TracedEvent[]
  orders: TracedOrder[]
  members: { customerId: string; wanted: number; written: number; waiting: boolean; error: string | null }[]
  actions: { at: string; staff: string; action: string; workId: string }[]
}

export type TracedEvent = {
  dedupKey: string
  topic: string
  about: string | null
  receivedAt: string
  state: string
  attempts: number
  doneAt: string | null
  error: string | null
}

export type TracedOrder = {
  orderId: string
  name: string
  customerId: string | null
  factAt: string
  doubtfulSince: string | null
  entries: { customerId: string; code: string; delta: number; pendingDelta: number; createdAt: string }[]
}

const MOST_EVENTS = 200

/** `traced`: the id of a webhook (X-Shopify-Event-Id), a request or failed work, or a gid (digits alone are an order's). */
export async function findTraces(shop: string, traced: string): Promise<Traces> {
  const id = (await findWork(shop, traced))?.trace ?? traced
  const gid = /^\d{1,20}$/.test(id) ? `gid://shopify/Order/${id}` : id
  const events = await findEvents(shop, id, gid)
  const subjects = [...new Set([gid, ...events.map((event) => event.about)].filter((one) => one?.startsWith("gid://")))]
  const orders = await findOrders(shop, subjects as string[])
  const customers = [
    ...subjects.filter((one) => one?.includes("/Customer/")),
    ...orders.flatMap((order) => [order.customerId, ...order.entries.map((entry) => entry.customerId)]),
  ]
  return {
    events,
    orders,
    members: await findMembers(
      shop,
      [...new Set(customers)].filter((one) => one != null),
    ),
    actions: await findActions(shop, traced),
  }
}

async function findEvents(shop: string, id: string, gid: string): Promise<TracedEvent[]> {
  const { rows } = await shopDb(shop).query(
    `SELECT "dedupKey", "topic", "about", "receivedAt", "state", "attempts", "doneAt", "error" FROM "WebhookEvent"
     WHERE "shop" = $1 AND ("dedupKey" = $2 OR "about" = $3) ORDER BY "id" LIMIT ${MOST_EVENTS}`,
    [shop, id, gid],
  )
  return inPlainJson(rows)
}

async function findOrders(shop: string, orderIds: string[]): Promise<TracedOrder[]> {
  const { rows } = await shopDb(shop).query(
    `SELECT o."orderId", o."name", o."customerId", o."factAt", o."doubtfulSince", (
       SELECT coalesce(json_agg(json_build_object('customerId', e."customerId", 'code', e."code", 'delta', e."delta",
         'pendingDelta', e."pendingDelta", 'createdAt', e."createdAt") ORDER BY e."createdAt", e."version"), '[]')
       FROM "PointsEntry" AS e WHERE e."shop" = o."shop" AND e."sourceType" = 'order' AND e."sourceId" = o."orderId"
     ) AS "entries"
     FROM "Order" AS o WHERE o."shop" = $1 AND o."orderId" = ANY($2) ORDER BY o."orderId"`,
    [shop, orderIds],
  )
  return inPlainJson(rows)
}

async function findMembers(shop: string, customerIds: string[]): Promise<Traces["members"]> {
  const { rows } = await shopDb(shop).query(
    `SELECT "customerId", "wanted", "written", "wanted" > "written" AS "waiting", "error" FROM "MemberSync"
     WHERE "shop" = $1 AND "customerId" = ANY($2) ORDER BY "customerId"`,
    [shop, customerIds],
  )
  return inPlainJson(rows)
}

async function findActions(shop: string, id: string): Promise<Traces["actions"]> {
  const { rows } = await shopDb(shop).query(
    `SELECT "at", "staff", "action", "workId" FROM "WorkAction" WHERE "shop" = $1 AND ("trace" = $2 OR "workId" = $2)
     ORDER BY "id" LIMIT ${MOST_EVENTS}`,
    [shop, id],
  )
  return inPlainJson(rows)
}

/** Moments become texts, as whoever prints them wants them. */
function inPlainJson<Row>(rows: unknown[]): Row[] {
  return JSON.parse(JSON.stringify(rows)) as Row[]
}
