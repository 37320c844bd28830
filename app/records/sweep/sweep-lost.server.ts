import { inShop, shopDb } from "#app/lib/db.server.ts"
import { readCustomer, readShownCustomers } from "#app/shopify/operations/customers.server.ts"
import { readOrder, readShownOrders } from "#app/shopify/operations/orders.server.ts"
import { readProduct, readShownProducts } from "#app/shopify/operations/products.server.ts"
import { deleteCustomers } from "../customers/customers.server.ts"
import { deleteOrders, markDoubtful } from "../orders/orders.server.ts"
import { deleteProducts } from "../products/products.server.ts"
import type { StepContext, StepResult } from "./sweep-steps.server.ts"
import { followUnheardMerges } from "./unheard-merges.server.ts"

/**
 * What was deleted without our hearing of it: whatever we know is asked for by its id, 250 a call. One missing answer is
 * no proof: the thing is asked for once more by itself, it must be old enough to have reached every copy at Shopify, the
 * app must be allowed to read it, and when half of a page is missing at once, nothing of it is believed.
 */

const A_CALL = 250
/** So many are asked in one night; a bigger shop's turn goes on the night after. */
const A_NIGHT = 10_000
const MANY = 20
const DAY_MS = 86_400_000
/** Without read_all_orders an app reads orders of 60 days; a day less, so that no order slips out while we ask. */
const READABLE_DAYS = 59
/** Younger than this, a thing may not have reached the copy that answers. */
const SETTLED_MS = 30 * 60_000

type Asking = { last: string; done: number }

/** The cursor of such a step: how many were asked tonight, and the last one. */
function readAsking(kind: string, { cursor, asked }: StepContext): Asking {
  if (cursor === null) return { last: asked[kind] ?? "", done: 0 }
  const space = cursor.indexOf(" ")
  return { last: cursor.slice(space + 1), done: Number(cursor.slice(0, space)) }
}

function after(kind: string, before: Asking, ids: string[], counts: StepResult["counts"]): StepResult {
  const last = ids.at(-1) ?? ""
  const done = before.done + ids.length
  if (ids.length < A_CALL) return { cursor: null, counts, asked: { [kind]: undefined } }
  if (done >= A_NIGHT) return { cursor: null, counts, asked: { [kind]: last } }
  return { cursor: `${done} ${last}`, counts }
}

export async function sweepLostOrders(context: StepContext): Promise<StepResult> {
  const { shop, at, onChanged, onMerged } = context
  const asking = readAsking("orders", context)
  const readableFrom = context.readsAllOrders ? new Date(1) : new Date(at.getTime() - READABLE_DAYS * DAY_MS)
  const { rows } = await shopDb(shop).query<{ id: string; customerId: string | null }>(
    `SELECT "orderId" AS id, "customerId" FROM "Order"
     WHERE "shop" = $1 AND "orderId" > $2 AND "deletedAt" IS NULL AND "doubtfulSince" IS NULL AND "factAt" < $3
       AND ("fact"->>'createdAt')::timestamptz > $4
     ORDER BY "orderId" LIMIT ${A_CALL}`,
    [shop, asking.last, new Date(at.getTime() - SETTLED_MS), readableFrom],
  )
  const ids = rows.map((row) => row.id)
  const shown = ids.length > 0 ? await readShownOrders(shop, ids) : new Map<string, string | null>()
  // A merge of customers moves orders without touching their time.
  const moves = rows
    .filter(({ id, customerId }) => shown.has(id) && shown.get(id) !== customerId)
    .map(({ id, customerId }) => ({ id, from: customerId, to: shown.get(id) ?? null }))
  const merged = await followUnheardMerges(shop, moves, onMerged)
  const moved = moves.filter(({ from }) => from === null || !merged.has(from)).map(({ id }) => id)
  const missing = await confirm(ids, new Set(shown.keys()), async (id) => (await readOrder(shop, id)) === null)
  const deletedOrders = await inShop(shop, async (tx) => {
    const deleted = await deleteOrders(tx, shop, missing.gone, at)
    await markDoubtful(tx, shop, moved)
    if (deleted.length > 0) await onChanged(tx, shop, deleted)
    return deleted.length
  })
  return after("orders", asking, ids, { deletedOrders, doubtful: moved.length, disbelieved: missing.disbelieved })
}

/** What is asked for by its id alone: how, and where we keep it. */
const LOST = {
  customers: {
    table: "Customer",
    column: "customerId",
    readShown: readShownCustomers,
    read: readCustomer,
    remove: deleteCustomers,
    count: "deletedCustomers",
  },
  products: {
    table: "Product",
    column: "productId",
    readShown: readShownProducts,
    read: readProduct,
    remove: deleteProducts,
    count: "deletedProducts",
  },
} as const

export const sweepLostCustomers = (context: StepContext) => sweepLost("customers", context)
export const sweepLostProducts = (context: StepContext) => sweepLost("products", context)

async function sweepLost(kind: keyof typeof LOST, context: StepContext): Promise<StepResult> {
  const { shop, at } = context
  const { table, column, readShown, read, remove, count } = LOST[kind]
  const asking = readAsking(kind, context)
  const { rows } = await shopDb(shop).query<{ id: string }>(
    `SELECT "${column}" AS id FROM "${table}"
     WHERE "shop" = $1 AND "${column}" > $2 AND "deletedAt" IS NULL AND "factAt" > to_timestamp(0) AND "factAt" < $3
     ORDER BY "${column}" LIMIT ${A_CALL}`,
    [shop, asking.last, new Date(at.getTime() - SETTLED_MS)],
  )
  const ids = rows.map((row) => row.id)
  const shown = ids.length > 0 ? await readShown(shop, ids) : new Set<string>()
  const missing = await confirm(ids, shown, async (id) => (await read(shop, id)) === null)
  if (missing.gone.length > 0) await inShop(shop, (tx) => remove(tx, shop, missing.gone, at))
  return after(kind, asking, ids, { [count]: missing.gone.length, disbelieved: missing.disbelieved })
}

/** Of `ids` those that are surely gone. */
async function confirm(
  ids: string[],
  shown: Set<string>,
  isGone: (id: string) => Promise<boolean>,
): Promise<{ gone: string[]; disbelieved: number }> {
  const missing = ids.filter((id) => !shown.has(id))
  if (missing.length > MANY && missing.length > ids.length / 2) return { gone: [], disbelieved: missing.length }
  const gone: string[] = []
  for (const id of missing) if (await isGone(id)) gone.push(id)
  return { gone, disbelieved: 0 }
}
