import { shopDb } from "#app/lib/db.server.ts"
import type { OrderFact } from "#app/records/orders/order-fact.ts"
import { listVersionsByNumber, listVersionsForOrders } from "../programme/version.server.ts"
import { type ProgrammeVersion, versionForOrder } from "../programme/version-in-force.ts"
import type { ExplainStep, LineExplanation, OrderEvaluation } from "../rules/order-evaluation.ts"
import { entitle, holderOf, type OrderRow, type PointsRow, type Refusal } from "./entitlement.ts"
import { freezeContext } from "./freeze-context.ts"
import { findMembers, findOrderPoints, findOrders } from "./order-rows.server.ts"
import { evaluateFor, firstRow } from "./settlement.ts"
import { getShopFacts } from "./shop-facts.server.ts"

/**
 * Why an order earned what it earned. `target`, `posted`, `pending`, `available` are points of its holder; `forecast` is
 * what it will earn once delivered and paid, or what it would earn for a member. `refusal`: why nobody earns with it.
 */
export type OrderExplanation = {
  order: {
    id: string
    name: string
    customerId: string | null
    currency: string
    totalMinor: number
    financialStatus: OrderFact["financialStatus"]
    processedAt: string
    cancelledAt: string | null
    deletedAt: string | null
  }
  points: { target: number; posted: number; pending: number; available: number }
  forecast: number
  /** gid of whoever earns with it. */
  holder: string | null
  refusal: Refusal | null
  state: OrderEvaluation["state"]
  programmeVersion: number | null
  /** The frozen tier. */
  tierId: string | null
  releaseAt: string | null
  settledAt: string | null
  /** Customers it belonged to before, with what it still has posted for them (0 once settled). */
  former: { customerId: string; posted: number }[]
  lines: LineExplanation[]
  steps: ExplainStep[]
}

/** Explains a stored order (gid), earning or not; null when it is not stored. */
export async function explainOrder(shop: string, orderId: string): Promise<OrderExplanation | null> {
  const order = (await findOrders(shopDb(shop), shop, [orderId]))[0]
  if (!order) return null
  const explanation = await explainFacts(shop, order)
  if (!(await isDoubtful(shop, orderId))) return explanation
  // Of an order that was never read nothing else can be said.
  const known = order.fact.lines.length > 0 ? explanation.steps : []
  return { ...explanation, steps: [{ code: "doubtful", params: {} }, ...known] }
}

/** Whether an order waits to be read again. */
export async function isDoubtful(shop: string, orderId: string): Promise<boolean> {
  const { rows } = await shopDb(shop).query(
    `SELECT FROM "Order" WHERE "shop" = $1 AND "orderId" = $2 AND "doubtfulSince" IS NOT NULL`,
    [shop, orderId],
  )
  return rows.length > 0
}

async function explainFacts(shop: string, order: OrderRow): Promise<OrderExplanation> {
  const { orderId } = order
  const rows = await findOrderPoints(shopDb(shop), shop, [orderId])
  const holder = holderOf(order, rows)
  const row = rows.find((one) => one.customerId === holder)
  const former = rows
    .filter((one) => one.customerId !== holder)
    .map(({ customerId, posted }) => ({ customerId, posted }))
  const { developmentStore } = await getShopFacts(shopDb(shop), shop)
  if (row) {
    const version = (await listVersionsByNumber(shopDb(shop), shop, [row.programmeVersion]))[0] as ProgrammeVersion
    const evaluation = evaluateFor({ order, row, version, developmentStore }, holder)
    return { ...explained(order, evaluation, row), holder, former }
  }
  return { ...(await explainUncredited(shop, order, holder, developmentStore)), holder, former }
}

type Explained = Omit<OrderExplanation, "holder" | "former">

function explained(order: OrderRow, evaluation: OrderEvaluation, row: PointsRow | null): Explained {
  const { fact } = order
  return {
    order: {
      id: order.orderId,
      name: order.name,
      customerId: order.customerId,
      currency: fact.currency,
      totalMinor: fact.totalMinor,
      financialStatus: fact.financialStatus,
      processedAt: fact.processedAt,
      cancelledAt: fact.cancelledAt,
      deletedAt: order.deletedAt?.toISOString() ?? null,
    },
    points: {
      target: row ? evaluation.target : 0,
      posted: row?.posted ?? 0,
      pending: row?.pending ?? 0,
      available: row ? row.posted - row.pending : 0,
    },
    forecast: evaluation.forecast,
    refusal: null,
    state: evaluation.state,
    programmeVersion: row?.programmeVersion ?? null,
    tierId: row?.context.tierId ?? null,
    releaseAt: evaluation.releaseAt,
    settledAt: row?.settledAt?.toISOString() ?? null,
    lines: evaluation.lines,
    steps: evaluation.steps,
  }
}

/** An order that nobody earns with: why, and what it would earn for a member without a tier. */
async function explainUncredited(
  shop: string,
  order: OrderRow,
  holder: string | null,
  developmentStore: boolean,
): Promise<Explained> {
  const versions = await listVersionsForOrders(shopDb(shop), shop, [order.processedAt])
  const version = versionForOrder(versions, order.processedAt)
  const member = holder === null ? undefined : (await findMembers(shopDb(shop), shop, [holder])).get(holder)
  const entitlement = entitle(order, holder, member, version)
  // Not refused, yet without a row: it is stored but not settled this very moment.
  const refusal = entitlement.ok ? null : entitlement.reason
  const params: ExplainStep["params"] =
    refusal === "before_membership" && member ? { joinedAt: member.joinedAt.toISOString() } : {}
  const why: ExplainStep[] = refusal === null ? [] : [{ code: refusal, params }]
  if (!version) return { ...explained(order, nothingCounts(order), null), refusal, steps: why }
  const row = firstRow(order, holder ?? "", freezeContext(version, null))
  const would = evaluateFor({ order, row, version, developmentStore }, holder ?? "")
  const forecast = would.target + would.forecast
  const lines = would.lines.map((line) => ({ ...line, points: 0 }))
  const evaluation = { ...would, state: "none" as const, forecast, releaseAt: null, lines }
  return { ...explained(order, evaluation, null), refusal, steps: [...why, ...would.steps] }
}

function nothingCounts({ fact }: OrderRow): OrderEvaluation {
  return {
    state: "none",
    voided: false,
    target: 0,
    forecast: 0,
    basisMinor: 0,
    spendMinor: 0,
    currency: fact.currency,
    releaseAt: null,
    atOnce: false,
    lines: [],
    steps: [],
  }
}
