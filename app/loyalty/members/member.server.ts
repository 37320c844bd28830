import { type Door, shopDb, type Tx } from "#app/lib/db.server.ts"
import { prepared } from "#app/lib/prepared.server.ts"
import { findOwner } from "#app/records/customers/merges.server.ts"
import { findCustomersByContact } from "#app/records/customers/persons.server.ts"
import { knowAgain, noteCustomers } from "#app/records/customers/read-customers.server.ts"
import { lockOrders } from "#app/records/orders/orders.server.ts"
import { lockCustomers, lockUnsettledOrdersOf } from "../orders/order-rows.server.ts"
import { settleOrders } from "../orders/settle-orders.server.ts"
import { requestSync } from "../sync/request-sync.server.ts"
import { loadStandings } from "../tiers/member-tiers.server.ts"
import { reviewTiers } from "../tiers/review-tiers.server.ts"
import { NO_STANDING, type Standing } from "../tiers/standing.ts"
import { creditGuestOrders, findGuestOrders } from "./guest-orders.server.ts"
import type { JoinedBy } from "./joined-by.ts"
import { insertMembers } from "./member-rows.server.ts"
import { type MemberRecord, type MemberView, memberSql, viewsOf } from "./member-views.server.ts"

/**
 * Makes a customer (or whom they were merged into) a member at `at` (world time), with consent recorded, and credits
 * earlier orders that the retro window of their programme version still reaches. "storefront" means the person signed in
 * through Shopify: only then are guests' orders that carry their e-mail address theirs too; whom staff enrolled gets them
 * with the first visit signed in. `already`: was a member before.
 */
export async function join(
  tx: Tx,
  shop: string,
  named: string,
  by: JoinedBy,
  at: Date,
): Promise<{ ok: true; already: boolean }> {
  const customerId = (await findOwner(tx, shop, named)) ?? named
  const signedIn = by === "storefront"
  const guests = signedIn ? await findGuestOrders(tx, shop, customerId) : []
  await lockOrders(tx, shop, [...(await findOrdersOf(tx, shop, customerId)), ...guests])
  // The row before the lock, as whoever works off webhooks takes them: the other way round closes a circle.
  await noteCustomers(tx, shop, [customerId])
  if (signedIn) await knowAgain(tx, shop, customerId)
  await lockCustomers(tx, shop, [customerId])
  // They may have been merged while we waited.
  if ((await findOwner(tx, shop, customerId)) !== null) return join(tx, shop, named, by, at)
  const joined = await insertMembers(tx, shop, [customerId], by, at)
  if (signedIn) await creditGuestOrders(tx, shop, customerId, at)
  if (joined.length === 0) return { ok: true, already: true }
  // Also what came since we looked: of orders that another holds by now, the settlement is owed.
  await settleOrders(tx, shop, await lockUnsettledOrdersOf(tx, shop, [customerId]), at)
  await reviewTiers(tx, shop, [customerId], at, { up: "joined", down: "joined" })
  await requestSync(tx, shop, [customerId])
  return { ok: true, already: false }
}

async function findOrdersOf(tx: Tx, shop: string, customerId: string): Promise<string[]> {
  const { rows } = await tx.query<{ orderId: string }>(
    `SELECT "orderId" FROM "Order" WHERE "shop" = $1 AND "customerId" = $2 ORDER BY 1`,
    [shop, customerId],
  )
  return rows.map((row) => row.orderId)
}

/** One member with tier and next tier at `at` (world time), or null when the customer is none. */
export async function findMember(shop: string, customerId: string, at: Date): Promise<(MemberView & Standing) | null> {
  const { rows } = await shopDb(shop).query<MemberRecord>(
    `${memberSql(`"Member"`)} WHERE m."shop" = $1 AND m."customerId" = $2`,
    [shop, customerId],
  )
  const row = rows[0]
  if (!row) return null
  const standing = (await loadStandings(shopDb(shop), shop, [customerId], at)).get(customerId)
  const [view] = await viewsOf(shop, [row])
  return { ...(view as MemberView), ...(standing ?? NO_STANDING) }
}

const BALANCE = prepared(
  `SELECT coalesce(a."available", 0)::bigint AS available, coalesce(a."pending", 0)::bigint AS pending,
     coalesce(a."debt", 0)::bigint AS debt, coalesce(a."lifetime", 0)::bigint AS lifetime
   FROM "Member" m LEFT JOIN "PointsAccount" a ON a."shop" = m."shop" AND a."customerId" = m."customerId"
   WHERE m."shop" = $1 AND m."customerId" = $2`,
)

/** A member's points; null: no member. */
export async function findBalance(at: Door, shop: string, customerId: string): Promise<MemberView["balance"] | null> {
  const { rows } = await at.query<MemberView["balance"]>(BALANCE([shop, customerId]))
  return rows[0] ?? null
}

/** The customer (gid) who has this e-mail address, members first; null: none. */
export async function findCustomerByEmail(shop: string, email: string): Promise<string | null> {
  const found = await findCustomersByContact(shop, "email", email)
  const { rows } = await shopDb(shop).query<{ customerId: string }>(
    `SELECT "customerId" FROM "Member" WHERE "shop" = $1 AND "customerId" = ANY($2) ORDER BY "joinedAt" LIMIT 1`,
    [shop, found],
  )
  return rows[0]?.customerId ?? found[0] ?? null
}
