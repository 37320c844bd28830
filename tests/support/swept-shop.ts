import { shopDb } from "#app/lib/db.server.ts"
import { parseJsonExact } from "#app/lib/json.ts"
import { defaultProgrammeRules, type ProgrammeRules } from "#app/loyalty/programme/programme-rules.ts"
import { onOrdersChanged } from "#app/reactions.server.ts"
import { onMergeFound } from "#app/reactions-to-answers.server.ts"
import type { OnOrdersChanged } from "#app/records/orders/doubtful.server.ts"
import { type SweepOutcome, sweepShop } from "#app/records/sweep/sweep.server.ts"
import type { SweepCounts } from "#app/records/sweep/sweep-rows.server.ts"
import { createOrder, type NewOrder } from "#simulator/world/actions/create-order.ts"
import { createCustomer } from "#simulator/world/actions/customers.ts"
import type { WorldEvent } from "#simulator/world/world.ts"
import { installAndOpen } from "./installed-shop.ts"
import { publishRules } from "./loyalty-shop.ts"
import type { SimulatedAdmin } from "./simulated-admin.ts"
import { openToldWorld } from "./told-world.ts"
import { type Door, workOff } from "./webhook-door.ts"

/** Shops of one simulated world: some are told by webhooks, some hear nothing and are swept. */

/** Installs the app in a shop of the world (its clock is the machine's), with a programme: else from a year before. */
export async function openSweptShop(
  admin: SimulatedAdmin,
  shop: string,
  installedAt: Date,
  change: (rules: ProgrammeRules) => void = () => {},
  publishedAt = new Date(installedAt.getTime() - 365 * DAY_MS),
): Promise<void> {
  await installAndOpen(admin, shop, { installedAt })
  const rules = defaultProgrammeRules("EUR", 100)
  rules.members.who = "everyone"
  change(rules)
  await publishRules(shop, rules, publishedAt)
}

export const DAY_MS = 86_400_000

/** Shops in which everything happens some days back; `later` is so many minutes after the app was installed there. */
export const START = new Date(Date.now() - 20 * DAY_MS)
export const later = (minutes: number) => new Date(START.getTime() + minutes * 60_000)

/** Ethiopia Guji and filter papers, 54.32 together. */
export const LINES = [
  { title: "Ethiopia Guji", quantity: 3, unitPriceMinor: 1478 },
  { title: "Filter papers", quantity: 2, unitPriceMinor: 499 },
]

/** What happens in such shops; each is called `name` and a number. */
export async function openSweptShops(name: string) {
  const told = await openToldWorld()
  const { world } = told.admin
  let shops = 0
  return {
    ...told,
    open: async (): Promise<string> => {
      const shop = `${name}-${++shops}.myshopify.com`
      await openSweptShop(told.admin, shop, START)
      return shop
    },
    place: (shop: string, minutes: number, order: Partial<NewOrder> = {}): string =>
      createOrder(world, shop, { customerId: null, lines: LINES, ...order }, later(minutes)).id,
    person: (shop: string, firstName: string): string =>
      createCustomer(world, shop, { firstName, email: `${firstName}@example.com` }, START).id,
  }
}

/** Every event of the world about `shop` from now on, as its deliveries: topic and exact text. */
export function overhear(admin: SimulatedAdmin, shop: string): WorldEvent[] {
  const events: WorldEvent[] = []
  admin.world.listeners.push((event) => {
    if (event.shop === shop) events.push(event)
  })
  return events
}

/** Delivers what was overheard through the real door and works it off. */
export async function deliverAll(door: Door, events: WorldEvent[]): Promise<void> {
  for (const { shop, eventId, triggeredAt, notices } of events)
    for (const { topic, body } of notices) {
      parseJsonExact(body)
      await door.deliver({ shop, topic, body, eventId, triggeredAt: triggeredAt.toISOString() })
    }
  await workOff()
}

export function sweepAt(shop: string, at: Date, signal?: AbortSignal): Promise<SweepOutcome> {
  const onChanged: OnOrdersChanged = (tx, of, orderIds) => onOrdersChanged(tx, of, orderIds, at)
  return sweepShop(shop, { onChanged, onMerged: onMergeFound }, at, signal)
}

/** Sweeps to the end; what it counted. */
export async function sweepWhole(shop: string, at: Date): Promise<SweepCounts> {
  const outcome = await sweepAt(shop, at)
  if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome))
  return outcome.counts
}

/** Points, tiers and facts of a shop, with nothing in them that differs between two equal worlds. */
export async function stateOf(shop: string): Promise<unknown> {
  const { rows: people } = await shopDb(shop).query(
    `SELECT a."available", a."pending", a."debt", a."lifetime", m."tierId", m."tierMeasure"
     FROM "PointsAccount" AS a JOIN "Member" AS m USING ("shop", "customerId")
     WHERE "shop" = $1 ORDER BY length("customerId"), "customerId"`,
    [shop],
  )
  const { rows: orders } = await shopDb(shop).query(
    `SELECT o."financialStatus", o."totalMinor", o."deletedAt" IS NOT NULL AS deleted, p."target", p."posted", p."pending",
       p."spendMinor"
     FROM "Order" AS o LEFT JOIN "OrderPoints" AS p USING ("shop", "orderId")
     WHERE "shop" = $1 ORDER BY length("orderId"), "orderId"`,
    [shop],
  )
  return { people, orders }
}
