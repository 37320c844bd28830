import { TZDate } from "@date-fns/tz"
import { addDays } from "date-fns/addDays"
import { addMonths } from "date-fns/addMonths"
import { addYears } from "date-fns/addYears"
import { formatISO } from "date-fns/formatISO"
import { startOfDay } from "date-fns/startOfDay"
import { startOfISOWeek } from "date-fns/startOfISOWeek"
import { startOfMonth } from "date-fns/startOfMonth"
import { startOfYear } from "date-fns/startOfYear"
import type { CapPeriod, EarningRule } from "./earning-rules.ts"

/**
 * Whether a moment lies in a rule's window, by the clock on the shop's wall: an hour that the wall shows twice is within
 * twice, one that is left out is never shown. `birthdayMonth`: 1 to 12; null: the customer told none.
 */
export function isWithin(
  window: EarningRule["window"],
  moment: Date,
  timezone: string,
  birthdayMonth: number | null,
): boolean {
  const { from, to, weekdays, hours } = window
  if (!from && !to && weekdays.length === 0 && !hours && !window.birthdayMonth) return true
  const local = new TZDate(moment, timezone)
  const wall = formatISO(local).slice(0, 16)
  if (from && wall < from) return false
  if (to && wall >= to) return false
  // Sunday is 0 to the language and 7 to us.
  if (weekdays.length > 0 && !weekdays.includes(local.getDay() || 7)) return false
  if (hours && !isInHours(wall.slice(11), hours)) return false
  return !window.birthdayMonth || local.getMonth() + 1 === birthdayMonth
}

function isInHours(time: string, { from, to }: { from: string; to: string }): boolean {
  return from < to ? time >= from && time < to : time >= from || time < to
}

const PERIODS = {
  day: { start: startOfDay, next: (start: TZDate) => addDays(start, 1) },
  week: { start: startOfISOWeek, next: (start: TZDate) => addDays(start, 7) },
  month: { start: startOfMonth, next: (start: TZDate) => addMonths(start, 1) },
  year: { start: startOfYear, next: (start: TZDate) => addYears(start, 1) },
}

const LONG_AGO = new Date("1970-01-01T00:00:00Z")
const NEVER = new Date("9999-01-01T00:00:00Z")

/** The shop's day, week from Monday, month or year in which a moment lies: `from` is within, `before` is not. */
export function periodOf(per: CapPeriod, moment: Date, timezone: string): { from: Date; before: Date } {
  if (per === "ever") return { from: LONG_AGO, before: NEVER }
  const { start, next } = PERIODS[per]
  const first = start(new TZDate(moment, timezone)) as TZDate
  return { from: new Date(first.getTime()), before: new Date(next(first).getTime()) }
}
