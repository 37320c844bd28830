import { now } from "#app/lib/clock.server.ts"
import { inShop, type Tx } from "#app/lib/db.server.ts"
import { parseJsonExact } from "#app/lib/json.ts"
import { plainError } from "#app/lib/plain-error.ts"
import { findOrdersOfMerged, mergeMembers } from "#app/loyalty/members/merge-members.server.ts"
import { settleOrders } from "#app/loyalty/orders/settle-orders.server.ts"
import { settleRedemptionsOf } from "#app/loyalty/redemptions/redemptions-of-orders.server.ts"
import { isGiftGateway } from "#app/loyalty/rules/needs-payments.ts"
import { requestSyncOfAll } from "#app/loyalty/sync/request-sync.server.ts"
import { reviewEveryone } from "#app/loyalty/tiers/review-due.server.ts"
import { PRIVACY_TOPICS, takeRequests } from "#app/privacy/take-requests.server.ts"
import { releaseEvents } from "#app/queue/claim-events.server.ts"
import type { EventVerdict, EventVerdicts, StoredEvent } from "#app/queue/stored-event.ts"
import { wake } from "#app/queue/wake.server.ts"
import { deleteCustomers, doubtTags, saveCustomers } from "#app/records/customers/customers.server.ts"
import {
  readCustomerId,
  readCustomerPayload,
  readMerge,
  readTaggedCustomerId,
} from "#app/records/customers/from-webhook.ts"
import { findSubject } from "#app/records/event-subject.ts"
import { readOrderPayload } from "#app/records/orders/from-webhook.ts"
import { deleteOrders, lockOrders, markDoubtful, saveOrders } from "#app/records/orders/orders.server.ts"
import { readDeletedOrderId, readTouchedOrderId } from "#app/records/orders/touched-order.ts"
import { readProductId, readProductPayload } from "#app/records/products/from-webhook.ts"
import { deleteProducts, saveProducts } from "#app/records/products/products.server.ts"
import { readScopes } from "#app/records/shops/from-webhook.ts"
import { welcomeBack } from "#app/records/shops/left-shops.server.ts"
import { requestMetafields } from "#app/records/shops/shop-metafields.server.ts"
import {
  doubtShop,
  findShop,
  type InstalledShop,
  type ShopFact,
  saveScopes,
  saveShop,
  uninstallShop,
} from "#app/records/shops/shops.server.ts"
import { deleteSessions } from "#app/shopify/tokens.server.ts"

/**
 * Every event and what follows from it. Facts come first (app/records), then what the capabilities make of them; all of it
 * in the transaction that also marks the events as worked off.
 */

/** An event whose payload was read; numbers beyond 2^53 are text (app/lib/json.ts). */
type ReadEvent = StoredEvent & { payload: unknown }

/** `shop` is null for a shop that never installed the app: only few topics can be worked off then. */
type Scene = {
  tx: Tx
  shop: string
  record: InstalledShop | null
  at: Date
  verdicts: EventVerdicts
  /** Orders that are other than before; the ledger is made to agree with them at the end, all at once. */
  changedOrders: Set<string>
}

type Reaction = {
  to: string[]
  /** Also when the app is not installed there. */
  always?: true
  /** All events of these topics in a batch, in the order they came. */
  do: (scene: Scene, events: ReadEvent[]) => Promise<void>
}

const WHOLE_ORDERS = ["orders/create", "orders/paid", "orders/updated", "orders/cancelled", "orders/fulfilled"]

/**
 * In the order in which they happen. Orders, then customers, then balances are locked, each once for the whole batch, so
 * that two batches wait for each other in no circle. Merges alone take customers and balances before the others of their
 * batch: if that closes a circle, with another batch or a publication, PostgreSQL undoes one, and it is begun again.
 */
export const REACTIONS: Reaction[] = [
  { to: [...WHOLE_ORDERS, "orders/edited", "refunds/create", "orders/delete", "customers/merge"], do: holdOrders },
  { to: [...WHOLE_ORDERS, "customers/create", "customers/update"], do: onCustomersTold },
  { to: WHOLE_ORDERS, do: onOrdersTold },
  { to: ["orders/edited", "refunds/create"], do: onOrdersTouched },
  { to: ["orders/delete"], do: onOrdersDeleted },
  { to: ["customers/delete"], do: onCustomersDeleted },
  { to: ["customer.tags_added", "customer.tags_removed"], do: onTagsChanged },
  { to: ["customers/merge"], do: onCustomersMerged },
  { to: ["products/create", "products/update"], do: onProductsTold },
  { to: ["products/delete"], do: onProductsDeleted },
  // The payload does not say since when: the shop is read, and a new currency becomes a fact with its day.
  { to: ["shop/update"], do: ({ tx, shop }) => onShopDoubted(tx, shop) },
  { to: ["app/scopes_update"], do: onScopesChanged },
  { to: ["app/uninstalled"], do: onUninstalled, always: true },
  // Asked of us by law, answered by the job answer_privacy_requests.
  { to: PRIVACY_TOPICS, do: onPrivacyAsked, always: true },
]

