import type { Tx } from "#app/lib/db.server.ts"
import { compareDated, type DatedLot, type Outlook } from "../ledger/posting.ts"
import type { Difference } from "../verify-orders.server.ts"
import { ACTIVITY_SQL } from "./activity.ts"
import { type ExpiryPolicy, expiresAt, termsOf } from "./expires-at.ts"
import { loadPolicies } from "./outlook.server.ts"
import { dateLots, expiringOf } from "./plan-expiry.ts"
import { loadRests } from "./shop-expiry.server.ts"

/** Promises about lots in a shop whose points expire, or did once: they take the rules of each moment to check. */

const PAGE = 500

type Entry = { version: number; eventAt: Date; code: string; active: Date | null }
type Lot = { version: number; amount: number; earnedAt: Date; creditedAt: Date }
type Draw = { entryVersion: number; lotVersion: number; amount: number; policyVersion: number | null }
type Book = { customerId: string; lookAt: Date | null; entries: Entry[]; lots: Lot[]; draws: Draw[] }

/**
 * Whether every draw took what expired soonest, by the rules its transaction knew and the activity before it; whether nothing
 * expired too early; and whether no lot is forgotten.
 */
export async function verifyExpiry(tx: Tx, shop: string, differences: Difference[]): Promise<void> {
  const policies = await loadPolicies(tx, shop)
  if (policies.every(({ kind }) => kind === "never")) return
  const rests = await loadRests(tx, shop)
  const newest = policies.at(-1) as ExpiryPolicy
  for (let after = ""; ; ) {
    const books = await loadBooks(tx, shop, after)
    const last = books.at(-1)
    if (!last) return
    after = last.customerId
    for (const book of books) {
      const differ = (words: string) => differences.push({ promise: 4, shop, subject: book.customerId, words })
      for (const draw of book.draws) if (draw.policyVersion !== null) checkDraw(book, draw, policies, differ)
      const outlook = outlookAt(book, Number.MAX_SAFE_INTEGER, policies)
      const open = openLots(book, Number.MAX_SAFE_INTEGER)
      const first = expiringOf(dateLots(open, { outlook, rests, zone: newest.zone }))[0]
      if (first && book.lookAt && book.lookAt > first.expiresAt)
        differ(`${first.points} points expire at ${first.expiresAt.toISOString()}, but nobody looks then`)
    }
  }
}

function checkDraw(book: Book, draw: Draw, policies: ExpiryPolicy[], differ: (words: string) => void): void {
  const { entryVersion, lotVersion } = draw
  const known = policies.filter(({ version }) => version <= (draw.policyVersion as number))
  const outlook = outlookAt(book, entryVersion, known)
  const dated = (lot: Lot): DatedLot => ({
    lot: { ...lot, left: 0 },
    expires: expiresAt(lot, outlook.terms, outlook.lastActivity),
  })
  const drawn = book.lots.find(({ version }) => version === lotVersion)
  const entry = book.entries.find(({ version }) => version === entryVersion)
  if (!drawn || !entry) return // promise 4 in SQL tells of it
  const { expires } = dated(drawn)
  if (entry.code === "expired" && (expires === null || expires > entry.eventAt))
    differ(`entry ${entryVersion} let lot ${lotVersion} expire, which could be used until ${expires?.toISOString()}`)
  for (const sooner of openLots(book, entryVersion))
    if (compareDated(dated(sooner), dated(drawn)) < 0)
      differ(`entry ${entryVersion} drew from lot ${lotVersion} while lot ${sooner.version} still had points`)
}

/** Rules as `known`, and the activity told before an entry was written. */
function outlookAt({ entries }: Book, before: number, known: ExpiryPolicy[]): Outlook {
  const actives = entries.flatMap(({ version, active }) => (active && version < before ? [active.getTime()] : []))
  return { terms: termsOf(known), lastActivity: actives.length > 0 ? new Date(Math.max(...actives)) : null }
}

/** Lots from before the entry of which it left points. */
function openLots({ lots, draws }: Book, entryVersion: number) {
  return lots.flatMap((lot) => {
    const taken = draws.filter((draw) => draw.lotVersion === lot.version && draw.entryVersion <= entryVersion)
    const left = lot.amount - taken.reduce((sum, { amount }) => sum + amount, 0)
    return lot.version < entryVersion && left > 0 ? [{ ...lot, left }] : []
  })
}

async function loadBooks(tx: Tx, shop: string, after: string): Promise<Book[]> {
  const accounts = await tx.query<{ customerId: string; lookAt: Date | null }>(
    `SELECT "customerId", CASE WHEN isfinite("expiryLookAt") THEN "expiryLookAt" WHEN "expiryLookAt" IS NOT NULL
       THEN '9999-12-31' END AS "lookAt"
     FROM "PointsAccount" WHERE "shop" = $1 AND "customerId" > $2 ORDER BY "customerId" LIMIT ${PAGE}`,
    [shop, after],
  )
  const values = [shop, accounts.rows.map(({ customerId }) => customerId)]
  const entries = await tx.query<Entry & Of>(
    `SELECT e."customerId", e."version", e."eventAt", e."code", ${ACTIVITY_SQL} AS active FROM "PointsEntry" e
     WHERE e."shop" = $1 AND e."customerId" = ANY($2)`,
    values,
  )
  const lots = await tx.query<Omit<Lot, "creditedAt"> & Of>(
    `SELECT "customerId", "entryVersion" AS version, "amount", "earnedAt" FROM "PointsLot"
     WHERE "shop" = $1 AND "customerId" = ANY($2)`,
    values,
  )
  const draws = await tx.query<Draw & Of>(
    `SELECT "customerId", "entryVersion", "lotVersion", "amount", "policyVersion" FROM "PointsDraw"
     WHERE "shop" = $1 AND "customerId" = ANY($2)`,
    values,
  )
  const [entriesOf, lotsOf, drawsOf] = [byCustomer(entries.rows), byCustomer(lots.rows), byCustomer(draws.rows)]
  return accounts.rows.map(({ customerId, lookAt }) => {
    const own = entriesOf.get(customerId) ?? []
    const credited = new Map(own.map(({ version, eventAt }) => [version, eventAt]))
    const withMoment = (lot: Omit<Lot, "creditedAt">) => ({
      ...lot,
      creditedAt: credited.get(lot.version) ?? lot.earnedAt,
    })
    const ownLots = (lotsOf.get(customerId) ?? []).map(withMoment)
    return { customerId, lookAt, entries: own, lots: ownLots, draws: drawsOf.get(customerId) ?? [] }
  })
}

type Of = { customerId: string }

function byCustomer<Row extends Of>(rows: Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>()
  for (const row of rows) {
    const own = found.get(row.customerId)
    if (own) own.push(row)
    else found.set(row.customerId, [row])
  }
  return found
}
