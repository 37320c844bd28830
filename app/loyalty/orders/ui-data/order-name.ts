/** Beyond every character that a name goes on with, compared by code points. */
export const LAST_CHARACTER = "\u{10ffff}"

/** The beginnings of names that a search means: Shopify writes "#" before the number, merchants may add letters. */
export function nameBeginnings(search: string): string[] {
  const bare = search.replaceAll("\u0000", "").replace(/^#/, "")
  const written = [bare, bare.toUpperCase(), bare.toLowerCase()]
  return [...new Set(written.flatMap((one) => [`#${one}`, one]))].filter((one) => one !== "")
}
