import { dayIn, endOfDayIn, startOfDayIn } from "#app/lib/zone-days.ts"

/** A calendar day of the shop ("2026-11-22"), from its first moment to the next day's. */
export type Day = { day: string; from: Date; to: Date }

/** What happened on a day: points given, orders that earned, members who joined. */
export type DayFigures = { day: string; points: number; orders: number; members: number }

/** A day is over for good when its last transactions are surely committed. */
const GRACE_MS = 3_600_000

/** The last `count` days of the shop, the running one last; `at` is world time. */
export function lastDays(at: Date, timezone: string, count: number): Day[] {
  const days: Day[] = []
  let moment = at
  while (days.length < count) {
    const day = dayIn(moment, timezone)
    const from = startOfDayIn(day, timezone)
    days.unshift({ day, from, to: endOfDayIn(day, timezone) })
    moment = new Date(from.getTime() - 1)
  }
  return days
}

/** Whether nothing can happen on that day any more. */
export function isOver({ to }: Day, at: Date): boolean {
  return to.getTime() + GRACE_MS <= at.getTime()
}
