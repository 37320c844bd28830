import { beyondPlace, LOOKED_AT_ONCE, type Put, type StepSql } from "#app/lib/list-sql.ts"
import type { Place } from "#app/lib/list-walk.ts"
import { momentsOf } from "#app/lib/zone-days.ts"
import { JOINED_BY } from "./joined-by.ts"
import { isByPoints, type MemberSort, readMemberFilters } from "./member-filters.ts"
import { memberSql } from "./member-views.server.ts"

export type Chosen = {
  among: string[] | null
  filters: Record<string, string>
  sort: MemberSort
  timezone: string
}

/** As the index of kinds has it: '' for members without a tier. */
const TIER = `(CASE WHEN m."tierId" IS NULL THEN '' ELSE m."tierId" END)`
/** Accounts of people who are no members any more stand in that index too. */
const NO_MEMBERS = 25

/**
 * One step through the members. `walked` are entries of one index in its order, `found` those of them that are asked for,
 * and what belongs to them is read for them alone. Beside each row stands where the step ended.
 */
export function memberListSql(shop: string, chosen: Chosen, after: Place | null, wanted: number): StepSql {
  const values: unknown[] = [shop]
  const put = (value: unknown) => `$${values.push(value)}`
  const terms = termsOf(chosen, after, put)
  const narrowed = "tier" in chosen.filters || "by" in chosen.filters || "joined" in chosen.filters
  const source = sourceOf(chosen, terms, put)
  const take = !source.narrowsLater ? wanted : narrowed ? Math.max(LOOKED_AT_ONCE, wanted) : wanted + NO_MEMBERS
  const [down, up] = isDescending(chosen.sort) ? ["DESC", "ASC"] : ["ASC", "DESC"]
  const onward = `"place" ${down}, "customerId" ${up}`
  const backward = `"place" ${up}, "customerId" ${down}`
  const text = `
    WITH walked AS MATERIALIZED (${source.sql(take)} ORDER BY ${onward} LIMIT ${take}),
    found AS MATERIALIZED (
      SELECT w."place", m.* FROM walked w
      JOIN LATERAL (SELECT * FROM "Member" m WHERE m."shop" = $1 AND m."customerId" = w."customerId" LIMIT 1) m ON true
      WHERE ${all(source.narrowsLater ? terms.ofMember() : [])}
      ORDER BY w."place" ${down}, w."customerId" ${up} LIMIT ${wanted}),
    shown AS (${memberSql("found")})
    SELECT e.*, f."place", s.* FROM (SELECT count(*)::int AS looked,
        (SELECT "place" FROM walked ORDER BY ${backward} LIMIT 1) AS "endPlace",
        (SELECT "customerId" FROM walked ORDER BY ${backward} LIMIT 1) AS "endId" FROM walked) e
    LEFT JOIN found f ON true LEFT JOIN shown s ON s."customerId" = f."customerId"
    ORDER BY f."place" ${down}, f."customerId" ${up}`
  return { text, values, take }
}

/** Conditions, made where they are used: PostgreSQL refuses values that no statement asks for. */
type Terms = {
  tiers: string[] | null
  joinedBy: string[] | null
  /** Of rows `m` of "Member": tier, way and day of joining. */
  ofMember: () => string[]
  /** Of rows `m`: the day of joining alone. */
  ofDay: () => string[]
  /** Of rows `a` of "PointsAccount". */
  ofPoints: () => string[]
  /** Beyond the place where the page before ended, of the column that orders the list. */
  beyond: (column: string, id: string) => string
}

const all = (terms: string[]) => (terms.length === 0 ? "true" : terms.join(" AND "))
const isDescending = (sort: MemberSort) => sort === "newest" || sort === "points"

