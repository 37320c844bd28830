/**
 * How many surprise gifts a day has: the month's budget in gifts, spread evenly over its days, less what was given. What a
 * day could not give (nobody was there, the work rested) the next ones do. Nothing is given twice on a day that comes again.
 */
export function giftsToday(
  { points, budget }: { points: number; budget: number },
  day: string,
  spent: { month: number; today: number },
): number {
  if (spent.today > 0) return 0
  const inMonth = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)), 0)).getUTCDate()
  const gone = Number(day.slice(8))
  const soFar = Math.floor(Math.floor(budget / points) * (gone / inMonth))
  const affordable = Math.floor(Math.max(0, budget - spent.month) / points)
  return Math.max(0, Math.min(affordable, soFar - Math.ceil(spent.month / points)))
}

/** The same day so many months before, or the last of that month. */
export function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number)
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 - months, Math.min(date, last))).toISOString().slice(0, 10)
}
