import type { Tx } from "#app/lib/db.server.ts"
import { type Vault, vaultOf } from "#app/lib/vault/vault.server.ts"
import { openPersons, type Person } from "#app/records/customers/persons.server.ts"
import { type KnownDetails, openDetails } from "../members/member-details.server.ts"
import { monthDay } from "./calendar-day.ts"
import type { NameCalendar } from "./name-days/name-calendar.ts"
import { feastOf } from "./name-of-member.ts"

/**
 * A day that a member keeps is known by a mark under the shop's index key: the same for the same day, and telling nobody
 * which. So those who keep a day are found by an index, and nobody's birthday is opened for it.
 */
export const birthdayMark = (vault: Vault, yearly: string): string => vault.fingerprint(`occasion birthday ${yearly}`)

export const nameDayMark = (vault: Vault, calendar: NameCalendar, feastId: string): string =>
  vault.fingerprint(`occasion name day ${calendar.id} ${feastId}`)

/** A calendar as marks were made from it. */
const calendarName = ({ id, version }: NameCalendar): string => `${id} ${version}`

type Row = {
  customerId: string
  joinedAt: Date
  detailsId: string | null
  detailsSealed: Buffer | null
  corrections: number | null
  givenAt: Date | null
  sealed: Buffer | null
  plain: Person | null
  factAt: Date | null
  birthday: string | null
  birthdaySince: Date | null
  nameDay: string | null
  nameDaySince: Date | null
}

/** Members after `after` whose marks are missing, or were made from what is no longer so. */
const FIND_STALE = `
  SELECT m."customerId", m."joinedAt", d."detailsId", d."sealed" AS "detailsSealed", d."corrections", d."givenAt",
    c."sealed", c."plain", c."factAt", o."birthday", o."birthdaySince", o."nameDay", o."nameDaySince"
  FROM "Member" m
  LEFT JOIN "MemberDetails" d ON d."shop" = m."shop" AND d."customerId" = m."customerId"
  LEFT JOIN "Customer" c ON c."shop" = m."shop" AND c."customerId" = m."customerId"
  LEFT JOIN "MemberOccasion" o ON o."shop" = m."shop" AND o."customerId" = m."customerId"
  WHERE m."shop" = $1 AND m."customerId" > $2 AND (o."customerId" IS NULL OR o."calendar" <> $3
    OR o."detailsId" IS DISTINCT FROM d."detailsId" OR o."factAt" IS DISTINCT FROM c."factAt")
  ORDER BY m."customerId" LIMIT $4`

const WRITE_MARKS = `
  INSERT INTO "MemberOccasion" AS o ("shop", "customerId", "detailsId", "factAt", "calendar", "birthday", "birthdaySince",
    "nameDay", "nameDaySince")
  SELECT $1, "customerId", "detailsId", "factAt", $3, "birthday", "birthdaySince", "nameDay", "nameDaySince"
  FROM jsonb_to_recordset($2::jsonb) AS r("customerId" text, "detailsId" text, "factAt" timestamptz, "birthday" text,
    "birthdaySince" timestamptz, "nameDay" text, "nameDaySince" timestamptz)
  ORDER BY "customerId"
  ON CONFLICT ("shop", "customerId") DO UPDATE SET "detailsId" = excluded."detailsId", "factAt" = excluded."factAt",
    "calendar" = excluded."calendar", "birthday" = excluded."birthday", "birthdaySince" = excluded."birthdaySince",
    "nameDay" = excluded."nameDay", "nameDaySince" = excluded."nameDaySince"`

/**
 * Makes the marks of up to `limit` members after `after` anew, of whom something has changed. Returns the last of them, from
 * whom to go on; null: nobody is left. `at` is world time.
 */
export async function markMembers(
  tx: Tx,
  shop: string,
  calendar: NameCalendar,
  { after, limit, at }: { after: string; limit: number; at: Date },
): Promise<string | null> {
  const { rows } = await tx.query<Row>(FIND_STALE, [shop, after, calendarName(calendar), limit])
  const last = rows.at(-1)
  if (!last) return null
  const told = await openDetails(
    shop,
    rows.flatMap(({ customerId, detailsId, detailsSealed, corrections, givenAt }) =>
      detailsId && detailsSealed && givenAt
        ? [{ customerId, detailsId, sealed: detailsSealed, corrections: corrections ?? 0, givenAt }]
        : [],
    ),
  )
  const persons = await openPersons(shop, rows)
  const vault = await vaultOf(shop)
  const marked = rows.map((row, index) => ({
    customerId: row.customerId,
    detailsId: row.detailsId,
    factAt: row.factAt,
    ...birthdayOf(vault, row, told.get(row.customerId)),
    ...nameDayOf(vault, calendar, row, told.get(row.customerId), persons[index]?.firstName ?? null, at),
  }))
  await tx.query(WRITE_MARKS, [shop, JSON.stringify(marked), calendarName(calendar)])
  return last.customerId
}

/** A birthday is known since it was told; told again as it was, since the first time. */
function birthdayOf(vault: Vault, row: Row, told: KnownDetails | undefined) {
  const birthday = told?.birthday ? birthdayMark(vault, monthDay(told.birthday)) : null
  const since = birthday === row.birthday ? row.birthdaySince : (told?.givenAt ?? null)
  return { birthday, birthdaySince: birthday && since }
}

/** A name that Shopify had from the beginning is known since they joined; one that changed, since we saw it. */
function nameDayOf(
  vault: Vault,
  calendar: NameCalendar,
  row: Row,
  told: KnownDetails | undefined,
  firstName: string | null,
  at: Date,
) {
  const feast = feastOf(calendar, told, firstName)
  const nameDay = feast && nameDayMark(vault, calendar, feast.id)
  const fresh = told?.nameDay || told?.name ? told.givenAt : row.nameDay === null ? row.joinedAt : at
  const since = nameDay === row.nameDay ? row.nameDaySince : fresh
  return { nameDay, nameDaySince: nameDay && since }
}
