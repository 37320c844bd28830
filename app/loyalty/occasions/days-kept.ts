import { addDays, daysFrom } from "./calendar-day.ts"

/** After so long nobody is given a gift for a day that has passed: the work rested, or the app was away. */
const LATEST_DAYS = 31
/** Days are looked at again for so long: whose tags or name were not known yet is given theirs. */
const AGAIN_DAYS = 2

/**
 * The days whose gifts are given on `today`: it, those since `done` (the last day that was done; null: none), and the few
 * before it once more. A gift has a key for the year, so a day may be looked at any number of times, also when the shop has
 * moved to another zone and a day comes again.
 */
export function daysToKeep(done: string | null, today: string): string[] {
  const first = addDays(done === null ? today : done < today ? done : today, 1 - AGAIN_DAYS)
  const latest = addDays(today, -LATEST_DAYS)
  return daysFrom(done === null ? today : first > latest ? first : latest, today)
}
