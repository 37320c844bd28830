import { shopDb } from "#app/lib/db.server.ts"
import { dayIn } from "#app/lib/zone-days.ts"
import { gidDigits } from "#app/shopify/gid.ts"
import { getDraft } from "../programme/programme.server.ts"
import { addDays, daysFrom } from "./calendar-day.ts"
import { calendarOf } from "./name-days/calendars.ts"
import { occasionPoints } from "./occasion-points.ts"
import { OCCASIONS, type OccasionName } from "./occasion-rules.ts"
import { countKeepers } from "./who-keeps.server.ts"

const DAYS_AHEAD = 30
const GIFTS_SHOWN = 10

/** How many members keep what in the next days, what the draft would give them, and the newest surprise gifts. */
export type OccasionsAhead = {
  counts: Record<OccasionName, number>
  points: number
  surprises: { digits: string; day: string; points: number; drawnFrom: number }[]
}

/** Looks ahead from the day after `at` (world time) by the saved draft, with members in the tiers of now. */
export async function findOccasionsAhead(shop: string, timezone: string, at: Date): Promise<OccasionsAhead> {
  const { rules } = await getDraft(shop)
  const tomorrow = addDays(dayIn(at, timezone), 1)
  const days = daysFrom(tomorrow, addDays(tomorrow, DAYS_AHEAD - 1))
  const calendar = calendarOf(rules.occasions.nameDay.calendar)
  const found = await countKeepers(shopDb(shop), shop, { days, names: [...OCCASIONS], calendar, timezone })
  const countOf = (name: OccasionName) => found.reduce((sum, one) => sum + (one.name === name ? one.count : 0), 0)
  return {
    counts: { birthday: countOf("birthday"), nameDay: countOf("nameDay"), anniversary: countOf("anniversary") },
    points: found.reduce((sum, { name, tierId, count }) => sum + count * occasionPoints(rules, name, tierId), 0),
    surprises: await listSurprises(shop),
  }
}

async function listSurprises(shop: string): Promise<OccasionsAhead["surprises"]> {
  const { rows } = await shopDb(shop).query<{ customerId: string; day: string; points: number; drawnFrom: number }>(
    `SELECT "customerId", "day", "points", "drawnFrom" FROM "SurpriseGift" WHERE "shop" = $1
     ORDER BY "day" DESC, "customerId" LIMIT ${GIFTS_SHOWN}`,
    [shop],
  )
  return rows.map(({ customerId, ...gift }) => ({ digits: gidDigits("Customer", customerId), ...gift }))
}
