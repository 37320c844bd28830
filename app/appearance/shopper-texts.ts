import type { Dictionary, Words } from "./liquid/translate.ts"

/** Every text that shoppers read, taken from the extension's locale files, so that a new one is editable by itself. */
export type ShopperText = {
  /** As in the locale file; a text that counts has one for each plural form ("points.few"). */
  key: string
  /** The first part of the key: where the text stands. */
  group: string
  /** What it is filled with: {number}, {amount}, … */
  blanks: string[]
  /** Characters at most. */
  limit: number
  /** The extension's own words by language; a plural form that a language has not is missing. */
  standard: Record<string, string>
}

/** Keys that no shopper reads: how plurals are called, and what stands in the theme editor. */
const NOT_FOR_SHOPPERS = /^(plural|editor)(\.|$)/

/** Longest own words for standard words of at most so many characters: a button's word stays a word. */
const LIMITS: [standardLength: number, limit: number][] = [
  [12, 40],
  [40, 120],
  [Number.POSITIVE_INFINITY, 500],
]

/** "{{ number }} points" as the merchant reads and writes it: "{number} points". */
const withShortBlanks = (text: string) => text.replace(/\{\{\s*(\w+)\s*\}\}/g, "{$1}")

/** The texts in the order of the default language's file; forms that only other languages have stand at their end. */
export function shopperTexts({ byLocale, fallback }: Dictionary): ShopperText[] {
  const locales = [fallback, ...Object.keys(byLocale).filter((locale) => locale !== fallback)]
  const standard = new Map<string, Record<string, string>>()
  for (const locale of locales) {
    for (const [key, words] of leavesOf(byLocale[locale] ?? {})) {
      if (!NOT_FOR_SHOPPERS.test(key)) standard.set(key, { ...standard.get(key), [locale]: withShortBlanks(words) })
    }
  }
  return [...standard].map(([key, words]) => {
    const longest = Math.max(...Object.values(words).map((text) => [...text].length))
    return {
      key,
      group: key.split(".")[0] as string,
      blanks: [...new Set(Object.values(words).flatMap(blanksIn))],
      limit: LIMITS.find(([length]) => longest <= length)?.[1] ?? 500,
      standard: words,
    }
  })
}

const blanksIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string)

function leavesOf(words: Words, prefix = ""): [key: string, text: string][] {
  return Object.entries(words).flatMap(([name, value]) =>
    typeof value === "string"
      ? [[`${prefix}${name}`, value] as [string, string]]
      : leavesOf(value, `${prefix}${name}.`),
  )
}

const PLURAL_FORM = /\.(zero|one|two|few|many|other)$/

/** The smallest whole number that a plural form is used for; null: for none, or the key is no plural form. */
function numberOfForm(key: string, language: string): number | null {
  const form = PLURAL_FORM.exec(key)?.[1]
  if (!form) return null
  const rules = new Intl.PluralRules(language)
  for (let count = 1; count <= 100; count += 1) if (rules.select(count) === form) return count
  return null
}

/** A text in one language: the words that stand there otherwise, and the number that a plural form is shown by. */
export type EditableText = ShopperText & { placeholder: string; counted: number | null }

/**
 * What can be written in a language, with the words that stand there otherwise. A language without a file of its own has
 * the default one's words and forms, as in the storefront; forms that no whole number takes are left out.
 */
export function textsIn(texts: ShopperText[], language: string, fallback: string): EditableText[] {
  const own = texts.some((text) => Object.hasOwn(text.standard, language)) ? language : fallback
  return texts.flatMap((text) => {
    const placeholder = text.standard[own]
    if (placeholder === undefined) return []
    const counted = numberOfForm(text.key, own)
    if (PLURAL_FORM.test(text.key) && counted === null) return []
    return [{ ...text, placeholder, counted }]
  })
}
