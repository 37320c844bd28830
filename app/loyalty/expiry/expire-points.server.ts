import { acrossShops, inShop, type Tx } from "#app/lib/db.server.ts"
import { post } from "../ledger/ledger.server.ts"
import { loadOpenLots, lockAccounts } from "../ledger/ledger-rows.server.ts"
import type { Posting } from "../ledger/posting.ts"
import { holdProgramme } from "../programme/programme-lock.server.ts"
import { requestSync } from "../sync/request-sync.server.ts"
import { type ExpiryTerm, nextMidnight, termsOf } from "./expires-at.ts"
import { loadLastActivity, loadPolicies } from "./outlook.server.ts"
import { type ExpiryPlan, planExpiry } from "./plan-expiry.ts"
import { loadRests } from "./shop-expiry.server.ts"

/** A shop that left keeps its points as they are until it comes back. */
const DUE = `FROM "ShopExpiry" e JOIN "Shop" s ON s."shop" = e."shop" AND s."uninstalledAt" IS NULL
  WHERE e."nextRunAt" <= $1`

/** SQL: whether a shop's points are to be looked through. */
export const EXPIRY_DUE = `EXISTS (SELECT ${DUE})`

const BATCH_ACCOUNTS = 1_000

/**
 * Lets points expire at `at` (world time) and notes who is to be warned: at each midnight of a shop, and after a publication
 * that changed the rule. In rounds, each shop a batch in its turn, until all are through or about `limit` accounts were
 * looked at. Returns how many; safe to repeat and to run twice at once. Waiting points and debt are no lots: they stay.
 */
export async function expireDue(at: Date, limit: number): Promise<number> {
  let looked = 0
  while (looked < limit) {
    const before = looked
    for (const shop of await findDueShops(at)) looked += await inShop(shop, (tx) => expireBatch(tx, shop, at))
    if (looked === before) break
  }
  return looked
}

async function findDueShops(at: Date): Promise<string[]> {
  const { rows } = await acrossShops().query<{ shop: string }>(
    `SELECT e."shop" ${DUE} ORDER BY e."nextRunAt", e."shop" LIMIT 100`,
    [at],
  )
  return rows.map(({ shop }) => shop)
}

/** The rules stay as they are meanwhile: a publication waits, and then has what was dated by the old ones dated anew. */
async function expireBatch(tx: Tx, shop: string, at: Date): Promise<number> {
  await holdProgramme(tx, shop)
  const { rows } = await tx.query<{ cursor: string }>(
    `SELECT "cursor" FROM "ShopExpiry" WHERE "shop" = $1 AND "nextRunAt" <= $2 FOR UPDATE SKIP LOCKED`,
    [shop, at],
  )
  if (!rows[0]) return 0 // somebody else has it, or is through
  const policies = await loadPolicies(tx, shop)
  const [terms, newest] = [termsOf(policies), policies.at(-1)]
  if (!newest) throw new Error(`${shop} has no rule by which points expire`)
  const customerIds = await takeBatch(tx, shop, rows[0].cursor, at)
  if (customerIds.length === 0) {
    await endRun(tx, shop, nextMidnight(at, newest.zone))
    return 0
  }
  const plans = await planBatch(tx, shop, customerIds, { terms, zone: newest.zone, at })
  const postings = [...plans].flatMap(([customerId, plan]) => postingsOf(customerId, plan, newest.version, at))
  const wrong = (await post(tx, shop, postings)).find((outcome) => !outcome.ok || outcome.replayed)
  if (wrong) throw new Error(`points did not expire: ${JSON.stringify(wrong)}`)
  const warned = await writeWarnings(tx, shop, plans, at)
  await writeLooks(tx, shop, plans)
  const changed = postings.map(({ customerId }) => customerId)
  await requestSync(tx, shop, [...new Set([...changed, ...warned])].sort())
  return customerIds.length
}

/**
 * The next accounts: first, in the order of their ids, those nobody has looked at since their last movement, then those whose
 * moment has come.
 */
