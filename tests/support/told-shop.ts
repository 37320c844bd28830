import { randomBytes } from "node:crypto"
import { expect } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { defaultProgrammeRules } from "#app/loyalty/programme/programme-rules.ts"
import { installShop } from "./known-shop.ts"
import { publishRules } from "./loyalty-shop.ts"
import { type Door, workOff } from "./webhook-door.ts"
import { type Payload, readSample, toWire } from "./webhook-samples.ts"

/** A shop that is told things through the real door, worked off by the real worker, and what became of them. */

export const ORDER = "gid://shopify/Order/820982911946154508"
export const CUSTOMER = "gid://shopify/Customer/115310627314723954"

export const newDomain = () => `s${randomBytes(6).toString("hex")}.myshopify.com`

/** In dollars, one point each, everyone a member (unless only those who joined), 14 days pending. */
export async function openToldShop(
  values: { developmentStore?: boolean } = {},
  who: "everyone" | "joined" = "everyone",
): Promise<string> {
  const shop = newDomain()
  await installShop(shop, { currency: "USD", ...values })
  const rules = defaultProgrammeRules("USD", 100)
  rules.members.who = who
  await publishRules(shop, rules, new Date("2021-01-01T00:00:00Z"))
  return shop
}

export async function tell(door: Door, shop: string, topic: string, payload: Payload): Promise<void> {
  expect((await door.deliver({ shop, topic, body: toWire(payload) })).status).toBe(200)
  await workOff()
}

/** The sample order as a real, paid one: 414.95 USD. */
export function paid(change: Payload = {}): Payload {
  return {
    ...readSample("orders/paid"),
    test: false,
    cancelled_at: null,
    cancel_reason: null,
    financial_status: "paid",
    ...change,
  }
}

export async function balance(shop: string, customerId = CUSTOMER): Promise<{ available: number; pending: number }> {
  const { rows } = await acrossShops().query(
    `SELECT "available", "pending" FROM "PointsAccount" WHERE "shop" = $1 AND "customerId" = $2`,
    [shop, customerId],
  )
  return rows[0] ?? { available: 0, pending: 0 }
}

export type OrderState = { name: string; deletedAt: Date | null; doubtfulSince: Date | null; financialStatus: string }

export async function orderIn(shop: string, orderId = ORDER): Promise<OrderState | null> {
  const { rows } = await acrossShops().query(`SELECT * FROM "Order" WHERE "shop" = $1 AND "orderId" = $2`, [
    shop,
    orderId,
  ])
  return rows[0] ?? null
}

export async function lastEvent(shop: string): Promise<{ state: string; error: string | null }> {
  const { rows } = await acrossShops().query(
    `SELECT "state", "error" FROM "WebhookEvent" WHERE "shop" = $1 ORDER BY "id" DESC LIMIT 1`,
    [shop],
  )
  return rows[0]
}
