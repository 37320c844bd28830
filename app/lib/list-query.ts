/**
 * Which part of a list an address asks for. Everything that narrows or orders a list stands in its address, so that a list
 * can be shared, saved and gone back to. A list says as data what it can be narrowed by (`ListShape`); what an address
 * says beyond that, or in another way than we write it, is passed over.
 */
export type FilterRule =
  /** One or several of these words. */
  | { kind: "choices"; values: readonly string[] }
  /** One or several names that a shop gives itself. */
  | { kind: "names" }
  /** Whole numbers from … to …, both within; one end may be open. */
  | { kind: "range" }
  /** Calendar days of the shop from … to …, both within; one end may be open. */
  | { kind: "days" }

/** The first of `sorts` is the one that needs no word in the address. */
export type ListShape = { filters: Record<string, FilterRule>; sorts: readonly [string, ...string[]] }

/** `filters` holds the canonical text of each filter that is set; `after` is where the page before ended. */
export type ListQuery = { search: string; sort: string; filters: Record<string, string>; after: string | null }

const MOST_CHOICES = 20
const MOST_SEARCHED = 100
/** Words of the address that belong to lists themselves. */
const SEARCH = "q"
const SORT = "sort"
const AFTER = "after"

export function readListQuery(address: URLSearchParams, shape: ListShape): ListQuery {
  const filters: Record<string, string> = {}
  for (const [name, rule] of Object.entries(shape.filters)) {
    const value = canonical(address.get(name) ?? "", rule)
    if (value !== "") filters[name] = value
  }
  const asked = address.get(SORT) ?? ""
  return {
    search: (address.get(SEARCH) ?? "").replaceAll("\u0000", "").trim().slice(0, MOST_SEARCHED),
    sort: shape.sorts.includes(asked) ? asked : shape.sorts[0],
    filters,
    after: address.get(AFTER),
  }
}

/** The address of a list without the place in it, always written alike: two lists are the same when these are. */
export function writeListQuery(query: Omit<ListQuery, "after">, shape: ListShape): string {
  const address = new URLSearchParams()
  if (query.search !== "") address.set(SEARCH, query.search)
  for (const [name, rule] of Object.entries(shape.filters)) {
    const value = canonical(query.filters[name] ?? "", rule)
    if (value !== "") address.set(name, value)
  }
  if (query.sort !== shape.sorts[0]) address.set(SORT, query.sort)
  return address.toString()
}

/** Whether a list shows everything it has, in whatever order. */
export function isNarrowed({ search, filters }: Pick<ListQuery, "search" | "filters">): boolean {
  return search !== "" || Object.keys(filters).length > 0
}

function canonical(text: string, rule: FilterRule): string {
  switch (rule.kind) {
    case "choices":
      return writeChoices(readChoices(text).filter((one) => rule.values.includes(one)))
    case "names":
      return writeChoices(readChoices(text))
    case "range": {
      const { min, max } = readRange(text)
      return writeEnds(String(min ?? ""), String(max ?? ""))
    }
    case "days": {
      const { from, to } = readDays(text)
      return writeEnds(from ?? "", to ?? "")
    }
  }
}

/** "gold,silver" → ["gold", "silver"], each once. */
export function readChoices(text: string): string[] {
  const names = text.split(",").map((one) => one.replaceAll("\u0000", "").trim().slice(0, MOST_SEARCHED))
  return [...new Set(names)].filter((one) => one !== "").slice(0, MOST_CHOICES)
}

export function writeChoices(values: string[]): string {
  return [...new Set(values)].sort().join(",")
}

/** "100..500", "100.." or "..500"; an end that is no whole number, or lies beyond the other, is open. */
export function readRange(text: string): { min: number | null; max: number | null } {
  const [min, max] = readEnds(text, (end) => (/^\d{1,15}$/.test(end) ? Number(end) : null))
  return { min, max }
}

/** "2026-01-01..2026-01-31", "2026-01-01.." or "..2026-01-31"; an end that is no day, or lies beyond the other, is open. */
export function readDays(text: string): { from: string | null; to: string | null } {
  const [from, to] = readEnds(text, (end) => (isDay(end) ? end : null))
  return { from, to }
}

function readEnds<End extends string | number>(
  text: string,
  readEnd: (text: string) => End | null,
): [End | null, End | null] {
  const [first = "", second = ""] = text.split("..")
  const [from, to] = [readEnd(first), readEnd(second)]
  return [from, from !== null && to !== null && from > to ? null : to]
}

/** A day of the calendar, "2026-02-28"; there is no 2026-02-29. */
export function isDay(text: string): boolean {
  if (!/^[12]\d{3}-\d{2}-\d{2}$/.test(text)) return false
  const moment = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text)
}

/** Both ends as one text; "" when both are open. */
export function writeEnds(first: string, second: string): string {
  return first === "" && second === "" ? "" : `${first}..${second}`
}
