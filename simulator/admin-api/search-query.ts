import { GraphQLError } from "graphql"

export type SearchTerm = { field: string; comparator: "=" | ">" | ">=" | "<" | "<="; value: string }

/** The field of a bare word: whatever the kind of object is usually looked for by. */
export const BARE_WORD = "default"

/**
 * Reads Shopify's search syntax as far as we use it: `field:value`, comparators, quotes, bare words, AND by a space or
 * the word. Anything else (OR, NOT, brackets) is refused rather than answered wrongly.
 */
export function parseSearchQuery(query: string | null | undefined): SearchTerm[] {
  const text = (query ?? "").trim()
  const terms: SearchTerm[] = []
  const pattern =
    /\s*(?:AND\s+)?(?:(?:(\w+):(>=|<=|>|<)?(?:'([^']*)'|"([^"]*)"|([^\s()'"]+)))|(?!(?:AND|OR|NOT)\b)([^\s()'":-][^\s()'":]*))(?=\s|$)/y
  let position = 0
  while (position < text.length) {
    pattern.lastIndex = position
    const match = pattern.exec(text)
    if (!match) throw new GraphQLError(`This search is not simulated: ${text.slice(position)}`)
    const [, field = BARE_WORD, comparator, single, double, plain, bare] = match
    const value = single ?? double ?? plain ?? bare ?? ""
    terms.push({ field, comparator: (comparator ?? "=") as SearchTerm["comparator"], value })
    position = pattern.lastIndex
  }
  return terms
}

/** Compares moments by the second, as Shopify's search does. */
export function matchesTime(moment: string, term: SearchTerm): boolean {
  const second = (text: string) => Math.floor(new Date(text).getTime() / 1000)
  return compare(second(moment), second(term.value), term)
}

/** Compares ids of any length. */
export function matchesId(id: string, term: SearchTerm): boolean {
  const digits = term.value.replace(/^gid:\/\/shopify\/\w+\//, "")
  if (!/^\d+$/.test(digits)) return false
  return compare(BigInt(id), BigInt(digits), term)
}

export function matchesText(text: string | null, term: SearchTerm): boolean {
  const wanted = term.value.toLowerCase()
  const actual = (text ?? "").toLowerCase()
  if (wanted.endsWith("*")) return actual.startsWith(wanted.slice(0, -1))
  return actual === wanted
}

function compare<Value extends number | bigint>(a: Value, b: Value, term: SearchTerm): boolean {
  if (Number.isNaN(a) || Number.isNaN(b)) return false
  if (term.comparator === ">") return a > b
  if (term.comparator === ">=") return a >= b
  if (term.comparator === "<") return a < b
  if (term.comparator === "<=") return a <= b
  return a === b
}

/** Refuses a field nobody wrote a comparison for. */
export function unknownTerm(kind: string, term: SearchTerm): never {
  throw new GraphQLError(`Searching ${kind} by "${term.field}" is not simulated`)
}
