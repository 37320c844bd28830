import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import polarisEnglish from "@shopify/polaris/locales/en.json" with { type: "json" }
import { expect, test } from "vitest"
import { LEDGER_CODES } from "#app/loyalty/ledger/codes.ts"
import { EXPLAIN_CODES } from "#app/loyalty/rules/order-evaluation.ts"
import { blanksOf, flattenTexts, keyOf, textValuesModule } from "./blanks.ts"
import { LOCALES, type Locale, localeOf } from "./locales.ts"
import { outsideWords } from "./outside-words.ts"
import { polarisWords } from "./polaris-words.ts"
import { codeTranslator, messagesOf, translator } from "./translate.ts"

/** Every text exists in every language, with the language's own plurals, the same blanks to fill, and is used. */

const appFolder = join(import.meta.dirname, "..")
const isPlural = (key: string) => keyOf(key) !== key

/** Every text of a language by its key, also those that stand outside of the admin. */
const textsOf = (locale: Locale): Map<string, string> =>
  flattenTexts({ ...messagesOf(locale), outside: outsideWords(locale) })

const baseKeys = (locale: Locale) => new Set([...textsOf(locale).keys()].map(keyOf))

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.tsx?$/.test(entry.name) && !entry.name.includes(".test.") ? [readFileSync(path, "utf8")] : []
  })
}

test.each(LOCALES)("%s has exactly the keys of English", (locale) => {
  expect([...baseKeys(locale)].sort()).toEqual([...baseKeys("en")].sort())
})

test.each(LOCALES)("%s has every plural form of its language, and no other", (locale) => {
  const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories
  const texts = textsOf(locale)
  const plural = new Set([...texts.keys()].filter(isPlural).map(keyOf))
  const wrong = [...plural].filter((base) => {
    const forms = [...texts.keys()].filter((key) => keyOf(key) === base && key !== base)
    return forms.length !== categories.length || categories.some((form) => !texts.has(`${base}_${form}`))
  })
  expect(wrong).toEqual([])
})

test.each(LOCALES)("%s fills in the same blanks as English, numbers as numbers", (locale) => {
  const english = textsOf("en")
  const blanks = (key: string, text: string) => JSON.stringify([...blanksOf(key, text)].sort())
  const wrong = [...textsOf(locale)].filter(([key, text]) => {
    const own = english.get(key) ?? english.get(`${keyOf(key)}_other`) ?? ""
    return blanks(key, text) !== blanks(key, own)
  })
  expect(wrong.map(([key]) => key)).toEqual([])
})

test("the compiler knows the values that the texts need now (npm run texts)", () => {
  expect(readFileSync(join(import.meta.dirname, "text-values.generated.ts"), "utf8")).toBe(
    textValuesModule(messagesOf("en")),
  )
})

test("the words inside Polaris are those of its own English, in both other languages", () => {
  const keys = (words: object) => [...flattenTexts({ admin: words })].map(([key, text]) => [key, singleBlanks(text)])
  const english = new Map(keys(polarisEnglish) as [string, string][])
  const bulgarian = keys(polarisWords("bg") ?? {})
  expect(bulgarian.filter(([key, blanks]) => english.get(key as string) !== blanks)).toEqual([])
  expect(keys(polarisWords("ru") ?? {})).toEqual(bulgarian)
})

const singleBlanks = (text: string) =>
  [...text.matchAll(/\{\w+\}/g)]
    .map(([blank]) => blank)
    .sort()
    .join()

test.each(["bg", "ru"] as const)("%s is written in its own letters", (locale) => {
  const foreign = [...textsOf(locale)].filter(([, text]) => {
    const words = text.replace(/\{\{[^}]*\}\}/g, "").replace(/Regulars|Shopify|EUR|CSV/g, "")
    return /[A-Za-z]{2,}/.test(words)
  })
  expect(foreign.map(([key]) => key)).toEqual([])
})

test("every text is used by a page, a code of the ledger or a decision of the rules", () => {
  const code = sources(appFolder).join("\n")
  const starts = [...code.matchAll(/`((?:\w+:)?[\w.]*[.:])\$\{/g)].map((match) => match[1] as string)
  const named = (key: string) => key.startsWith("outside:") && code.includes(`words.${key.slice("outside:".length)}`)
  const quoted = (key: string) => named(key) || code.includes(`"${key}"`) || code.includes(`\`${key}\``)
  const unused = [...baseKeys("en")].filter((key) => !quoted(key) && !starts.some((start) => key.startsWith(start)))
  expect(unused).toEqual([])
})

test("every code that is stored has its words", () => {
  const keys = baseKeys("en")
  const stored = [
    ...Object.keys(LEDGER_CODES).map((code) => `statement:${code}`),
    ...EXPLAIN_CODES.map((code) => `explain:${code}`),
  ]
  expect(stored.filter((key) => !keys.has(key))).toEqual([])
})

test("plurals and numbers follow the language", () => {
  expect(translator("en")("points.count", { count: 1 })).toBe("1 point")
  expect(translator("bg")("points.count", { count: 2 })).toBe("2 точки")
  expect([1, 3, 5, 21].map((count) => translator("ru")("points.count", { count }))).toEqual([
    "1 балл",
    "3 балла",
    "5 баллов",
    "21 балл",
  ])
  expect(translator("en")("points.count", { count: 12_345 })).toBe("12,345 points")
})

test("a sum that ends with an abbreviation ends its sentence with one point", () => {
  expect(codeTranslator("bg")("explain:basis_total", { amount: "2,50 лв." })).toBe("От поръчката се броят 2,50 лв.")
})

test("Shopify's and browsers' language tags become one of ours", () => {
  expect(localeOf("bg-BG")).toBe("bg")
  expect(localeOf("ru;q=0.9,en")).toBe("ru")
  expect(localeOf("de-DE")).toBe("en")
  expect(localeOf(null, "bg")).toBe("bg")
})
