import { setTimeout as sleep } from "node:timers/promises"
import { now } from "#app/lib/clock.server.ts"
import { shopDb } from "#app/lib/db.server.ts"
import type { ProgrammeRules } from "#app/loyalty/programme/programme-rules.ts"
import { PAST_ORDERS } from "#app/reactions-to-answers.server.ts"
import { type BackfillOutcome, goOnWithBackfill } from "#app/records/backfill/backfill.server.ts"
import { type Backfill, findBackfill, startBackfill } from "#app/records/backfill/backfill-rows.server.ts"
import type { OrderFact } from "#app/records/orders/order-fact.ts"
import { createOrder, type NewOrder } from "#simulator/world/actions/create-order.ts"
import { createCustomer } from "#simulator/world/actions/customers.ts"
import type { SimulatedAdmin } from "./simulated-admin.ts"
import { DAY_MS, openSweptShop } from "./swept-shop.ts"
import { openToldWorld } from "./told-world.ts"

/** A shop with a past that the app has not heard of. Its clock is the machine's. */

export const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS)

/** The app was installed and its programme published ten days ago; everyone with an order is a member. */
export function openPastShop(
  admin: SimulatedAdmin,
  shop: string,
  change: (rules: ProgrammeRules) => void = () => {},
): Promise<void> {
  return openSweptShop(admin, shop, daysAgo(10), change, daysAgo(10))
}

/** A paid order of 54.32 (in the shop's currency) that nobody tells of; returns its digits. */
export function placeOrder(admin: SimulatedAdmin, shop: string, at: Date, order: Partial<NewOrder> = {}): string {
  const lines = [
    { title: "Ethiopia Guji", quantity: 3, unitPriceMinor: 1478 },
    { title: "Филтри „V60“ \\ 100", quantity: 2, unitPriceMinor: 499 },
  ]
  return createOrder(admin.world, shop, { customerId: null, lines, ...order }, at).id
}

/** Such shops, each called `name` and a number; their past orders earn for a month before the programme. */
export async function openPastShops(name: string) {
  const told = await openToldWorld()
  let shops = 0
  return {
    ...told,
    open: async (): Promise<string> => {
      const shop = `${name}-${++shops}.myshopify.com`
      await openPastShop(told.admin, shop, (rules) => {
        rules.history = { points: "since", sinceDays: 30 }
      })
      return shop
    },
    person: (shop: string, firstName: string): string =>
      createCustomer(told.admin.world, shop, { firstName, email: `${firstName}@example.com` }, daysAgo(50)).id,
  }
}

export const begin = (shop: string, since: Date | null = null) =>
  startBackfill(shop, { since, askedBy: "test", wholeHistory: false }, now())

/** One go at it, as a worker's. */
export const goOn = (shop: string, signal?: AbortSignal, onProgress?: (backfill: Backfill) => void) =>
  goOnWithBackfill(shop, PAST_ORDERS, now, signal, onProgress)

/** Goes on just until a phase begins. */
export async function goOnUntil(shop: string, phase: Backfill["phase"]): Promise<void> {
  while ((await findBackfill(shop))?.phase !== phase) {
    const stop = new AbortController()
    await goOn(shop, stop.signal, (backfill) => {
      if (backfill.phase === phase) stop.abort()
    })
    await sleep(20)
  }
}

/** Starts an import and stays with it until it is over; what it came to. */
export async function importAll(shop: string, since: Date | null = null): Promise<Backfill> {
  await begin(shop, since)
  return await stayWith(shop)
}

export async function stayWith(shop: string): Promise<Backfill> {
  for (let outcome: BackfillOutcome = { kind: "stopped" }; ; ) {
    outcome = await goOn(shop)
    if (outcome.kind === "failed") throw new Error(outcome.error)
    if (outcome.kind === "over" || outcome.kind === "none") return (await findBackfill(shop)) as Backfill
    await sleep(20)
  }
}

/** What each customer has, in the order of their ids. */
export async function pointsIn(shop: string): Promise<{ available: number; pending: number }[]> {
  const { rows } = await shopDb(shop).query(
    `SELECT "available", "pending" FROM "PointsAccount" WHERE "shop" = $1 ORDER BY length("customerId"), "customerId"`,
    [shop],
  )
  return rows
}

export async function factsOf(shop: string): Promise<OrderFact[]> {
  const { rows } = await shopDb(shop).query<{ fact: OrderFact }>(
    `SELECT "fact" FROM "Order" WHERE "shop" = $1 ORDER BY length("orderId"), "orderId"`,
    [shop],
  )
  return rows.map((row) => row.fact)
}
