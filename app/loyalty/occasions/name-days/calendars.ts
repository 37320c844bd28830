import { BULGARIAN_AUTUMN } from "./bulgarian-autumn.ts"
import { BULGARIAN_DECEMBER } from "./bulgarian-december.ts"
import { BULGARIAN_MOVABLE } from "./bulgarian-movable.ts"
import { BULGARIAN_SPRING } from "./bulgarian-spring.ts"
import { BULGARIAN_SUMMER } from "./bulgarian-summer.ts"
import { BULGARIAN_WINTER } from "./bulgarian-winter.ts"
import { type FeastRow, type NameCalendar, nameCalendar } from "./name-calendar.ts"

/** The calendars of names there are; another is a list of rows and a line here. */
export const NAME_CALENDARS = ["bulgarian"] as const
export type NameCalendarId = (typeof NAME_CALENDARS)[number]

/** What they are made of. */
export const NAME_ROWS: Record<NameCalendarId, FeastRow[]> = {
  bulgarian: [
    ...BULGARIAN_WINTER,
    ...BULGARIAN_SPRING,
    ...BULGARIAN_SUMMER,
    ...BULGARIAN_AUTUMN,
    ...BULGARIAN_DECEMBER,
    ...BULGARIAN_MOVABLE,
  ],
}

/** Raised whenever names or days of a calendar change. */
const VERSIONS: Record<NameCalendarId, number> = { bulgarian: 1 }

const made = new Map<NameCalendarId, NameCalendar>()

/** A calendar, made when it is first asked for. */
export function calendarOf(id: NameCalendarId): NameCalendar {
  const calendar = made.get(id) ?? nameCalendar(id, VERSIONS[id], NAME_ROWS[id])
  made.set(id, calendar)
  return calendar
}
