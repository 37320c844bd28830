import { readChoices } from "#app/lib/list-query.ts"
import { beyondPlace, LOOKED_AT_ONCE, type Put, type StepSql } from "#app/lib/list-sql.ts"
import type { Place } from "#app/lib/list-walk.ts"
import { momentsOf } from "#app/lib/zone-days.ts"
import type { OrderSort, OrderState } from "../order-filters.ts"
import { LAST_CHARACTER, nameBeginnings } from "./order-name.ts"

export type ChosenOrders = { search: string; filters: Record<string, string>; sort: OrderSort; timezone: string }

const NOT_IN_DOUBT = `w."deletedAt" IS NULL AND w."doubtfulSince" IS NULL`
const TAKEN_BACK = `w."financialStatus" IN ('voided', 'refunded')`
/** What `orderMark` calls pending: it waits, or is owed its settlement. */
const WAITS = `(p."pending" > 0 OR (p."target" <> 0 AND p."settledAt" IS NULL AND w."financialStatus" <> 'voided'))`
const EARNED = `p."pending" = 0 AND p."target" <> 0 AND p."settledAt" IS NOT NULL AND w."financialStatus" <> 'voided'`
const NOTHING = `(p."orderId" IS NULL OR (p."pending" = 0 AND (p."target" = 0 OR w."financialStatus" = 'voided')))`

/** Of an order `w` and what it earned, `p`: whether it is in a state. They exclude each other. */
const IN_STATE: Record<OrderState, string> = {
  available: `${NOT_IN_DOUBT} AND ${EARNED}`,
  pending: `${NOT_IN_DOUBT} AND ${WAITS}`,
  doubtful: `w."deletedAt" IS NULL AND w."doubtfulSince" IS NOT NULL`,
  guest: `${NOT_IN_DOUBT} AND p."orderId" IS NULL AND w."customerId" IS NULL AND NOT ${TAKEN_BACK}`,
  not_member: `${NOT_IN_DOUBT} AND p."orderId" IS NULL AND w."customerId" IS NOT NULL AND NOT ${TAKEN_BACK}`,
  taken_back: `(w."deletedAt" IS NOT NULL OR (w."doubtfulSince" IS NULL AND ${NOTHING} AND ${TAKEN_BACK}))`,
  by_rules: `${NOT_IN_DOUBT} AND p."orderId" IS NOT NULL AND ${NOTHING} AND NOT ${TAKEN_BACK}`,
}

const COLUMNS = `o."shop", o."orderId", o."name", o."processedAt", o."customerId", o."totalMinor", o."currency",
  o."financialStatus", o."doubtfulSince", o."deletedAt"`

/**
 * One step through the orders. `walked` are entries of one index in its order, `found` those of them that are asked for;
 * who and what belongs to them is read for them alone. Beside each row stands where the step ended.
 */
export function orderListSql(shop: string, chosen: ChosenOrders, after: Place | null, wanted: number): StepSql {
  const values: unknown[] = [shop]
  const put = (value: unknown) => `$${values.push(value)}`
  const states = readChoices(chosen.filters.state ?? "") as OrderState[]
  const source = sourceOf(chosen, states, after, put)
  const take = source.narrowsLater ? Math.max(LOOKED_AT_ONCE, wanted) : wanted
  const asked = states.length === 0 ? "true" : states.map((state) => `(${IN_STATE[state]})`).join(" OR ")
  const { onward } = source
  const text = `
    WITH walked AS MATERIALIZED (${source.sql(take)} ORDER BY ${inOrder(onward)} LIMIT ${take}),
    found AS MATERIALIZED (
      SELECT w.*, p."customerId" AS "earnerId", p."target", p."pending", p."settledAt" FROM walked w
      LEFT JOIN LATERAL (
        SELECT * FROM "OrderPoints" p WHERE p."shop" = w."shop" AND p."orderId" = w."orderId"
        ORDER BY (p."customerId" = w."customerId") IS TRUE DESC, p."posted" DESC LIMIT 1) p ON true
      WHERE (${asked}) AND (w."waiter" IS NULL OR w."waiter" = p."customerId") AND ${source.later.join(" AND ") || "true"}
      ORDER BY ${inOrder(onward, "w.")} LIMIT ${wanted})
    SELECT e.*, o.*, c."customerId" AS "personId", c."sealed", c."plain" FROM (
      SELECT count(*)::int AS looked,
        (SELECT "place" FROM walked ORDER BY ${inOrder(reverse(onward))} LIMIT 1) AS "endPlace",
        (SELECT "orderId" FROM walked ORDER BY ${inOrder(reverse(onward))} LIMIT 1) AS "endId" FROM walked) e
    LEFT JOIN found o ON true
    LEFT JOIN LATERAL (
      SELECT * FROM "Customer" c WHERE c."shop" = o."shop"
        AND c."customerId" = CASE WHEN o."customerId" IS NULL THEN o."earnerId" ELSE o."customerId" END LIMIT 1) c ON true
    ORDER BY ${inOrder(onward, "o.")}`
  return { text, values, take }
}

