/**
 * Numbers as a reader of one language writes them, and as forms carry them: "1 234,50" ↔ "1234.50". What is typed is read
 * with patience (a point in Bulgarian, blanks between thousands), but what could be two numbers is left as it was typed,
 * so that whoever checks the form refuses it.
 */
type Signs = { decimal: string; group: string; groupsFrom: number }

/** `groupsFrom`: so many digits are written in groups; Bulgarian leaves four together. */
const ENGLISH: Signs = { decimal: ".", group: ",", groupsFrom: 4 }
const SIGNS: Record<string, Signs> = {
  bg: { decimal: ",", group: "\u00a0", groupsFrom: 5 },
  ru: { decimal: ",", group: "\u00a0", groupsFrom: 4 },
}
const signsOf = (locale: string): Signs => SIGNS[locale] ?? ENGLISH

const BLANKS = /[\s\u00a0\u202f'’]/g

/** What was typed as a plain decimal number ("1234.5"); anything that is not clearly one comes back trimmed, as typed. */
export function toCanonical(typed: string, locale: string): string {
  const text = typed.trim()
  const bare = text.replace(BLANKS, "")
  if (!/^\d[\d.,]*$/.test(bare)) return text
  const marks = [...bare.matchAll(/[.,]/g)].map((match) => match[0])
  if (marks.length === 0) return bare
  const last = marks.at(-1) as string
  const others = marks.slice(0, -1)
  const { decimal, group } = signsOf(locale)
  const lastAt = bare.lastIndexOf(last)
  const [whole, fraction] = [bare.slice(0, lastAt), bare.slice(lastAt + 1)]
  // Marks before the last one separate thousands, if they are all alike and stand where such marks stand.
  if (others.length > 0) {
    const thousands = others.every((mark) => mark === others[0])
    if (!thousands || !inThrees(others[0] === last ? bare : whole)) return text
    if (others[0] === last) return bare.replaceAll(last, "")
    return joined(whole.replaceAll(others[0] as string, ""), fraction)
  }
  const isGroup = last === group && last !== decimal && inThrees(bare)
  return isGroup ? bare.replaceAll(last, "") : joined(whole, fraction)
}

/** "1,234,567": groups of three after the first. */
function inThrees(text: string): boolean {
  return /^\d{1,3}([.,]\d{3})+$/.test(text)
}

const joined = (whole: string, fraction: string) => (fraction === "" ? whole : `${whole}.${fraction}`)

/** A plain decimal number as the language writes it, thousands apart: "1234.50" → "1 234,50". Other texts stay. */
export function toLocal(canonical: string, locale: string): string {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(canonical)
  if (!match) return canonical
  const { decimal, group, groupsFrom } = signsOf(locale)
  const [, whole = "", fraction] = match
  const grouped = whole.length >= groupsFrom ? whole.replace(/\B(?=(\d{3})+$)/g, group) : whole
  return fraction === undefined ? grouped : `${grouped}${decimal}${fraction}`
}
