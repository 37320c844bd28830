/** Beyond every character that a name goes on with, compared by code points. */
export const LAST_CHARACTER = "\u{10ffff}"

/** The beginnings of names that a search means: Shopify writes "#" before the number, merchants may add letters. */
export function nameBeginnings(search: string): string[] {
  const bare = search.replaceAll("\u0000", "").replace(/^#/, "")
  const written = [bare, bare.toUpperCase(), bare.toLowerCase()]
  return [...new Set(written.flatMap((one) => [`#${one}`, one]))].filter((one) => one !== "")
}

/** A place in a list that is ordered by name, then id: as text for an address, and back. */
export function writeNameCursor(name: string, orderId: string): string {
  return `${orderId} ${name}`
}

/** The beginning of the list for anything that `writeNameCursor` did not write. */
export function readNameCursor(cursor: string | null): [name: string, orderId: string] {
  const [, orderId, name] = /^(gid:\/\/shopify\/Order\/\d+) ([^\0]{1,300})$/.exec(cursor ?? "") ?? []
  return name !== undefined && orderId !== undefined ? [name, orderId] : ["", ""]
}
