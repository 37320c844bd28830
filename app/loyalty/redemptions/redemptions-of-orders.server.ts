import type { Tx } from "#app/lib/db.server.ts"
import { prepared } from "#app/lib/prepared.server.ts"
import { lockCustomers } from "../orders/order-rows.server.ts"
import { afterOrder, isReversed } from "./after-order.ts"
import { drawPoints } from "./points.server.ts"
import { lockRedemption, moveTo } from "./redemption-rows.server.ts"
import { returnPoints } from "./return-redemption.server.ts"

type Carried = {
  redemptionId: string
  customerId: string
  orderId: string
  financialStatus: string
  cancelledAt: string | null
  deletedAt: Date | null
}

/** Codes are compared as Shopify compares them: without regard to case. Ours have no small letters. */
const CARRIED = prepared(
  `SELECT r."redemptionId", r."customerId", o."orderId", o."financialStatus", o."fact" ->> 'cancelledAt' AS "cancelledAt",
     o."deletedAt"
   FROM "Order" o
   CROSS JOIN LATERAL jsonb_array_elements_text(o."fact" -> 'discountCodes') AS c(code)
   JOIN "Redemption" r ON r."shop" = o."shop" AND r."code" = upper(c.code) AND r."made" = 'discount'
   WHERE o."shop" = $1 AND o."orderId" = ANY($2) AND o."fact" ? 'discountCodes'
   ORDER BY r."redemptionId", o."orderId"`,
)

/**
 * Orders are other than before: what was redeemed with their codes becomes used, or is given back. In the transaction that
 * changed them; the caller holds the locks of the orders.
 */
export async function settleRedemptionsOf(tx: Tx, shop: string, orderIds: string[], at: Date): Promise<void> {
  const { rows } = await tx.query<Carried>(CARRIED([shop, orderIds]))
  if (rows.length === 0) return
  await lockCustomers(
    tx,
    shop,
    rows.map((row) => row.customerId),
  )
  for (const row of rows) await settleOne(tx, shop, row, at)
}

async function settleOne(tx: Tx, shop: string, { redemptionId, ...order }: Carried, at: Date): Promise<void> {
  const row = await lockRedemption(tx, shop, redemptionId)
  if (!row) return
  const { orderId } = order
  const { pointsBackOnCancel } = row.terms.restrictions
  switch (afterOrder({ ...row, pointsBackOnCancel }, { orderId, reversed: isReversed(order) })) {
    case "none":
      return
    case "used":
      return moveTo(tx, shop, redemptionId, "used", at, { orderId })
    case "returned":
      if (row.state !== "used") await moveTo(tx, shop, redemptionId, "used", at, { orderId })
      return returnPoints(tx, shop, row, at)
    case "drawn_again": {
      const round = row.round + 1
      await drawPoints(tx, shop, { ...row, round }, "record", at)
      return moveTo(tx, shop, redemptionId, "used", at, { orderId, round })
    }
  }
}
