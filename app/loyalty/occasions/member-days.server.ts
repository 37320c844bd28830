import { shopDb } from "#app/lib/db.server.ts"
import { dayIn } from "#app/lib/zone-days.ts"
import { findPersons } from "#app/records/customers/persons.server.ts"
import { findDetails } from "../members/member-details.server.ts"
import { getShopFacts } from "../orders/shop-facts.server.ts"
import { loadVersionAt } from "../programme/version.server.ts"
import { addDays, monthDay, monthDayOf, nextOn } from "./calendar-day.ts"
import { calendarOf } from "./name-days/calendars.ts"
import { type Feast, nextFeastDay } from "./name-days/name-calendar.ts"
import { feastOf, feastsOfMember } from "./name-of-member.ts"
import { occasionPoints } from "./occasion-points.ts"
import { OCCASIONS, type OccasionName } from "./occasion-rules.ts"

/** A day that a member keeps next, and what the programme in force gives for it; 0: nothing. */
export type NextDay = { day: string; points: number }

export type MemberDays = {
  birthday: { day: number; month: number } | null
  /** What they keep, and whether they (or staff) chose it. */
  nameDay: { id: string; title: string; chosen: boolean } | null
  /** All days of their name, the one that is kept first in front. */
  ofName: { id: string; title: string }[]
  /** Every feast there is to choose from. */
  feasts: { id: string; title: string }[]
  next: Record<OccasionName, NextDay | null>
}

type Member = { joinedAt: Date; tierId: string | null }

/** The days a member keeps, looked up at `at` (world time); null: no member. */
export async function findMemberDays(shop: string, customerId: string, at: Date): Promise<MemberDays | null> {
  const door = shopDb(shop)
  const [members, details, persons, facts, programme] = await Promise.all([
    door.query<Member>(`SELECT "joinedAt", "tierId" FROM "Member" WHERE "shop" = $1 AND "customerId" = $2`, [
      shop,
      customerId,
    ]),
    findDetails(door, shop, [customerId]),
    findPersons(shop, [customerId]),
    getShopFacts(door, shop),
    loadVersionAt(door, shop, at),
  ])
  const member = members.rows[0]
  if (!member) return null
  const told = details.get(customerId)
  const firstName = persons.get(customerId)?.firstName ?? null
  const calendar = calendarOf(programme?.rules.occasions.nameDay.calendar ?? "bulgarian")
  const feast = feastOf(calendar, told, firstName)
  const today = dayIn(at, facts.timezone)
  const days = daysOf(today, told?.birthday ?? null, feast, dayIn(member.joinedAt, facts.timezone))
  const worth = (name: OccasionName) => (programme ? occasionPoints(programme.rules, name, member.tierId) : 0)
  const next = Object.fromEntries(
    OCCASIONS.map((name) => [name, days[name] && { day: days[name], points: worth(name) }]),
  ) as MemberDays["next"]
  return {
    birthday: told?.birthday ? { day: told.birthday.day, month: told.birthday.month } : null,
    nameDay: feast && { ...named(feast), chosen: told?.nameDay === feast.id },
    ofName: feastsOfMember(calendar, told, firstName).map(named),
    feasts: calendar.feasts.map(named),
    next,
  }
}

const named = ({ id, title }: Feast) => ({ id, title })

/** The first day from today on that keeps each; an anniversary not before a year has passed. */
function daysOf(
  today: string,
  birthday: MemberDays["birthday"],
  feast: Feast | null,
  joined: string,
): Record<OccasionName, string | null> {
  const afterJoining = addDays(joined, 1)
  return {
    birthday: birthday && nextOn(monthDay(birthday), today),
    nameDay: feast && nextFeastDay(feast, today),
    anniversary: nextOn(monthDayOf(joined), today > afterJoining ? today : afterJoining),
  }
}
