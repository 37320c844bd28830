import { type ListQuery, readCursor, writeCursor } from "#app/lib/cursor.ts"
import { shopDb } from "#app/lib/db.server.ts"
import { nameOf, openPersons, type Person } from "#app/records/customers/persons.server.ts"
import { gidDigits } from "#app/shopify/gid.ts"
import { type OrderMark, orderMark } from "./order-mark.ts"
import { LAST_CHARACTER, nameBeginnings, readNameCursor, writeNameCursor } from "./order-name.ts"

/** An order in the list. `points` is what it earns its customer now; null: it was never evaluated for anyone. */
export type OrderListRow = {
  orderId: string
  digits: string
  name: string
  processedAt: string
  customer: { name: string | null; email: string | null } | null
  totalMinor: number
  currency: string
  points: number | null
  mark: OrderMark
}

const PAGE_SIZE = 25

type Found = {
  orderId: string
  name: string
  processedAt: Date
  customerId: string | null
  /** Whose name is shown: the order's customer, else whom it earned points for. */
  personId: string | null
  sealed: Buffer | null
  plain: Person | null
  totalMinor: number
  currency: string
  financialStatus: string
  doubtfulSince: Date | null
  deletedAt: Date | null
  target: number | null
  pending: number | null
  settledAt: Date | null
}

export type OrderList = { rows: OrderListRow[]; next: string | null }

/**
 * A page is found in one index first; who and what belongs to its orders is read for them alone. So a page costs the same
 * at the beginning and at the end of a million orders.
 */
const listSql = (page: string, order: string) => `
  WITH page AS MATERIALIZED (${page})
  SELECT o."orderId", o."name", o."processedAt", o."customerId", o."totalMinor", o."currency", o."financialStatus",
    o."doubtfulSince", o."deletedAt", c."customerId" AS "personId", c."sealed", c."plain",
    p."target", p."pending", p."settledAt"
  FROM page o
  LEFT JOIN LATERAL (
    SELECT * FROM "OrderPoints" p WHERE p."shop" = o."shop" AND p."orderId" = o."orderId"
    ORDER BY (p."customerId" = o."customerId") IS TRUE DESC, p."posted" DESC LIMIT 1) p ON true
  LEFT JOIN LATERAL (
    SELECT * FROM "Customer" c
    WHERE c."shop" = o."shop" AND c."customerId" = CASE WHEN o."customerId" IS NULL THEN p."customerId" ELSE o."customerId" END LIMIT 1) c ON true
  ORDER BY ${order}`

const COLUMNS = `o."shop", o."orderId", o."name", o."processedAt", o."customerId", o."totalMinor", o."currency",
  o."financialStatus", o."doubtfulSince", o."deletedAt"`

const NEWEST_FIRST = listSql(
  `SELECT ${COLUMNS} FROM "Order" o
   WHERE o."shop" = $1
     AND ($2::timestamptz IS NULL OR o."processedAt" <= $2)
     AND ($2::timestamptz IS NULL OR o."processedAt" < $2 OR o."orderId" > $3)
   ORDER BY o."processedAt" DESC, o."orderId" LIMIT $4`,
  `o."processedAt" DESC, o."orderId"`,
)

/**
 * Each beginning is a range of the index of names; whatever it matches, only a page of it is read. It has one lower bound,
 * its beginning or the place where the page before ended: of two, the database may start at the one that is further away.
 */
const BY_NAME = listSql(
  `SELECT found.* FROM unnest($2::text[], $3::text[]) AS range(start, beyond),
     LATERAL (
       SELECT ${COLUMNS} FROM "Order" o
       WHERE o."shop" = $1 AND o."name" COLLATE "C" < range.beyond
         AND (o."name" COLLATE "C", o."orderId") > (
           CASE WHEN $4::text COLLATE "C" >= range.start THEN $4::text ELSE range.start END,
           CASE WHEN $4::text COLLATE "C" >= range.start THEN $5::text ELSE '' END)
       ORDER BY o."name" COLLATE "C", o."orderId" LIMIT $6) AS found
   ORDER BY found."name" COLLATE "C", found."orderId" LIMIT $6`,
  `o."name" COLLATE "C", o."orderId"`,
)

/**
 * Orders of a shop, newest first. `search` is the beginning of an order's name, with or without "#", in capitals or not:
 * those are listed by their names, so that the very one asked for comes first.
 */
export async function listOrders(shop: string, query: ListQuery): Promise<OrderList> {
  const found = query.search === "" ? await findNewest(shop, query.after) : await findByName(shop, query)
  const rows = found.slice(0, PAGE_SIZE)
  const last = found.length > PAGE_SIZE ? rows.at(-1) : undefined
  const persons = await openPersons(
    shop,
    rows.map(({ personId, sealed, plain }) => ({ customerId: personId ?? "", sealed, plain })),
  )
  return {
    rows: rows.map((row, at) => toRow(row, persons[at] as Person)),
    next: last ? cursorOf(query, last) : null,
  }
}

async function findNewest(shop: string, cursor: string | null): Promise<Found[]> {
  const after = readCursor(cursor)
  const values = [shop, after?.at ?? null, after?.id ?? null, PAGE_SIZE + 1]
  return (await shopDb(shop).query<Found>(NEWEST_FIRST, values)).rows
}

async function findByName(shop: string, { search, after }: ListQuery): Promise<Found[]> {
  const starts = nameBeginnings(search)
  const beyond = starts.map((start) => start + LAST_CHARACTER)
  const [name, orderId] = readNameCursor(after)
  const values = [shop, starts, beyond, name, orderId, PAGE_SIZE + 1]
  return (await shopDb(shop).query<Found>(BY_NAME, values)).rows
}

function cursorOf({ search }: ListQuery, { processedAt, name, orderId }: Found): string {
  return search === "" ? writeCursor({ at: processedAt, id: orderId }) : writeNameCursor(name, orderId)
}

function toRow(row: Found, person: Person): OrderListRow {
  const { target, pending } = row
  const { email } = person
  const name = nameOf(person)
  return {
    orderId: row.orderId,
    digits: gidDigits("Order", row.orderId),
    name: row.name,
    processedAt: row.processedAt.toISOString(),
    customer: name || email || row.customerId ? { name, email } : null,
    totalMinor: row.totalMinor,
    currency: row.currency,
    points: target,
    mark: orderMark({
      deleted: row.deletedAt !== null,
      doubtful: row.doubtfulSince !== null,
      cancelled: row.financialStatus === "voided",
      points: target,
      pending: pending ?? 0,
      settled: row.settledAt !== null,
    }),
  }
}
