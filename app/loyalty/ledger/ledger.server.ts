import type { Tx } from "#app/lib/db.server.ts"
import { tally } from "#app/lib/tally.server.ts"
import { activityOf } from "../expiry/activity.ts"
import { loadOutlooks, type Outlooks } from "../expiry/outlook.server.ts"
import type { Entry } from "./entry.ts"
import { inputHash } from "./input-hash.server.ts"
import { findEntriesByKey, loadOpenLots, lockAccounts, type NewDraw, writeEntries } from "./ledger-rows.server.ts"
import { type Account, applyPosting, type OpenLot, type Posting } from "./posting.ts"

/** What became of one posting. `conflict`: its key was used before for something else; nothing was written for it. */
export type PostOutcome =
  | { ok: true; entry: Entry; replayed: boolean }
  | { ok: false; reason: "insufficient_points"; available: number }
  | { ok: false; reason: "exceeds_debt"; debt: number }
  | { ok: false; reason: "conflict" }

/**
 * The one writer of the ledger. Posts in the given order inside the caller's transaction; accounts are created when
 * missing and locked in the order of their ids, so that callers who post to several in one call never wait in a circle.
 * Outcomes stand in the order of the postings. A posting whose key was posted before returns the stored entry.
 */
export async function post(tx: Tx, shop: string, postings: Posting[]): Promise<PostOutcome[]> {
  if (postings.length === 0) return []
  const customerIds = [...new Set(postings.map((posting) => posting.customerId))]
  const accounts = await lockAccounts(tx, shop, customerIds)
  const known = await findEntriesByKey(
    tx,
    shop,
    postings.map((posting) => posting.key),
  )
  const debited = postings
    .filter((posting) => posting.phase === "available" && posting.amount < 0 && !known.has(posting.key))
    .map((posting) => posting.customerId)
  const lots = await loadOpenLots(tx, shop, [...new Set(debited)])
  const outlooks = await loadOutlooks(tx, shop, [...new Set(debited)])
  const work = { accounts, lots, outlooks, known, entries: [] as Entry[], draws: [] as NewDraw[] }
  const outcomes = postings.map((posting) => postOne(work, posting))
  if (work.entries.length > 0) {
    tally("postings", work.entries.length)
    const changed = [...new Set(work.entries.map((entry) => entry.customerId))]
    await writeEntries(tx, shop, {
      entries: work.entries,
      draws: work.draws,
      accounts: changed.map((customerId) => ({ customerId, ...(accounts.get(customerId) as Account) })),
    })
  }
  return outcomes
}

type Work = {
  accounts: Map<string, Account>
  lots: Map<string, OpenLot[]>
  outlooks: Outlooks
  known: Map<string, Entry>
  entries: Entry[]
  draws: NewDraw[]
}

function postOne(work: Work, posting: Posting): PostOutcome {
  const { customerId } = posting
  const hash = inputHash(posting)
  const stored = work.known.get(posting.key)
  if (stored)
    return stored.inputHash === hash ? { ok: true, entry: stored, replayed: true } : { ok: false, reason: "conflict" }
  const { terms, version: policyVersion, lastActivity } = work.outlooks
  const outlook = { terms, lastActivity: lastActivity.get(customerId) ?? null }
  const account = work.accounts.get(customerId) as Account
  const applied = applyPosting(account, work.lots.get(customerId) ?? [], posting, outlook)
  if (!applied.ok) return applied
  const { account: next, movement } = applied
  const entry: Entry = {
    customerId,
    version: next.version,
    code: posting.code,
    ...movement,
    availableAfter: next.available,
    pendingAfter: next.pending,
    debtAfter: next.debt,
    sourceType: posting.sourceType,
    sourceId: posting.sourceId,
    programmeVersion: posting.programmeVersion,
    basis: posting.basis,
    key: posting.key,
    inputHash: hash,
    eventAt: posting.eventAt,
    lifetimeDelta: posting.lifetime ?? 0,
    ...(posting.earnedAt && { earnedAt: posting.earnedAt }),
  }
  work.accounts.set(customerId, next)
  work.lots.set(customerId, applied.lots)
  work.known.set(posting.key, entry)
  work.entries.push(entry)
  for (const draw of applied.draws) work.draws.push({ customerId, entryVersion: next.version, ...draw, policyVersion })
  const active = activityOf(entry)
  if (active && (outlook.lastActivity === null || active > outlook.lastActivity)) lastActivity.set(customerId, active)
  return { ok: true, entry, replayed: false }
}
