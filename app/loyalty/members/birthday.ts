/** Day and month somebody was born; the year only if they want to say it. */
export type Birthday = { day: number; month: number; year: number | null }

export type BirthdayProblem = "birthday_incomplete" | "birthday_impossible"

/** 29 February is in this year, so that it counts as a birthday without a year. */
const LEAP_YEAR = 2000
const OLDEST = 120

/**
 * A birthday from the texts of a form; null: nothing was filled in. `today` is the year's upper bound: nobody was born
 * after it.
 */
export function readBirthday(
  typed: { day?: string; month?: string; year?: string },
  today: Date,
): { ok: true; birthday: Birthday | null } | { ok: false; problem: BirthdayProblem } {
  const [day, month, year] = [typed.day, typed.month, typed.year].map((text) => (text ?? "").trim())
  if (!day && !month && !year) return { ok: true, birthday: null }
  if (!day || !month) return { ok: false, problem: "birthday_incomplete" }
  const numbers = [day, month, year || String(LEAP_YEAR)].map((text) => (/^\d{1,4}$/.test(text) ? Number(text) : 0))
  const [wholeDay, wholeMonth, wholeYear] = numbers as [number, number, number]
  const date = new Date(Date.UTC(wholeYear, wholeMonth - 1, wholeDay))
  const exists = date.getUTCMonth() === wholeMonth - 1 && date.getUTCDate() === wholeDay
  const oldest = today.getUTCFullYear() - OLDEST
  if (!exists || wholeYear < oldest || (year && date > today)) return { ok: false, problem: "birthday_impossible" }
  return { ok: true, birthday: { day: wholeDay, month: wholeMonth, year: year ? wholeYear : null } }
}

/** Whether two birthdays are the same in all that was said. */
export function isSameBirthday(a: Birthday | null, b: Birthday | null): boolean {
  return a?.day === b?.day && a?.month === b?.month && a?.year === b?.year
}
