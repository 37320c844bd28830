import { shopDb, type Tx } from "#app/lib/db.server.ts"
import { noteCustomers } from "#app/records/customers/read-customers.server.ts"
import { lockOrders } from "#app/records/orders/orders.server.ts"
import { lockCustomers } from "../orders/order-rows.server.ts"
import { settleOrders } from "../orders/settle-orders.server.ts"
import { requestSync } from "../sync/request-sync.server.ts"
import { loadStandings } from "../tiers/member-tiers.server.ts"
import { reviewTiers } from "../tiers/review-tiers.server.ts"
import type { Standing } from "../tiers/standing.ts"
import { insertMembers, type JoinedBy } from "./member-rows.server.ts"

/**
 * Makes a customer a member at `at` (world time), with consent recorded, and credits earlier orders that the retro window
 * of their programme version still reaches. "storefront" means the person signed in through Shopify: only then are
 * guests' orders that carry their e-mail address theirs too. `already`: was a member before; nothing changed.
 */
export async function join(
  tx: Tx,
  shop: string,
  customerId: string,
  by: JoinedBy,
  at: Date,
): Promise<{ ok: true; already: boolean }> {
  await lockOrders(tx, shop, await findOrdersOf(tx, shop, customerId, by))
  await lockCustomers(tx, shop, [customerId])
  await noteCustomers(tx, shop, [customerId])
  const joined = await insertMembers(tx, shop, [customerId], by, at)
  if (joined.length === 0) return { ok: true, already: true }
  const orderIds = await findOrdersOf(tx, shop, customerId, by)
  await settleOrders(tx, shop, orderIds, at, by === "storefront" ? customerId : null)
  await reviewTiers(tx, shop, [customerId], at, { up: "joined", down: "joined" })
  await requestSync(tx, shop, [customerId])
  return { ok: true, already: false }
}

async function findOrdersOf(tx: Tx, shop: string, customerId: string, by: JoinedBy): Promise<string[]> {
  const { rows } = await tx.query<{ orderId: string }>(
    `SELECT o."orderId" FROM "Order" o WHERE o."shop" = $1 AND o."customerId" = $2
     UNION
     SELECT o."orderId" FROM "Order" o JOIN "Customer" c ON c."shop" = o."shop" AND lower(c."email") = o."email"
     WHERE $3 = 'storefront' AND o."shop" = $1 AND o."customerId" IS NULL AND o."email" IS NOT NULL
       AND c."customerId" = $2
       AND NOT EXISTS (SELECT FROM "OrderPoints" p WHERE p."shop" = o."shop" AND p."orderId" = o."orderId")
     ORDER BY 1`,
    [shop, customerId, by],
  )
  return rows.map((row) => row.orderId)
}

/** A member as pages and the command line show one. Points are points; moments are world time. */
export type MemberView = {
  customerId: string
  name: string | null
  email: string | null
  joinedAt: Date
  joinedBy: JoinedBy
  tierId: string | null
  tierSince: Date | null
  balance: { available: number; pending: number; debt: number; lifetime: number }
}

type MemberRecord = Omit<MemberView, "balance"> & MemberView["balance"]

const MEMBER_SQL = `
  SELECT m."customerId", nullif(concat_ws(' ', c."firstName", c."lastName"), '') AS name, c."email", m."joinedAt",
    m."joinedBy", m."tierId", m."tierSince", coalesce(a."available", 0)::bigint AS available,
    coalesce(a."pending", 0)::bigint AS pending, coalesce(a."debt", 0)::bigint AS debt,
    coalesce(a."lifetime", 0)::bigint AS lifetime
  FROM "Member" m
  LEFT JOIN "Customer" c ON c."shop" = m."shop" AND c."customerId" = m."customerId"
  LEFT JOIN "PointsAccount" a ON a."shop" = m."shop" AND a."customerId" = m."customerId"`

/** One member with tier and next tier at `at` (world time), or null when the customer is none. */
export async function findMember(shop: string, customerId: string, at: Date): Promise<(MemberView & Standing) | null> {
  const { rows } = await shopDb(shop).query<MemberRecord>(`${MEMBER_SQL} WHERE m."shop" = $1 AND m."customerId" = $2`, [
    shop,
    customerId,
  ])
  const row = rows[0]
  if (!row) return null
  const standing = (await loadStandings(shopDb(shop), shop, [customerId], at)).get(customerId)
  return { ...viewOf(row), tier: standing?.tier ?? null, next: standing?.next ?? null }
}

/** The customer (gid) who has this e-mail address, members first; null: none. */
export async function findCustomerByEmail(shop: string, email: string): Promise<string | null> {
  const { rows } = await shopDb(shop).query<{ customerId: string }>(
    `SELECT c."customerId" FROM "Customer" c
     LEFT JOIN "Member" m ON m."shop" = c."shop" AND m."customerId" = c."customerId"
     WHERE c."shop" = $1 AND lower(c."email") = lower($2) ORDER BY m."joinedAt" NULLS LAST LIMIT 1`,
    [shop, email],
  )
  return rows[0]?.customerId ?? null
}

export type MemberPage = { members: MemberView[]; next: string | null }

const PAGE_MEMBERS = 50

/**
 * Members, the newest first; `search` finds, in any alphabet and case, parts of name or e-mail address. `cursor` is the `next` of the page before;
 * one that is no cursor gives the first page.
 */
export async function listMembers(
  shop: string,
  { search = "", cursor = null, limit = PAGE_MEMBERS }: { search?: string; cursor?: string | null; limit?: number },
): Promise<MemberPage> {
  const after = readCursor(cursor)
  const words = search.trim().toLowerCase()
  const { rows } = await shopDb(shop).query<MemberRecord>(
    `${MEMBER_SQL}
     WHERE m."shop" = $1
       AND ($2 = '' OR lower(concat_ws(' ', c."firstName", c."lastName", c."email") COLLATE "und-x-icu") LIKE $3)
       AND ($4::timestamptz IS NULL OR m."joinedAt" < $4 OR (m."joinedAt" = $4 AND m."customerId" > $5))
     ORDER BY m."joinedAt" DESC, m."customerId" LIMIT $6`,
    [
      shop,
      words,
      `%${words.replace(/[\\%_]/g, "\\$&")}%`,
      after?.joinedAt ?? null,
      after?.customerId ?? null,
      limit + 1,
    ],
  )
  const members = rows.slice(0, limit).map(viewOf)
  const last = rows.length > limit ? members.at(-1) : undefined
  return { members, next: last ? `${last.joinedAt.toISOString()} ${last.customerId}` : null }
}

function viewOf({ available, pending, debt, lifetime, ...row }: MemberRecord): MemberView {
  return { ...row, balance: { available, pending, debt, lifetime } }
}

function readCursor(cursor: string | null): { joinedAt: Date; customerId: string } | null {
  const [at, customerId] = cursor?.split(" ") ?? []
  const joinedAt = new Date(at ?? "")
  return customerId && !Number.isNaN(joinedAt.getTime()) ? { joinedAt, customerId } : null
}
