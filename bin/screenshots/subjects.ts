import type pg from "pg"
import { connectAcrossShops } from "#app/lib/scoped-statement.server.ts"

/** Whom and what the pictures show; ids are the digits of the gids. */
export type Subjects = { customerId: string; orderId: string; productId: string; workId: string }

/**
 * A member with a long and varied history who has pending points, and an order of several lines of which a part was
 * refunded, a product, and a message that could not be read.
 */
export async function chooseSubjects(databaseUrl: string, shop: string): Promise<Subjects> {
  const client = await connectAcrossShops(databaseUrl)
  try {
    const customerId = await first(client, MEMBER, [shop])
    const orderId = await first(client, ORDER, [shop, `gid://shopify/Customer/${customerId}`])
    const productId = await first(client, PRODUCT, [shop, `gid://shopify/Order/${orderId}`])
    const { rows } = await client.query<{ id: string }>(WORK, [shop])
    return { customerId, orderId, productId, workId: `event-${rows[0]?.id ?? "none"}` }
  } finally {
    await client.end()
  }
}

const MEMBER = `
  SELECT "customerId" AS gid FROM "PointsEntry" WHERE shop = $1
  GROUP BY "customerId"
  ORDER BY sum("pendingDelta") > 0 DESC, count(DISTINCT code) DESC, count(*) DESC, "customerId"
  LIMIT 1`

const ORDER = `
  SELECT o."orderId" AS gid FROM "Order" o
  JOIN "Member" member ON member.shop = o.shop AND member."customerId" = o."customerId"
  WHERE o.shop = $1 AND o."deletedAt" IS NULL
  ORDER BY o."financialStatus" = 'partially_refunded' DESC, jsonb_array_length(o.fact -> 'lines') DESC,
    o."customerId" = $2 DESC, o."processedAt" DESC, o."orderId"
  LIMIT 1`

const PRODUCT = `SELECT fact -> 'lines' -> 0 ->> 'productId' AS gid FROM "Order" WHERE shop = $1 AND "orderId" = $2`

const WORK = `SELECT "id" FROM "WebhookEvent" WHERE shop = $1 AND "state" = 'failed' ORDER BY "id" LIMIT 1`

async function first(client: pg.Client, sql: string, values: string[]): Promise<string> {
  const { rows } = await client.query<{ gid: string }>(sql, values)
  const gid = rows[0]?.gid
  if (!gid) throw new Error("The world is too small for the pictures: play it with more people")
  return gid.replace(/^.*\//, "")
}
