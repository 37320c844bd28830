import { randomBytes } from "node:crypto"
import { acrossShops, inTransactionAcrossShops } from "#app/lib/db.server.ts"
import { settleOrders } from "#app/loyalty/orders/settle-orders.server.ts"
import { publish, saveDraft } from "#app/loyalty/programme/programme.server.ts"
import { defaultProgrammeRules, type ProgrammeRules } from "#app/loyalty/programme/programme-rules.ts"
import type { LineFact, OrderFact, RefundFact } from "#app/records/orders/order-fact.ts"
import { saveOrders } from "#app/records/orders/orders.server.ts"
import { installShop } from "./known-shop.ts"

/** A shop with a programme for tests of the ledger: its facts are stored as the real ingress stores them. */

export const ANNA = "gid://shopify/Customer/1001"
export const BORIS = "gid://shopify/Customer/1002"
export const OPENED = new Date("2026-01-01T00:00:00Z")

/** One point per euro, everyone a member, 14 days pending, tiers at 100/300/600 euro of a calendar year. */
export function simpleRules(change: (rules: ProgrammeRules) => void = () => {}): ProgrammeRules {
  const rules = defaultProgrammeRules("EUR", 100)
  rules.members.who = "everyone"
  change(rules)
  return rules
}

/** The same, but only who joined is a member. */
export function joinedRules(change: (rules: ProgrammeRules) => void = () => {}): ProgrammeRules {
  return simpleRules((rules) => {
    rules.members.who = "joined"
    change(rules)
  })
}

/** Installs a shop of its own for one test and publishes `rules` at its opening. Returns its domain. */
export async function openShop(rules: ProgrammeRules | null = simpleRules()): Promise<string> {
  const shop = `t${randomBytes(6).toString("hex")}.myshopify.com`
  await installShop(shop, { installedAt: OPENED })
  if (rules) await publishRules(shop, rules, OPENED)
  return shop
}

export async function publishRules(shop: string, rules: ProgrammeRules, at: Date): Promise<void> {
  await saveDraft(shop, rules)
  const outcome = await publish(shop, "test", at)
  if (!outcome.ok) throw new Error(`not published: ${JSON.stringify(outcome)}`)
}

export function line(id: number, unitPriceMinor: number, quantity = 1): LineFact {
  return {
    id: `gid://shopify/LineItem/${id}`,
    productId: null,
    variantId: null,
    title: `Line ${id}`,
    quantity,
    currentQuantity: quantity,
    unfulfilledQuantity: quantity,
    unitPriceMinor,
    discountMinor: 0,
    taxMinor: 0,
    dutyMinor: 0,
    giftCard: false,
    tip: false,
    requiresShipping: true,
  }
}

/** A paid order of one line of 100.00 EUR by Anna on 10 March 2026, changed by `change`. */
export function paidOrder(digits: number, change: Partial<OrderFact> = {}): OrderFact {
  const placed = change.processedAt ?? "2026-03-10T10:00:00.000Z"
  const lines = change.lines ?? [line(digits * 10, 10_000)]
  return {
    schema: 1,
    id: `gid://shopify/Order/${digits}`,
    name: `#${digits}`,
    customerId: ANNA,
    currency: "EUR",
    taxesIncluded: true,
    test: false,
    channel: "web",
    financialStatus: "paid",
    gateways: ["shopify_payments"],
    tags: [],
    createdAt: placed,
    processedAt: placed,
    updatedAt: placed,
    cancelledAt: null,
    paidAt: placed,
    totalMinor: lines.reduce((sum, one) => sum + one.quantity * one.unitPriceMinor - one.discountMinor, 0),
    shipping: { priceMinor: 0, discountMinor: 0, taxMinor: 0 },
    refunds: [],
    fulfilments: [],
    payments: null,
    ...change,
    lines,
  }
}

let refundDigits = 1

/** `fact` with `units` of its first line given back at `at`. */
export function refunded(fact: OrderFact, units: number, at: string): OrderFact {
  const first = fact.lines[0] as LineFact
  const amountMinor = units * first.unitPriceMinor
  const refund: RefundFact = {
    id: `gid://shopify/Refund/${refundDigits++}`,
    createdAt: at,
    lines: [{ lineId: first.id, quantity: units, subtotalMinor: amountMinor, taxMinor: 0 }],
    shippingMinor: 0,
    shippingTaxMinor: 0,
    discrepancyMinor: 0,
    discrepancyTaxMinor: 0,
    transactions: [{ kind: "refund", status: "success", amountMinor, currency: fact.currency }],
  }
  const left = first.currentQuantity - units
  return {
    ...fact,
    updatedAt: at,
    financialStatus: left === 0 && fact.lines.length === 1 ? "refunded" : "partially_refunded",
    lines: [{ ...first, currentQuantity: left }, ...fact.lines.slice(1)],
    refunds: [...fact.refunds, refund],
  }
}

/** Stores the facts as they come in from Shopify and settles them at `at` (world time). */
export async function receive(shop: string, at: string, ...facts: OrderFact[]): Promise<void> {
  await inTransactionAcrossShops(async (tx) => {
    await saveOrders(
      tx,
      shop,
      facts.map((fact) => ({ fact, email: null })),
      "admin_api",
    )
    const ids = facts.map((fact) => fact.id)
    await settleOrders(tx, shop, ids, new Date(at))
  })
}

export type Balance = { available: number; pending: number; debt: number; lifetime: number }

export async function balanceOf(shop: string, customerId: string = ANNA): Promise<Balance> {
  const { rows } = await acrossShops().query<Balance>(
    `SELECT "available", "pending", "debt", "lifetime" FROM "PointsAccount" WHERE "shop" = $1 AND "customerId" = $2`,
    [shop, customerId],
  )
  return rows[0] ?? { available: 0, pending: 0, debt: 0, lifetime: 0 }
}
