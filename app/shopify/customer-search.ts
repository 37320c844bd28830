const MOST_WORDS = 8
const LONGEST_WORD = 64
/** Words that Shopify's search syntax reads as its own. */
const OPERATORS = new Set(["AND", "OR", "NOT"])

/**
 * What somebody typed → a query of Shopify's search in which every word is the beginning of one in name, e-mail address
 * or phone. Signs of the search syntax are taken for spaces, so nothing typed can be more than words. Null: no word left.
 */
export function customerSearch(typed: string): string | null {
  const words = typed
    .normalize("NFC")
    .replace(/[^\p{L}\p{M}\p{N}@.+_'’-]+/gu, " ")
    .replace(/['’]+/g, " ")
    .split(" ")
    .map((word) => word.replace(/^-+/, "").slice(0, LONGEST_WORD))
    .filter((word) => word !== "")
    .slice(0, MOST_WORDS)
  if (words.length === 0) return null
  return words.map((word) => `${OPERATORS.has(word) ? word.toLowerCase() : word}*`).join(" ")
}