const DAY_MS = 86_400_000
/** How long events of a shop wait for the app to be opened there for the first time. */
const INSTALL_PATIENCE_MS = 14 * DAY_MS

/** Works off a batch of one shop's events; the verdicts name those that were not simply done. */
export async function react(tx: Tx, shop: string, stored: StoredEvent[]): Promise<EventVerdicts> {
  const verdicts: EventVerdicts = new Map()
  const record = await findShop(shop, tx)
  const scene: Scene = { tx, shop, record, at: now(), verdicts, changedOrders: new Set() }
  const installed = record !== null && record.uninstalledAt === null
  const events = stored.flatMap((event) => read(event, verdicts))
  for (const event of events)
    if (!REACTIONS.some((reaction) => reaction.to.includes(event.topic)))
      verdicts.set(event.id, { kind: "ignored", reason: `nothing follows from ${event.topic}` })
  for (const reaction of REACTIONS) {
    const mine = events.filter((event) => reaction.to.includes(event.topic))
    if (mine.length === 0) continue
    if (installed || reaction.always) await reaction.do(scene, mine)
    else for (const event of mine) verdicts.set(event.id, waitForInstall(event))
  }
  if (scene.changedOrders.size > 0) await onOrdersChanged(tx, shop, [...scene.changedOrders], scene.at)
  return verdicts
}

function read(event: StoredEvent, verdicts: EventVerdicts): ReadEvent[] {
  try {
    const payload = parseJsonExact(event.body.toString("utf8"))
    event.about = findSubject(event.topic, payload)
    return [{ ...event, payload }]
  } catch (error) {
    verdicts.set(event.id, { kind: "unreadable", reason: `unreadable: ${plainError(error)}` })
    return []
  }
}

function waitForInstall(event: StoredEvent): EventVerdict {
  const reason = "the app is not installed in this shop (or was not opened there yet)"
  const patient = Date.now() - event.receivedAt.getTime() < INSTALL_PATIENCE_MS
  return patient ? { kind: "waits", reason, forMs: DAY_MS } : { kind: "ignored", reason }
}

/** Reads one thing out of each event; an event that does not hold it is ignored, with the reason. */
function readEach<T>(scene: Scene, events: ReadEvent[], readOne: (payload: unknown) => T | null): T[] {
  return events.flatMap((event) => {
    const value = readOne(event.payload)
    if (value !== null) return [value]
    scene.verdicts.set(event.id, {
      kind: "unreadable",
      reason: `the payload does not say what ${event.topic} is about`,
    })
    return []
  })
}

// ── Orders ───────────────────────────────────────────────────────────────────────────────────

/** Orders are other than before: the ledger must agree with them. */
export async function onOrdersChanged(tx: Tx, shop: string, orderIds: string[], at: Date): Promise<void> {
  await settleRedemptionsOf(tx, shop, orderIds, at)
  await settleOrders(tx, shop, orderIds, at)
}

/** Takes the locks of every order the batch is about, before anything else is touched. */
async function holdOrders({ tx, shop }: Scene, events: ReadEvent[]): Promise<void> {
  const named = events.flatMap(({ payload }) => readTouchedOrderId(payload) ?? readDeletedOrderId(payload) ?? [])
  const gone = events.flatMap(({ payload }) => readMerge(payload)?.goneId ?? [])
  await lockOrders(tx, shop, [...named, ...(await findOrdersOfMerged(tx, shop, gone))])
}

async function onOrdersTold(scene: Scene, events: ReadEvent[]): Promise<void> {
  const { tx, shop } = scene
  const readings = events.map((event) => ({ event, reading: readOrderPayload(event.topic, event.payload) }))
  for (const { reading, event } of readings)
    if (reading.kind === "unusable")
      scene.verdicts.set(event.id, { kind: "unreadable", reason: "the payload does not say which order it is" })
  const complete = readings.flatMap(({ reading }) => (reading.kind === "complete" ? [reading] : []))
  const partial = readings.flatMap(({ reading }) => (reading.kind === "partial" ? [reading.orderId] : []))
  const changed = new Set(await saveOrders(tx, shop, complete, "webhook"))
  for (const orderId of changed) scene.changedOrders.add(orderId)
  const changedFacts = complete.map((order) => order.fact).filter((fact) => changed.has(fact.id))
  // How much came through a gift card only the Admin API knows.
  const paidByGift = changedFacts.filter((fact) => fact.gateways.some(isGiftGateway)).map((fact) => fact.id)
  await markDoubtful(tx, shop, [...new Set([...partial, ...paidByGift])])
  if (complete.some(({ fact }) => isForeign(scene, fact))) await onShopDoubted(tx, shop)
}

/** An order in another currency than we believe the shop has, placed after we last asked: the currency has changed. */
function isForeign(scene: Scene, fact: { currency: string; createdAt: string }): boolean {
  const { record } = scene
  return record !== null && fact.currency !== record.currency && new Date(fact.createdAt) > record.factAt
}

