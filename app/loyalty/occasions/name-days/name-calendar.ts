import { addDays, yearOf } from "../calendar-day.ts"
import { orthodoxEaster } from "./orthodox-easter.ts"
import { spellingsOf } from "./spellings.ts"

/**
 * A calendar of names as data. `on`: "01-07", or days after Orthodox Easter (before it: negative). `names`: each with a space
 * between; "Йоан=John,Johann" has spellings that no rule gives; "~Яна" is kept on this day too, but first on another.
 */
export type FeastRow = { id: string; title: string; on: string | number; names: string }

export type Feast = Omit<FeastRow, "names">

export type NameCalendar = {
  id: string
  /** Raised whenever names or days change: members are looked up again. */
  version: number
  feasts: Feast[]
  /** Spelling as `spellingOf` writes it → ids of its feasts, the one that is kept first in front. */
  byName: Map<string, string[]>
}

/** Makes a calendar of its rows. */
export function nameCalendar(id: string, version: number, rows: FeastRow[]): NameCalendar {
  const first = new Map<string, string[]>()
  const also = new Map<string, string[]>()
  for (const row of rows)
    for (const word of row.names.split(/\s+/).filter(Boolean)) {
      const [name = "", ...aliases] = word.replace("~", "").split(/[=,]/)
      const target = word.startsWith("~") ? also : first
      for (const spelling of [...spellingsOf(name), ...aliases.flatMap(spellingsOf)]) add(target, spelling, row.id)
    }
  for (const [spelling, ids] of also) for (const one of ids) add(first, spelling, one)
  return { id, version, feasts: rows.map(({ names: _names, ...feast }) => feast), byName: first }
}

function add(map: Map<string, string[]>, spelling: string, id: string): void {
  const ids = map.get(spelling) ?? []
  if (!ids.includes(id)) map.set(spelling, [...ids, id])
}

/** The day on which a feast is kept in a year. */
export function feastDay({ on }: Feast, year: number): string {
  return typeof on === "string" ? `${year}-${on}` : addDays(orthodoxEaster(year), on)
}

/** The feasts that are kept on a day. */
export function feastsOn({ feasts }: NameCalendar, day: string): Feast[] {
  return feasts.filter((feast) => feastDay(feast, yearOf(day)) === day)
}

/** The first day from `day` on that keeps a feast. */
export function nextFeastDay(feast: Feast, day: string): string {
  const thisYear = feastDay(feast, yearOf(day))
  return thisYear >= day ? thisYear : feastDay(feast, yearOf(day) + 1)
}

/**
 * The feasts of somebody by their first name in whatever spelling, the one that is kept first in front; none: the calendar
 * does not know the name. Of several names the first that is known counts.
 */
export function feastsOf(calendar: NameCalendar, name: string): Feast[] {
  const whole = name.normalize("NFC").trim().toLowerCase()
  for (const one of [whole, ...whole.split(/[\s-]+/)]) {
    const ids = calendar.byName.get(one)
    if (ids) return ids.flatMap((id) => calendar.feasts.filter((feast) => feast.id === id))
  }
  return []
}

/** A feast by its id; null: this calendar has none. */
export function findFeast({ feasts }: NameCalendar, id: string): Feast | null {
  return feasts.find((feast) => feast.id === id) ?? null
}
