import { TZDate } from "@date-fns/tz"
import { addDays } from "date-fns/addDays"
import { addMonths } from "date-fns/addMonths"
import { startOfDay } from "date-fns/startOfDay"

/** Calendar moments of a shop: everything about days is computed in its IANA zone, everything returned is a plain moment. */

/** The shop's midnight that began the day of `date` (where clocks skip midnight: the day's first moment). */
export function startOfShopDay(date: Date, timezone: string): Date {
  const quarter = Math.floor(date.getTime() / QUARTER_MS)
  if (date.getTime() < WHOLE_QUARTERS_SINCE) return plain(startOfDay(new TZDate(date, timezone)))
  return remembered(`day ${quarter} ${timezone}`, () => plain(startOfDay(new TZDate(date, timezone))))
}

/** The calendar year of `date` in the shop. */
export function shopYearOf(date: Date, timezone: string): number {
  const year = date.getUTCFullYear()
  if (date < startOfShopYear(year, timezone)) return year - 1
  return date < startOfShopYear(year + 1, timezone) ? year : year + 1
}

/** The first moment of a calendar year in the shop. */
export function startOfShopYear(year: number, timezone: string): Date {
  return remembered(`year ${year} ${timezone}`, () => plain(new TZDate(year, 0, 1, timezone)))
}

/** The same wall-clock time `months` later in the shop (29 February + 12 months = 28 February). */
export function addShopMonths(date: Date, months: number, timezone: string): Date {
  return plain(addMonths(new TZDate(date, timezone), months))
}

/** The same wall-clock time `days` later in the shop. */
export function addShopDays(date: Date, days: number, timezone: string): Date {
  return plain(addDays(new TZDate(date, timezone), days))
}

/**
 * Zones are slow to ask, and a batch of orders asks the same again and again. Clocks change, and days begin, at quarters of
 * an hour UTC in every zone since Liberia gave up its own in 1972: within one the answer is the same.
 */
const QUARTER_MS = 900_000
const WHOLE_QUARTERS_SINCE = Date.UTC(1973, 0, 1)
const REMEMBERED = 5_000
const known = new Map<string, number>()

function remembered(key: string, ask: () => Date): Date {
  let moment = known.get(key)
  if (moment === undefined) {
    moment = ask().getTime()
    if (known.size >= REMEMBERED) known.clear()
    known.set(key, moment)
  }
  return new Date(moment)
}

function plain(date: Date): Date {
  return new Date(date.getTime())
}
