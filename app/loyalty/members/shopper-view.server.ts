import type { Locale } from "#app/i18n/locales.ts"
import { codeTranslator } from "#app/i18n/translate.ts"
import { inShop, shopDb, shopDbTogether } from "#app/lib/db.server.ts"
import { lockOrders } from "#app/records/orders/orders.server.ts"
import { expiringSoon, loadMemberExpiry } from "../expiry/member-expiry.server.ts"
import { type MemberValue, memberValue } from "../sync/metafield-values.ts"
import { findStanding } from "../tiers/member-tiers.server.ts"
import { creditGuestOrders, findGuestOrders, hasUnclaimed } from "./guest-orders.server.ts"
import { findBalance } from "./member.server.ts"
import { shopperPoints } from "./shopper-points.ts"
import { readStatement, type StatementEntry } from "./statement.server.ts"
import { awardOf, messageOf, rewardOf, statementWords } from "./statement-words.ts"

/** What the storefront shows, fresh: the same shape as the customer's metafield. Null: the customer is no member. */
export async function findShopperSummary(shop: string, customerId: string, at: Date): Promise<MemberValue | null> {
  const door = shopDbTogether(shop)
  const [balance, standing, expiry] = await Promise.all([
    findBalance(door, shop, customerId),
    findStanding(door, shop, customerId, at),
    loadMemberExpiry(door, shop, [customerId]),
  ])
  return balance && standing && memberValue(balance, standing, at, expiringSoon(expiry.get(customerId), at))
}

/** Whoever asks is signed in at the storefront: what waited for that proof is credited, at `at` (world time). */
export async function noteVisit(shop: string, customerId: string, at: Date): Promise<void> {
  if (!(await hasUnclaimed(shopDb(shop), shop, customerId))) return
  await inShop(shop, async (tx) => {
    await lockOrders(tx, shop, await findGuestOrders(tx, shop, customerId))
    await creditGuestOrders(tx, shop, customerId, at)
  })
}

/**
 * A movement in the shopper's language. `points` is signed; `pendingUntil`: when points that wait become theirs;
 * `moved`: points that were told before, as pending, and now are available: no new ones.
 */
export type ShopperEntry = {
  date: string
  words: string
  points: number
  pendingUntil: string | null
  moved: boolean
}

const PAGE_ENTRIES = 10

/** A page of movements, the newest first; `cursor` is the `next` of the page before. Not a member: no entries. */
export async function listShopperHistory(
  shop: string,
  customerId: string,
  locale: Locale,
  cursor: number | null,
): Promise<{ entries: ShopperEntry[]; next: number | null }> {
  const { entries, next } = await readStatement(shop, customerId, { before: cursor, limit: PAGE_ENTRIES })
  const waiting = entries.filter((entry) => entry.sourceType === "order" && entry.pendingDelta > 0)
  const releases = await findReleases(shop, customerId, [...new Set(waiting.map((entry) => entry.sourceId))])
  const wordsFor = codeTranslator(locale)
  const wordsOf = (entry: StatementEntry) =>
    messageOf(entry) ??
    statementWords(wordsFor, {
      code: entry.code,
      order: entry.sourceName ?? "",
      award: awardOf(entry),
      reward: rewardOf(entry),
    })
  return {
    entries: entries.map((entry) => ({
      date: entry.eventAt.toISOString(),
      words: wordsOf(entry),
      points: shopperPoints(entry),
      moved: entry.delta > 0 && entry.pendingDelta < 0,
      pendingUntil: (entry.pendingDelta > 0 && releases.get(entry.sourceId)?.toISOString()) || null,
    })),
    next,
  }
}

/** When the points of these orders that still wait will be released. */
async function findReleases(shop: string, customerId: string, orderIds: string[]): Promise<Map<string, Date>> {
  if (orderIds.length === 0) return new Map()
  const { rows } = await shopDb(shop).query<{ orderId: string; releaseAt: Date }>(
    `SELECT "orderId", "releaseAt" FROM "OrderPoints"
     WHERE "shop" = $1 AND "customerId" = $2 AND "orderId" = ANY($3)
       AND "releaseAt" IS NOT NULL AND "settledAt" IS NULL`,
    [shop, customerId, orderIds],
  )
  return new Map(rows.map((row) => [row.orderId, row.releaseAt]))
}
