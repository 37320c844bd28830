import type { Tx } from "#app/lib/db.server.ts"
import { startOfDayIn } from "#app/lib/zone-days.ts"
import { type Award, award } from "../awards/award.server.ts"
import type { AwardKind } from "../awards/award-kinds.ts"
import { findTiersAt } from "../orders/order-rows.server.ts"
import { listVersionsInForce } from "../programme/version.server.ts"
import { type ProgrammeVersion, versionInForce } from "../programme/version-in-force.ts"
import { yearOf } from "./calendar-day.ts"
import { calendarOf } from "./name-days/calendars.ts"
import { isGiven, occasionPoints } from "./occasion-points.ts"
import { OCCASIONS, type OccasionName } from "./occasion-rules.ts"
import { findKeepers, type Keeper, type KeepersAfter } from "./who-keeps.server.ts"

const AWARD_OF: Record<OccasionName, AwardKind> = {
  birthday: "birthday",
  nameDay: "name_day",
  anniversary: "member_anniversary",
}

/**
 * Gives up to `limit` gifts of these days of the shop, after `after`, by the programme that was in force at each day's
 * midnight. Returns the last looked at, from whom to go on; null: all are given.
 */
export async function giveGifts(
  tx: Tx,
  shop: string,
  { days, timezone, after, limit }: { days: string[]; timezone: string; after: KeepersAfter; limit: number },
): Promise<KeepersAfter> {
  const midnights = new Map(days.map((day) => [day, startOfDayIn(day, timezone)]))
  const versions = await listVersionsInForce(tx, shop, [...midnights.values()])
  const versionOn = (day: string) => versionInForce(versions, midnights.get(day) as Date)
  const giving = days.filter((day) => givenOn(versionOn(day)).length > 0)
  if (giving.length === 0) return null
  const names = OCCASIONS.filter((name) => giving.some((day) => givenOn(versionOn(day)).includes(name)))
  // A version may name another calendar than the next: the newest day's decides.
  const calendar = calendarOf(versionOn(giving.at(-1) as string)?.rules.occasions.nameDay.calendar ?? "bulgarian")
  const keepers = await findKeepers(tx, shop, { days: giving, names, calendar, timezone }, after, limit)
  const tiers = await findTiersAt(
    tx,
    shop,
    keepers.map(({ customerId, day }) => ({ customerId, at: midnights.get(day) as Date })),
  )
  const gifts = keepers.flatMap((keeper, index) => {
    const version = versionOn(keeper.day)
    const points = version ? occasionPoints(version.rules, keeper.name, tiers[index] ?? null) : 0
    return version && points > 0 ? [giftOf(keeper, version, points, midnights.get(keeper.day) as Date)] : []
  })
  await award(tx, shop, gifts)
  return keepers.length < limit ? null : (keepers.at(-1) ?? null)
}

function givenOn(version: ProgrammeVersion | null): OccasionName[] {
  return version ? OCCASIONS.filter((name) => isGiven(version.rules, name)) : []
}

function giftOf({ customerId, name, day }: Keeper, { rules }: ProgrammeVersion, points: number, at: Date): Award {
  const { message } = rules.occasions[name]
  const kind = AWARD_OF[name]
  return { customerId, kind, points, key: `${kind}:${yearOf(day)}`, basis: { day, ...(message && { message }) }, at }
}
