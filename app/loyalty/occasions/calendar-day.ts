/** Days of a calendar as text ("2026-03-29"), without a zone: they sort as they follow one another. */

const DAY_MS = 86_400_000

const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`)

export function addDays(day: string, days: number): string {
  return new Date(utc(day) + days * DAY_MS).toISOString().slice(0, 10)
}

/** How many days after `from` the day `to` is. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utc(to) - utc(from)) / DAY_MS)
}

/** Every day from `first` to `last`, both included. */
export function daysFrom(first: string, last: string): string[] {
  return Array.from({ length: Math.max(0, daysBetween(first, last) + 1) }, (_, index) => addDays(first, index))
}

/** "2026-03-29" → 2026. */
export const yearOf = (day: string): number => Number(day.slice(0, 4))

/** "2026-03-29" → "03-29": what comes back each year. */
export const monthDayOf = (day: string): string => day.slice(5)

/** A day and a month as they stand in `monthDayOf`. */
export function monthDay({ month, day }: { month: number; day: number }): string {
  return `${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`
}

/** Whether a year has this month and day. */
export const isIn = (yearly: string, year: number): boolean => yearly !== "02-29" || isLeap(year)

const isLeap = (year: number): boolean => new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1

/** What is kept on a day: its own date, and on 28 February of a year without a 29th that one too. */
export function monthDaysOn(day: string): string[] {
  const own = monthDayOf(day)
  return own === "02-28" && !isIn("02-29", yearOf(day)) ? [own, "02-29"] : [own]
}

/** The first day from `day` on that keeps this month and day. */
export function nextOn(yearly: string, day: string): string {
  const kept = (year: number) => `${year}-${isIn(yearly, year) ? yearly : "02-28"}`
  const thisYear = kept(yearOf(day))
  return thisYear >= day ? thisYear : kept(yearOf(day) + 1)
}