function termsOf({ filters, timezone, sort }: Chosen, after: Place | null, put: Put): Terms {
  const { tiers, joinedBy, points } = readMemberFilters(filters)
  const days = momentsOf(filters.joined ?? "", timezone)
  const ofDay = () => [
    ...(days.from ? [`m."joinedAt" >= ${put(days.from)}::timestamptz`] : []),
    ...(days.before ? [`m."joinedAt" < ${put(days.before)}::timestamptz`] : []),
  ]
  const ofMember = () => [
    ...(tiers ? [`${TIER} = ANY(${put(tiers)}::text[])`] : []),
    ...(joinedBy ? [`m."joinedBy" = ANY(${put(joinedBy)}::text[])`] : []),
    ...ofDay(),
  ]
  const ofPoints = () => [
    ...(points && points.min !== null ? [`a."available" >= ${put(points.min)}::bigint`] : []),
    ...(points && points.max !== null ? [`a."available" <= ${put(points.max)}::bigint`] : []),
  ]
  const by = { type: isByPoints(sort) ? "bigint" : "timestamptz", descending: isDescending(sort) } as const
  const beyond = (column: string, id: string) => beyondPlace(after, { column, id, ...by }, put)
  return { tiers, joinedBy, ofMember, ofDay, ofPoints, beyond }
}

/** Where a step begins to look; `narrowsLater`: its entries do not say yet whether they are asked for. */
type Source = { sql: (take: number) => string; narrowsLater: boolean }

function sourceOf(chosen: Chosen, terms: Terms, put: Put): Source {
  if (chosen.among) return fewOf(chosen, chosen.among, terms, put)
  if (isByPoints(chosen.sort)) return byPoints(terms)
  return terms.tiers || terms.joinedBy ? byKinds(chosen, terms, put) : byJoining(terms)
}

/** A search names a handful. */
function fewOf({ sort }: Chosen, among: string[], { ofMember, ofPoints, beyond }: Terms, put: Put): Source {
  const place = isByPoints(sort) ? `a."available"` : `m."joinedAt"`
  const terms = [...ofMember(), ...ofPoints(), beyond(place, `m."customerId"`)]
  const sql = `SELECT m."customerId", ${place} AS "place" FROM "Member" m
    JOIN "PointsAccount" a ON a."shop" = m."shop" AND a."customerId" = m."customerId"
    WHERE m."shop" = $1 AND m."customerId" = ANY(${put(among)}::text[]) AND ${all(terms)}`
  return { sql: () => sql, narrowsLater: false }
}

function byPoints({ ofPoints, beyond }: Terms): Source {
  const sql = `SELECT a."customerId", a."available" AS "place" FROM "PointsAccount" a
    WHERE a."shop" = $1 AND ${all([...ofPoints(), beyond(`a."available"`, `a."customerId"`)])}`
  return { sql: () => sql, narrowsLater: true }
}

function byJoining({ ofDay, beyond }: Terms): Source {
  const sql = `SELECT m."customerId", m."joinedAt" AS "place" FROM "Member" m
    WHERE m."shop" = $1 AND ${all([...ofDay(), beyond(`m."joinedAt"`, `m."customerId"`)])}`
  return { sql: () => sql, narrowsLater: false }
}

/** A page of each kind asked for (a tier and a way of joining), each a stretch of one index, of which the first are taken. */
function byKinds({ sort }: Chosen, { tiers, joinedBy, ofDay, beyond }: Terms, put: Put): Source {
  const ways: readonly string[] = joinedBy ?? JOINED_BY
  const kinds = (tiers ?? [""]).flatMap((tier) => ways.map((by) => [tier, by] as const))
  const [down, up] = isDescending(sort) ? ["DESC", "ASC"] : ["ASC", "DESC"]
  const names = [put(kinds.map(([tier]) => tier)), put(kinds.map(([, by]) => by))]
  const ofKind = tiers ? `${TIER} = kind."tier" AND m."joinedBy" = kind."by"` : `m."joinedBy" = kind."by"`
  const terms = all([ofKind, ...ofDay(), beyond(`m."joinedAt"`, `m."customerId"`)])
  // Within a kind this orders nothing, but only the index of kinds is in this order: the planner takes no other.
  const first = (tiers ? [TIER, `m."joinedBy"`] : [`m."joinedBy"`]).map((one) => `${one} ${up}`)
  const sql = (take: number) => `SELECT one."customerId", one."joinedAt" AS "place"
    FROM unnest(${names[0]}::text[], ${names[1]}::text[]) AS kind("tier", "by"), LATERAL (
      SELECT m."customerId", m."joinedAt" FROM "Member" m WHERE m."shop" = $1 AND ${terms}
      ORDER BY ${first.join(", ")}, m."joinedAt" ${down}, m."customerId" ${up} LIMIT ${take}) AS one`
  return { sql, narrowsLater: false }
}
