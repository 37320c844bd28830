import { inShop } from "#app/lib/db.server.ts"
import { log } from "#app/lib/log.server.ts"
import { NoAccessError } from "#app/shopify/admin-api.server.ts"
import { readCustomersUpdatedSince } from "#app/shopify/operations/customers.server.ts"
import { readOrder, readOrdersUpdatedSince } from "#app/shopify/operations/orders.server.ts"
import { readProductsUpdatedSince } from "#app/shopify/operations/products.server.ts"
import type { OrderGlance } from "#app/shopify/types/operations.generated.ts"
import { saveCustomers } from "../customers/customers.server.ts"
import { customerFromAdminApi } from "../customers/from-admin-api.ts"
import { noteCustomers } from "../customers/read-customers.server.ts"
import { incomingFromAdminApi } from "../orders/from-admin-api.ts"
import type { IncomingOrder, OrderFact } from "../orders/order-fact.ts"
import { markDoubtful, saveOrders } from "../orders/orders.server.ts"
import { productFromAdminApi } from "../products/from-admin-api.ts"
import { saveProducts } from "../products/products.server.ts"
import { isOtherAtAGlance } from "./order-glance.ts"
import type { StepContext, StepResult } from "./sweep-steps.server.ts"
import { followUnheardMerges } from "./unheard-merges.server.ts"

/** What changed since the last sweep, a page at a time. Facts only move forward, so an answer that is behind changes nothing. */

/** Orders read at the same time: the Admin API's bucket refills faster than they empty it. */
const READ_AT_ONCE = 4

export async function sweepCustomers({ shop, since, cursor }: StepContext): Promise<StepResult> {
  const page = await readCustomersUpdatedSince(shop, since, cursor)
  const facts = page.customers.map(customerFromAdminApi)
  await inShop(shop, (tx) => saveCustomers(tx, shop, facts))
  return { cursor: page.cursor, counts: { customers: facts.length } }
}

export async function sweepProducts({ shop, since, cursor }: StepContext): Promise<StepResult> {
  const page = await readProductsUpdatedSince(shop, since, cursor)
  const facts = page.products.map(productFromAdminApi)
  await inShop(shop, (tx) => saveProducts(tx, shop, facts))
  return { cursor: page.cursor, counts: { products: facts.length } }
}

/** A glance at every changed order; those that are other than ours are read whole, stored and settled. */
export async function sweepOrders({ shop, since, cursor, onChanged, onMerged }: StepContext): Promise<StepResult> {
  const page = await readOrdersUpdatedSince(shop, since, cursor)
  const { others, customers } = await findOthers(shop, page.orders)
  let repaired = 0
  let doubtful = 0
  for (let start = 0; start < others.length; start += READ_AT_ONCE) {
    const ids = others.slice(start, start + READ_AT_ONCE)
    const read = await Promise.all(ids.map((orderId) => readOne(shop, orderId)))
    const complete = read.filter((one) => typeof one === "object")
    const unsure = ids.filter((_, index) => read[index] === "unsure")
    const moves = complete.map(({ fact }) => ({ from: customers.get(fact.id) ?? null, to: fact.customerId }))
    await followUnheardMerges(shop, moves, onMerged)
    repaired += await inShop(shop, async (tx) => {
      const changed = await saveOrders(tx, shop, complete, "admin_api")
      await markDoubtful(tx, shop, unsure)
      await noteCustomers(
        tx,
        shop,
        complete.flatMap(({ fact }) => fact.customerId ?? []),
      )
      if (changed.length > 0) await onChanged(tx, shop, changed)
      return changed.length
    })
    doubtful += unsure.length
  }
  return { cursor: page.cursor, counts: { looked: page.orders.length, repaired, doubtful } }
}

type Others = { others: string[]; customers: Map<string, string | null> }

/** Orders that Shopify tells otherwise than we do, and whose we know them. Those in doubt already are read by others. */
async function findOthers(shop: string, glances: OrderGlance[]): Promise<Others> {
  const stored = await inShop(shop, async (tx) => {
    const { rows } = await tx.query<{ orderId: string; fact: OrderFact; settled: boolean }>(
      `SELECT "orderId", "fact", "deletedAt" IS NOT NULL OR "doubtfulSince" IS NOT NULL AS settled
       FROM "Order" WHERE "shop" = $1 AND "orderId" = ANY($2)`,
      [shop, glances.map((glance) => glance.id)],
    )
    return new Map(rows.map((row) => [row.orderId, row]))
  })
  const others = glances.filter((glance) => {
    const known = stored.get(glance.id)
    return known === undefined || (!known.settled && isOtherAtAGlance(known.fact, glance))
  })
  return {
    others: others.map((glance) => glance.id),
    customers: new Map([...stored.values()].map(({ orderId, fact }) => [orderId, fact.customerId])),
  }
}

/** unsure: it keeps changing, or Shopify could not answer for it; gone: it was deleted since the page was made. */
async function readOne(shop: string, orderId: string): Promise<IncomingOrder | "unsure" | "gone"> {
  try {
    const node = await readOrder(shop, orderId)
    if (node === null) return "gone"
    return incomingFromAdminApi(node)
  } catch (error) {
    if (error instanceof NoAccessError) throw error
    log.warn({ shop, order: orderId, error: String(error) }, "the sweep could not read an order; it is left in doubt")
    return "unsure"
  }
}