type Direction = { place: "DESC" | "ASC"; id: "DESC" | "ASC" }

const NEWEST: Direction = { place: "DESC", id: "ASC" }
const OLDEST: Direction = { place: "ASC", id: "DESC" }
const BY_NAME: Direction = { place: "ASC", id: "ASC" }

const inOrder = ({ place, id }: Direction, of = "") => `${of}"place" ${place}, ${of}"orderId" ${id}`
const other = (way: "DESC" | "ASC") => (way === "ASC" ? "DESC" : "ASC")
const reverse = ({ place, id }: Direction): Direction => ({ place: other(place), id: other(id) })

/**
 * Where a step begins to look; `narrowsLater`: its entries do not say yet whether they are asked for. `later`: what is
 * asked of them (as `w`) beside their state.
 */
type Source = { onward: Direction; sql: (take: number) => string; narrowsLater: boolean; later: string[] }

function sourceOf(chosen: ChosenOrders, states: OrderState[], after: Place | null, put: Put): Source {
  if (chosen.search !== "") return byName(chosen, states, after, put)
  const onward = chosen.sort === "oldest" ? OLDEST : NEWEST
  const beyond = (table: string) => {
    const [column, id] = [`${table}."processedAt"`, `${table}."orderId"`]
    return beyondPlace(after, { column, id, type: "timestamptz", descending: onward.place === "DESC" }, put)
  }
  const terms = (table: string) => withinDays(chosen, table, put).concat(beyond(table)).join(" AND ")
  const only = states.length === 1 ? states[0] : undefined
  if (only === "pending") return { onward, sql: () => waiting(terms("q")), narrowsLater: true, later: [] }
  const doubtful = only === "doubtful" ? ` AND o."doubtfulSince" IS NOT NULL` : ""
  const sql = `SELECT ${COLUMNS}, o."processedAt" AS "place", NULL::text AS "waiter" FROM "Order" o
    WHERE o."shop" = $1${doubtful} AND ${terms("o")}`
  return { onward, sql: () => sql, narrowsLater: states.length > 0, later: [] }
}

function withinDays({ filters, timezone }: ChosenOrders, table: string, put: Put): string[] {
  const { from, before } = momentsOf(filters.placed ?? "", timezone)
  return [
    ...(from ? [`${table}."processedAt" >= ${put(from)}::timestamptz`] : []),
    ...(before ? [`${table}."processedAt" < ${put(before)}::timestamptz`] : []),
  ]
}

/** Orders of which somebody's points wait; "waiter" is who, since an order may have been somebody else's before. */
function waiting(terms: string): string {
  return `SELECT ${COLUMNS.replace(`o."processedAt"`, `q."processedAt"`)}, q."processedAt" AS "place", q."customerId" AS "waiter"
    FROM "OrderPoints" q
    JOIN LATERAL (SELECT * FROM "Order" o WHERE o."shop" = q."shop" AND o."orderId" = q."orderId" LIMIT 1) o ON true
    WHERE q."shop" = $1 AND q."settledAt" IS NULL AND (q."pending" > 0 OR q."target" > 0) AND ${terms}`
}

/**
 * Each beginning is a range of the index of names; whatever it matches, only a page of it is read. It has one lower bound,
 * its beginning or the place where the page before ended: of two, the database may start at the one that is further away.
 */
function byName(chosen: ChosenOrders, states: OrderState[], after: Place | null, put: Put): Source {
  const starts = nameBeginnings(chosen.search)
  const [from, beyond] = [put(starts), put(starts.map((start) => start + LAST_CHARACTER))]
  const [name, id] = [put(after?.value ?? ""), put(after?.id ?? "")]
  const later = withinDays(chosen, "w", put)
  const beyondStart = `${name}::text COLLATE "C" >= range.start`
  const sql = (take: number) => `
    SELECT one.*, NULL::text AS "waiter" FROM unnest(${from}::text[], ${beyond}::text[]) AS range(start, beyond), LATERAL (
      SELECT ${COLUMNS}, o."name" COLLATE "C" AS "place" FROM "Order" o
      WHERE o."shop" = $1 AND o."name" COLLATE "C" < range.beyond
        AND (o."name" COLLATE "C", o."orderId") > (
          CASE WHEN ${beyondStart} THEN ${name}::text ELSE range.start END,
          CASE WHEN ${beyondStart} THEN ${id}::text ELSE '' END)
      ORDER BY o."name" COLLATE "C", o."orderId" LIMIT ${take}) AS one`
  return { onward: BY_NAME, sql, narrowsLater: states.length > 0 || later.length > 0, later }
}
