import { shopDb } from "#app/lib/db.server.ts"
import { readStep, type SteppedRow } from "#app/lib/list-sql.ts"
import {
  isMoment,
  MOST_STEPS,
  type Place,
  pagesOf,
  readPlace,
  type Step,
  walkList,
  writePlace,
} from "#app/lib/list-walk.ts"
import { nameOf, openPersons, type Person } from "#app/records/customers/persons.server.ts"
import { gidDigits } from "#app/shopify/gid.ts"
import { type ChosenOrders, orderListSql } from "./order-list-sql.server.ts"
import { type OrderMark, orderMark } from "./order-mark.ts"

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

/** `unfinished`: so many were looked through that the page rests here; there may be more further on. */
export type OrderList = { rows: OrderListRow[]; next: string | null; unfinished: boolean }

/** The part of an address that chooses orders (order-filters.ts), and the place where the page before ended. */
type Asked = { search: string; filters?: Record<string, string>; sort?: string; after: string | null }

/**
 * Orders of a shop, newest first unless the address says otherwise. `search` is the beginning of an order's name, with or
 * without "#", in capitals or not: those are listed by their names, so that the very one asked for comes first.
 */
export async function listOrders(
  shop: string,
  query: Asked,
  { timezone = "UTC", limit = PAGE_SIZE }: { timezone?: string; limit?: number } = {},
): Promise<OrderList> {
  const { search, filters = {}, sort, after } = query
  const chosen: ChosenOrders = { search, filters, sort: sort === "oldest" ? "oldest" : "newest", timezone }
  const walked = await walkList((place, wanted) => stepOn(shop, chosen, place, wanted), {
    after: readPlace(after, search === "" ? isMoment : () => true),
    limit,
    mostSteps: MOST_STEPS,
  })
  const persons = await openPersons(
    shop,
    walked.rows.map(({ personId, sealed, plain }) => ({ customerId: personId ?? "", sealed, plain })),
  )
  return {
    rows: walked.rows.map((row, at) => toRow(row, persons[at] as Person)),
    next: walked.next && writePlace(walked.next),
    unfinished: walked.unfinished,
  }
}

const PORTION = 250

/** Every order that an address chooses, portion by portion, for a file. */
export async function* walkOrders(
  shop: string,
  query: Omit<Asked, "after">,
  timezone: string,
): AsyncGenerator<OrderListRow[]> {
  const read = (after: string | null) => listOrders(shop, { ...query, after }, { timezone, limit: PORTION })
  for await (const page of pagesOf(read)) yield page.rows
}

async function stepOn(shop: string, chosen: ChosenOrders, after: Place | null, wanted: number): Promise<Step<Found>> {
  const { text, values, take } = orderListSql(shop, chosen, after, wanted)
  const { rows } = await shopDb(shop).query<SteppedRow<Found>>(text, values)
  return readStep<Found>(rows, take, (row) => row.orderId)
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
