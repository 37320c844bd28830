import { nameOf, openPersons, type PersonRow } from "#app/records/customers/persons.server.ts"
import type { JoinedBy } from "./joined-by.ts"

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

export type MemberRecord = Omit<MemberView, "balance" | "name" | "email"> & MemberView["balance"] & PersonRow

/** Of rows `m` of "Member"; what belongs to them is looked up one by one, however the planner guesses their number. */
export const memberSql = (members: string) => `
  SELECT m."customerId", c."sealed", c."plain", m."joinedAt", m."joinedBy", m."tierId", m."tierSince", coalesce(a."available", 0)::bigint AS available,
    coalesce(a."pending", 0)::bigint AS pending, coalesce(a."debt", 0)::bigint AS debt,
    coalesce(a."lifetime", 0)::bigint AS lifetime
  FROM ${members} m
  LEFT JOIN LATERAL (
    SELECT * FROM "Customer" c WHERE c."shop" = m."shop" AND c."customerId" = m."customerId" LIMIT 1) c ON true
  LEFT JOIN LATERAL (
    SELECT * FROM "PointsAccount" a WHERE a."shop" = m."shop" AND a."customerId" = m."customerId" LIMIT 1) a ON true`

/** The names of all rows are opened in one go. */
export async function viewsOf(shop: string, rows: MemberRecord[]): Promise<MemberView[]> {
  const persons = await openPersons(shop, rows)
  return rows.map(({ customerId, joinedAt, joinedBy, tierId, tierSince, available, pending, debt, lifetime }, at) => ({
    customerId,
    name: nameOf(persons[at]),
    email: persons[at]?.email ?? null,
    joinedAt,
    joinedBy,
    tierId,
    tierSince,
    balance: { available, pending, debt, lifetime },
  }))
}
