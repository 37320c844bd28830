import { TZDate } from "@date-fns/tz"
import { addDays } from "date-fns/addDays"
import { addMonths } from "date-fns/addMonths"
import { startOfDay } from "date-fns/startOfDay"
import type { ExpiryRules } from "./expiry-rules.ts"

/** A version's rule about expiry. `zone`: the shop's when it was published; in it days begin and end. */
export type ExpiryPolicy = ExpiryRules & { version: number; publishedAt: Date; zone: string }

/** A rule while it was in force, from `from` until the next one's. `startsAt`: when its clock was started. */
export type ExpiryTerm = ExpiryRules & { from: Date; until: Date | null; startsAt: Date; zone: string }

/** `earnedAt`: the age of the points; `creditedAt`: when they came into this account. World time. */
export type ExpiringLot = { earnedAt: Date; creditedAt: Date }

/** However old points are, whoever gets them has so long to use them. */
export const SHORTEST_DAYS = 30

/**
 * The rules that were in force one after another. A version that leaves expiry as it was continues the same term. Switching
 * expiry on, choosing its other kind or shortening it starts a new clock; making it longer does not.
 */
export function termsOf(policies: ExpiryPolicy[]): ExpiryTerm[] {
  const terms: ExpiryTerm[] = []
  for (const { kind, months, zone, publishedAt } of [...policies].sort((a, b) => a.version - b.version)) {
    const before = terms.at(-1)
    const goesOn = before?.kind === kind && before.zone === zone && (kind === "never" || before.months === months)
    if (goesOn) continue
    if (before) before.until = publishedAt
    const isLonger = before !== undefined && before.kind === kind && months >= before.months
    const startsAt = isLonger ? before.startsAt : publishedAt
    terms.push({ kind, months, zone, from: publishedAt, until: null, startsAt })
  }
  return terms
}

/**
 * The first moment at which a lot has expired: a midnight of the shop, so that its last day counts whole; null: it does not
 * expire. It is the latest of what was promised since the lot was earned: of each rule in force since then, its months
 * after the lot was earned, after the rule's clock was started and, by inactivity, after the member was last active while
 * that rule was in force. So no publication makes points expire sooner than was promised before, or sooner than its own
 * months from then on; a rule that is off promises everything. `terms` as of the moment one asks about.
 */
export function expiresAt(lot: ExpiringLot, terms: ExpiryTerm[], lastActivity: Date | null): Date | null {
  const now = terms.at(-1)
  if (!now || now.kind === "never") return null
  let latest: Date | null = null
  for (const term of terms) {
    const isOver = term.until !== null && term.until <= lot.earnedAt
    if (term.kind === "never" || isOver) continue
    const active = term.kind === "inactivity" ? earlier(lastActivity, term.until) : null
    const end = dayAfter(later(later(lot.earnedAt, term.startsAt), active), { months: term.months }, term.zone)
    latest = later(later(end, dayAfter(lot.creditedAt, { days: SHORTEST_DAYS }, term.zone)), latest)
  }
  return latest
}

/** The midnight `days` days after, or before, a midnight of the shop. */
export function addShopDays(midnight: Date, days: number, zone: string): Date {
  return remembered(`${midnight.getTime()} ${days} ${zone}`, () => addDays(new TZDate(midnight, zone), days))
}

/** The shop's next midnight. */
export function nextMidnight(at: Date, zone: string): Date {
  return dayAfter(at, { days: 0 }, zone)
}

const later = (one: Date, other: Date | null): Date => (other !== null && other > one ? other : one)
const earlier = (one: Date | null, other: Date | null): Date | null =>
  one !== null && other !== null && other < one ? other : one

/**
 * Zones are slow to ask, and many lots ask for the same. Clocks change, and days begin, at quarters of an hour UTC in every
 * zone: within one the answer is the same.
 */
const QUARTER_MS = 900_000
const REMEMBERED = 100_000
const known = new Map<string, number>()

/** The end of the day that lies so far after the day of `at`: the first moment of the next one. */
function dayAfter(at: Date, { months = 0, days = 0 }: { months?: number; days?: number }, zone: string): Date {
  return remembered(`${Math.floor(at.getTime() / QUARTER_MS)} ${months} ${days} ${zone}`, () =>
    startOfDay(addDays(addMonths(startOfDay(new TZDate(at, zone)), months), days + 1)),
  )
}

function remembered(key: string, reckon: () => Date): Date {
  let moment = known.get(key)
  if (moment === undefined) {
    moment = reckon().getTime()
    if (known.size >= REMEMBERED) known.clear()
    known.set(key, moment)
  }
  return new Date(moment)
}
