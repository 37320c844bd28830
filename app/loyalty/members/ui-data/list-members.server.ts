import { setTimeout as sleep } from "node:timers/promises"
import type { ListQuery } from "#app/lib/cursor.ts"
import { shopDb } from "#app/lib/db.server.ts"
import { log } from "#app/lib/log.server.ts"
import { contactKindOf } from "#app/lib/vault/normal-contact.ts"
import { findCustomersByContact, nameOf, openPersons, type PersonRow } from "#app/records/customers/persons.server.ts"
import { gidDigits } from "#app/shopify/gid.ts"
import { findCustomersByWords } from "#app/shopify/operations/customers.server.ts"
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

/** `notice`: Shopify, who is asked for names, did not answer; or it knows more than were taken. */
export type MemberList = {
  rows: MemberListRow[]
  next: string | null
  outsiders: OutsiderRow[]
  notice: "unavailable" | "more" | null
}

const PAGE_SIZE = 25
const OUTSIDERS = 5
const SEARCH_PATIENCE_MS = 4_000

/** A page of members, newest first; the first page of a search also finds customers who could join. */
export async function readMemberList(shop: string, { search, after }: ListQuery): Promise<MemberList> {
  const found = search === "" ? { customerIds: null, notice: null } : await findCustomers(shop, search)
  const [page, tiers, outsiders] = await Promise.all([
    listMembers(shop, { among: found.customerIds, cursor: after, limit: PAGE_SIZE }),
    findTierNames(shop),
    found.customerIds !== null && after === null ? findOutsiders(shop, found.customerIds) : [],
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
  return { rows, next: page.next, outsiders, notice: found.notice }
}

type Found = { customerIds: string[]; notice: MemberList["notice"] }

/**
 * Whole e-mail addresses and phone numbers are found by their blind index. Names are sealed here, so for them, and for a
 * number written otherwise than we know it, Shopify is asked.
 */
async function findCustomers(shop: string, search: string): Promise<Found> {
  const kind = contactKindOf(search)
  const known = kind === null ? [] : await findCustomersByContact(shop, kind, search)
  if (kind === "email" || known.length > 0) return { customerIds: known, notice: null }
  try {
    const answer = await Promise.race([findCustomersByWords(shop, search), sleep(SEARCH_PATIENCE_MS, null)])
    if (answer === null) return { customerIds: [], notice: "unavailable" }
    return { customerIds: answer.customerIds, notice: answer.more ? "more" : null }
  } catch (error) {
    log.warn({ shop, error: (error as Error).name }, "Shopify did not answer a search for customers")
    return { customerIds: [], notice: "unavailable" }
  }
}

async function findOutsiders(shop: string, customerIds: string[]): Promise<OutsiderRow[]> {
  const { rows } = await shopDb(shop).query<PersonRow>(
    `SELECT c."customerId", c."sealed", c."plain" FROM "Customer" c
     WHERE c."shop" = $1 AND c."deletedAt" IS NULL AND c."customerId" = ANY($2)
       AND NOT EXISTS (SELECT FROM "Member" m WHERE m."shop" = c."shop" AND m."customerId" = c."customerId")
     ORDER BY array_position($2, c."customerId") LIMIT $3`,
    [shop, customerIds, OUTSIDERS],
  )
  const persons = await openPersons(shop, rows)
  return rows.map(({ customerId }, at) => ({
    digits: gidDigits("Customer", customerId),
    name: nameOf(persons[at]),
    email: persons[at]?.email ?? null,
  }))
}
