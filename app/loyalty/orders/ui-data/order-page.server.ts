import { db, prisma } from "#app/lib/db.server.ts"
import { AppError } from "#app/lib/errors.ts"
import { toSafeNumber } from "#app/lib/money.ts"
import { gidDigits } from "#app/shopify/gid.ts"
import { listVersionsByNumber, listVersionsInForce } from "../../programme/version.server.ts"
import type { ProgrammeVersion } from "../../programme/version-in-force.ts"
import type { OrderEvaluation } from "../../rules/order-evaluation.ts"
import { entitle, holderOf, type OrderRow, type PointsRow, type Refusal } from "../entitlement.ts"
import { freezeContext } from "../freeze-context.ts"
import { findMembers, findOrderPoints } from "../order-rows.server.ts"
import { evaluateFor, firstRow } from "../settlement.ts"
import { getShopFacts } from "../shop-facts.server.ts"
import { type OrderMark, orderMark } from "./order-mark.ts"

/** Everything the order page shows: the order, what it earns and why, and what was posted for it. */
export type OrderPage = {
  name: string
  digits: string
  processedAt: string
  totalMinor: number
  currency: string
  mark: OrderMark
  doubtful: boolean
  customer: { digits: string; name: string | null; email: string | null; member: boolean } | null
  /** Null: never evaluated for a member; `refusal` then says why, and `evaluation` what it would earn. */
  points: OrderPoints | null
  refusal: Refusal | null
  /** When the customer joined, if they did. */
  joinedAt: string | null
  evaluation: OrderEvaluation | null
  entries: OrderEntry[]
}

export type OrderPoints = {
  target: number
  pending: number
  credited: number
  programmeVersion: number
  releaseAt: string | null
  settledAt: string | null
}

export type OrderEntry = {
  id: string
  code: string
  delta: number
  pendingDelta: number
  debtDelta: number
  eventAt: string
}

type StoredOrder = OrderRow & { totalMinor: number; currency: string; doubtfulSince: Date | null }

/** Throws `not_found` when the shop has no such order. `orderId` is a gid. */
export async function getOrderPage(shop: string, orderId: string): Promise<OrderPage> {
  const { rows } = await db().query<StoredOrder>(
    `SELECT "orderId", "name", "customerId", "processedAt", "fact", "deletedAt", "totalMinor", "currency", "doubtfulSince"
     FROM "Order" WHERE "shop" = $1 AND "orderId" = $2`,
    [shop, orderId],
  )
  const order = rows[0]
  if (!order) throw new AppError("not_found", `${shop} has no order ${orderId}`)
  const credited = await findOrderPoints(db(), shop, [orderId])
  const holder = holderOf(order, credited, null)
  const row = credited.find((one) => one.customerId === holder)
  const [customer, why, entries] = await Promise.all([
    holder === null ? null : findCustomer(shop, holder),
    explain(shop, order, row, holder),
    findEntries(shop, orderId),
  ])
  const { name, totalMinor, currency, doubtfulSince, deletedAt, processedAt } = order
  return {
    name,
    digits: gidDigits("Order", orderId),
    processedAt: processedAt.toISOString(),
    totalMinor,
    currency,
    doubtful: doubtfulSince !== null,
    mark: orderMark({
      deleted: deletedAt !== null,
      doubtful: doubtfulSince !== null,
      cancelled: why.evaluation?.voided ?? false,
      points: row ? row.target : null,
      pending: row?.pending ?? 0,
      settled: row ? row.settledAt !== null : false,
    }),
    customer: customer && { ...customer, member: why.joinedAt !== null },
    joinedAt: why.joinedAt,
    points: row ? pointsOf(row) : null,
    refusal: why.refusal,
    evaluation: why.evaluation,
    entries,
  }
}

type Why = { evaluation: OrderEvaluation | null; refusal: Refusal | null; joinedAt: string | null }

/** Under its own version and frozen context; an order nobody may earn with is shown as it would count for a new member. */
async function explain(shop: string, order: OrderRow, row: PointsRow | undefined, holder: string | null): Promise<Why> {
  const [version] = row
    ? await listVersionsByNumber(db(), shop, [row.programmeVersion])
    : await listVersionsInForce(db(), shop, [order.processedAt])
  const member = holder === null ? undefined : (await findMembers(db(), shop, [holder])).get(holder)
  const entitled = row ? null : entitle(order, holder, member, version ?? null)
  const refusal = entitled && !entitled.ok ? entitled.reason : null
  const evaluation = version ? await evaluate(shop, order, row, version, holder) : null
  return { evaluation, refusal, joinedAt: member?.joinedAt.toISOString() ?? null }
}

async function evaluate(
  shop: string,
  order: OrderRow,
  row: PointsRow | undefined,
  version: ProgrammeVersion,
  holder: string | null,
): Promise<OrderEvaluation> {
  const { developmentStore } = await getShopFacts(db(), shop)
  const shown = row ?? firstRow(order, holder ?? "", freezeContext(version, null))
  return evaluateFor({ order, row: shown, version, developmentStore }, shown.customerId)
}

function pointsOf(row: PointsRow): OrderPoints {
  return {
    target: row.target,
    pending: row.pending,
    credited: row.posted - row.pending,
    programmeVersion: row.programmeVersion,
    releaseAt: row.releaseAt?.toISOString() ?? null,
    settledAt: row.settledAt?.toISOString() ?? null,
  }
}

async function findCustomer(shop: string, customerId: string) {
  const found = await prisma().customer.findUnique({ where: { shop_customerId: { shop, customerId } } })
  const name = [found?.firstName, found?.lastName].filter(Boolean).join(" ")
  return { digits: gidDigits("Customer", customerId), name: name || null, email: found?.email ?? null }
}

async function findEntries(shop: string, orderId: string): Promise<OrderEntry[]> {
  const entries = await prisma().pointsEntry.findMany({
    where: { shop, sourceType: "order", sourceId: orderId },
    orderBy: [{ eventAt: "desc" }, { version: "desc" }],
    take: 250,
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
