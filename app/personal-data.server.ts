import { inShop } from "#app/lib/db.server.ts"
import type { PersonalPlace, SoughtPerson } from "#app/lib/personal-place.ts"
import { destroyShopKeys } from "#app/lib/vault/vault.server.ts"
import { WARNING_PLACE } from "#app/loyalty/expiry/warning-place.server.ts"
import { BULK_PLACE } from "#app/loyalty/members/bulk/bulk-place.server.ts"
import { DETAILS_PLACES } from "#app/loyalty/members/details-place.server.ts"
import { MEMBER_PLACES } from "#app/loyalty/members/member-places.server.ts"
import { OCCASION_PLACES } from "#app/loyalty/occasions/occasion-places.server.ts"
import { REDEMPTION_PLACE } from "#app/loyalty/redemptions/redemption-place.server.ts"
import { REQUEST_PLACES } from "#app/privacy/request-places.server.ts"
import { eventPlaceOf } from "#app/queue/event-place.server.ts"
import { CUSTOMER_PLACE } from "#app/records/customers/customer-place.server.ts"
import { ORDER_PLACE } from "#app/records/orders/order-place.server.ts"
import { markDoubtful } from "#app/records/orders/orders.server.ts"
import { readDeletedOrderId, readTouchedOrderId } from "#app/records/orders/touched-order.ts"
import { findShop } from "#app/records/shops/shops.server.ts"
import { SESSION_PLACE } from "#app/shopify/session-place.server.ts"

/**
 * The one list of places where a person's data stands; a person's file and every erasure walk it. Erasing goes from top
 * to bottom: the customer comes last, because by their indexes the rest is found, also when an erasure is begun again.
 * A test holds this list and the next one to the database: a new table must be in one of them.
 */
export const PERSONAL_PLACES: PersonalPlace[] = [
  eventPlaceOf(readAgain),
  ...REQUEST_PLACES,
  ORDER_PLACE,
  ...DETAILS_PLACES,
  ...OCCASION_PLACES,
  BULK_PLACE,
  ...MEMBER_PLACES,
  WARNING_PLACE,
  REDEMPTION_PLACE,
  SESSION_PLACE,
  CUSTOMER_PLACE,
]

/**
 * Tables that hold nothing of a person, and why. Errors kept anywhere are words without values (app/lib/plain-error.ts),
 * jobs carry nothing (app/queue/wake.server.ts), and logs hold ids only.
 */
export const WITHOUT_PERSONS: Record<string, string> = {
  Shop: "the shop itself",
  ShopCurrencyChange: "the shop itself",
  ShopKey: "keys, wrapped; destroyed when the shop is erased",
  ShopSweep: "how far the shop was asked",
  ShopSetup: "what stands in the shop's theme",
  ShopDay: "sums of a day",
  ShopTotals: "sums over all members",
  ShopTrade: "sums over orders",
  LiabilityMonth: "sums of a month",
  LiabilitySettings: "the shop itself",
  ShopExpiry: "when points of the shop are looked through next",
  Backfill: "how far past orders were read",
  Product: "goods",
  ShopOccasions: "how far the days of the shop are done",
  ProgrammeDraft: "rules",
  ProgrammeVersion: "rules",
  TierPreview: "rules, and sums of members",
  ProgrammePause: "rules",
  EarningRuleUse: "rules",
  ProgrammeTest: "rules",
  ShopMetafield: "whether rules and appearance were written to Shopify",
  Reward: "what points buy",
  RewardCode: "codes of a partner, before anybody has them",
  Look: "colours, and words for everybody",
  CustomerMerge: "ids of two customers who became one; without them the ledger could not be read",
  OrderWait: "ids of orders that wait for a customer or product to be read",
  OwedSettlement: "ids of orders whose points are still to be counted",
  ReadFailure: "ids, and words without values",
  JobFailure: "words without values",
  SavedView: "filters and order of a list under a name, never what was searched for",
  WorkAction: "ids of staff and of what failed, and words without values",
  RateLimit: "keyed hashes of visitors, for minutes",
  _prisma_migrations: "names of migrations",
}

/** An order whose message was emptied before anybody read it is read from the Admin API instead. */
async function readAgain(shop: string, events: { topic: string; payload: unknown }[]): Promise<void> {
  const record = await findShop(shop)
  if (!record || record.uninstalledAt !== null) return
  const orderIds = events
    .filter(({ topic }) => topic.startsWith("orders/") || topic === "refunds/create")
    .flatMap(({ payload }) => readTouchedOrderId(payload) ?? readDeletedOrderId(payload) ?? [])
  await inShop(shop, (tx) => markDoubtful(tx, shop, [...new Set(orderIds)]))
}

/** What is told of a person, place by place; places that have nothing are left out. */
export async function showPerson(
  person: SoughtPerson,
): Promise<{ place: string; holds: string; kept: string; data: unknown[] }[]> {
  const shown = []
  for (const { name, holds, kept, show } of PERSONAL_PLACES) {
    const data = await show(person)
    if (data.length > 0) shown.push({ place: name, holds, kept, data })
  }
  return shown
}

/** Erases a person everywhere. Safe to repeat. */
export async function erasePerson(person: SoughtPerson): Promise<void> {
  for (const place of PERSONAL_PLACES) await place.erase(person)
}

/**
 * Erases everybody of a shop, and its keys: what may still lie sealed anywhere can never be opened. A shop that has the
 * app again meanwhile keeps its permission and its keys: it needs both now.
 */
export async function eraseShop(shop: string): Promise<void> {
  const record = await findShop(shop)
  const isInstalled = record !== null && record.uninstalledAt === null
  for (const place of PERSONAL_PLACES) if (!isInstalled || place !== SESSION_PLACE) await place.eraseAll(shop)
  if (!isInstalled) await destroyShopKeys(shop)
}
