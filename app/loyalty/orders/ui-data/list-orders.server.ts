import { Prisma } from "@prisma/client"
import { type ListQuery, readCursor, writeCursor } from "#app/lib/cursor.ts"
import { prisma } from "#app/lib/db.server.ts"
import { toSafeNumber } from "#app/lib/money.ts"
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
  customerName: string | null
  email: string | null
  totalMinor: bigint
  currency: string
  financialStatus: string
  doubtfulSince: Date | null
  deletedAt: Date | null
  target: bigint | null
  pending: bigint | null
  settledAt: Date | null
}

export type OrderList = { rows: OrderListRow[]; next: string | null }

/** Orders of a shop, newest first; `search` is the beginning of an order's name, with or without "#". */
export async function listOrders(shop: string, query: ListQuery): Promise<OrderList> {
  const found = await prisma().$queryRaw<Found[]>`
    SELECT o."orderId", o."name", o."processedAt", o."customerId", o."totalMinor", o."currency", o."financialStatus",
      o."doubtfulSince", o."deletedAt", c."email",
      nullif(trim(concat_ws(' ', c."firstName", c."lastName")), '') AS "customerName",
      p."target", p."pending", p."settledAt"
    FROM "Order" o
    LEFT JOIN LATERAL (
      SELECT * FROM "OrderPoints" p WHERE p."shop" = o."shop" AND p."orderId" = o."orderId"
      ORDER BY (p."customerId" = o."customerId") IS TRUE DESC, p."posted" DESC LIMIT 1) p ON true
    LEFT JOIN "Customer" c ON c."shop" = o."shop" AND c."customerId" = coalesce(o."customerId", p."customerId")
    WHERE o."shop" = ${shop} AND ${beyond(query.after)} AND ${named(query.search)}
    ORDER BY o."processedAt" DESC, o."orderId" LIMIT ${PAGE_SIZE + 1}`
  const rows = found.slice(0, PAGE_SIZE)
  const last = found.length > PAGE_SIZE ? rows.at(-1) : undefined
  return { rows: rows.map(toRow), next: last ? writeCursor({ at: last.processedAt, id: last.orderId }) : null }
}

function beyond(cursor: string | null): Prisma.Sql {
  const after = readCursor(cursor)
  if (!after) return Prisma.sql`true`
  return Prisma.sql`(o."processedAt" < ${after.at} OR (o."processedAt" = ${after.at} AND o."orderId" > ${after.id}))`
}

function named(search: string): Prisma.Sql {
  if (search === "") return Prisma.sql`true`
  const start = search.replace(/^#/, "").toLowerCase()
  return Prisma.sql`starts_with(ltrim(lower(o."name"), '#'), ${start})`
}

function toRow(row: Found): OrderListRow {
  const { email, customerName, target, pending } = row
  return {
    orderId: row.orderId,
    digits: gidDigits("Order", row.orderId),
    name: row.name,
    processedAt: row.processedAt.toISOString(),
    customer: customerName || email || row.customerId ? { name: customerName, email } : null,
    totalMinor: toSafeNumber(row.totalMinor),
    currency: row.currency,
    points: target === null ? null : toSafeNumber(target),
    mark: orderMark({
      deleted: row.deletedAt !== null,
      doubtful: row.doubtfulSince !== null,
      cancelled: row.financialStatus === "voided",
      points: target === null ? null : toSafeNumber(target),
      pending: pending === null ? 0 : toSafeNumber(pending),
      settled: row.settledAt !== null,
    }),
  }
}
