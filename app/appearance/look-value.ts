import type { Look } from "./look.ts"

/**
 * What the storefront's Liquid reads of a look: the shop's metafield "look". Shopify takes JSON of at most 128 KB (API
 * version 2026-04 and later); we stay below it, since we count bytes as we write them.
 */
export const LOOK_BYTES_AT_MOST = 120_000

export type LookValue = {
  launcher: Look["launcher"]
  colours: Partial<Look["colours"]>
  texts: Look["texts"]
}

/** A text that is left out because the metafield would be too large. */
export type CutText = { language: string; key: string }

/**
 * The value and what had to be left out of it: languages in the order given by `languages` (others after them, by name),
 * texts in the order they were written, as long as there is room. What is left out shows the extension's own words.
 */
export function lookValue(
  look: Look,
  languages: string[],
  bytesAtMost = LOOK_BYTES_AT_MOST,
): { value: LookValue; cut: CutText[]; bytes: number } {
  const colours = Object.fromEntries(Object.entries(look.colours).filter(([, colour]) => colour !== ""))
  const value: LookValue = { launcher: look.launcher, colours, texts: {} }
  const cut: CutText[] = []
  let bytes = bytesOf(value)
  for (const language of inOrder(Object.keys(look.texts), languages)) {
    for (const [key, words] of Object.entries(look.texts[language] ?? {})) {
      // With a comma each: one too many where it is the first, which errs on the safe side.
      const opening = value.texts[language] ? 0 : bytesOf(language) + bytesOf({}) + 2
      const needed = opening + bytesOf(key) + bytesOf(words) + 2
      if (bytes + needed > bytesAtMost) cut.push({ language, key })
      else {
        bytes += needed
        value.texts[language] = { ...value.texts[language], [key]: words }
      }
    }
  }
  return { value, cut, bytes }
}

const encoder = new TextEncoder()
const bytesOf = (value: unknown) => encoder.encode(JSON.stringify(value)).length

function inOrder(found: string[], languages: string[]): string[] {
  const place = (language: string) => (languages.includes(language) ? languages.indexOf(language) : languages.length)
  return found.toSorted((one, other) => place(one) - place(other) || (one < other ? -1 : 1))
}
