import { setTimeout as sleep } from "node:timers/promises"
import { shopDb } from "#app/lib/db.server.ts"
import type { ListQuery } from "#app/lib/list-query.ts"
import { pagesOf } from "#app/lib/list-walk.ts"
import { log } from "#app/lib/log.server.ts"
import { contactKindOf } from "#app/lib/vault/normal-contact.ts"
import { findCustomersByContact, nameOf, openPersons, type PersonRow } from "#app/records/customers/persons.server.ts"
import { gidDigits } from "#app/shopify/gid.ts"
import { findCustomersByWords } from "#app/shopify/operations/customers.server.ts"
import { listMembers } from "../member-list.server.ts"
import type { MemberView } from "../member-views.server.ts"
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

/**
 * `notice`: Shopify, who is asked for names, did not answer; or it knows more than were taken. `tiers`: those of the
 * programme, for narrowing the list. `unfinished`: it rests here, as so many were looked through.
 */
export type MemberList = {
  rows: MemberListRow[]
  next: string | null
  unfinished: boolean
  tiers: { id: string; name: string }[]
  outsiders: OutsiderRow[]
  notice: "unavailable" | "more" | null
}

const PAGE_SIZE = 25
const PORTION = 100
const OUTSIDERS = 5
const SEARCH_PATIENCE_MS = 4_000

/** What of an address chooses members. */
type Asked = Pick<ListQuery, "search"> & Partial<ListQuery>

/** A page of members; the first page of a search also finds customers who could join. */
export async function readMemberList(shop: string, query: Asked, timezone: string): Promise<MemberList> {
  const { search, after = null } = query
  const found = await findSought(shop, search)
  const [page, tiers, outsiders] = await Promise.all([
    listMembers(shop, { ...chosenBy(query, timezone), among: found.customerIds, cursor: after, limit: PAGE_SIZE }),
    findTierNames(shop),
    found.customerIds !== null && after === null ? findOutsiders(shop, found.customerIds) : [],
  ])
  return {
    rows: page.members.map((member) => toRow(member, tiers)),
    next: page.next,
    unfinished: page.unfinished,
    tiers: [...tiers].map(([id, name]) => ({ id, name })),
    outsiders,
    notice: found.notice,
  }
}

/** A member with the name of their tier. */
export type WalkedMember = MemberView & { tier: string | null }

/** Everybody whom an address chooses, portion by portion, for a file. */
export async function* walkMembers(shop: string, query: Asked, timezone: string): AsyncGenerator<WalkedMember[]> {
  const [{ customerIds }, tiers] = await Promise.all([findSought(shop, query.search), findTierNames(shop)])
  const chosen = { ...chosenBy(query, timezone), among: customerIds, limit: PORTION }
  for await (const { members } of pagesOf((cursor) => listMembers(shop, { ...chosen, cursor })))
    yield members.map((member) => ({ ...member, tier: tierName(member, tiers) }))
}

/** The ids (gids) of everybody whom an address chooses, up to `most`; `more`: there are others beyond. */
export async function chooseMembers(
  shop: string,
  query: Asked,
  timezone: string,
  most: number,
): Promise<{ customerIds: string[]; more: boolean }> {
  const chosen: string[] = []
  for await (const members of walkMembers(shop, query, timezone)) {
    chosen.push(...members.map((member) => member.customerId))
    if (chosen.length > most) break
  }
  return { customerIds: chosen.slice(0, most), more: chosen.length > most }
}

const chosenBy = ({ filters, sort }: Asked, timezone: string) => ({ filters, sort, timezone })

const tierName = ({ tierId }: MemberView, tiers: Map<string, string>) =>
  tierId === null ? null : (tiers.get(tierId) ?? tierId)

function toRow(member: MemberView, tiers: Map<string, string>): MemberListRow {
  return {
    digits: gidDigits("Customer", member.customerId),
    name: member.name,
    email: member.email,
    tier: tierName(member, tiers),
    available: member.balance.available,
    pending: member.balance.pending,
    joinedAt: member.joinedAt.toISOString(),
  }
}

type Found = { customerIds: string[]; notice: MemberList["notice"] }

/** Whom a search means; null: nothing was searched for. */
async function findSought(
  shop: string,
  search: string,
): Promise<{ customerIds: string[] | null; notice: MemberList["notice"] }> {
  return search === "" ? { customerIds: null, notice: null } : findCustomers(shop, search)
}

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
