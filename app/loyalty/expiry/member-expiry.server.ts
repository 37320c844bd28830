import type { Tx } from "#app/lib/db.server.ts"
import { dayIn } from "#app/lib/zone-days.ts"
import { loadOpenLots } from "../ledger/ledger-rows.server.ts"
import type { DatedLot } from "../ledger/posting.ts"
import { addShopDays, termsOf } from "./expires-at.ts"
import { loadLastActivity, loadPolicies } from "./outlook.server.ts"
import { dateLots, type ExpiringSoon, expiringOf, WARNINGS } from "./plan-expiry.ts"
import { loadRests } from "./shop-expiry.server.ts"

export type MemberExpiry = { zone: string; lots: DatedLot[] }

/** The open lots of these members in drawing order, with what expires when; empty where points do not expire. */
export async function loadMemberExpiry(
  tx: Pick<Tx, "query">,
  shop: string,
  customerIds: string[],
): Promise<Map<string, MemberExpiry>> {
  const policies = await loadPolicies(tx, shop)
  const newest = policies.at(-1)
  if (!newest || newest.kind === "never" || customerIds.length === 0) return new Map()
  const terms = termsOf(policies)
  const [lots, lastActivity, rests] = await Promise.all([
    loadOpenLots(tx, shop, customerIds),
    loadLastActivity(tx, shop, customerIds),
    loadRests(tx, shop),
  ])
  const expiryOf = (customerId: string): MemberExpiry => {
    const outlook = { terms, lastActivity: lastActivity.get(customerId) ?? null }
    return { zone: newest.zone, lots: dateLots(lots.get(customerId) ?? [], { outlook, rests, zone: newest.zone }) }
  }
  return new Map(customerIds.map((customerId) => [customerId, expiryOf(customerId)]))
}

/** What expires next, if it is within the time of the first warning; else nothing is told. */
export function expiringSoon(expiry: MemberExpiry | undefined, at: Date): ExpiringSoon | null {
  const next = expiringOf(expiry?.lots ?? []).find(({ expiresAt }) => expiresAt > at)
  if (!expiry || !next || addShopDays(next.expiresAt, -WARNINGS[0], expiry.zone) > at) return null
  return { points: next.points, lastDay: lastDayOf(next.expiresAt, expiry.zone) }
}

/** The day that ends at a midnight. */
export function lastDayOf(midnight: Date, zone: string): string {
  return dayIn(new Date(midnight.getTime() - 1), zone)
}
