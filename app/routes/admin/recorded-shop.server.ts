import { now } from "#app/lib/clock.server.ts"
import { onInstalled } from "#app/reactions.server.ts"
import { findShop, type InstalledShop } from "#app/records/shops/shops.server.ts"
import type { AdminVisitor } from "#app/shopify/authenticate.server.ts"
import { readAppScopes, readShop } from "#app/shopify/operations/shops.server.ts"

/**
 * The visitor's shop as we know it. One we do not know yet (first opening), one that had left (reinstall), or one that
 * was given a new token (new scopes) is read from Shopify and recorded first: by what we hold, not by a hook that a crash
 * could swallow.
 */
export async function recordedShop({ shop, tokenIssued }: AdminVisitor): Promise<InstalledShop | null> {
  const known = await findShop(shop)
  if (known && known.uninstalledAt === null && !tokenIssued) return known
  const [fact, scopes] = await Promise.all([readShop(shop), readAppScopes(shop)])
  await onInstalled(shop, fact, scopes, now())
  return findShop(shop)
}
