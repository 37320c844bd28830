import type { Pause } from "../programme/pause.ts"
import { addShopDays, nextMidnight, SHORTEST_DAYS } from "./expires-at.ts"

/** A pause of spending. */
export type Rest = Pick<Pause, "fromAt" | "toAt">

/**
 * When points really expire whose term ends at `end`: while spending rests nobody can use them, so nothing expires then, nor
 * for 30 days after. null: not as long as the pause is open. What ends sooner never comes after what ends later.
 */
export function afterRests(end: Date, rests: Rest[], zone: string): Date | null {
  let moment = end
  for (const { fromAt, toAt } of [...rests].sort((a, b) => a.fromAt.getTime() - b.fromAt.getTime())) {
    if (moment < fromAt) continue
    if (toAt === null) return null
    const grace = addShopDays(nextMidnight(toAt, zone), SHORTEST_DAYS, zone)
    if (moment < grace) moment = grace
  }
  return moment
}
