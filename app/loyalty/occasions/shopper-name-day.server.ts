import type { Door, Tx } from "#app/lib/db.server.ts"
import { findPersons } from "#app/records/customers/persons.server.ts"
import type { MemberDetails } from "../members/member-details.server.ts"
import { loadNewestVersion } from "../programme/version.server.ts"
import { calendarOf } from "./name-days/calendars.ts"
import { feastOf, feastsOfMember } from "./name-of-member.ts"

/** What a member sees of their name day: what they keep, and what there is to choose from; "": the first of their name. */
export type ShownNameDay = { title: string | null; chosen: string; choices: { id: string; title: string }[] }

/**
 * The name day of a member who told this; undefined: the programme gives nothing for it. Whose name the calendar knows
 * chooses among its days, everybody else among all.
 */
export async function shownNameDay(
  at: Door | Tx,
  shop: string,
  customerId: string,
  told: Required<MemberDetails> | undefined,
): Promise<ShownNameDay | undefined> {
  const rule = (await loadNewestVersion(at, shop))?.rules.occasions.nameDay
  if (!rule?.on) return undefined
  const calendar = calendarOf(rule.calendar)
  const firstName = (await findPersons(shop, [customerId], at)).get(customerId)?.firstName ?? null
  const ofName = feastsOfMember(calendar, told, firstName)
  const [first, ...others] = ofName.length > 0 ? ofName : [null, ...calendar.feasts]
  const choices = [{ id: "", title: first?.title ?? "–" }, ...others.flatMap((feast) => feast ?? [])]
  const kept = feastOf(calendar, told, firstName)
  return {
    title: kept?.title ?? null,
    chosen: kept === null || kept.id === first?.id ? "" : kept.id,
    choices: choices.map(({ id, title }) => ({ id, title })),
  }
}
