import { addMonths } from "date-fns/addMonths"
import { type ExpiringLot, type ExpiryTerm, expiresAt } from "./expires-at.ts"
import { afterRests, type Rest } from "./spending-rest.ts"

/** Lots of one age, added up. `active`: when their members were last active. */
export type OpenPoints = ExpiringLot & { active: Date | null; points: number }

/** `points`: all that can be used now; `within`: how many of them expire so soon if nobody uses or does anything. */
export type ExpiryForecast = { points: number; within: { months: number; points: number }[] }

const MONTHS_AHEAD = [3, 6, 12]

/** What these rules would let expire of today's points. */
export function forecastExpiry(
  open: OpenPoints[],
  { terms, rests, zone, at }: { terms: ExpiryTerm[]; rests: Rest[]; zone: string; at: Date },
): ExpiryForecast {
  const ends = open.map((one) => {
    const end = expiresAt(one, terms, one.active)
    return { points: one.points, end: end && afterRests(end, rests, zone) }
  })
  const until = (moment: Date) => ends.filter(({ end }) => end && end <= moment)
  const sum = (some: { points: number }[]) => some.reduce((total, { points }) => total + points, 0)
  return {
    points: sum(open),
    within: MONTHS_AHEAD.map((months) => ({ months, points: sum(until(addMonths(at, months))) })),
  }
}
