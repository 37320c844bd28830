import { TZDate } from "@date-fns/tz"
import { addMonths, startOfDay } from "date-fns"

/** Calendar moments of a shop: everything about days is computed in its IANA zone, everything returned is a plain moment. */

/** The shop's midnight that began the day of `date` (where clocks skip midnight: the day's first moment). */
export function startOfShopDay(date: Date, timezone: string): Date {
  return plain(startOfDay(new TZDate(date, timezone)))
}

/** The calendar year of `date` in the shop. */
export function shopYearOf(date: Date, timezone: string): number {
  return new TZDate(date, timezone).getFullYear()
}

/** The first moment of a calendar year in the shop. */
export function startOfShopYear(year: number, timezone: string): Date {
  return plain(new TZDate(year, 0, 1, timezone))
}

/** The same wall-clock time `months` later in the shop (29 February + 12 months = 28 February). */
export function addShopMonths(date: Date, months: number, timezone: string): Date {
  return plain(addMonths(new TZDate(date, timezone), months))
}

function plain(date: Date): Date {
  return new Date(date.getTime())
}
