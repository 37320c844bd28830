import type { ListQuery } from "#app/lib/cursor.ts"
import { shopDb } from "#app/lib/db.server.ts"
import { gidDigits } from "#app/shopify/gid.ts"
import { listMembers } from "../member.server.ts"
import { findTierNames } from "./tier-names.server.ts"

/** A member in the list. */
export type MemberListRow = {
  digits: string
  name: string | null
  email: string | null
  tier: string | null
  available: number
  pending: number
  joinedAt: string
}

/** A customer who has not joined; found by search only. */
export type OutsiderRow = { digits: string; name: string | null; email: string | null }

export type MemberList = { rows: MemberListRow[]; next: string | null; outsiders: OutsiderRow[] }

const PAGE_SIZE = 25
const OUTSIDERS = 5

/** A page of members, newest first; the first page of a search also finds customers who could join. */
export async function readMemberList(shop: string, { search, after }: ListQuery): Promise<MemberList> {
  const [page, tiers, outsiders] = await Promise.all([
    listMembers(shop, { search, cursor: after, limit: PAGE_SIZE }),
    findTierNames(shop),
    search !== "" && after === null ? findOutsiders(shop, search) : [],
  ])
  const rows = page.members.map((member) => ({
    digits: gidDigits("Customer", member.customerId),
    name: member.name,
    email: member.email,
    tier: member.tierId === null ? null : (tiers.get(member.tierId) ?? member.tierId),
    available: member.balance.available,
    pending: member.balance.pending,
    joinedAt: member.joinedAt.toISOString(),
  }))
  return { rows, next: page.next, outsiders }
}

async function findOutsiders(shop: string, search: string): Promise<OutsiderRow[]> {
  const { rows } = await shopDb(shop).query<{ customerId: string; name: string | null; email: string | null }>(
    `SELECT c."customerId", c."email", nullif(concat_ws(' ', c."firstName", c."lastName"), '') AS name
     FROM "Customer" c
     WHERE c."shop" = $1 AND c."deletedAt" IS NULL
       AND (c."email" ILIKE $2 OR concat_ws(' ', c."firstName", c."lastName") ILIKE $2)
       AND NOT EXISTS (SELECT FROM "Member" m WHERE m."shop" = c."shop" AND m."customerId" = c."customerId")
     ORDER BY c."customerId" LIMIT $3`,
    [shop, `%${search.replace(/[\\%_]/g, "\\$&")}%`, OUTSIDERS],
  )
  return rows.map(({ customerId, name, email }) => ({
    digits: gidDigits("Customer", customerId),
    name,
    email,
  }))
}