async function onOrdersTouched(scene: Scene, events: ReadEvent[]): Promise<void> {
  await markDoubtful(scene.tx, scene.shop, [...new Set(readEach(scene, events, readTouchedOrderId))])
}

async function onOrdersDeleted(scene: Scene, events: ReadEvent[]): Promise<void> {
  const { tx, shop, at } = scene
  const deleted = await deleteOrders(tx, shop, [...new Set(readEach(scene, events, readDeletedOrderId))], at)
  for (const orderId of deleted) scene.changedOrders.add(orderId)
}

// ── Customers, products ──────────────────────────────────────────────────────────────────────

/** By themselves, and inside their orders. */
async function onCustomersTold(scene: Scene, events: ReadEvent[]): Promise<void> {
  const alone = events.filter((event) => !WHOLE_ORDERS.includes(event.topic))
  const inOrders = events
    .filter((event) => WHOLE_ORDERS.includes(event.topic))
    .flatMap(({ payload }) => readCustomerPayload((payload as { customer?: unknown }).customer) ?? [])
  await saveCustomers(scene.tx, scene.shop, [...readEach(scene, alone, readCustomerPayload), ...inOrders])
}

async function onCustomersDeleted(scene: Scene, events: ReadEvent[]): Promise<void> {
  await deleteCustomers(scene.tx, scene.shop, readEach(scene, events, readCustomerId), scene.at)
}

/** The payload names only what came or went, and other payloads leave tags out. */
async function onTagsChanged(scene: Scene, events: ReadEvent[]): Promise<void> {
  await doubtTags(scene.tx, scene.shop, [...new Set(readEach(scene, events, readTaggedCustomerId))])
}

/** The one who stays takes over everything; a merge that failed, or is still under way, says nothing yet. */
async function onCustomersMerged(scene: Scene, events: ReadEvent[]): Promise<void> {
  for (const event of events) {
    const merge = readMerge(event.payload)
    if (merge) await mergeMembers(scene.tx, scene.shop, merge, scene.at)
    else scene.verdicts.set(event.id, { kind: "ignored", reason: "the merge is not completed, so nothing moves" })
  }
}

async function onProductsTold(scene: Scene, events: ReadEvent[]): Promise<void> {
  await saveProducts(scene.tx, scene.shop, readEach(scene, events, readProductPayload))
}

async function onProductsDeleted(scene: Scene, events: ReadEvent[]): Promise<void> {
  await deleteProducts(scene.tx, scene.shop, readEach(scene, events, readProductId), scene.at)
}

// ── The shop itself ──────────────────────────────────────────────────────────────────────────

/** The app was opened in a shop after an install, a reinstall or new scopes: know the shop, take up what waited for it. */
export async function onInstalled(shop: string, fact: ShopFact, scopes: string[], at: Date): Promise<void> {
  await inShop(shop, async (tx) => {
    const before = await findShop(shop, tx)
    await onShopRead(tx, shop, fact, scopes, at)
    if (before?.uninstalledAt) await onReturned(tx, shop)
    await releaseEvents(tx, shop)
    await wake(tx, "work_off_events")
    await wake(tx, "sync_shop")
  })
}

/** The ledger goes on; what Shopify and we missed of each other is made good. */
async function onReturned(tx: Tx, shop: string): Promise<void> {
  await welcomeBack(tx, shop)
  await requestMetafields(tx, shop, "programme", "look")
  await requestSyncOfAll(tx, shop)
  await wake(tx, "sweep")
  await wake(tx, "read_customers")
}

/** The Admin API told us about a shop. A new currency means other thresholds: tiers and storefront words are made anew. */
export async function onShopRead(tx: Tx, shop: string, fact: ShopFact, scopes: string[], at: Date): Promise<void> {
  const { currencyChanged } = await saveShop(tx, shop, fact, scopes, at)
  if (!currencyChanged) return
  await reviewEveryone(tx, shop, at)
  await requestMetafields(tx, shop, "programme")
}

async function onShopDoubted(tx: Tx, shop: string): Promise<void> {
  await doubtShop(tx, shop)
  await wake(tx, "read_shops")
}

async function onScopesChanged(scene: Scene, events: ReadEvent[]): Promise<void> {
  const latest = readEach(scene, events, readScopes).at(-1)
  if (latest) await saveScopes(scene.tx, scene.shop, latest)
}

/** The shop is named by the header: the payload's own domain may be null. A late one must not undo a reinstall. */
async function onUninstalled(scene: Scene, events: ReadEvent[]): Promise<void> {
  const installedAt = scene.record?.installedAt
  const current = events.filter(({ triggeredAt }) => !installedAt || !triggeredAt || triggeredAt >= installedAt)
  if (current.length === 0) return
  await uninstallShop(scene.tx, scene.shop, scene.at)
  await deleteSessions(scene.shop, scene.tx)
}

async function onPrivacyAsked({ tx, shop, at, verdicts }: Scene, events: ReadEvent[]): Promise<void> {
  const reason = "the payload does not say whom it is about"
  for (const id of await takeRequests(tx, shop, events, at)) verdicts.set(id, { kind: "ignored", reason })
}
