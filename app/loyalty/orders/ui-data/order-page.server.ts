import { prisma } from "#app/lib/db.server.ts"
import { AppError } from "#app/lib/errors.ts"
import { toSafeNumber } from "#app/lib/money.ts"
import { gidDigits } from "#app/shopify/gid.ts"
import { explainOrder, type OrderExplanation } from "../explain-order.server.ts"
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

const ENTRIES_SHOWN = 250

/** Throws `not_found` when the shop has no such order. `orderId` is a gid. */
export async function getOrderPage(shop: string, orderId: string): Promise<OrderPage> {
  const explanation = await explainOrder(shop, orderId)
  if (!explanation) throw new AppError("not_found", `${shop} has no order ${orderId}`)
  const { order, points, holder, state, settledAt } = explanation
  const [customer, entries, stored] = await Promise.all([
    holder === null ? null : findCustomer(shop, holder),
    findEntries(shop, orderId),
    prisma().order.findUnique({
      where: { shop_orderId: { shop, orderId } },
      select: { doubtfulSince: true },
    }),
  ])
  const doubtful = Boolean(stored?.doubtfulSince)
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
  const key = { shop_customerId: { shop, customerId } }
  const [customer, member] = await Promise.all([
    prisma().customer.findUnique({ where: key }),
    prisma().member.findUnique({ where: key, select: { customerId: true } }),
  ])
  return {
    digits: gidDigits("Customer", customerId),
    name: [customer?.firstName, customer?.lastName].filter(Boolean).join(" ") || null,
    email: customer?.email ?? null,
    member: member !== null,
  }
}

/** What was posted for an order, newest first. */
async function findEntries(shop: string, orderId: string): Promise<OrderEntry[]> {
  const entries = await prisma().pointsEntry.findMany({
    where: { shop, sourceType: "order", sourceId: orderId },
    orderBy: [{ eventAt: "desc" }, { version: "desc" }],
    take: ENTRIES_SHOWN,
  })
  return entries.map((entry) => ({
    id: `${gidDigits("Customer", entry.customerId)}-${entry.version}`,
    code: entry.code,
    delta: toSafeNumber(entry.delta),
    pendingDelta: toSafeNumber(entry.pendingDelta),
    debtDelta: toSafeNumber(entry.debtDelta),
    eventAt: entry.eventAt.toISOString(),
  }))
}
