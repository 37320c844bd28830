import type { Tx } from "#app/lib/db.server.ts"
import { prepared } from "#app/lib/prepared.server.ts"
import { tryLockOrders } from "#app/records/orders/orders.server.ts"
import { lockCustomers } from "../orders/order-rows.server.ts"
import { settleOrders } from "../orders/settle-orders.server.ts"
import { requestSync } from "../sync/request-sync.server.ts"

/**
 * Orders that somebody placed as a guest, with an e-mail address that a signed-in customer has proved to be theirs
 * (docs/decisions/020-first-week.md). They name nobody, or a record that Shopify made for the checkout: one that nobody
 * has an account with, that is no member, and that has the same address. An order is claimed once.
 */

type Reader = Pick<Tx, "query">

const CLAIMABLE = `
  FROM "Customer" c
  LEFT JOIN "Member" m ON m."shop" = c."shop" AND m."customerId" = c."customerId"
  JOIN "Order" o ON o."shop" = c."shop" AND o."emailIndex" = c."emailIndex"
  LEFT JOIN "Customer" g ON g."shop" = o."shop" AND g."customerId" = o."customerId"
  WHERE c."shop" = $1 AND c."customerId" = $2 AND c."deletedAt" IS NULL AND c."emailVerified"
    AND coalesce(m."provenEmail", c."emailIndex") = c."emailIndex"
    AND o."claimedBy" IS NULL AND o."deletedAt" IS NULL
    AND (o."customerId" IS NULL OR (g."customerId" <> c."customerId" AND g."state" = 'disabled'
      AND g."deletedAt" IS NULL AND g."emailIndex" = c."emailIndex"
      AND NOT EXISTS (SELECT FROM "Member" x WHERE x."shop" = g."shop" AND x."customerId" = g."customerId")))
    AND NOT EXISTS (SELECT FROM "OrderPoints" p WHERE p."shop" = o."shop" AND p."orderId" = o."orderId")`

/**
 * The orders (gids) that `customerId` may claim now. None unless Shopify holds the address for verified; a member, only
 * with the address they had when they first signed in: changing it later opens nobody else's orders.
 */
export async function findGuestOrders(tx: Reader, shop: string, customerId: string): Promise<string[]> {
  const { rows } = await tx.query<{ orderId: string }>(`SELECT o."orderId" ${CLAIMABLE} ORDER BY 1`, [shop, customerId])
  return rows.map((row) => row.orderId)
}

/** Marks these orders, which the caller has locked, as `customerId`'s. */
async function claimOrders(tx: Tx, shop: string, customerId: string, orderIds: string[]): Promise<void> {
  if (orderIds.length === 0) return
  await tx.query(
    `UPDATE "Order" SET "claimedBy" = $2, "claimedFrom" = "customerId"
     WHERE "shop" = $1 AND "orderId" = ANY($3) AND "claimedBy" IS NULL`,
    [shop, customerId, orderIds],
  )
}

/** Keeps that a member was signed in at `at` (world time), and with which address; the first time stays. */
async function keepProof(tx: Tx, shop: string, customerId: string, at: Date): Promise<void> {
  await tx.query(
    `UPDATE "Member" m SET "provenAt" = coalesce(m."provenAt", $3), "provenEmail" = coalesce(m."provenEmail", (
       SELECT c."emailIndex" FROM "Customer" c
       WHERE c."shop" = $1 AND c."customerId" = $2 AND c."emailVerified"))
     WHERE m."shop" = $1 AND m."customerId" = $2 AND (m."provenAt" IS NULL OR m."provenEmail" IS NULL)`,
    [shop, customerId, at],
  )
}

/** Asked with every look at the panel: planning its tables anew each time would cost more than reading them. */
const HAS_UNCLAIMED = prepared(
  `SELECT m."provenAt" IS NULL
     OR (m."provenEmail" IS NULL AND EXISTS (SELECT FROM "Customer" c WHERE c."shop" = $1 AND c."customerId" = $2
       AND c."emailIndex" IS NOT NULL AND c."emailVerified"))
     OR EXISTS (SELECT ${CLAIMABLE}) AS something
   FROM "Member" m WHERE m."shop" = $1 AND m."customerId" = $2`,
)

/** Whether a member who is signed in now has something to be credited for it: one cheap statement, asked at each visit. */
export async function hasUnclaimed(tx: Reader, shop: string, customerId: string): Promise<boolean> {
  const { rows } = await tx.query<{ something: boolean }>(HAS_UNCLAIMED([shop, customerId]))
  return rows[0]?.something ?? false
}

/**
 * A member is signed in at `at` (world time): the proof that Shopify asks its code for, or a mailed link of ours. Guests'
 * orders with their address become theirs, each under its own version, within its retro window. Orders are locked before
 * customers: the caller may have locked those it knows of; of the rest, what another holds is left to the next visit.
 */
export async function creditGuestOrders(tx: Tx, shop: string, customerId: string, at: Date): Promise<void> {
  await lockCustomers(tx, shop, [customerId])
  await keepProof(tx, shop, customerId, at)
  const locked = new Set(await tryLockOrders(tx, shop, await findGuestOrders(tx, shop, customerId)))
  // Looked at again: before we had their locks, somebody else may have been credited with them.
  const orderIds = locked.size === 0 ? [] : (await findGuestOrders(tx, shop, customerId)).filter((id) => locked.has(id))
  await claimOrders(tx, shop, customerId, orderIds)
  await settleOrders(tx, shop, orderIds, at)
  if (orderIds.length > 0) await requestSync(tx, shop, [customerId])
}
