import { type ListQuery, readCursor, writeCursor } from "#app/lib/cursor.ts"
import { shopDb } from "#app/lib/db.server.ts"
import { nameOf, openPersons, type Person } from "#app/records/customers/persons.server.ts"
import { gidDigits } from "#app/shopify/gid.ts"
import type { OrderMark } from "./order-mark.ts"
import { orderMark } from "./order-mark.ts"

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

/** Orders of a shop, newest first; `search` is the beginning of an order's name, with or without "#". */
export async function listOrders(shop: string, query: ListQuery): Promise<OrderList> {
  const after = readCursor(query.after)
  const { rows: found } = await shopDb(shop).query<Found>(
    `SELECT o."orderId", o."name", o."processedAt", o."customerId", o."totalMinor", o."currency", o."financialStatus",
      o."doubtfulSince", o."deletedAt", c."customerId" AS "personId", c."sealed", c."plain",
      p."target", p."pending", p."settledAt"
    FROM "Order" o
    LEFT JOIN LATERAL (
      SELECT * FROM "OrderPoints" p WHERE p."shop" = o."shop" AND p."orderId" = o."orderId"
      ORDER BY (p."customerId" = o."customerId") IS TRUE DESC, p."posted" DESC LIMIT 1) p ON true
    LEFT JOIN "Customer" c ON c."shop" = o."shop" AND c."customerId" = coalesce(o."customerId", p."customerId")
    WHERE o."shop" = $1
      AND ($2::timestamptz IS NULL OR o."processedAt" < $2 OR (o."processedAt" = $2 AND o."orderId" > $3))
      AND ($4 = '' OR starts_with(ltrim(lower(o."name"), '#'), $4))
    ORDER BY o."processedAt" DESC, o."orderId" LIMIT $5`,
    [shop, after?.at ?? null, after?.id ?? null, query.search.replace(/^#/, "").toLowerCase(), PAGE_SIZE + 1],
  )
  const rows = found.slice(0, PAGE_SIZE)
  const last = found.length > PAGE_SIZE ? rows.at(-1) : undefined
  const persons = await openPersons(
    shop,
    rows.map(({ personId, sealed, plain }) => ({ customerId: personId ?? "", sealed, plain })),
  )
  return {
    rows: rows.map((row, at) => toRow(row, persons[at] as Person)),
    next: last ? writeCursor({ at: last.processedAt, id: last.orderId }) : null,
  }
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