async function takeBatch(tx: Tx, shop: string, cursor: string, at: Date): Promise<string[]> {
  const moved = await tx.query<{ customerId: string }>(
    `SELECT "customerId" FROM "PointsAccount" WHERE "shop" = $1 AND "customerId" > $2 AND "expiryLookAt" IS NULL
     ORDER BY "customerId" LIMIT ${BATCH_ACCOUNTS}`,
    [shop, cursor],
  )
  const last = moved.rows.at(-1)?.customerId
  if (last !== undefined) {
    await tx.query(`UPDATE "ShopExpiry" SET "cursor" = $2 WHERE "shop" = $1`, [shop, last])
    return moved.rows.map(({ customerId }) => customerId)
  }
  const due = await tx.query<{ customerId: string }>(
    `SELECT "customerId" FROM "PointsAccount" WHERE "shop" = $1 AND "expiryLookAt" <= $2
     ORDER BY "expiryLookAt" LIMIT ${BATCH_ACCOUNTS}`,
    [shop, at],
  )
  return due.rows.map(({ customerId }) => customerId).sort()
}

async function endRun(tx: Tx, shop: string, nextRunAt: Date): Promise<void> {
  await tx.query(`UPDATE "ShopExpiry" SET "nextRunAt" = $2, "cursor" = '' WHERE "shop" = $1`, [shop, nextRunAt])
}

type View = { terms: ExpiryTerm[]; zone: string; at: Date }

async function planBatch(
  tx: Tx,
  shop: string,
  customerIds: string[],
  { terms, zone, at }: View,
): Promise<Map<string, ExpiryPlan>> {
  await lockAccounts(tx, shop, customerIds)
  const lots = await loadOpenLots(tx, shop, customerIds)
  const lastActivity = await loadLastActivity(tx, shop, customerIds)
  const rests = await loadRests(tx, shop)
  const planOf = (customerId: string) => {
    const outlook = { terms, lastActivity: lastActivity.get(customerId) ?? null }
    return planExpiry(lots.get(customerId) ?? [], { outlook, rests, zone, at })
  }
  return new Map(customerIds.map((customerId) => [customerId, planOf(customerId)]))
}

/** Each lot by itself, in the order in which lots are drawn: so each entry draws its own. */
function postingsOf(customerId: string, { expired }: ExpiryPlan, version: number, at: Date): Posting[] {
  return expired.map(({ lot, expires }) => {
    const day = (expires as Date).toISOString()
    return {
      customerId,
      code: "expired",
      amount: -lot.left,
      phase: "available",
      mode: "authorise",
      sourceType: "expiry",
      sourceId: day,
      programmeVersion: version,
      basis: { lot: lot.version, earnedAt: lot.earnedAt.toISOString(), expiresAt: day },
      key: `expired ${customerId} ${lot.version} ${day}`,
      eventAt: at,
    }
  })
}

/** One row for each warning, once; a mail takes it up from there. Returns whom there was something new to tell. */
async function writeWarnings(tx: Tx, shop: string, plans: Map<string, ExpiryPlan>, at: Date): Promise<string[]> {
  const rows = [...plans].flatMap(([customerId, { warnings }]) => warnings.map((one) => ({ customerId, ...one })))
  if (rows.length === 0) return []
  const written = await tx.query<{ customerId: string }>(
    `INSERT INTO "ExpiryWarning" ("shop", "customerId", "expiresAt", "daysBefore", "points", "warnedAt")
     SELECT $1, w."customerId", w."expiresAt", w."daysBefore", w."points", $3
     FROM jsonb_to_recordset($2::jsonb)
       AS w("customerId" text, "expiresAt" timestamptz, "daysBefore" int, "points" bigint)
     ON CONFLICT DO NOTHING RETURNING "customerId"`,
    [shop, JSON.stringify(rows), at],
  )
  return written.rows.map(({ customerId }) => customerId)
}

async function writeLooks(tx: Tx, shop: string, plans: Map<string, ExpiryPlan>): Promise<void> {
  const looks = [...plans].map(([customerId, { lookAt }]) => ({ customerId, lookAt: lookAt ?? "infinity" }))
  await tx.query(
    `UPDATE "PointsAccount" a SET "expiryLookAt" = l."lookAt"
     FROM jsonb_to_recordset($2::jsonb) AS l("customerId" text, "lookAt" timestamptz)
     WHERE a."shop" = $1 AND a."customerId" = ANY($3) AND a."customerId" = l."customerId"`,
    [shop, JSON.stringify(looks), looks.map(({ customerId }) => customerId)],
  )
}
