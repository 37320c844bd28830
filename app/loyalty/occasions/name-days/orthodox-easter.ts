import { addDays } from "../calendar-day.ts"

/**
 * Easter Sunday of the Orthodox churches in a year, as a day of the civil calendar ("2026-04-12"): the Sunday after the full
 * moon of the Julian calendar, by Jean Meeus's rule ("Astronomical Algorithms", 2nd edition, chapter 9), then moved from the
 * Julian to the Gregorian calendar by the days that the two lie apart in that year.
 */
export function orthodoxEaster(year: number): string {
  const moon = (19 * (year % 19) + 15) % 30
  const sunday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
  const days = moon + sunday + 114
  const month = Math.floor(days / 31)
  const julian = `${year}-0${month}-${String((days % 31) + 1).padStart(2, "0")}`
  return addDays(julian, Math.floor(year / 100) - Math.floor(year / 400) - 2)
}
