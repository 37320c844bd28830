import { inShop, type Tx } from "#app/lib/db.server.ts"
import type { IncomingOrder } from "./order-fact.ts"
import { saveOrders } from "./orders.server.ts"

/** What follows, in the same transaction, when orders were read again and are other than we thought. */
export type OnOrdersChanged = (tx: Tx, shop: string, orderIds: string[]) => Promise<void>

/** What the Admin API answered about an order that was doubtful since `doubtfulSince`. */
export type Answer = { shop: string; orderId: string; doubtfulSince: string; incoming: IncomingOrder }

type Waiting = { answer: Answer; stored: () => void; failed: (error: unknown) => void }

/**
 * Stores answers as they come, in groups: of each shop one transaction at a time, with all that was answered while the one
 * before was under way. So a late answer holds up nobody, and many that come together are settled at once. A group that
 * fails is tried answer by answer; the promise of the one that cannot be stored rejects.
 */
export function createAnswerStore(onChanged: OnOrdersChanged): (answer: Answer) => Promise<void> {
  const waiting = new Map<string, Waiting[]>()
  const draining = new Set<string>()

  async function drain(shop: string): Promise<void> {
    for (let group = waiting.get(shop); group?.length; group = waiting.get(shop)) {
      waiting.set(shop, [])
      await storeGroup(shop, group, onChanged)
    }
    draining.delete(shop)
  }
  return (answer) =>
    new Promise((stored, failed) => {
      const { shop } = answer
      waiting.set(shop, [...(waiting.get(shop) ?? []), { answer, stored, failed }])
      if (draining.has(shop)) return
      draining.add(shop)
      void drain(shop)
    })
}

/** Never throws: each of the group learns what became of it. */
async function storeGroup(shop: string, group: Waiting[], onChanged: OnOrdersChanged): Promise<void> {
  try {
    const answers = group.map((one) => one.answer)
    await inShop(shop, (tx) => storeAnswers(tx, shop, answers, onChanged))
    for (const one of group) one.stored()
  } catch (error) {
    if (group.length === 1) for (const one of group) one.failed(error)
    else for (const one of group) await storeGroup(shop, [one], onChanged)
  }
}

async function storeAnswers(tx: Tx, shop: string, answers: Answer[], onChanged: OnOrdersChanged): Promise<void> {
  const incoming = answers.map((answer) => answer.incoming)
  const changed = await saveOrders(tx, shop, incoming, "admin_api")
  if (changed.length > 0) await onChanged(tx, shop, changed)
  await believe(tx, shop, answers, null)
}

/** The doubt is over, unless somebody raised a new one while we were reading. `note`: what staff may want to know. */
export async function believe(
  tx: Pick<Tx, "query">,
  shop: string,
  orders: Pick<Answer, "orderId" | "doubtfulSince">[],
  note: string | null,
): Promise<void> {
  await tx.query(
    `UPDATE "Order" o SET "doubtfulSince" = NULL, "doubtfulNextAt" = NULL, "doubtfulTries" = 0, "doubtfulError" = $4
     FROM unnest($2::text[], $3::timestamptz[]) AS d("orderId", "since")
     WHERE o."shop" = $1 AND o."orderId" = ANY($2) AND o."orderId" = d."orderId" AND o."doubtfulSince" = d."since"`,
    [shop, orders.map((order) => order.orderId), orders.map((order) => order.doubtfulSince), note],
  )
}
