import { shopDb } from "#app/lib/db.server.ts"
import { AppError } from "#app/lib/errors.ts"
import { nameOf, openPersons, type PersonRow } from "#app/records/customers/persons.server.ts"
import { gidDigits } from "#app/shopify/gid.ts"
import { explainOrder, isDoubtful, type OrderExplanation } from "../explain-order.server.ts"
import { type OrderMark, orderMark } from "./order-mark.ts"

/** Everything the order page shows: the order, what it earns and why, and what was posted for it. */
export type OrderPage = OrderExplanation & {
  mark: OrderMark
  doubtful: boolean
  customer: { digits: string; name: string | null; email: string | null; member: boolean } | null
  entries: OrderEntry[]
}

export type OrderEntry = {
  id: string
  code: string
  delta: number
  pendingDelta: number
  debtDelta: number
  eventAt: string
}

type PostedEntry = Omit<OrderEntry, "id" | "eventAt"> & { customerId: string; version: number; eventAt: Date }

const ENTRIES_SHOWN = 250

/** Throws `not_found` when the shop has no such order. `orderId` is a gid. */
export async function getOrderPage(shop: string, orderId: string): Promise<OrderPage> {
  const explanation = await explainOrder(shop, orderId)
  if (!explanation) throw new AppError("not_found", `${shop} has no order ${orderId}`)
  const { order, points, holder, state, settledAt } = explanation
  const [customer, entries, doubtful] = await Promise.all([
    holder === null ? null : findCustomer(shop, holder),
    findEntries(shop, orderId),
    isDoubtful(shop, orderId),
  ])
  const mark = orderMark({
    deleted: order.deletedAt !== null,
    doubtful,
    cancelled: order.cancelledAt !== null || state === "none",
    points: explanation.programmeVersion === null ? null : points.target,
    pending: points.pending,
    settled: settledAt !== null,
  })
  return { ...explanation, mark, doubtful, customer, entries }
}

async function findCustomer(shop: string, customerId: string): Promise<NonNullable<OrderPage["customer"]>> {
  const { rows } = await shopDb(shop).query<PersonRow & { member: boolean }>(
    `SELECT one."customerId", c."sealed", c."plain", m."customerId" IS NOT NULL AS member
     FROM (SELECT $1::text AS "shop", $2::text AS "customerId") AS one
     LEFT JOIN "Customer" c ON c."shop" = one."shop" AND c."customerId" = one."customerId"
     LEFT JOIN "Member" m ON m."shop" = one."shop" AND m."customerId" = one."customerId"`,
    [shop, customerId],
  )
  const [person] = await openPersons(shop, rows)
  return {
    digits: gidDigits("Customer", customerId),
    name: nameOf(person),
    email: person?.email ?? null,
    member: rows[0]?.member ?? false,
  }
}

/** What was posted for an order, newest first. */
async function findEntries(shop: string, orderId: string): Promise<OrderEntry[]> {
  const { rows } = await shopDb(shop).query<PostedEntry>(
    `SELECT "customerId", "version", "code", "delta", "pendingDelta", "debtDelta", "eventAt" FROM "PointsEntry"
     WHERE "shop" = $1 AND "sourceType" = 'order' AND "sourceId" = $2
     ORDER BY "eventAt" DESC, "version" DESC LIMIT $3`,
    [shop, orderId, ENTRIES_SHOWN],
  )
  return rows.map(({ customerId, version, eventAt, ...entry }) => ({
    id: `${gidDigits("Customer", customerId)}-${version}`,
    ...entry,
    eventAt: eventAt.toISOString(),
  }))
}
