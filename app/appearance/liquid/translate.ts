import { escapeHtml } from "./escape.ts"

/** Words of one language, nested as in the locale files; a plural is an object of its forms. */
export type Words = { [key: string]: string | Words }

/** By language, and which of them is the default. */
export type Dictionary = { byLocale: Record<string, Words>; fallback: string }

function lookUp(words: Words | undefined, key: string): string | Words | undefined {
  let found: string | Words | undefined = words
  for (const part of key.split(".")) {
    if (typeof found !== "object" || !Object.hasOwn(found, part)) return undefined
    found = found[part]
  }
  return found
}

function pluralForm(forms: Words, locale: string, count: number): string | undefined {
  const chosen = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other
  return typeof chosen === "string" ? chosen : undefined
}

/**
 * What the `t` filter prints: the words of the key in the page's language, else in the default one, plural by `count`,
 * values put in, escaped unless the key ends in `_html`. A missing key says so, as in Shopify.
 */
export function translate(
  dictionary: Dictionary,
  locale: string,
  key: string,
  values: Record<string, unknown>,
): string {
  for (const language of [locale, dictionary.fallback]) {
    const found = lookUp(dictionary.byLocale[language], key)
    const text = typeof found === "object" ? pluralForm(found, language, Number(values.count)) : found
    if (text === undefined) continue
    const filled = text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_match, name: string) => String(values[name] ?? ""))
    return key.endsWith("_html") ? filled : escapeHtml(filled)
  }
  return `Translation missing: ${escapeHtml(`${locale}.${key}`)}`
}
