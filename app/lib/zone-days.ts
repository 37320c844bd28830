import { TZDate } from "@date-fns/tz"
import { addDays } from "date-fns/addDays"
import { formatISO } from "date-fns/formatISO"
import { readDays } from "./list-query.ts"

/** The first moment of a calendar day ("2026-03-29") in an IANA zone; where clocks skip midnight, the day's first moment. */
export function startOfDayIn(day: string, timezone: string): Date {
  return new Date(dayOf(day, timezone).getTime())
}

/** The first moment after that day: days of 23 and of 25 hours end there too. */
export function endOfDayIn(day: string, timezone: string): Date {
  return new Date(addDays(dayOf(day, timezone), 1).getTime())
}

function dayOf(day: string, timezone: string): TZDate {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number)
  return new TZDate(year, month - 1, date, timezone)
}

/** The calendar day on which a moment falls in a zone. */
export function dayIn(moment: Date, timezone: string): string {
  return formatISO(new TZDate(moment, timezone), { representation: "date" })
}

/** A period of days ("2026-01-01..2026-01-31", as lists write it) as moments: `from` is within, `before` is not. */
export function momentsOf(days: string, timezone: string): { from: Date | null; before: Date | null } {
  const { from, to } = readDays(days)
  return {
    from: from === null ? null : startOfDayIn(from, timezone),
    before: to === null ? null : endOfDayIn(to, timezone),
  }
}
