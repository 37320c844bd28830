import { TZDate } from "@date-fns/tz"
import { addMonths } from "date-fns/addMonths"
import { startOfMonth } from "date-fns/startOfMonth"
import { dayIn } from "#app/lib/zone-days.ts"

/** A calendar month of the shop ("2026-11"), from its first moment to the next one's. */
export type Month = { month: string; from: Date; to: Date }

/** The months of the shop from that of `first` to that of `last`; a shop in its first month has one. */
export function monthsBetween(first: Date, last: Date, zone: string): Month[] {
  const months: Month[] = []
  let from = beginOf(first, zone)
  do {
    const to = beginOf(addMonths(new TZDate(from, zone), 1), zone)
    months.push({ month: dayIn(from, zone).slice(0, 7), from, to })
    from = to
  } while (from <= last)
  return months
}

function beginOf(at: Date, zone: string): Date {
  return new Date(startOfMonth(new TZDate(at, zone)).getTime())
}
