import { type Feast, feastsOf, findFeast, type NameCalendar } from "./name-days/name-calendar.ts"

type Told = { name: string | null; nameDay: string | null }

/** The name whose day is kept: the one they told, else the first name Shopify has. */
function nameOfMember(told: Told | null | undefined, firstName: string | null): string | null {
  return told?.name ?? firstName
}

/** All days of a member's name, the one that is kept first in front. */
export function feastsOfMember(
  calendar: NameCalendar,
  told: Told | null | undefined,
  firstName: string | null,
): Feast[] {
  const name = nameOfMember(told, firstName)
  return name === null ? [] : feastsOf(calendar, name)
}

/** The feast a member keeps: the one they chose, else the first of their name; null: none. */
export function feastOf(calendar: NameCalendar, told: Told | null | undefined, firstName: string | null): Feast | null {
  const chosen = told?.nameDay ? findFeast(calendar, told.nameDay) : null
  return chosen ?? feastsOfMember(calendar, told, firstName)[0] ?? null
}
