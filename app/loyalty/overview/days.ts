import { dayIn, endOfDayIn, startOfDayIn } from "#app/lib/zone-days.ts"

/** A calendar day of the shop ("2026-11-22"), from its first moment to the next day's. */
export type Day = { day: string; from: Date; to: Date }

/** What happened on a day: points given, orders that earned, members who joined. */
export type DayFigures = { day: string; points: number; orders: number; members: number }

const HOUR_MS = 3_600_000
/** A day is over for good when its last transactions are surely committed. */
const GRACE_MS = HOUR_MS

/** The last `count` days of the shop, the running one last; `at` is world time. */
export function lastDays(at: Date, timezone: string, count: number): Day[] {
  const days: Day[] = []
  for (let moment = at; days.length < count; moment = new Date((days[0]?.from.getTime() ?? 0) - HOUR_MS)) {
    const day = dayIn(moment, timezone)
    days.unshift({ day, from: startOfDayIn(day, timezone), to: endOfDayIn(day, timezone) })
  }
  return days
}

/** Whether nothing can happen on that day any more. */
export function isOver({ to }: Day, at: Date): boolean {
  return to.getTime() + GRACE_MS <= at.getTime()
}
