import { acrossShops, inShop, type Tx } from "#app/lib/db.server.ts"
import { log } from "#app/lib/log.server.ts"
import { plainError } from "#app/lib/plain-error.ts"
import { readAppScopes, readShop } from "#app/shopify/operations/shops.server.ts"
import { holdsPermission } from "#app/shopify/tokens.server.ts"
import { readEach } from "../read-each.server.ts"
import { keepReadFailure, readableNow } from "../read-failures.server.ts"
import type { ShopFact } from "./shops.server.ts"

/** What follows, in one transaction, from what the Admin API says about a shop. */
export type OnShopRead = (tx: Tx, shop: string, fact: ShopFact, scopes: string[]) => Promise<void>

const AT_ONCE = 20

/** Installed shops whose facts are older than a day of world time ($1), and whose permission we hold. */
const DUE = `FROM "Shop" AS s WHERE s."uninstalledAt" IS NULL AND s."factAt" < $1::timestamptz - interval '1 day'
  AND ${holdsPermission('s."shop"')}
  AND ${readableNow("shop", 's."shop"', 's."shop"')}`

/** SQL that is true when a shop is due to be read (for jobs.server.ts). */
export const SHOPS_DUE = `EXISTS (SELECT ${DUE})`

/** Reads the shops that are due. One that cannot be read is kept as failed and waits by itself. */
export async function readShops(now: () => Date, onRead: OnShopRead, signal: AbortSignal): Promise<void> {
  const { rows } = await acrossShops().query<{ shop: string }>(
    `SELECT s."shop" ${DUE} ORDER BY s."factAt" LIMIT ${AT_ONCE}`,
    [now()],
  )
  const read = async ({ shop }: { shop: string }) => {
    const fact = await readShop(shop)
    const scopes = await readAppScopes(shop)
    await inShop(shop, (tx) => onRead(tx, shop, fact, scopes))
  }
  await readEach(rows, signal, read, async ({ shop }, error) => {
    log.warn({ shop, error: plainError(error) }, "the shop could not be read")
    await keepReadFailure("shop", shop, shop, error)
  })
}
