import type { Tx } from "#app/lib/db.server.ts"
import { vaultOf } from "#app/lib/vault/vault.server.ts"
import { endOfDayIn, startOfDayIn } from "#app/lib/zone-days.ts"
import { addDays, isIn, monthDaysOn, yearOf } from "./calendar-day.ts"
import { birthdayMark, nameDayMark } from "./member-marks.server.ts"
import { feastsOn, type NameCalendar } from "./name-days/name-calendar.ts"
import type { OccasionName } from "./occasion-rules.ts"

/** A member and what they keep on a day. */
export type Keeper = { customerId: string; name: OccasionName; day: string }

/** Where a list of keepers goes on: after this one. */
export type KeepersAfter = Keeper | null

/** Told less than so many days before the day, it is kept the next year. */
const KNOWN_DAYS = 30
/** Nobody is a member for longer. */
const MOST_YEARS = 25

type Mark = { name: OccasionName; mark: string; day: string; knownBy: Date }
type Years = { day: string; from: Date; before: Date }

/** What is looked for on these days of the shop: marks of birthdays and feasts, and moments of joining. */
async function lookFor(shop: string, days: string[], calendar: NameCalendar, timezone: string) {
  const vault = await vaultOf(shop)
  const marks = days.flatMap((day): Mark[] => {
    const knownBy = startOfDayIn(addDays(day, -KNOWN_DAYS), timezone)
    return [
      ...monthDaysOn(day).map((yearly) => ({
        name: "birthday" as const,
        mark: birthdayMark(vault, yearly),
        day,
        knownBy,
      })),
      ...feastsOn(calendar, day).map(({ id }) => ({
        name: "nameDay" as const,
        mark: nameDayMark(vault, calendar, id),
        day,
        knownBy,
      })),
    ]
  })
  return { marks, years: days.flatMap((day) => joiningDays(day, timezone)) }
}

/** The days of earlier years whose anniversary this day is, as moments of the shop's zone. */
function joiningDays(day: string, timezone: string): Years[] {
  return Array.from({ length: MOST_YEARS }, (_, back) => yearOf(day) - back - 1).flatMap((year) =>
    monthDaysOn(day)
      .filter((yearly) => isIn(yearly, year))
      .map((yearly) => `${year}-${yearly}`)
      .map((joined) => ({ day, from: startOfDayIn(joined, timezone), before: endOfDayIn(joined, timezone) })),
  )
}

const KEEPERS = `
  SELECT o."customerId", w.name, w.day FROM unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[])
    AS w(name, mark, day, known)
  JOIN "MemberOccasion" o ON o."shop" = $1 AND o."birthday" = w.mark AND o."birthdaySince" <= w.known
  WHERE w.name = 'birthday'
  UNION ALL
  SELECT o."customerId", w.name, w.day FROM unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[])
    AS w(name, mark, day, known)
  JOIN "MemberOccasion" o ON o."shop" = $1 AND o."nameDay" = w.mark AND o."nameDaySince" <= w.known
  WHERE w.name = 'nameDay'
  UNION ALL
  SELECT m."customerId", 'anniversary', y.day FROM unnest($6::text[], $7::timestamptz[], $8::timestamptz[])
    AS y(day, first, last)
  CROSS JOIN LATERAL (
    SELECT "customerId" FROM "Member" j WHERE j."shop" = $1 AND j."joinedAt" >= y.first AND j."joinedAt" < y.last
    ORDER BY j."joinedAt" DESC, j."customerId" OFFSET 0
  ) m`

type Asked = { days: string[]; names: OccasionName[]; calendar: NameCalendar; timezone: string }

async function valuesOf(shop: string, { days, names, calendar, timezone }: Asked): Promise<unknown[]> {
  const { marks, years } = await lookFor(shop, days, calendar, timezone)
  const wanted = marks.filter(({ name }) => names.includes(name))
  const joined = names.includes("anniversary") ? years : []
  return [
    shop,
    wanted.map(({ name }) => name),
    wanted.map(({ mark }) => mark),
    wanted.map(({ day }) => day),
    wanted.map(({ knownBy }) => knownBy),
    joined.map(({ day }) => day),
    joined.map(({ from }) => from),
    joined.map(({ before }) => before),
  ]
}

/** Who keeps something on these days, in the order of customers, up to `limit` after `after`. */
export async function findKeepers(
  tx: Pick<Tx, "query">,
  shop: string,
  asked: Asked,
  after: KeepersAfter,
  limit: number,
): Promise<Keeper[]> {
  const { rows } = await tx.query<Keeper>(
    `SELECT k."customerId", k.name, k.day FROM (${KEEPERS}) k
     JOIN "Member" m ON m."shop" = $1 AND m."customerId" = k."customerId"
     WHERE (k."customerId", k.name, k.day) > ($9, $10, $11) ORDER BY 1, 2, 3 LIMIT $12`,
    [...(await valuesOf(shop, asked)), after?.customerId ?? "", after?.name ?? "", after?.day ?? "", limit],
  )
  return rows
}

/** How many members keep what on these days, by tier. */
export async function countKeepers(
  tx: Pick<Tx, "query">,
  shop: string,
  asked: Asked,
): Promise<{ name: OccasionName; tierId: string | null; count: number }[]> {
  const { rows } = await tx.query<{ name: OccasionName; tierId: string | null; count: number }>(
    `SELECT k.name, m."tierId", count(*)::int AS count FROM (${KEEPERS}) k
     CROSS JOIN LATERAL (
       SELECT "tierId" FROM "Member" t WHERE t."shop" = $1 AND t."customerId" = k."customerId" LIMIT 1
     ) m GROUP BY 1, 2`,
    await valuesOf(shop, asked),
  )
  return rows
}
